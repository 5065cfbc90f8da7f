"""Numbers of records: which were given out so far, so that none is given out twice."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session

from data_access.engine import is_sqlite
from data_access.tables import StoreFact, Table

_TABLES = Table.metadata.tables
_FACT = "newest "


def newest_number(connection: Connection, table: str) -> int:
    """The greatest number that this table ever gave out, as far as the database itself remembers."""
    if is_sqlite(connection):
        asked = sa.text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name").bindparams(name=table)
        return connection.scalar(asked) or 0
    sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table, "id")))
    # A sequence that gave out nothing yet says 1 as well.
    given = sa.text(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608  a name from the catalogue
    return connection.scalar(given) or 0


def newest_record(connection: Connection, kind: str) -> int:
    """The greatest number that a record of this kind ever had, be the record gone: others may still hold it.

    Every record that somebody handed in is named in the trail, by form or by file. Illustrative ones are not;
    the greatest of theirs was noted when they were removed.
    """
    events, changes, facts = _TABLES["audit_event"].c, _TABLES["import_change"].c, _TABLES["store_fact"].c
    handed_in = sa.cast(events.record_id, sa.Integer)
    asked: list[sa.Select[int]] = [
        sa.select(sa.func.max(_TABLES[kind].c.id)),
        sa.select(sa.func.max(changes.record_id)).where(changes.record_type == kind),
        sa.select(sa.func.max(handed_in)).where(events.record_type == kind),
        sa.select(sa.cast(facts.value, sa.Integer)).where(facts.name == _FACT + kind),
    ]
    found = [connection.scalar(one) or 0 for one in asked]
    return max(found if is_sqlite(connection) else [*found, newest_number(connection, kind)])


def next_number(connection: Connection, kind: str) -> int | None:
    """The number for a record that none of its kind ever had; None where the database sees to that by itself."""
    return newest_record(connection, kind) + 1 if is_sqlite(connection) else None


def note_newest(session: Session, kinds: Iterable[str]) -> None:
    """Remember the greatest number of each kind, before records go that leave no trace of their own."""
    for kind in kinds:
        newest = newest_record(session.connection(), kind)
        session.merge(StoreFact(name=_FACT + kind, value=str(newest)))


def count_on_from(connection: Connection, table: str, number: int) -> None:
    """Let PostgreSQL number the next row of a table after this one, or after what it gave out already.

    A sequence is not set back with the transaction, so it only ever rises. SQLite has none.
    """
    if is_sqlite(connection):
        return
    least = max(number, newest_number(connection, table))
    if least:
        sequence = sa.func.pg_get_serial_sequence(table, "id")
        connection.execute(sa.select(sa.func.setval(sequence, least)))

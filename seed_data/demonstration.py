"""Fills the store with illustrative records, and removes all of them in one step."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session

from data_access.change_log import logged_at_once
from data_access.commands.numbers import count_on_from, newest_record, note_newest
from data_access.commands.records import KIND_BY_NAME
from data_access.engine import is_sqlite
from data_access.tables import StoreFact, Table
from data_access.text_index import indexed_at_once
from data_access.unit_of_work import UnitOfWork
from domain.errors import InvalidRecordError
from domain.permissions import check_may_operate
from domain.vocabulary import Provenance
from seed_data.illustrative import FirstIds, Rows, generate

Progress = Callable[[int, int], None]
"""Told how many activities are in the store so far, and of how many."""

FACT = "illustrative"
LOADED, REMOVED = "loaded", "removed"
ACCOUNTS = "user_account"
NUMBERED = ("activity", "cohort", "outcome", "meeting", "dot_question")
# From this many activities on, SQLite skips the checks of each row, which cost more than writing it.
# The generator's rows keep them: smaller runs are checked row by row.
MANY = 50_000

_TABLES = Table.metadata.tables
# Rows that make no sense without the record that they are about, although they may be about another.
_GO_ALONG = frozenset({"publication"})


def load_illustrative(
    work: UnitOfWork,
    *,
    until: date,
    activities: int = 1500,
    seed: int = 2021,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Put illustrative records of the three years up to `until` in place of any that are there.

    Accounts stay as they are. Answers how many rows each table got. Raises NotAllowedError, and
    InvalidRecordError where less than one activity is asked for.
    """
    check_may_operate(work.actor)
    if activities < 1:
        raise InvalidRecordError("A demonstration needs at least 1 activity.")
    connection = work.session.connection()
    written: dict[str, int] = {}
    with indexed_at_once(connection), logged_at_once(connection):
        _remove_all(work, but=frozenset({ACCOUNTS}))
        _set_row_checks(connection, on=activities < MANY)
        try:
            for rows in generate(
                activities=activities,
                until=until,
                seed=seed,
                first_ids=_first_ids(connection),
                days_of_meetings=frozenset(connection.scalars(sa.select(_TABLES["meeting"].c.held_on))),
            ):
                _write(connection, _without_taken(connection, rows))
                written[rows.table] = written.get(rows.table, 0) + len(rows.rows)
                if progress and rows.table == "activity":
                    progress(written[rows.table], activities)
        finally:
            _set_row_checks(connection, on=True)
    _count_on(connection)
    _remember(work.session, LOADED)
    work.audit("loaded", "illustrative", f"seed {seed}", after=written, note=f"Up to {until.isoformat()}")
    return written


def remove_illustrative(work: UnitOfWork) -> dict[str, int]:
    """Remove every illustrative record and account with all that belongs to it; how many of each kind went.

    Published and submitted records stay, without their links to what went. An empty answer means that
    there was nothing to remove. Raises NotAllowedError.
    """
    check_may_operate(work.actor)
    connection = work.session.connection()
    # Without any, every process would have to read everything anew for nothing.
    if not _has_illustrative(connection):
        return {}
    with indexed_at_once(connection), logged_at_once(connection):
        return _remove_all(work)


def _has_illustrative(connection: Connection) -> bool:
    found = (sa.exists().where(table.c.provenance == Provenance.ILLUSTRATIVE) for table in _roots())
    return bool(connection.scalar(sa.select(sa.or_(*found))))


def _remove_all(work: UnitOfWork, *, but: frozenset[str] = frozenset()) -> dict[str, int]:
    removed: dict[str, int] = {}
    for table in _roots():
        if table.name in but:
            continue
        is_illustrative = table.c.provenance == Provenance.ILLUSTRATIVE
        count = work.session.execute(sa.select(sa.func.count()).where(is_illustrative)).scalar_one()
        if count:
            if not removed:
                note_newest(work.session, dict.fromkeys((*KIND_BY_NAME, *NUMBERED)))
            _delete(work.session, table, is_illustrative)
            removed[table.name] = count
    if removed:
        _remember(work.session, REMOVED)
        work.audit("removed", "illustrative", "all", before=removed)
    return removed


def illustrative_fact(session: Session) -> str | None:
    """LOADED or REMOVED, whatever happened last; None where the store never held illustrative records."""
    return session.execute(
        sa.select(_TABLES["store_fact"].c.value).where(_TABLES["store_fact"].c.name == FACT)
    ).scalar_one_or_none()


def _roots() -> list[sa.Table]:
    """List the tables whose rows say where they come from, children before parents."""
    return [table for table in reversed(Table.metadata.sorted_tables) if "provenance" in table.c]


def _delete(session: Session, table: sa.Table, condition: sa.ColumnElement[bool]) -> None:
    """Delete rows after all that belongs to them, and let go of them what only points to them."""
    for child in reversed(Table.metadata.sorted_tables):
        for key in child.foreign_keys:
            if key.column.table is not table or child is table:
                continue
            points_here = key.parent.in_(sa.select(key.column).where(condition))
            if key.parent.nullable and child.name not in _GO_ALONG:
                session.execute(sa.update(child).where(points_here).values({key.parent: None}))
            else:
                _delete(session, child, points_here)
    session.execute(sa.delete(table).where(condition))


def _without_taken(connection: Connection, rows: Rows) -> Rows:
    """Leave out what a network has said of a pledge by itself: it can say so only once."""
    if rows.table != "pledge_response":
        return rows
    table = _TABLES[rows.table]
    taken = {tuple(row) for row in connection.execute(sa.select(table.c.network_code, table.c.pledge_code))}
    return replace(rows, rows=[row for row in rows.rows if row[:2] not in taken])


def _write(connection: Connection, rows: Rows) -> None:
    """Write rows as they stand: they hold plain values already, so no type needs to turn them."""
    if not rows.rows:
        return
    if not is_sqlite(connection):
        _copy(connection, rows)
        return
    columns: list[sa.ColumnClause[object]] = [sa.column(name) for name in rows.columns]
    statement = sa.insert(sa.table(rows.table, *columns)).compile(dialect=connection.dialect)
    connection.exec_driver_sql(str(statement), rows.rows)


def _copy(connection: Connection, rows: Rows) -> None:
    """Stream rows into PostgreSQL by its own command, many times faster than statements."""
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {rows.table} ({', '.join(rows.columns)}) FROM STDIN") as copy:
        for row in rows.rows:
            copy.write_row(row)


def _first_ids(connection: Connection) -> FirstIds:
    return FirstIds(**{name: newest_record(connection, name) + 1 for name in NUMBERED})


def _count_on(connection: Connection) -> None:
    """Let PostgreSQL number the next records after those that came with their numbers."""
    for name in NUMBERED:
        count_on_from(connection, name, newest_record(connection, name))


def _set_row_checks(connection: Connection, *, on: bool) -> None:
    if is_sqlite(connection):
        connection.exec_driver_sql(f"PRAGMA ignore_check_constraints={'OFF' if on else 'ON'}")


def _remember(session: Session, value: str) -> None:
    session.merge(StoreFact(name=FACT, value=value))

"""Numbers of records that come after a restore: none is given out twice, none that somebody still holds."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.feedback import EXPERIENCE_IDS
from data_access.engine import is_sqlite

SESSIONS = "sign_in_session"


def newest_number(connection: Connection, table: str) -> int:
    """The greatest number that this table ever gave out, as far as the database remembers."""
    if is_sqlite(connection):
        asked = sa.text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name").bindparams(name=table)
        return connection.scalar(asked) or 0
    sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table, "id")))
    return connection.scalar(sa.text(f"SELECT last_value FROM {sequence}")) or 0  # noqa: S608  a name from the catalogue


def count_on(connection: Connection, tables: dict[str, sa.Table], *, sessions_from: int) -> None:
    """Let each table number its next record after those that it holds.

    Sessions are numbered on from the store before, so that a page that still knows its old number is nobody
    else's. SQLite sees to all other numbers by itself.
    """
    if is_sqlite(connection):
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (SESSIONS,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (SESSIONS, sessions_from))
        return
    for table in tables.values():
        number = table.c.get("id")
        if number is None or not isinstance(number.type, sa.Integer):
            continue
        sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, "id")))
        if sequence is None:
            continue
        # Answers have numbers drawn at random, far above those that are counted.
        newest = connection.scalar(sa.select(sa.func.max(number)).where(number < EXPERIENCE_IDS.start)) or 0
        # A sequence is not set back with the transaction, so it only ever rises.
        least = max(newest, newest_number(connection, table.name))
        if table.name == SESSIONS:
            least = max(least, sessions_from)
        if least:
            connection.execute(sa.select(sa.func.setval(sequence, least)))

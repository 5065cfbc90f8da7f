"""Numbers of records that come after a restore: none is given out twice, none that somebody still holds."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.feedback import EXPERIENCE_IDS
from data_access.commands.numbers import count_on_from, newest_record
from data_access.commands.records import KIND_BY_NAME
from data_access.engine import is_sqlite
from domain.audit_words import AuditedKind

SESSIONS = "sign_in_session"


def count_on(connection: Connection, tables: dict[str, sa.Table], *, sessions_from: int) -> None:
    """Let each table number its next record after those that it holds, or ever held as the trail tells.

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
        if connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, "id"))) is None:
            continue
        # Answers have numbers drawn at random, far above those that are counted.
        newest = connection.scalar(sa.select(sa.func.max(number)).where(number < EXPERIENCE_IDS.start)) or 0
        if table.name in {*KIND_BY_NAME, AuditedKind.MEETING.value}:
            newest = newest_record(connection, table.name)
        if table.name == SESSIONS:
            newest = max(newest, sessions_from)
        count_on_from(connection, table.name, newest)

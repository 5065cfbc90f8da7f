"""The index of the words of activities: what it is called, how many rows enter it at once, whether it is true.

The database keeps it by itself: SQLite in a table of its own, filled by triggers, PostgreSQL in an index. The
migration that makes it says how.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.engine import Connection

from data_access.engine import is_sqlite

NAME: Final = "activity_text"
POSTGRESQL_NAME: Final = "ix_activity_text"
VECTOR: Final = (
    "to_tsvector('english', title || ' ' || description || ' ' || place || ' ' || local_reference)"
)
"""What PostgreSQL's index holds; a question must say it in the same words."""
TRIGGERS: Final = 3
"""One for rows that come, one for those that change, one for those that go."""
_TRIGGERS: Final = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'activity_text_*' ORDER BY name"
)
_DIFFERENCES: Final = (
    "SELECT * FROM main.activity_text_docsize EXCEPT SELECT * FROM temp.activity_text_anew_docsize LIMIT 1",
    "SELECT * FROM temp.activity_text_anew_docsize EXCEPT SELECT * FROM main.activity_text_docsize LIMIT 1",
    "SELECT * FROM temp.activity_text_words EXCEPT SELECT * FROM temp.activity_text_anew_words LIMIT 1",
    "SELECT * FROM temp.activity_text_anew_words EXCEPT SELECT * FROM temp.activity_text_words LIMIT 1",
)
"""How many words each part of a record has, and in how many records and how often each word stands in each part."""


def belongs_to_index(name: str | None) -> bool:
    """Whether a table or an index of the database is a part of this index, which the tables of the code do not name."""
    return name in {NAME, POSTGRESQL_NAME} or (name or "").startswith(f"{NAME}_")


@contextmanager
def indexed_at_once(connection: Connection) -> Iterator[None]:
    """Let many rows come or go without the index, which is made anew of all rows at the end.

    A rollback of the transaction brings back rows and index alike. On PostgreSQL it makes no difference.
    """
    triggers = connection.exec_driver_sql(_TRIGGERS).all() if is_sqlite(connection) else []
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    if triggers:
        connection.exec_driver_sql("INSERT INTO activity_text (activity_text) VALUES ('rebuild')")
    for _, statement in triggers:
        connection.exec_driver_sql(statement)


def index_is_whole(connection: Connection) -> bool:
    """Whether the index holds exactly the words of the records, each as often and in the same records.

    SQLite's own answer would need the right to write; instead the index is made anew aside, and both are
    compared: how many words each part of each record has, and how often each word stands where.
    """
    if not is_sqlite(connection):
        return _is_valid(connection)
    if len(connection.exec_driver_sql(_TRIGGERS).all()) != TRIGGERS:
        return False
    _make_aside(connection)
    try:
        return all(connection.exec_driver_sql(asked).first() is None for asked in _DIFFERENCES)
    finally:
        for table in ("activity_text_words", "activity_text_anew_words", "activity_text_anew"):
            connection.exec_driver_sql(f"DROP TABLE temp.{table}")


def _make_aside(connection: Connection) -> None:
    asked = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (NAME,))
    # The same words in the same way, but without a table that it reads from, which would be another database's.
    options = str(asked.scalar_one()).partition("(")[2].replace("content='activity'", "content=''")
    options = options.replace(", content_rowid='id'", "")
    connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.activity_text_anew USING fts5 ({options}")
    connection.exec_driver_sql(
        "INSERT INTO temp.activity_text_anew (rowid, title, description, place, local_reference) "
        "SELECT id, title, description, place, local_reference FROM main.activity"
    )
    for schema, name in (("main", "activity_text"), ("temp", "activity_text_anew")):
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE temp.{name}_words USING fts5vocab({schema}, {name}, 'col')"
        )


def _is_valid(connection: Connection) -> bool:
    found = connection.exec_driver_sql(
        "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(%s)", (POSTGRESQL_NAME,)
    )
    return bool(found.scalar())

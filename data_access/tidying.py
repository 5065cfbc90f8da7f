"""Tidies a store up after many rows came or went."""

from sqlalchemy.engine import Engine

from data_access.engine import is_sqlite


def tidy_up(engine: Engine) -> None:
    """Let the planner count anew, and cut SQLite's log."""
    if not is_sqlite(engine):
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
        return
    # Outside any transaction: SQLite refuses to cut its log within one.
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.close()
    finally:
        raw.close()

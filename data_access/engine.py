"""Opens the store: SQLite by default, PostgreSQL by setting, the same for every caller."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Dialect, Engine, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from data_access.settings import get_settings

# Longer than the longest import holds the write lock.
BUSY_TIMEOUT_MS = 60_000
KEPT_CONNECTIONS = 15
WAIT, DO_NOT_WAIT = f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}", "PRAGMA busy_timeout=0"
WRITE_OPTION, AT_ONCE_OPTION = "heard_write", "heard_at_once"


class JsonText(str):
    """JSON that is written already: a column of JSON takes it as it is."""

    __slots__ = ()


def _as_json(value: object) -> str:
    return value if isinstance(value, JsonText) else json.dumps(value)


def open_engine(url: str) -> Engine:
    """An engine for the store at this address, its connections set up as every connection must be.

    Its errors hold no values, because they are logged: a value may be what somebody typed, or a secret.
    Raises nothing: a store that is missing or out of reach shows at the first query.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        if address.database:
            # Closed to others where it is made here; a folder that is there already stays as it is.
            Path(address.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        engine = sa.create_engine(address, hide_parameters=True, json_serializer=_as_json)
        sa.event.listen(engine, "do_connect", _make_private_file)
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    # As many connections as by default at most, but kept: to open one takes longer than what most are opened for.
    return sa.create_engine(
        address,
        pool_pre_ping=True,
        hide_parameters=True,
        pool_size=KEPT_CONNECTIONS,
        max_overflow=0,
        json_serializer=_as_json,
    )


@lru_cache(maxsize=4)
def _engine_of(url: str) -> Engine:
    return open_engine(url)


def get_engine() -> Engine:
    """The engine of this process's store, opened once."""
    return _engine_of(get_settings().store_url)


def is_sqlite(bind: Engine | Connection) -> bool:
    """Whether the store is an embedded SQLite file."""
    return bind.dialect.name == "sqlite"


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take SQLite's write lock at their start.

    A transaction that reads first and writes later would fail at once, without waiting,
    when another writer came between.
    """
    options: Mapping[str, Any] = {WRITE_OPTION: True}
    return engine.execution_options(**options)


def for_writing_at_once(engine: Engine) -> Engine:
    """The same, but where another writer has SQLite's write lock, the transaction fails instead of waiting for it."""
    options: Mapping[str, Any] = {AT_ONCE_OPTION: True}
    return for_writing(engine).execution_options(**options)


def _make_private_file(_dialect: Dialect, _record: ConnectionPoolEntry, given: list[str], _: Any) -> None:
    """Make the file of a new store readable by its owner alone; SQLite gives its log and index the same mode."""
    name = given[0] if given else ""
    if os.name != "posix" or not name or name.startswith((":", "file:")) or Path(name).exists():
        return
    # Where it cannot be made, the connection says so.
    with suppress(OSError):
        os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _set_up_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling is off, so that BEGIN is ours (`_begin_sqlite`).
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    # What was acknowledged is on the disk, whatever happens to the power: a quarter of a millisecond a write.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(WAIT)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(WRITE_OPTION, False):
        connection.exec_driver_sql("BEGIN")
    elif not options.get(AT_ONCE_OPTION, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(DO_NOT_WAIT)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(WAIT)

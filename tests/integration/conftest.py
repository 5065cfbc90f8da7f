"""Stores that hold the small reference lists of the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from data_access.backup.writing import write_backup
from data_access.engine import open_engine
from data_access.settings import get_settings
from data_access.tables import Activity
from domain.permissions import OPERATOR
from tests.integration.factories import an_activity, reference_rows, save
from tests.integration.story_scene import Makers


@pytest.fixture
def filled(store: Engine) -> Engine:
    """A store with two networks and reference lists; each test runs on SQLite and on PostgreSQL."""
    save(store, *reference_rows())
    return store


@pytest.fixture
def filled_sqlite(sqlite_store: Engine) -> Engine:
    """The same for tests of files, where the kind of store makes no difference."""
    save(sqlite_store, *reference_rows())
    return sqlite_store


@pytest.fixture
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Today is 22 November 2026."""
    monkeypatch.setenv("HEARD_TODAY", "2026-11-22")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture
def makers(filled: Engine, fixed_day: None) -> Makers:  # noqa: ARG001  the ledger asks what day it is
    """Those who make stories of the network SL, on 22 November 2026."""
    return Makers(filled)


@pytest.fixture
def activity(store: Engine) -> Activity:
    """An activity of the network SL."""
    save(store, *reference_rows())
    row = an_activity()
    save(store, row)
    return row


@pytest.fixture
def empty(empty_address: str) -> Iterator[Engine]:
    """A database without any table, on both databases."""
    engine = open_engine(empty_address)
    yield engine
    engine.dispose()


@pytest.fixture
def backup(lived_in_sqlite: Path, tmp_path: Path) -> Path:
    """A backup of an SQLite store in which a bit of everything happened."""
    engine = open_engine(f"sqlite:///{lived_in_sqlite.as_posix()}")
    write_backup(engine, tmp_path / "heard.zip", actor=OPERATOR)
    engine.dispose()
    return tmp_path / "heard.zip"

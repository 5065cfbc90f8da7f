"""The worked example as shared screens show it, on 22 November 2026."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from starlette.types import ASGIApp

from tests.integration.live.room import an_app
from tests.integration.served import serving_store
from tests.integration.worked_example import write_worked_example
from tests.pages.conftest import forget_everything


@pytest.fixture(autouse=True, scope="module")
def nothing_remembered() -> Iterator[None]:
    """Keep what this process remembers of a store within one file of tests."""
    forget_everything()
    yield
    forget_everything()


@pytest.fixture
def served(sqlite_store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setenv("HEARD_TODAY", "2026-11-22")
    write_worked_example(sqlite_store)
    with serving_store(sqlite_store, tmp_path / "secrets") as engine:
        yield engine


@pytest.fixture
def app() -> ASGIApp:
    return an_app()

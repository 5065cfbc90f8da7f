"""The worked example as open data serves it, and a visitor who asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from components.server.api.routes import api_routes
from components.server.rate_limit import RateLimit
from tests.integration.feedback_visitor import Visitor
from tests.integration.served import serving_store
from tests.integration.worked_example import write_worked_example


@pytest.fixture
def served(store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The worked example, served on 22 November 2026."""
    monkeypatch.setenv("HEARD_TODAY", "2026-11-22")
    write_worked_example(store)
    with serving_store(store, tmp_path / "secrets") as engine:
        yield engine


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(Starlette(routes=api_routes(RateLimit(10_000))))

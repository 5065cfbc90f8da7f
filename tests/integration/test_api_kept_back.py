"""Open data asked for a group that is counted for all of England only: known, and no filter all the same."""

import json
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from components.server.api.routes import api_routes
from components.server.rate_limit import RateLimit
from tests.integration.factories import a_group
from tests.integration.feedback_visitor import Visitor
from tests.integration.served import serving_store
from tests.integration.worked_example import write, write_worked_example

pytestmark = pytest.mark.xdist_group("api")


@pytest.mark.parametrize("code", ["TRANS", "trans"])
def test_a_group_for_england_only_is_refused_with_its_reason(
    code: str, store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_TODAY", "2026-11-22")
    write_worked_example(store)
    write(store, a_group("TRANS", 90))
    with serving_store(store, tmp_path / "secrets"):
        visitor = Visitor(Starlette(routes=api_routes(RateLimit(10_000))))
        seen = visitor.get(f"/api/v1/networks?network=SL&group={code}")
    assert seen.status == 422
    (fault,) = json.loads(seen.body)["errors"]
    assert fault["parameter"] == "group"
    assert "is counted for all of England only, to keep people safe" in fault["reason"]

"""How open data refuses what it cannot take, and what holds of every question: who may ask, how, and how often."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from components.server.api.routes import MOST_A_MINUTE, RESOURCES, api_routes
from components.server.rate_limit import MINUTE, RateLimit
from data_access.settings import get_settings
from tests.integration.api.answers import problem, read
from tests.integration.feedback_visitor import Visitor, send

pytestmark = pytest.mark.xdist_group("api")
HOSTILE = (
    "%00", "%FF%FE", "..%2F..%2Fetc%2Fpasswd", "'%20OR%201=1--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "%F0%9F%8D%B5",
    "9" * 400, "-1", "1e9", "NaN", "%E2%80%AE", "{{7*7}}", "%0D%0ASet-Cookie:%20a=b", "", "%20", "x" * 5000, "null",
)  # fmt: skip


@pytest.mark.usefixtures("served")
def test_who_compares_is_told_to_ask_twice(visitor: Visitor) -> None:
    told = problem(visitor.get("/api/v1/networks?compare=2025-26"))
    assert told["detail"] == (
        "“compare” is no parameter here. An answer is of one period, so ask for each by itself."
    )


@pytest.mark.usefixtures("served")
def test_who_takes_neither_form_is_told_which_there_are(visitor: Visitor) -> None:
    seen = visitor.get("/api/v1/networks", accept="image/png")
    assert seen.status == 406
    assert "text/csv" in problem(seen)["detail"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize(
    ("asked", "status", "parameter"),
    [
        ("networks?netwrok=SL", 400, "netwrok"),
        ("networks?page=1", 400, "page"),
        ("networks.csv?format=json", 400, "format"),
        ("spectrum?status=made", 400, "status"),
        ("networks?network=XX", 422, "network"),
        ("networks?network=SL&network=XX", 422, "network"),
        ("networks?network=SL,XX", 422, "network"),
        ("networks?year=1800-01", 422, "year"),
        ("networks?year=2025-26&year=2026-27", 422, "year"),
        ("networks?format=xml", 422, "format"),
        ("activities?limit=501", 422, "limit"),
        ("activities?limit=0", 422, "limit"),
        ("activities?page=two", 422, "page"),
        ("activities?page=1&page=2", 422, "page"),
        ("activities?stage=moon", 422, "stage"),
        ("activities?from=31/12/2026", 422, "from"),
        ("activities?from=9999-12-31", 422, "from"),
        ("activities?until=1066-10-14", 422, "until"),
        ("activities?from=2026-06-01&until=2026-05-01", 422, "from"),
        ("outcomes?status=made&status=planned", 422, "status"),
        ("networks?as_of=yesterday", 422, "as_of"),
        ("networks?as_of=20250930", 422, "as_of"),
        ("networks?as_of=2026-11-23", 422, "as_of"),
        ("networks?as_of=2013-03-31", 422, "as_of"),
        ("networks?as_of=9999-99-99", 422, "as_of"),
        ("networks?as_of=", 422, "as_of"),
        ("networks?as_of=2025-09-30&as_of=2025-10-01", 422, "as_of"),
        ("networks?year=2026-27&as_of=2026-03-31", 422, "as_of"),
        ("networks?compare=2025-26", 400, "compare"),
        ("codes?compare=2025-26", 400, "compare"),
        ("activities?page=2", 404, "page"),
        ("stories?page=999999999", 404, "page"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(
    visitor: Visitor, asked: str, status: int, parameter: str
) -> None:
    seen = visitor.get(f"/api/v1/{asked}")
    told = problem(seen)
    assert seen.status == status
    assert [error["parameter"] for error in told["errors"]] == [parameter]
    assert told["detail"].endswith((".", "?"))
    assert seen.header("cache-control") == "no-store"


@pytest.mark.usefixtures("served")
def test_a_problem_says_where_the_known_values_are(visitor: Visitor) -> None:
    error = problem(visitor.get("/api/v1/networks?network=XX"))["errors"][0]
    codes = read(visitor, error["known_values"])["rows"]
    assert [row["code"] for row in codes if row["parameter"] == "network"] == ["SL", "GM"]


@pytest.mark.usefixtures("served")
def test_every_kind_of_problem_is_explained_on_the_page(visitor: Visitor) -> None:
    page = visitor.get("/api/").body.decode()
    kinds = {
        problem(visitor.get(path, **headers))["type"]
        for path, headers in (
            ("/api/v1/networks?x=1", {}),
            ("/api/v1/networks?network=x", {}),
            ("/api/v1/stories?page=9", {}),
            ("/api/v1/nothing", {}),
            ("/api/v1/networks", {"accept": "image/png"}),
        )
    }
    assert len(kinds) == 5
    for kind in kinds:
        assert f'id="{kind.removeprefix("/api/#")}"' in page


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.name)
def test_hostile_text_in_any_parameter_is_refused_and_never_breaks_anything(
    visitor: Visitor, resource: Any
) -> None:
    for name in (*resource.takes.names, "%00", "x" * 500):
        for value in HOSTILE:
            seen = visitor.get(f"/api/v1/{resource.name}?{name}={value}")
            told = problem(seen)
            assert 400 <= seen.status < 500, (name, value)
            assert all(len(error["value"]) <= 60 for error in told["errors"])
            assert "Traceback" not in seen.body.decode()
            assert not seen.header("set-cookie")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing",
        "/api/v1/networks/",
        "/api/v1/networks.xml",
        "/api/v2",
        "/api/%00",
        "/api/v1/..%2F..",
    ],
)
def test_an_address_that_is_not_there_says_what_is(visitor: Visitor, path: str) -> None:
    told = problem(visitor.get(path))
    assert told["status"] == 404
    assert "networks" in told["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_nothing_can_be_written(visitor: Visitor, method: str) -> None:
    seen = asyncio.run(send(visitor.app, method, "/api/v1/networks", {}))
    assert problem(seen)["status"] == 405
    assert seen.header("allow") == "GET, HEAD, OPTIONS"


@pytest.mark.usefixtures("served")
def test_every_site_may_read(visitor: Visitor) -> None:
    assert visitor.get("/api/v1/networks").header("access-control-allow-origin") == "*"
    assert visitor.get("/api/v1/networks?x=1").header("access-control-allow-origin") == "*"
    before = asyncio.run(send(visitor.app, "OPTIONS", "/api/v1/networks", {"origin": "https://a.example"}))
    assert before.status == 204
    assert before.header("access-control-allow-methods") == "GET, HEAD, OPTIONS"


@pytest.mark.usefixtures("served")
def test_who_has_the_answer_is_not_sent_it_again(visitor: Visitor) -> None:
    first = visitor.get("/api/v1/networks")
    again = visitor.get("/api/v1/networks", if_none_match=first.header("etag"))
    assert (again.status, again.body) == (304, b"")
    assert first.header("vary") == "Accept"
    head = asyncio.run(send(visitor.app, "HEAD", "/api/v1/networks", {}))
    assert (head.status, head.header("etag")) == (200, first.header("etag"))


def test_one_place_may_ask_so_often_and_is_told_how_long_to_wait() -> None:
    clock = [0.0]
    limit = RateLimit(MOST_A_MINUTE, clock=lambda: clock[0])
    visitor = Visitor(Starlette(routes=api_routes(limit)))
    assert {visitor.get("/api/v1").status for _ in range(MOST_A_MINUTE)} == {200}
    clock[0] = 20.5
    seen = visitor.get("/api/v1")
    assert seen.status == 429
    assert seen.header("retry-after") == "40"
    assert "120 times a minute" in problem(seen)["detail"]
    assert seen.header("access-control-allow-origin") == "*"
    clock[0] = MINUTE
    assert visitor.get("/api/v1").status == 200


def test_a_store_that_is_away_is_a_problem_and_tells_nothing_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, visitor: Visitor
) -> None:
    monkeypatch.setenv("HEARD_DATABASE_URL", f"sqlite:///{tmp_path.as_posix()}/nowhere/heard.db")
    get_settings.cache_clear()
    for path in ("/api/", "/api/v1/networks", "/api/v1/openapi.json"):
        seen = visitor.get(path)
        assert (seen.status, seen.header("retry-after")) == (503, "60")
        assert str(tmp_path) not in json.dumps(problem(seen))
    monkeypatch.undo()
    get_settings.cache_clear()

"""The two addresses that set and clear the cookie of a session."""

import json

import pytest
from sqlalchemy.engine import Engine
from starlette.routing import Route, Router

from components.server.routes import all_routes
from components.server.session_routes import session_routes
from components.ui.session_cookie import PLAIN_NAME, SECURE_NAME, read_signed, session_of_cookies
from data_access.commands.sessions import (
    LONGEST,
    StartedSession,
    actor_of_session,
    start_session,
)
from data_access.settings import get_settings
from domain.vocabulary import SignInWay
from tests.integration.asking import HOST, Answer, ask
from tests.integration.factories import an_account


@pytest.fixture
def ada(served: Engine) -> int:
    return an_account(served, None, (), name="Ada")


@pytest.fixture
def started(served: Engine, ada: int) -> StartedSession:
    return start_session(served, user_id=ada, way=SignInWay.PASSWORD)


ROUTER = Router(session_routes())


def start(ticket: object, **headers: str) -> Answer:
    return ask(ROUTER, "/session/start", body=json.dumps({"ticket": ticket}).encode(), headers=headers)


def test_a_ticket_is_exchanged_for_a_cookie_that_scripts_cannot_read(
    served: Engine, ada: int, started: StartedSession
) -> None:
    answer = start(started.ticket)
    assert (answer.status, answer.body) == (204, b"")
    assert list(answer.cookies) == [PLAIN_NAME]
    cookie = answer.cookies[PLAIN_NAME]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"], cookie["secure"]) == (
        True, "lax", "/", "", "",
    )  # fmt: skip
    assert 0 < int(cookie["max-age"]) <= LONGEST.total_seconds()
    assert ("cache-control", "no-store") in answer.headers
    content = read_signed(cookie.value)
    assert content is not None
    assert content.user_id == ada
    assert session_of_cookies(served, {PLAIN_NAME: cookie.value}) == started.id


def test_over_https_the_browser_is_told_to_take_the_cookie_nowhere_else(started: StartedSession) -> None:
    answer = start(started.ticket, origin=f"https://{HOST}")
    assert list(answer.cookies) == [SECURE_NAME]
    cookie = answer.cookies[SECURE_NAME]
    assert (cookie["httponly"], cookie["secure"], cookie["path"], cookie["domain"]) == (True, True, "/", "")


def test_a_ticket_used_twice_gets_no_second_cookie(started: StartedSession) -> None:
    assert start(started.ticket).status == 204
    again = start(started.ticket)
    assert (again.status, list(again.cookies)) == (403, [])
    assert again.sentence == "This ticket is used, too old or not one of ours. Please sign in again."


def test_who_signs_in_where_somebody_is_signed_in_signs_that_one_out(
    served: Engine, ada: int, started: StartedSession
) -> None:
    first = start(started.ticket).cookies[PLAIN_NAME].value
    second = start_session(served, user_id=ada, way=SignInWay.PASSWORD)
    assert start(second.ticket, cookie=f"{PLAIN_NAME}={first}").status == 204
    assert actor_of_session(served, started.id) is None
    assert actor_of_session(served, second.id) is not None


def test_the_end_clears_the_cookie_and_ends_the_session(served: Engine, started: StartedSession) -> None:
    value = start(started.ticket).cookies[PLAIN_NAME].value
    answer = ask(ROUTER, "/session/end", headers={"cookie": f"{PLAIN_NAME}={value}"})
    assert answer.status == 204
    assert {name: (cookie.value, cookie["max-age"]) for name, cookie in answer.cookies.items()} == {
        PLAIN_NAME: ("", "0"),
        SECURE_NAME: ("", "0"),
    }
    assert actor_of_session(served, started.id) is None
    assert session_of_cookies(served, {PLAIN_NAME: value}) is None


def test_the_end_of_no_session_is_no_error(served: Engine) -> None:
    assert served is not None
    for cookie in ("", f"{PLAIN_NAME}=", f"{PLAIN_NAME}=rubbish"):
        assert ask(ROUTER, "/session/end", headers={"cookie": cookie}).status == 204


@pytest.mark.parametrize("path", ["/session/start", "/session/end"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_a_post_is_answered(path: str, method: str) -> None:
    assert ask(ROUTER, path, method=method).status == 405


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"ticket"', b"\xff\xfe", b"[" * 900, b'{"ticket": "' + b"x" * 2_000 + b'"}'],
    ids=range(8),
)
def test_what_is_no_small_object_is_refused_with_a_sentence(served: Engine, body: bytes) -> None:
    assert served is not None
    answer = ask(ROUTER, "/session/start", body=body)
    assert (answer.status, answer.sentence) == (
        400, "This request is not one that Heard's pages send, so nothing was done.",
    )  # fmt: skip


@pytest.mark.parametrize("ticket", [None, 1, [], {}, "", "x", "\x00", "\ud800", True], ids=repr)
def test_what_is_no_ticket_is_refused_with_a_sentence(served: Engine, ticket: object) -> None:
    assert served is not None
    answer = start(ticket)
    assert (answer.status, list(answer.cookies)) == (403, [])
    assert answer.sentence.endswith("Please sign in again.")


def test_behind_a_proxy_the_public_address_counts_as_our_own(
    started: StartedSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_PUBLIC_ADDRESS", "https://heard.example")
    get_settings.cache_clear()
    answer = start(started.ticket, origin="https://heard.example", host="10.0.0.7:8501")
    assert (answer.status, list(answer.cookies)) == (204, [SECURE_NAME])


def test_both_addresses_are_among_the_routes_of_the_server() -> None:
    paths = [route.path for route in all_routes() if isinstance(route, Route)]
    assert {"/session/start", "/session/end"} <= set(paths)

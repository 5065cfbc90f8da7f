"""Attempts to get in as somebody else: forged cookies, planted sessions, requests from elsewhere, guessing."""

import asyncio
import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route, Router

from components.server.session_routes import session_routes
from components.server.single_sign_on import RETURN_COOKIE, WayBackMiddleware
from components.ui.session_cookie import (
    LONGEST,
    NAMES,
    PLAIN_NAME,
    SECURE_NAME,
    is_own_origin,
    read_signed,
    session_of_cookies,
    signed,
)
from components.ui.single_sign_on import CALLBACK
from data_access.commands.sessions import (
    HandedOver,
    actor_of_session,
    end_session,
    hand_over,
    start_session,
)
from data_access.cookie_secret import key_for, read_cookie_secret
from data_access.settings import get_settings
from domain.vocabulary import SignInWay, UserRole
from tests.integration.asking import HOST, Answer, ask
from tests.integration.factories import an_account
from tests.integration.feedback_visitor import send
from tests.integration.served import serving_store

ROUTER = Router(session_routes())
SOON = datetime.now(UTC) + timedelta(hours=1)
ELSEWHERE = "This request did not come from a page of Heard, so nothing was done."


@pytest.fixture
def victim(served: Engine) -> HandedOver:
    """An administrator's session, whose cookie the attacker does not have."""
    started = start_session(served, user_id=an_account(served, UserRole.ADMIN, ()), way=SignInWay.PASSWORD)
    handed = hand_over(served, started.ticket)
    assert handed is not None
    return handed


@pytest.fixture
def attacker(served: Engine) -> HandedOver:
    """The attacker's own session, whose cookie they have."""
    started = start_session(served, user_id=an_account(served, None, ()), way=SignInWay.PASSWORD)
    handed = hand_over(served, started.ticket)
    assert handed is not None
    return handed


def claims(handed: HandedOver, **changes: object) -> dict[str, object]:
    whole = {"sub": str(handed.user_id), "sid": handed.token, "iat": datetime.now(UTC), "exp": SOON} | changes
    return {name: value for name, value in whole.items() if value is not None}


def with_our_key(content: dict[str, object]) -> str:
    return jwt.encode(content, key_for("session cookie"), algorithm="HS256")


def by_hand(header: object, content: object, signature: str = "") -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value, default=str).encode()).rstrip(b"=").decode()

    return f"{part(header)}.{part(content)}.{signature}"


def unsigned(handed: HandedOver, algorithm: object) -> str:
    content = claims(handed, iat=int(datetime.now(UTC).timestamp()), exp=int(SOON.timestamp()))
    return by_hand({"alg": algorithm, "typ": "JWT"}, content)


FORGERIES: dict[str, Callable[[HandedOver, HandedOver], str]] = {
    "no algorithm": lambda victim, _: unsigned(victim, "none"),
    "no algorithm, in capitals": lambda victim, _: unsigned(victim, "None"),
    "no algorithm at all": lambda victim, _: unsigned(victim, None),
    "an algorithm that is a list": lambda victim, _: unsigned(victim, ["HS256"]),
    "an empty key": lambda victim, _: unsigned(victim, "HS256"),
    "a known key": lambda victim, _: jwt.encode(claims(victim), "some_key" * 8, algorithm="HS256"),
    "a key for another purpose": lambda victim, _: jwt.encode(
        claims(victim), key_for("sign-in name"), algorithm="HS256"
    ),
    "the secret itself as the key": lambda victim, _: jwt.encode(
        claims(victim), read_cookie_secret(get_settings()), algorithm="HS256"
    ),
    "another algorithm": lambda victim, _: jwt.encode(
        claims(victim), key_for("session cookie") * 2, algorithm="HS512"
    ),
    "a key that the token brings along": lambda victim, _: jwt.encode(
        claims(victim),
        "k" * 32,
        algorithm="HS256",
        headers={"jwk": {"kty": "oct", "k": "a2tr"}, "kid": "../x"},
    ),
    "expired": lambda victim, _: with_our_key(claims(victim, exp=datetime.now(UTC) - timedelta(seconds=1))),
    "of tomorrow": lambda victim, _: with_our_key(
        claims(victim, iat=SOON + timedelta(days=1), exp=SOON + timedelta(days=2))
    ),
    "never expiring": lambda victim, _: with_our_key(claims(victim, exp=None)),
    "without its moment": lambda victim, _: with_our_key(claims(victim, iat=None)),
    "without a user": lambda victim, _: with_our_key(claims(victim, sub=None)),
    "without a session": lambda victim, _: with_our_key(claims(victim, sid=None)),
    "an unknown user": lambda victim, _: with_our_key(claims(victim, sub="4711")),
    "a user that is no number": lambda victim, _: with_our_key(claims(victim, sub="1 OR 1=1")),
    "a user of huge number": lambda victim, _: with_our_key(claims(victim, sub="9" * 400)),
    "a user in other digits": lambda victim, _: with_our_key(claims(victim, sub="\u0661")),
    "the victim's number with the attacker's session": lambda victim, attacker: with_our_key(
        claims(victim, sid=attacker.token)
    ),
    "the attacker's number with the victim's session": lambda victim, attacker: with_our_key(
        claims(attacker, sid=victim.token)
    ),
    "a session that is no text": lambda victim, _: with_our_key(claims(victim, sid=["x"])),
    "an empty session": lambda victim, _: with_our_key(claims(victim, sid="")),
    "a guessed session": lambda victim, _: with_our_key(claims(victim, sid="1")),
    "a session with a quote": lambda victim, _: with_our_key(claims(victim, sid="' OR 1=1 --")),
    "the victim's content under the attacker's signature": lambda victim, attacker: ".".join(
        [*signed(victim).split(".")[:2], signed(attacker).split(".")[2]]
    ),
    "a letter cut off": lambda victim, _: signed(victim)[:-1],
    "a content that is a list": lambda _victim, _attacker: by_hand({"alg": "HS256"}, []),
    "no token": lambda _victim, _attacker: "garbage",
    "only dots": lambda _victim, _attacker: "..",
    "nothing": lambda _victim, _attacker: "",
    "zero bytes": lambda _victim, _attacker: "\x00.\x00.\x00",
    "other letters": lambda _victim, _attacker: "ü.ñ.í",
    "half of a letter": lambda _victim, _attacker: "\ud800",
    "over-long": lambda victim, _: with_our_key(claims(victim, filler="x" * LONGEST)),
    "a megabyte": lambda _victim, _attacker: "e" * 1_000_000,
}


def test_no_forged_cookie_is_anybodys(served: Engine, victim: HandedOver, attacker: HandedOver) -> None:
    let_in = [
        (forgery, name)
        for forgery, forge in FORGERIES.items()
        for name in NAMES
        if session_of_cookies(served, {name: forge(victim, attacker)}) is not None
    ]
    assert let_in == []


def test_the_cookies_that_are_forged_above_would_count_if_they_were_real(
    served: Engine, victim: HandedOver
) -> None:
    for value in (signed(victim), with_our_key(claims(victim))):
        session_id = session_of_cookies(served, {PLAIN_NAME: value})
        assert session_id is not None
        actor = actor_of_session(served, session_id)
        assert actor is not None
        assert actor.user_id == victim.user_id


def test_a_cookie_of_another_installation_is_nobodys(
    served: Engine, victim: HandedOver, tmp_path: Path
) -> None:
    value = signed(victim)
    with serving_store(served, tmp_path / "another installation") as other:
        assert read_signed(value) is None
        assert session_of_cookies(other, {PLAIN_NAME: value}) is None


def test_a_cookie_that_was_saved_before_signing_out_is_nobodys_afterwards(
    served: Engine, victim: HandedOver
) -> None:
    saved = {PLAIN_NAME: signed(victim)}
    session_id = session_of_cookies(served, saved)
    assert session_id is not None
    end_session(served, session_id, user_id=victim.user_id)
    assert session_of_cookies(served, saved) is None


def test_a_planted_plain_cookie_does_not_go_before_the_one_that_is_bound_to_this_host(
    served: Engine, victim: HandedOver, attacker: HandedOver
) -> None:
    planted = {PLAIN_NAME: signed(attacker), SECURE_NAME: signed(victim)}
    session_id = session_of_cookies(served, planted)
    assert session_id is not None
    actor = actor_of_session(served, session_id)
    assert actor is not None
    assert actor.user_id == victim.user_id


def post(path: str, ticket: str = "", **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(ROUTER, path, body=json.dumps({"ticket": ticket}).encode(), headers=named)


FROM_ANOTHER_SITE = [
    {"origin": "https://evil.example", "sec_fetch_site": "cross-site"},
    {"origin": "https://evil.example", "sec_fetch_site": "same-origin"},
    {"origin": "https://evil.example", "sec_fetch_site": ""},
    {"origin": f"http://{HOST}", "sec_fetch_site": "cross-site"},
    {"origin": f"http://{HOST}", "sec_fetch_site": "same-site"},
    {"origin": f"http://{HOST}", "sec_fetch_site": "none"},
    {"origin": f"http://sub.{HOST}", "sec_fetch_site": "same-site"},
    {"origin": f"http://{HOST}:9999", "sec_fetch_site": "same-site"},
    {"origin": f"http://{HOST}.evil.example", "sec_fetch_site": ""},
    {"origin": f"http://{HOST}@evil.example", "sec_fetch_site": ""},
    {"origin": f"ftp://{HOST}", "sec_fetch_site": ""},
    {"origin": "null", "sec_fetch_site": "cross-site"},
    {"origin": "null", "sec_fetch_site": ""},
    {"origin": "", "sec_fetch_site": ""},
    {"origin": "", "sec_fetch_site": "same-origin"},
    {"origin": "http://[", "sec_fetch_site": ""},
    {"origin": "//", "host": "", "sec_fetch_site": ""},
    {"origin": "http://", "host": "", "sec_fetch_site": ""},
]


def test_a_ticket_from_another_site_signs_nobody_in(served: Engine) -> None:
    """Otherwise a site could sign its visitor in to an account of its own, to read what they then type."""
    started = start_session(served, user_id=an_account(served, None, ()), way=SignInWay.PASSWORD)
    for headers in FROM_ANOTHER_SITE:
        answer = post("/session/start", started.ticket, **headers)
        assert (answer.status, list(answer.cookies), answer.sentence) == (403, [], ELSEWHERE), headers
    assert hand_over(served, started.ticket) is not None  # the refused requests did not use it up


def test_another_site_cannot_sign_its_visitor_out(served: Engine, victim: HandedOver) -> None:
    cookie = f"{PLAIN_NAME}={signed(victim)}"
    for headers in FROM_ANOTHER_SITE:
        answer = post("/session/end", cookie=cookie, **headers)
        assert (answer.status, list(answer.cookies), answer.sentence) == (403, [], ELSEWHERE), headers
    assert session_of_cookies(served, {PLAIN_NAME: signed(victim)}) is not None


def test_what_a_form_of_any_page_could_send_is_refused(served: Engine, victim: HandedOver) -> None:
    started = start_session(served, user_id=an_account(served, None, ()), way=SignInWay.PASSWORD)
    cookie = f"{PLAIN_NAME}={signed(victim)}"
    for kind in ("", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        for path in ("/session/start", "/session/end"):
            answer = post(path, started.ticket, content_type=kind, cookie=cookie)
            assert (answer.status, list(answer.cookies)) == (400, []), (kind, path)
            assert answer.sentence.endswith("nothing was done.")
    assert session_of_cookies(served, {PLAIN_NAME: signed(victim)}) is not None


def test_nobody_can_choose_the_session_that_somebody_else_will_sign_in_to(
    served: Engine, attacker: HandedOver
) -> None:
    """The planted cookie is not taken over: what the victim gets is new, and the planted session ends."""
    planted = {PLAIN_NAME: signed(attacker)}
    planted_id = session_of_cookies(served, planted)
    started = start_session(served, user_id=an_account(served, UserRole.ADMIN, ()), way=SignInWay.PASSWORD)
    answer = post("/session/start", started.ticket, cookie=f"{PLAIN_NAME}={planted[PLAIN_NAME]}")
    fresh = answer.cookies[PLAIN_NAME].value
    assert fresh != planted[PLAIN_NAME]
    assert session_of_cookies(served, {PLAIN_NAME: fresh}) == started.id != planted_id
    assert session_of_cookies(served, planted) is None


def test_no_two_tickets_or_secrets_are_alike(served: Engine) -> None:
    user_id = an_account(served, None, ())
    secrets = set()
    for _ in range(20):
        started = start_session(served, user_id=user_id, way=SignInWay.PASSWORD)
        handed = hand_over(served, started.ticket)
        assert handed is not None
        secrets |= {started.ticket, handed.token}
    assert len(secrets) == 40


@pytest.mark.parametrize(
    ("origin", "host", "own"),
    [
        ("http://127.0.0.1:8501", "127.0.0.1:8501", True),
        ("https://heard.example", "heard.example", True),
        ("http://127.0.0.1:3000", "127.0.0.1:8501", False),
        ("http://localhost:8501", "127.0.0.1:8501", False),
        ("http://evil.example", "heard.example", False),
        ("null", "", False),
        ("", "", False),
        ("javascript://heard.example", "heard.example", False),
        ("http://[", "[", False),
    ],
)
def test_a_page_on_another_port_is_another_page(origin: str, host: str, own: bool) -> None:
    assert is_own_origin(origin, host=host) is own


@pytest.mark.parametrize("beside", ["a/b=1", "a b=c d", "{}=[]", '"', "=;;=", "x=\u00e9"])
def test_no_cookie_beside_our_own_keeps_somebody_from_their_way_back(beside: str) -> None:
    async def go_home(_request: Request) -> Response:
        return RedirectResponse("/")

    app = WayBackMiddleware(Starlette(routes=[Route(CALLBACK, go_home)]), is_secure=False)
    cookies = {"cookie": f"{beside}; {RETURN_COOKIE}=%2Frecord"}
    back = asyncio.run(send(app, "GET", f"{CALLBACK}?state=s", cookies))
    assert (back.status, back.header("location")) == (307, "/record")

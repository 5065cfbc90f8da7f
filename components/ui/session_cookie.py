"""The cookie of a session: a signed token that only the server reads, and the question whose session it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import jwt
from sqlalchemy.engine import Engine

from data_access.commands.sessions import HandedOver, session_of_token
from data_access.cookie_secret import key_for
from data_access.settings import get_settings

PLAIN_NAME = "heard_session"
# Of a cookie with this beginning the browser itself sees to it that no other host can have set it.
SECURE_NAME = "__Host-heard_session"
NAMES = (SECURE_NAME, PLAIN_NAME)
ALGORITHM = "HS256"
CLAIMS = ("sub", "sid", "exp", "iat")
# Far longer than any that we make; a longer one is not even looked into.
LONGEST = 1_000
MOST_DIGITS = 15


@dataclass(frozen=True)
class CookieContent:
    """What a cookie with our own signature says: the account, and the secret of its session."""

    user_id: int
    token: str


def signed(handed: HandedOver) -> str:
    """The value of the cookie for a session that was just handed over."""
    claims = {
        "sub": str(handed.user_id),
        "sid": handed.token,
        "iat": datetime.now(UTC),
        "exp": handed.ends_at,
    }
    return jwt.encode(claims, _key(), algorithm=ALGORITHM)


def read_signed(value: str) -> CookieContent | None:
    """What the cookie says; None where it is forged, expired or no cookie of ours. Nothing raises."""
    if not 0 < len(value) <= LONGEST:
        return None
    try:
        claims = jwt.decode(value, _key(), algorithms=[ALGORITHM], options={"require": list(CLAIMS)})
    # A text that is no token at all may fail before it is one: in its coding, or in what it holds.
    except (jwt.InvalidTokenError, ValueError, TypeError):
        return None
    return _content(claims)


def content_of_cookies(cookies: Mapping[str, str]) -> CookieContent | None:
    """What a request's cookies say, as `read_signed` has it."""
    read = (read_signed(cookies.get(name, "")) for name in NAMES)
    return next((content for content in read if content is not None), None)


def session_of_cookies(engine: Engine, cookies: Mapping[str, str]) -> int | None:
    """The live session that a request's cookies belong to; None where there is none."""
    content = content_of_cookies(cookies)
    return None if content is None else session_of_token(engine, content.token, user_id=content.user_id)


def is_own_origin(origin: str, *, host: str) -> bool:
    """Whether a request comes from a page of Heard itself: from the host it asks, or the public address.

    Streamlit lets pages of the same machine on any port open a connection; a cookie takes no port into
    account either, so without this question such a page could act for whoever is signed in.
    """
    try:
        asked_from = urlsplit(origin)
    except ValueError:
        return False
    own = {host, urlsplit(get_settings().public_address).netloc} - {""}
    return asked_from.scheme in {"http", "https"} and asked_from.netloc in own


def _content(claims: Mapping[str, object]) -> CookieContent | None:
    user_id, token = claims["sub"], claims["sid"]
    if not isinstance(user_id, str) or not isinstance(token, str) or not token:
        return None
    if not user_id.isascii() or not user_id.isdigit() or len(user_id) > MOST_DIGITS:
        return None
    return CookieContent(user_id=int(user_id), token=token)


def _key() -> bytes:
    return key_for("session cookie")

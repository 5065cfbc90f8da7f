"""The cookie of a phone: a secret for one room, and whether it is there as staff or as a lay member."""

import re
import secrets
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from domain.vocabulary import RaterKind

COOKIE: Final = "heard_dot"
LIVES_SECONDS: Final = 12 * 60 * 60
_BYTES: Final = 16
_VALUE: Final = re.compile(rf"([0-9a-f]{{{2 * _BYTES}}})\.({'|'.join(RaterKind)})")


@dataclass(frozen=True)
class Phone:
    """A phone in one room. `secret` never reaches the store, which keeps a hash for each question."""

    secret: str
    capacity: RaterKind


def phone_of(request: Request) -> Phone | None:
    """The phone that sends this; None before it said who is there, and for a cookie that is none of ours."""
    found = _VALUE.fullmatch(request.cookies.get(COOKIE, ""))
    return Phone(found[1], RaterKind(found[2])) if found else None


def phone_as(request: Request, capacity: RaterKind) -> Phone:
    """The same phone as somebody else, so that it keeps its one dot; a new one where it is new."""
    known = phone_of(request)
    return Phone(known.secret if known else secrets.token_hex(_BYTES), capacity)


def remember(response: Response, phone: Phone, *, path: str, is_secure: bool) -> None:
    """Leave the cookie for this room alone."""
    response.set_cookie(
        COOKIE,
        f"{phone.secret}.{phone.capacity.value}",
        max_age=LIVES_SECONDS,
        path=path,
        httponly=True,
        samesite="lax",
        secure=is_secure,
    )

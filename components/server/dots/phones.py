"""The cookie of a phone: a secret for one room, and whether it is there as staff or as a lay member, signed."""

import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from data_access.cookie_secret import key_for
from domain.vocabulary import RaterKind

COOKIE: Final = "heard_dot"
LIVES_SECONDS: Final = 12 * 60 * 60
_BYTES: Final = 16
_PURPOSE: Final = "phone of a room"
_VALUE: Final = re.compile(rf"([0-9a-f]{{{2 * _BYTES}}})\.({'|'.join(RaterKind)})\.([0-9a-f]{{64}})")


@dataclass(frozen=True)
class Phone:
    """A phone in one room. `secret` never reaches the store, which keeps a hash for each question."""

    secret: str
    capacity: RaterKind


def phone_of(request: Request, code: str) -> Phone | None:
    """The phone that sends this; None before it joined the room with this code, and for a cookie not signed for it."""
    found = _VALUE.fullmatch(request.cookies.get(COOKIE, ""))
    if found is None:
        return None
    phone = Phone(found[1], RaterKind(found[2]))
    return phone if hmac.compare_digest(found[3], _signature(phone, code)) else None


def phone_as(known: Phone | None, capacity: RaterKind) -> Phone:
    """The same phone as somebody else, so that it keeps its one dot; a new one where it is new."""
    return Phone(known.secret if known else secrets.token_hex(_BYTES), capacity)


def remember(response: Response, phone: Phone, *, code: str, path: str, is_secure: bool) -> None:
    """Leave the cookie for this room alone, signed, so that only a phone that joined has one."""
    response.set_cookie(
        COOKIE,
        f"{phone.secret}.{phone.capacity.value}.{_signature(phone, code)}",
        max_age=LIVES_SECONDS,
        path=path,
        httponly=True,
        samesite="lax",
        secure=is_secure,
    )


def _signature(phone: Phone, code: str) -> str:
    signed = f"{code} {phone.secret} {phone.capacity.value}"
    return hmac.digest(key_for(_PURPOSE), signed.encode(), "sha256").hex()

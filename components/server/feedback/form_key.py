"""The key that a feedback form carries: made here, for one link, for a few hours, to be handed in once."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from time import time

LIVES_SECONDS = 4 * 60 * 60
_RANDOM, _MOMENT, _SIGNATURE = 24, 8, 64
LENGTH = _RANDOM + _MOMENT + _SIGNATURE


@dataclass(frozen=True)
class FormKeys:
    """Makes and checks keys with one secret, which signs nothing else.

    A key is 24 random hexadecimal digits, 8 for the second it was made, and 64 of the signature over both
    and the link. Nothing about the visitor is in it.
    """

    secret: bytes
    clock: Callable[[], float] = time

    def new(self, token: str) -> str:
        """A key for a form of this link."""
        start = f"{secrets.token_hex(_RANDOM // 2)}{int(self.clock()):0{_MOMENT}x}"
        return start + self._signature(start, token)

    def is_ours(self, key: str, token: str) -> bool:
        """Whether the key was made here, for this link, however long ago."""
        if len(key) != LENGTH or not key.isascii():
            return False
        start, signature = key[:-_SIGNATURE], key[-_SIGNATURE:]
        return hmac.compare_digest(signature, self._signature(start, token))

    def is_good(self, key: str, token: str) -> bool:
        """Whether the key was made here, for this link, and not too long ago."""
        if not self.is_ours(key, token):
            return False
        return self.clock() - int(key[_RANDOM : _RANDOM + _MOMENT], 16) <= LIVES_SECONDS

    def _signature(self, start: str, token: str) -> str:
        return hmac.new(self.secret, f"{start} {token}".encode(), hashlib.sha256).hexdigest()

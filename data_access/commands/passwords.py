"""Passwords: what a new one must be, how it is hashed, and how a given one is compared."""

import secrets
import unicodedata

import bcrypt

from domain.easy_passwords import is_easy
from domain.errors import InvalidRecordError

SHORTEST = 12
# bcrypt reads no more than 72 bytes.
LONGEST_BYTES = 72
# Shorter parts of a name are in many words.
SHORTEST_NAME = 4
ROUNDS = 12
TOO_SHORT = f"Use at least {SHORTEST} characters. Three or four words that do not belong together work well."
TOO_LONG = f"Use at most {LONGEST_BYTES} characters; letters with accents and emojis count double or more."
TOO_SIMPLE = "This is easy to guess, because it repeats itself or holds your name. Choose something else."
TOO_COMMON = (
    "This is easy to guess: it is well known, or one word with digits or a row of keys. "
    "Choose three or four words that do not belong together."
)
UNSEEN = "Leave out tabs and other signs that cannot be seen. Use letters, digits, spaces and signs."
# Control signs, and halves of letters that no text can hold.
_UNSEEN = frozenset({"Cc", "Cs"})


def check_new_password(password: str, *, about: tuple[str, ...] = ()) -> None:
    """Raise InvalidRecordError with a sentence unless this may become a password.

    `about` holds texts that it must not be made of, such as the owner's name and e-mail address.
    """
    plain = password.strip()
    if any(unicodedata.category(sign) in _UNSEEN for sign in plain):
        raise InvalidRecordError(UNSEEN)
    if len(plain) < SHORTEST:
        raise InvalidRecordError(TOO_SHORT)
    if len(plain.encode()) > LONGEST_BYTES:
        raise InvalidRecordError(TOO_LONG)
    folded = plain.casefold()
    parts = (part for text in about for part in text.casefold().replace("@", " ").split())
    names = {part for part in parts if len(part) >= SHORTEST_NAME}
    if len(set(folded)) < SHORTEST // 2 or any(
        len(folded) - len(name) < SHORTEST // 2 and name in folded for name in names
    ):
        raise InvalidRecordError(TOO_SIMPLE)
    if is_easy(plain):
        raise InvalidRecordError(TOO_COMMON)


def hash_password(password: str) -> str:
    """The bcrypt hash of a password, without the spaces around it."""
    return bcrypt.hashpw(password.strip().encode(), bcrypt.gensalt(ROUNDS)).decode("ascii")


def new_random_password() -> str:
    """A password for a demonstration account: 5 groups of 4 letters and digits that are not mixed up."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(5))

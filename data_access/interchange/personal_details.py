"""Notices text that looks like a personal detail which does not belong in a record."""

import re

# Each pattern starts only where a word does, so that a long text takes no longer than its length.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++\.\w")
_PHONE = re.compile(r"(?<![\w.])(?:\+44[\s-]?(?:\(0\))?|0)(?:[\s-]?\d){9,10}(?![\w.]?\d)")
_NHS_NUMBER = re.compile(r"(?<![\d.])(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?![.]?\d)")
_NHS_WEIGHTS = range(10, 1, -1)
_NHS_MODULUS = 11
_FEWEST_DIGITS = 10


def personal_detail_in(text: str) -> str | None:
    """What kind of personal detail the text seems to hold; None if it seems to hold none."""
    if "@" in text and _EMAIL.search(text):
        return "an e-mail address"
    if sum(character.isdigit() for character in text) < _FEWEST_DIGITS:
        return None
    if any(_is_nhs_number("".join(found.groups())) for found in _NHS_NUMBER.finditer(text)):
        return "an NHS number"
    return "a telephone number" if _PHONE.search(text) else None


def _is_nhs_number(digits: str) -> bool:
    """Whether the tenth digit is the check digit of the first nine (NHS Data Dictionary, modulus 11)."""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, _NHS_WEIGHTS, strict=False))
    check = (_NHS_MODULUS - weighted % _NHS_MODULUS) % _NHS_MODULUS
    return check == int(digits[-1])

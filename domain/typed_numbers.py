"""A number as people type it, in a form as in a file: 1200, 1,200 or 1 200."""

import re

_WHOLE = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+"
_NUMBER = re.compile(rf"[+-]?(?=\.?\d)(?:{_WHOLE})?(?:\.\d+)?(?:[eE][+-]?\d{{1,3}})?")


def plain_number(text: str) -> str | None:
    """The number without commas and spaces, as `float` reads it; None where the text is no number.

    Commas and spaces count only between groups of three digits: "2,5" is no number, and above all not 25.
    """
    typed = text.strip().replace("\N{MINUS SIGN}", "-")
    return typed.replace(",", "").replace(" ", "") if _NUMBER.fullmatch(typed) else None

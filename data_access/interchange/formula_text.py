"""Keeps text that looks like a formula as text in CSV files, and gives it back exactly.

A spreadsheet program would run a cell that begins with one of these signs. The writer puts one
apostrophe before such a text, and before one that already has apostrophes there, so that the reader
can always take exactly one away. In workbooks a cell says itself that it is text.
"""

import re

_FORMULA_LIKE = re.compile(r"'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|'*[\t\r\n]")


def guarded(text: str) -> str:
    """The text as a CSV cell holds it."""
    return f"'{text}" if _FORMULA_LIKE.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA_LIKE.match(text) else text

"""What a stored text may hold, and when two values say the same."""

import math
import re

# Characters that no file format carries safely: control characters but tab and newline, halves of
# surrogate pairs, and the code points that Unicode keeps for no character.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
# What turns the direction of a text about without being seen; letters of every script need none of it.
_DIRECTION = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def clean_text(text: str) -> str:
    """The text without stray spaces around it, with one kind of line end and no control characters.

    Cleaning twice gives the same as cleaning once.
    """
    stripped = text.strip()
    if stripped.isprintable():
        return stripped
    return _UNSAFE.sub("", _LINE_ENDS.sub("\n", stripped)).strip()


def text_to_print(text: str) -> str:
    """The same for what is set in print: no character is left that turns the direction of others about unseen."""
    return clean_text(text.translate(_DIRECTION))


def line_to_print(text: str) -> str:
    """The same in one line, with single spaces."""
    return " ".join(text_to_print(text).split())


# Workbooks keep numbers to 15 significant digits.
_WORKBOOK_PRECISION = 1e-14


def is_same(stored: object, given: object) -> bool:
    """Whether a given value says what is stored: spaces around a text and digits past the 15th say nothing."""
    if stored == given:
        return True
    if isinstance(stored, str) and isinstance(given, str):
        return clean_text(stored) == clean_text(given)
    if isinstance(stored, float) and isinstance(given, float):
        return math.isclose(stored, given, rel_tol=_WORKBOOK_PRECISION)
    return False

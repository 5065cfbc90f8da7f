"""Characters that no document may hold: controls, halves of characters, and marks that turn the text around them."""

import re
from typing import Final

_CONTROLS: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_TURNING: Final = "\u202a-\u202e\u2066-\u2069"
_HALVES: Final = "\ud800-\udfff"
_NO_CHARACTERS: Final = "\ufffe\uffff"
_NEVER: Final = re.compile(f"[{_CONTROLS}{_TURNING}{_HALVES}{_NO_CHARACTERS}]")
_HALF: Final = re.compile(f"[{_HALVES}]")


def lawful(text: str, *, instead: str = "") -> str:
    """The text without them; tabs and ends of lines stay."""
    # None of them is printable, and to ask that takes a hundredth of the time.
    return text if text.isprintable() else _NEVER.sub(instead, text)


def with_halves_shown(text: str) -> str:
    """The text with the mark of the unknown character in place of each half."""
    return _HALF.sub("\ufffd", text)

"""Which letters the bundled typefaces can set, so that a text can be refused by name when it is saved."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.ttLib import TTFont

FONT_FOLDER: Final = Path(__file__).with_name("fonts")

NAMED_AT_MOST: Final = 3

# Letters without a shape of their own: they join, part or direct their neighbours.
_SHAPELESS: Final = frozenset(
    "\t\n\r\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufe0e\ufe0f"
)


@cache
def _covered() -> frozenset[int]:
    """Code points that some bundled face has a shape for."""
    found: set[int] = set()
    for path in sorted(FONT_FOLDER.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            # Numbers do for names here: to read the names takes longer than all the rest.
            font.setGlyphOrder([str(number) for number in range(font["maxp"].numGlyphs)])
            found.update(font.getBestCmap())
    return frozenset(found)


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters of a text that no bundled font can set, each once, in the order of the text; () is the rule.

    Letters are looked up as composed, as they are set. Control characters count as missing.
    """
    if text.isascii() and text.isprintable():
        return ()
    composed = unicodedata.normalize("NFC", text)
    return tuple(
        letter
        for letter in dict.fromkeys(composed)
        if letter not in _SHAPELESS and ord(letter) not in _covered()
    )


def name_of(letter: str) -> str:
    """A character's name in small letters, for a sentence to a person; its number where it has no name."""
    return unicodedata.name(letter, f"character {ord(letter):X}").lower()


def missing_sentence(text: str) -> str:
    """A sentence that names what cannot be set, "" where everything can."""
    names = [name_of(letter) for letter in missing_glyphs(text)]
    if not names:
        return ""
    more = f" and {len(names) - NAMED_AT_MOST} more" if len(names) > NAMED_AT_MOST else ""
    return f"These characters cannot be printed: {', '.join(names[:NAMED_AT_MOST])}{more}. Take them out or use words."

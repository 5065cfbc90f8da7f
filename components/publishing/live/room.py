"""How large a screen is, how much text it holds, and how what is too much is parted: all in its own pixels."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from components.publishing.slides.fit import BOLD, PLAIN, Face, lines_of, width_of

WIDTH: Final = 1920
HEIGHT: Final = 1080
MARGIN: Final = 48
INNER: Final = WIDTH - 2 * MARGIN
SMALLEST: Final = 24
"""Nothing that is read is smaller."""
SIZES: Final = (44, 40, 36, 32, 30, 28, 26, SMALLEST)
"""Of labels and cells, the largest first."""
_DIGITS: Final = 1.08
"""Of the width of a word that holds digits: "2025/26" in bold is 6% wider than it is measured."""
LINE: Final = 1.25
"""The height of a line as a multiple of its size."""
_INCH: Final = 72


@dataclass(frozen=True)
class Room:
    """What is left for a drawing."""

    width: float
    height: float


def width_at(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of a text on one line, with a margin for other machines."""
    return _width_at_one(text, BOLD if is_bold else PLAIN) * size


@lru_cache(maxsize=20_000)
def _width_at_one(text: str, face: Face) -> float:
    return width_of(text, 1, face) * _INCH


@lru_cache(maxsize=20_000)
def lines_at(text: str, size: float, *, width: float, is_bold: bool = False) -> int:
    """How many lines a text takes; none for "". A word that is wider goes on in the next line."""
    return lines_of(text, size, width=width / _INCH, face=BOLD if is_bold else PLAIN) if text else 0


def height_at(text: str, size: float, *, width: float, is_bold: bool = False) -> float:
    """The height of a text in its lines."""
    return lines_at(text, size, width=width, is_bold=is_bold) * size * LINE


def longest_word(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of the widest word of a text; digits are wider on a screen than in the face that is measured."""
    return max(
        (width_at(word, size, is_bold=is_bold) * _digits_factor(word) for word in text.split()), default=0.0
    )


def _digits_factor(word: str) -> float:
    return _DIGITS if any(letter.isdigit() for letter in word) else 1.0


def parted(heights: Sequence[float], room: float) -> list[range]:
    """Rows over as many screens as they need, evenly where that fits; a row too tall for a screen has one alone."""
    filled = _filled(heights, room)
    many = len(filled)
    even = [range(len(heights) * at // many, len(heights) * (at + 1) // many) for at in range(many)]
    return even if all(sum(heights[at] for at in rows) <= room for rows in even) else filled


def _filled(heights: Sequence[float], room: float) -> list[range]:
    starts, used = [0], 0.0
    for at, height in enumerate(heights):
        if used and used + height > room:
            starts.append(at)
            used = 0.0
        used += height
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(heights)], strict=True)]

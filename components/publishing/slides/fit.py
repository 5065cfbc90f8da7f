"""How much text a box on a slide holds: lines are counted with the letters' widths before anything is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from PIL import ImageFont

from components.publishing.glyphs import FONT_FOLDER
from components.publishing.office.text import legal

# Arimo has the widths of Arial; Georgia runs wider, and what stands in for it wider still.
_MEASURED_AT = 1_000
_MARGIN = 1.06
_DISPLAY = 1.2
_LINE = 1.2
_AFTER = 0.5
_POINTS_AN_INCH = 72
# A single line at the foot of a slide reads badly.
_FEWEST_LINES = 2
_LATIN_ENDS = "\u0590"
# Letters of other scripts are measured as this share of the size, so as not to load a face for each.
_OTHER = 0.62


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Face:
    """How a text is set: in bold or not, in the display face or not."""

    is_bold: bool = False
    is_display: bool = False


PLAIN: Final = Face()
BOLD: Final = Face(is_bold=True)
DISPLAY: Final = Face(is_bold=True, is_display=True)


@cache
def _font(*, is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "Arimo_700Bold.ttf" if is_bold else "Arimo_400Regular.ttf"
    return ImageFont.truetype(str(FONT_FOLDER / name), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@cache
def _letter_width(letter: str, *, is_bold: bool) -> float:
    if letter >= _LATIN_ENDS:
        return _OTHER
    return float(_font(is_bold=is_bold).getlength(letter)) / _MEASURED_AT


def width_of(text: str, points: float, face: Face = PLAIN) -> float:
    """The width of a text on one line, in inches, with the margin for other machines."""
    wide = sum(_letter_width(letter, is_bold=face.is_bold) for letter in text)
    return wide * points / _POINTS_AN_INCH * _MARGIN * (_DISPLAY if face.is_display else 1)


def lines_of(text: str, points: float, *, width: float, face: Face = PLAIN) -> int:
    """How many lines a paragraph takes; a word wider than the box goes on in the next line."""
    space = width_of(" ", points, face)
    lines, filled = 1, 0.0
    for word in legal(text).split():
        wide = width_of(word, points, face)
        if filled and filled + space + wide > width:
            lines, filled = lines + 1, 0.0
        elif filled:
            filled += space
        more = int((filled + wide) // width) if wide > width else 0
        lines += more
        filled = filled + wide - more * width
    return lines


def height_of(texts: Sequence[str], points: float, *, width: float, face: Face = PLAIN) -> float:
    """The height of paragraphs, in inches, with the space after each."""
    lines = sum(lines_of(text, points, width=width, face=face) for text in texts)
    return (lines * _LINE + len(texts) * _AFTER) * points / _POINTS_AN_INCH


def size_for(
    texts: Sequence[str], box: Box, sizes: Sequence[float], face: Face = PLAIN, *, extra: float = 0
) -> float | None:
    """The first of the sizes at which the texts fit, `extra` inches left free; None where none does."""
    room = box.height - extra
    return next(
        (points for points in sizes if height_of(texts, points, width=box.width, face=face) <= room), None
    )


def filled_pages(texts: Sequence[str], box: Box, points: float, *, most: int) -> tuple[list[list[str]], bool]:
    """Paragraphs over as many boxes as they need, `most` at most, cut between words; and whether all found room."""
    pages: list[list[str]] = [[]]
    waiting = [legal(text) for text in texts]
    while waiting:
        text = waiting.pop(0)
        if height_of([*pages[-1], text], points, width=box.width) <= box.height:
            pages[-1].append(text)
            continue
        room = box.height - height_of(pages[-1], points, width=box.width)
        head, tail = _cut(text, points, width=box.width, height=room)
        if head:
            pages[-1].append(head)
        if len(pages) == most:
            return pages, False
        pages.append([])
        waiting.insert(0, tail)
    return pages, True


def _cut(text: str, points: float, *, width: float, height: float) -> tuple[str, str]:
    """The most words that fit into the height, and the rest; ("", text) where not even two lines do."""
    lines = int(height * _POINTS_AN_INCH / points / _LINE - _AFTER)
    if lines < _FEWEST_LINES:
        return "", text
    first, last = 0, len(text)
    while first < last:
        middle = (first + last + 1) // 2
        fits = lines_of(text[:middle], points, width=width) <= lines
        first, last = (middle, last) if fits else (first, middle - 1)
    space = text.rfind(" ", 0, first)
    end = space if space > 0 and first < len(text) else first
    return text[:end].rstrip(), text[end:].lstrip()

"""The spectrum line on a slide, from native shapes."""

from collections.abc import Callable
from typing import Final

from components.publishing.document import SpectrumLine
from components.publishing.office.spectrum import HEIGHT, WIDTH, Mark, marks_of
from components.publishing.slides import shapes
from components.publishing.slides.deck import Sheet
from components.publishing.slides.fit import Box
from components.publishing.slides.shapes import ACCENT, INK, LINE, PAPER, QUIET, Align, Words, solid

_POINTS = 16.0
_ALIGN: Final[dict[str, Align]] = {"left": "l", "center": "ctr", "right": "r"}


def draw_spectrum(sheet: Sheet, line: SpectrumLine, *, left: float, top: float, width: float) -> float:
    """Draw the line; the answer is its height in inches."""
    unit = width / WIDTH
    inner = "".join(_drawn(sheet, mark, left=left, top=top, unit=unit) for mark in marks_of(line))
    sheet.drawing(Box(left, top, width, HEIGHT * unit), inner, alt=line.sentence)
    return HEIGHT * unit


def _drawn(sheet: Sheet, mark: Mark, *, left: float, top: float, unit: float) -> str:
    box = Box(left + mark.left * unit, top + mark.top * unit, mark.width * unit, mark.height * unit)
    if mark.text:
        words = Words(
            mark.text, size=_POINTS, colour=INK, align=_ALIGN[mark.align], is_bold=mark.kind == "label"
        )
        return shapes.text_box(sheet.number(), box, [words], anchor="ctr")
    form, look = _LOOKS[mark.kind]
    return shapes.shape(sheet.number(), box, form=form, look=look())


def _stroke(colour: str, width: int) -> str:
    return f'<a:ln w="{width}">{solid(colour)}</a:ln>'


_LOOKS: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "line": ("line", lambda: _stroke(QUIET, 19_050)),
    "gap": ("line", lambda: _stroke(ACCENT, 57_150)),
    "range": ("rect", lambda: f"{solid(LINE)}<a:ln><a:noFill/></a:ln>"),
    "dot": ("ellipse", lambda: solid(ACCENT) + _stroke(ACCENT, 44_450)),
    "ring": ("ellipse", lambda: solid(PAPER) + _stroke(ACCENT, 44_450)),
}

"""The spectrum line as a native scatter chart: staff's dot and lay partners' ring, to be edited in its workbook."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import xlsxwriter

from components.publishing.document import SpectrumLine
from components.publishing.office.chart import MADE, Style, chart_space, fill, numbers_cache, texts_cache
from components.publishing.office.text import ENGLISH
from components.publishing.theme import Theme

INFLUENCING: Final = "Influencing"
CO_ORDINATING: Final = "Co-ordinating"
STAFF: Final = "Staff"
LAY: Final = "Lay partners"
PLACE: Final = f"Place, from 0 ({INFLUENCING.lower()}) to 100 ({CO_ORDINATING.lower()})"
HEIGHT: Final = "Height on the drawing"
_NOT_KNOWN = "not known"
_BETWEEN = "Between the two"
_HOLE_OF = f"{LAY}: the inside of the ring"
# Heights and sizes in parts of the size of the text. Nothing lies upon a mark, as programs draw in different order.
_DOT, _HOLE, _BAND = 1.2, 0.72, 0.3
# A line without any length is not drawn.
_LENGTH = 0.1
_BAND_AT, _NAME_AT, _NAME_BEYOND_BAND = 0.95, 1.3, 1.75
# The share of the chart's width and height that the plot takes.
_PLOT_WIDTH, _PLOT_HEIGHT = 0.8, 0.76
# Words at the two ends of an axis without numbers: an axis shows its numbers in a format, and this is one.
_ENDS = f'[=0]"{INFLUENCING}";[=100]"{CO_ORDINATING}";""'
_POINTS_AN_INCH = 72
_EMU_PER_POINT = 12_700

Kind = Literal["range", "gap", "staff", "lay", "hole", "name"]


@dataclass(frozen=True)
class Trace:
    """One series: what it is called, its points from 0 to 100, and how high they are drawn.

    `follows` is the kind of the mark at each of its points, where it goes along with that mark.
    """

    kind: Kind
    name: str
    places: tuple[float, ...]
    height: float = 0.0
    follows: tuple[Kind, ...] = ()


def traces_of(line: SpectrumLine) -> tuple[Trace, ...]:
    """The series, marks first; a place or a range that is not known has none."""
    staff, lay = line.staff, line.lay
    made = [] if staff is None else [Trace("staff", STAFF, (staff,))]
    if lay is not None:
        made += [
            Trace("lay", LAY, (lay,)),
            Trace("hole", _HOLE_OF, (lay, lay + _LENGTH), follows=("lay", "lay")),
        ]
    if staff is not None and lay is not None:
        made.append(Trace("gap", _BETWEEN, (staff, lay), follows=("staff", "lay")))
    made += _beside("staff", STAFF, staff, (line.staff_low, line.staff_high), side=1)
    made += _beside("lay", LAY, lay, (line.lay_low, line.lay_high), side=-1)
    return tuple(made)


def _beside(
    kind: Kind, who: str, place: float | None, ends: tuple[float | None, float | None], *, side: int
) -> Iterator[Trace]:
    """A pale bar for what is not known, and the name of the mark, or of the bar where there is no mark."""
    low, high = ends
    has_band = low is not None and high is not None and high > low
    if low is not None and high is not None and has_band:
        yield Trace("range", f"{who}: from lowest to highest", (low, high), side * _BAND_AT)
    height = side * (_NAME_BEYOND_BAND if has_band else _NAME_AT)
    if place is not None:
        yield Trace("name", who, (place,), height, follows=(kind,))
    elif low is not None and high is not None and has_band:
        yield Trace("name", f"{who}: {_NOT_KNOWN}", ((low + high) / 2,), height)


def has_range(line: SpectrumLine) -> bool:
    """Whether something is drawn that answers of "not known" leave open."""
    return any(trace.kind == "range" for trace in traces_of(line))


def spectrum_workbook(line: SpectrumLine) -> bytes:
    """The workbook behind the chart; a place that is changed takes all that belongs to it along."""
    buffer = io.BytesIO()
    traces = traces_of(line)
    rows = _rows(traces)
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"author": "Heard", "created": MADE})
        sheet = book.add_worksheet("Sheet1")
        sheet.set_column(0, 2, 44)
        sheet.write_row(0, 0, ("Whose", PLACE, HEIGHT))
        marks = {trace.kind: first for trace, first in zip(traces, rows, strict=True)}
        for trace, first in zip(traces, rows, strict=True):
            for at, place in enumerate(trace.places):
                row = first + at - 1
                sheet.write_string(row, 0, trace.name)
                if trace.follows:
                    beside = f"+{_LENGTH}" if place != trace.places[0] and trace.kind == "hole" else ""
                    sheet.write_formula(row, 1, f"=B{marks[trace.follows[at]]}{beside}", None, place)
                else:
                    sheet.write_number(row, 1, place)
                sheet.write_number(row, 2, trace.height)
    return buffer.getvalue()


def spectrum_xml(line: SpectrumLine, *, theme: Theme, points: float, height: float) -> bytes:
    """The chart part. Its workbook must stand as relationship rId1.

    `points` is the size of its text, `height` that of the chart in inches, so that nothing lies upon the marks.
    """
    style = Style(theme, round(points * 100), ENGLISH)
    traces = traces_of(line)
    drawn = sorted(zip(traces, _rows(traces), strict=True), key=lambda one: _BACK_TO_FRONT.index(one[0].kind))
    # LibreOffice draws the first line on top, PowerPoint and Word the last: so the inside of the ring is both.
    drawn = [*(one for one in drawn if one[0].kind == "hole"), *drawn]
    series = "".join(_series(trace, number, first, style) for number, (trace, first) in enumerate(drawn))
    half = height * _PLOT_HEIGHT * _POINTS_AN_INCH / points / 2
    plot = (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{(1 - _PLOT_WIDTH) / 2:.2f}"/><c:y val="0.01"/><c:w val="{_PLOT_WIDTH}"/>'
        f'<c:h val="{_PLOT_HEIGHT}"/></c:manualLayout></c:layout>'
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{series}<c:axId val="101"/><c:axId val="102"/></c:scatterChart>{_axes(style, half)}'
    )
    return chart_space(plot, style=style)


_BACK_TO_FRONT: Final[tuple[Kind, ...]] = ("range", "gap", "staff", "lay", "hole", "name")


def _rows(traces: tuple[Trace, ...]) -> list[int]:
    """The first row of each series in the workbook, below the heading row."""
    firsts, row = [], 2
    for trace in traces:
        firsts.append(row)
        row += len(trace.places)
    return firsts


def _series(trace: Trace, number: int, first: int, style: Style) -> str:
    last = first + len(trace.places) - 1
    heights = (trace.height,) * len(trace.places)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>Sheet1!$A${first}</c:f>{texts_cache([trace.name])}</c:strRef></c:tx>"
        f"{_look(trace, style)}{_label(trace, style)}"
        f"<c:xVal><c:numRef><c:f>Sheet1!$B${first}:$B${last}</c:f>{numbers_cache(trace.places, 'General')}</c:numRef>"
        f"</c:xVal><c:yVal><c:numRef><c:f>Sheet1!$C${first}:$C${last}</c:f>{numbers_cache(heights, 'General')}"
        '</c:numRef></c:yVal><c:smooth val="0"/></c:ser>'
    )


def _look(trace: Trace, style: Style) -> str:
    theme = style.theme
    if trace.kind == "range":
        return f"<c:spPr>{_stroke(theme.line, style, _BAND)}</c:spPr>{_NO_MARKER}"
    if trace.kind == "gap":
        return f"<c:spPr>{_stroke(theme.accent, style, _BAND)}</c:spPr>{_NO_MARKER}"
    if trace.kind == "name":
        return f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_NO_MARKER}"
    if trace.kind == "hole":
        # A line of hardly any length with round ends, as LibreOffice draws no dot upon another.
        return f"<c:spPr>{_stroke(theme.paper, style, _HOLE, cap='rnd')}</c:spPr>{_NO_MARKER}"
    return (
        "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:marker><c:symbol val="circle"/><c:size val="{round(_DOT * style.size / 100)}"/>'
        f"<c:spPr>{fill(theme.accent)}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>"
    )


_NO_MARKER: Final = '<c:marker><c:symbol val="none"/></c:marker>'


def _stroke(colour: str, style: Style, size: float, *, cap: str = "flat") -> str:
    """A line as wide as this part of the size of the text."""
    return f'<a:ln w="{round(size * style.size * _EMU_PER_POINT / 100)}" cap="{cap}">{fill(colour)}</a:ln>'


def _label(trace: Trace, style: Style) -> str:
    is_named = trace.kind == "name"
    shown = (
        '<c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
        f'<c:showSerName val="{int(is_named)}"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    )
    look = f"<c:spPr><a:noFill/></c:spPr>{style.text(bold=True, wraps=False)}" if is_named else ""
    side = '<c:dLblPos val="ctr"/>' if is_named else ""
    return f"<c:dLbls>{look}{side}{shown}</c:dLbls>"


def _axes(style: Style, half: float) -> str:
    line = f'<c:spPr><a:ln w="19050">{fill(style.theme.quiet)}</a:ln></c:spPr>'
    format_code = _ENDS.replace('"', "&quot;")
    return (
        '<c:valAx><c:axId val="101"/><c:scaling><c:orientation val="minMax"/><c:max val="100"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="{format_code}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line}{style.text()}<c:crossAx val="102"/><c:crossesAt val="0"/><c:crossBetween val="midCat"/>'
        '<c:majorUnit val="100"/></c:valAx>'
        '<c:valAx><c:axId val="102"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{half:.2f}"/><c:min val="{-half:.2f}"/></c:scaling><c:delete val="1"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="101"/><c:crosses val="min"/><c:crossBetween val="midCat"/></c:valAx>'
    )

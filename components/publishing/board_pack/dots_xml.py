"""A native chart of dots in rows: two places a label on one axis, the line between them, and where a dot could be."""

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from components.publishing.board_pack.chart_book import (
    HEIGHT,
    LINK,
    LINK_HEIGHT,
    RANGE,
    RANGE_HEIGHT,
    START,
    Column,
    columns_of,
)
from components.publishing.board_pack.native import Look, NativeChart, Series
from components.publishing.office.chart import Style, fill, numbers_cache, texts_cache
from components.publishing.office.text import legal, short
from components.publishing.theme import Theme

LEFT: Final = 0.36
"""The share of the width that the labels have."""
_SHOWN: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_NO_LABELS: Final = f"<c:dLbls>{_SHOWN.format(value=0)}</c:dLbls>"
_NO_LINE: Final = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
_NO_MARKER: Final = '<c:marker><c:symbol val="none"/></c:marker>'
_NUMBERS_APART: Final = 10
_LONGEST: Final = 48


@dataclass(frozen=True)
class _Points:
    """A set of points: its columns across and upwards, and how it is drawn."""

    across: Column
    tall: Column
    look: str
    labels: str = _NO_LABELS


def dots_plot(chart: NativeChart, style: Style) -> str:
    """The plot area: where dots could be at the back, then lines, names and the marks."""
    columns = columns_of(chart)
    sets = []
    if RANGE in columns:
        sets.append(_Points(columns[RANGE], columns[RANGE_HEIGHT], _line(style.theme.line, 95_250)))
    if LINK in columns:
        sets.append(_Points(columns[LINK], columns[LINK_HEIGHT], _line(style.theme.accent, 28_575)))
    names = _NO_LINE + _NO_MARKER
    sets.append(_Points(columns[START], columns[HEIGHT], names, _names(chart, style)))
    size = max(5, round(style.size / 100 * 0.8))
    sets += [
        _Points(columns[one.name], _heights_of(one, columns[HEIGHT]), _mark(one, style.theme, size))
        for one in chart.series
    ]
    drawn = "".join(_series(one, at) for at, one in enumerate(sets))
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{LEFT}"/><c:y val="0.01"/><c:w val="{0.96 - LEFT:.2f}"/><c:h val="0.91"/></c:manualLayout>'
        '</c:layout><c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{drawn}<c:axId val="101"/><c:axId val="102"/></c:scatterChart>{_axes(chart, style)}'
    )


def _heights_of(one: Series, heights: Column) -> Column:
    """A point without a place has no height either, so that it is left out and not drawn at 0."""
    values = tuple(
        None if value is None else height for value, height in zip(one.values, heights.values, strict=True)
    )
    return Column(heights.number, heights.name, values)


def _series(points: _Points, at: int) -> str:
    across, tall = points.across, points.tall
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:strRef><c:f>{across.heading}</c:f>{texts_cache([across.name])}</c:strRef></c:tx>"
        f"{points.look}{points.labels}"
        f"<c:xVal><c:numRef><c:f>{across.place}</c:f>{numbers_cache(across.values, 'General')}</c:numRef></c:xVal>"
        f"<c:yVal><c:numRef><c:f>{tall.place}</c:f>{numbers_cache(tall.values, 'General')}</c:numRef></c:yVal>"
        '<c:smooth val="0"/></c:ser>'
    )


def _line(colour: str, width: int) -> str:
    return f'<c:spPr><a:ln w="{width}" cap="flat">{fill(colour)}</a:ln></c:spPr>{_NO_MARKER}'


def _mark(one: Series, theme: Theme, size: int) -> str:
    """A filled dot, or a hollow mark without any fill: where it could hide another one, and programs differ."""
    if one.look is Look.MAIN:
        drawn = (
            f'<c:symbol val="circle"/><c:size val="{size}"/>'
            f"<c:spPr>{fill(theme.accent)}<a:ln><a:noFill/></a:ln></c:spPr>"
        )
    else:
        symbol, colour = (
            ("diamond", theme.quiet) if one.look is Look.COMPARED else ("circle", theme.fields[2])
        )
        drawn = (
            f'<c:symbol val="{symbol}"/><c:size val="{size}"/>'
            f'<c:spPr><a:noFill/><a:ln w="25400">{fill(colour)}</a:ln></c:spPr>'
        )
    return f"{_NO_LINE}<c:marker>{drawn}</c:marker>"


def name_beside(label: str) -> str:
    """A label that stands on one line beside its row; the table has it whole."""
    return short(label, _LONGEST)


def _names(chart: NativeChart, style: Style) -> str:
    """The labels, as those of points without a mark at the start of each row."""
    look = style.text(wraps=False)
    body = look.removeprefix("<c:txPr>").split("<a:p>", 1)[0]
    run = look.split("<a:defRPr", 1)[1].split("</a:defRPr>", 1)[0]
    one_by_one = "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich>{body}<a:p><a:r><a:rPr{run}</a:rPr>'
        f"<a:t>{escape(legal(name_beside(label)))}</a:t></a:r></a:p></c:rich></c:tx>"
        f'<c:dLblPos val="l"/>{_SHOWN.format(value=1)}</c:dLbl>'
        for at, label in enumerate(chart.labels)
    )
    return (
        f"<c:dLbls>{one_by_one}<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{look}"
        f'<c:dLblPos val="l"/>{_SHOWN.format(value=0)}</c:dLbls>'
    )


def _axes(chart: NativeChart, style: Style) -> str:
    """Ends in words or numbers below, and a pale line in each row."""
    lowest, highest = (escape(name) for name in chart.ends)
    code = f'[=0]"{lowest}";[={chart.end:g}]"{highest}";""' if lowest else f'0"{chart.unit}"'
    step = chart.end if lowest else _NUMBERS_APART
    shown = code.replace('"', "&quot;")
    return (
        f'<c:valAx><c:axId val="101"/><c:scaling><c:orientation val="minMax"/><c:max val="{chart.end:g}"/>'
        '<c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="{shown}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{style.text()}<c:crossAx val="102"/><c:crosses val="min"/><c:crossBetween val="midCat"/>'
        f'<c:majorUnit val="{step:g}"/></c:valAx>'
        '<c:valAx><c:axId val="102"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{len(chart.labels) + 1}"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        f'<c:majorGridlines><c:spPr><a:ln w="9525">{fill(style.theme.line)}</a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>'
        '<c:crossAx val="101"/><c:crosses val="min"/><c:crossBetween val="midCat"/><c:majorUnit val="1"/></c:valAx>'
    )

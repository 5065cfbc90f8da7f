"""Native charts of bars, columns and lines as DrawingML, each tied to its workbook."""

from typing import Final

from components.publishing.board_pack.chart_book import columns_of
from components.publishing.board_pack.dots_xml import LEFT, dots_plot
from components.publishing.board_pack.native import Kind, Look, NativeChart, Series
from components.publishing.office.chart import Style, chart_space, fill, numbers_cache, texts_cache
from components.publishing.office.text import ENGLISH
from components.publishing.theme import Theme

_LINE: Final = 12_700
_NO_LABELS: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="{shown}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
_LETTERS_IN_A_QUARTER: Final = 20
_LEANING: Final = '<a:bodyPr rot="-2700000" vert="horz"/>'
_SHORTEST_LABELLED: Final = 0.03
_LABELS_AT_MOST: Final = 5
"""As many labels as find room below a small chart of lines."""


def chart_xml(chart: NativeChart, *, theme: Theme, points: float) -> bytes:
    """The chart part. Its workbook must stand as relationship rId1; `points` is the size of its text."""
    style = Style(theme, round(points * 100), ENGLISH)
    plot = _PLOTS[chart.kind](chart, style)
    legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{style.text()}</c:legend>'
    # The names of dots stand in a set of their own, which the legend would call too: the slide has a key.
    return chart_space(plot, style=style, legend=legend if _says_its_sets(chart) else "")


def _says_its_sets(chart: NativeChart) -> bool:
    return chart.has_legend and chart.kind is not Kind.DOTS


def _bars(chart: NativeChart, style: Style) -> str:
    is_column, is_stacked = chart.kind is Kind.COLUMNS, chart.kind is Kind.STACKED
    has_whole = any(one.look is Look.WHOLE for one in chart.series)
    series = "".join(_bar_series(chart, at, style) for at in range(len(chart.series)))
    overlap = 100 if is_stacked or has_whole else -6
    gap = 90 if is_column else 40
    top = 0.13 if _says_its_sets(chart) else 0.02
    return (
        f"{_inner(chart, top, is_column=is_column)}"
        f'<c:barChart><c:barDir val="{"col" if is_column else "bar"}"/>'
        f'<c:grouping val="{"stacked" if is_stacked else "clustered"}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/><c:axId val="101"/><c:axId val="102"/></c:barChart>'
        f"{_category_axis(style, is_turned=not is_column)}{_hidden_axis(chart, is_column=is_column)}"
    )


def _lines(chart: NativeChart, style: Style) -> str:
    series = "".join(_line_series(chart, at, style) for at in range(len(chart.series)))
    skip = max(1, -(-len(chart.labels) // _LABELS_AT_MOST))
    axis = _category_axis(style, is_turned=False, skip=skip)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        '<c:axId val="101"/><c:axId val="102"/></c:lineChart>'
        f"{axis.replace('<a:bodyPr/>', _LEANING)}{_value_axis(chart, style)}"
    )


def _inner(chart: NativeChart, top: float, *, is_column: bool) -> str:
    """A fixed place for bars beside their labels; columns find their own."""
    if is_column:
        return ""
    left = label_share(chart)
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left}"/><c:y val="{top}"/><c:w val="{0.93 - left:.2f}"/><c:h val="{0.98 - top:.2f}"/>'
        "</c:manualLayout></c:layout>"
    )


def label_share(chart: NativeChart) -> float:
    """The share of the width that labels beside their rows have."""
    is_short = max(map(len, chart.labels), default=0) <= _LETTERS_IN_A_QUARTER
    return 0.24 if is_short and chart.kind is not Kind.DOTS else LEFT


def _head(chart: NativeChart, at: int) -> tuple[str, str]:
    """What a set begins with, and its labels and values."""
    column = columns_of(chart)[chart.series[at].name]
    head = (
        f'<c:idx val="{at}"/><c:order val="{at}"/>'
        f"<c:tx><c:strRef><c:f>{column.heading}</c:f>{texts_cache([column.name])}</c:strRef></c:tx>"
    )
    return head, (
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${len(chart.labels) + 1}</c:f>{texts_cache(chart.labels)}</c:strRef>"
        f"</c:cat><c:val><c:numRef><c:f>{column.place}</c:f>{numbers_cache(column.values, 'General')}</c:numRef>"
        "</c:val>"
    )


def _bar_series(chart: NativeChart, at: int, style: Style) -> str:
    one = chart.series[at]
    head, values = _head(chart, at)
    return (
        f'<c:ser>{head}<c:spPr>{look_of(one.look, style.theme)}</c:spPr><c:invertIfNegative val="0"/>'
        f"{_numbers_beside(chart, one, style)}{values}</c:ser>"
    )


def look_of(look: Look, theme: Theme) -> str:
    """The fill and the edge of bars."""
    edge = f'<a:ln w="{_LINE}">{fill(theme.quiet)}</a:ln>'
    if look is Look.CONTRAST:
        pattern = fill(theme.quiet).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
        paper = fill(theme.paper).removeprefix("<a:solidFill>").removesuffix("</a:solidFill>")
        return f'<a:pattFill prst="wdUpDiag"><a:fgClr>{pattern}</a:fgClr><a:bgClr>{paper}</a:bgClr></a:pattFill>{edge}'
    fills = {
        Look.MAIN: fill(theme.accent),
        Look.COMPARED: fill(theme.paper),
        Look.WHOLE: fill(theme.line),
        Look.NEUTRAL: fill(theme.line),
    }
    return fills[look] + (edge if look is Look.COMPARED else "<a:ln><a:noFill/></a:ln>")


def _numbers_beside(chart: NativeChart, one: Series, style: Style) -> str:
    """The number of each bar at its end, within it where bars are stacked; the ground needs none."""
    if one.look is Look.WHOLE:
        return f"<c:dLbls>{_NO_LABELS.format(shown=0)}</c:dLbls>"
    is_stacked = chart.kind is Kind.STACKED
    code = (f'#,##0"{chart.unit}"' + (";;;" if is_stacked else "")).replace('"', "&quot;")
    text = style.text(bold=one.look is Look.MAIN, wraps=False)
    if is_stacked and one.look is Look.MAIN:
        text = text.replace(fill(style.theme.ink), fill(style.theme.paper))
    ground = fill(style.theme.paper) if is_stacked and one.look is Look.CONTRAST else "<a:noFill/>"
    return (
        f'<c:dLbls>{_left_out(chart, one) if is_stacked else ""}<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f"<c:spPr>{ground}<a:ln><a:noFill/></a:ln></c:spPr>{text}"
        f'<c:dLblPos val="{"ctr" if is_stacked else "outEnd"}"/>{_NO_LABELS.format(shown=1)}</c:dLbls>'
    )


def _left_out(chart: NativeChart, one: Series) -> str:
    """The numbers of parts too short to hold them: the slide's words and notes have them."""
    return "".join(
        f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
        for at, value in enumerate(one.values)
        if value is not None and value < _SHORTEST_LABELLED * chart.end
    )


def _line_series(chart: NativeChart, at: int, style: Style) -> str:
    one, theme = chart.series[at], style.theme
    head, values = _head(chart, at)
    is_main = one.look is Look.MAIN
    colour = theme.accent if is_main else theme.fields[2]
    dash = "" if is_main else '<a:prstDash val="sysDash"/>'
    inside = fill(colour if is_main else theme.paper)
    return (
        f'<c:ser>{head}<c:spPr><a:ln w="28575" cap="rnd">{fill(colour)}{dash}<a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="circle"/><c:size val="7"/><c:spPr>{inside}<a:ln w="19050">{fill(colour)}</a:ln>'
        f'</c:spPr></c:marker><c:dLbls>{_NO_LABELS.format(shown=0)}</c:dLbls>{values}<c:smooth val="0"/></c:ser>'
    )


def _category_axis(style: Style, *, is_turned: bool, skip: int = 1) -> str:
    return (
        f'<c:catAx><c:axId val="101"/><c:scaling><c:orientation val="{"maxMin" if is_turned else "minMax"}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{"l" if is_turned else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr><a:ln w="9525">{fill(style.theme.quiet)}</a:ln></c:spPr>{style.text()}'
        '<c:crossAx val="102"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="60"/><c:tickLblSkip val="{skip}"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _scale(chart: NativeChart) -> str:
    most = "" if chart.most is None else f'<c:max val="{chart.most:g}"/>'
    return f'<c:scaling><c:orientation val="minMax"/>{most}<c:min val="0"/></c:scaling>'


def _hidden_axis(chart: NativeChart, *, is_column: bool) -> str:
    return (
        f'<c:valAx><c:axId val="102"/>{_scale(chart)}<c:delete val="1"/><c:axPos val="{"l" if is_column else "t"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="101"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _value_axis(chart: NativeChart, style: Style) -> str:
    """The axis of lines, with a pale line at each half."""
    half = chart.end / 2
    return (
        f'<c:valAx><c:axId val="102"/>{_scale(chart)}<c:delete val="0"/><c:axPos val="l"/>'
        f'<c:majorGridlines><c:spPr><a:ln w="9525">{fill(style.theme.line)}</a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{style.text()}'
        '<c:crossAx val="101"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{half:g}"/></c:valAx>'
    )


_PLOTS: Final = {
    Kind.BARS: _bars,
    Kind.STACKED: _bars,
    Kind.COLUMNS: _bars,
    Kind.LINES: _lines,
    Kind.DOTS: dots_plot,
}

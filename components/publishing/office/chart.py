"""A native bar chart: its XML, and the workbook behind it that people edit it in."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from xml.sax.saxutils import escape

import xlsxwriter

from components.publishing.office.charted import Chart, Series
from components.publishing.office.text import ENGLISH, legal
from components.publishing.theme import Theme

CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_PLOT_ABOVE_LEGEND = 0.76
LABEL_SHARE: Final = 0.36
"""The share of a chart's width that its labels have."""
# A fixed moment, as the workbook writes its own date of making; it takes those without a time zone only.
MADE: Final = datetime.combine(date(2020, 1, 1), time(12))


def workbook(chart: Chart) -> bytes:
    """The workbook that Word and PowerPoint open when a person edits the chart; texts stay texts."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"author": "Heard", "created": MADE})
        sheet = book.add_worksheet("Sheet1")
        sheet.set_column(0, 0, 48)
        for row, label in enumerate(chart.labels, start=1):
            sheet.write_string(row, 0, label)
        for column, series in enumerate(chart.series, start=1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return buffer.getvalue()


def chart_xml(chart: Chart, *, theme: Theme, points: float, language: str = ENGLISH) -> bytes:
    """The chart part. Its workbook must stand as relationship rId1; `points` is the size of its text."""
    style = Style(theme, round(points * 100), language)
    series = "".join(_series(chart, number, style=style) for number in range(len(chart.series)))
    gap = 60 if chart.has_legend else 45
    overlap = 100 if chart.has_whole else -8
    plot = (
        f"{_layout(chart)}"
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>'
        '<c:axId val="101"/><c:axId val="102"/></c:barChart>'
        f"{_category_axis(style)}{_value_axis(chart)}"
    )
    return chart_space(plot, style=style, legend=_legend(chart, style))


def chart_space(plot: str, *, style: "Style", legend: str = "") -> bytes:
    """A chart part around a plot: its layout, its series and its axes."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{ENGLISH}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{plot}'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>{legend}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{style.text()}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


@dataclass(frozen=True)
class Style:
    """How a chart's text looks: the theme, the size in hundredths of a point, and its language."""

    theme: Theme
    size: int
    language: str

    def text(self, *, bold: bool = False, wraps: bool = True) -> str:
        """The look of a label or an axis as c:txPr."""
        held = "<a:bodyPr/>" if wraps else '<a:bodyPr wrap="none"/>'
        return (
            f"<c:txPr>{held}<a:lstStyle/><a:p><a:pPr>"
            f'<a:defRPr lang="{escape(self.language)}" sz="{self.size}" b="{int(bold)}">{fill(self.theme.ink)}'
            f'<a:latin typeface="{escape(self.theme.office_text)}"/></a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="{escape(self.language)}"/></a:p></c:txPr>'
        )


def fill(colour: str) -> str:
    """A solid fill in DrawingML; `colour` is #rrggbb."""
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def _series(chart: Chart, number: int, *, style: Style) -> str:
    series = chart.series[number]
    column = "BC"[number]
    last = len(chart.labels) + 1
    theme = style.theme
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>{texts_cache([series.name])}</c:strRef></c:tx>"
        f'<c:spPr>{_look(series, theme)}</c:spPr><c:invertIfNegative val="0"/>'
        f"{_values_beside(chart, series, style)}"
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f>{texts_cache(chart.labels)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f"{numbers_cache(series.values, chart.number_format)}</c:numRef></c:val></c:ser>"
    )


def _look(series: Series, theme: Theme) -> str:
    if series.is_whole:
        return f"{fill(theme.tint)}<a:ln><a:noFill/></a:ln>"
    if series.is_compared:
        return f'{fill(theme.paper)}<a:ln w="19050">{fill(theme.quiet)}</a:ln>'
    return f"{fill(theme.accent)}<a:ln><a:noFill/></a:ln>"


def _values_beside(chart: Chart, series: Series, style: Style) -> str:
    """The figure at the end of each bar; the whole of 100 % needs none."""
    if series.is_whole:
        return ""
    return (
        f'<c:dLbls><c:numFmt formatCode="{_attribute(chart.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{style.text(bold=not series.is_compared, wraps=False)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def texts_cache(texts: Sequence[str]) -> str:
    """Texts as the chart keeps them beside their place in the workbook."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(legal(text))}</c:v></c:pt>' for at, text in enumerate(texts)
    )
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def numbers_cache(values: Sequence[float | None], number_format: str) -> str:
    """Numbers as the chart keeps them; None is an empty cell."""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{_number(value)}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    code = escape(number_format)
    return f'<c:numCache><c:formatCode>{code}</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _category_axis(style: Style) -> str:
    return (
        '<c:catAx><c:axId val="101"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525">{fill(style.theme.quiet)}</a:ln></c:spPr>{style.text()}'
        '<c:crossAx val="102"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    values = [value for series in chart.series for value in series.values if value is not None]
    lowest = "" if any(value < 0 for value in values) else '<c:min val="0"/>'
    highest = "" if chart.most is None else f'<c:max val="{_number(chart.most)}"/>'
    return (
        f'<c:valAx><c:axId val="102"/><c:scaling><c:orientation val="minMax"/>{highest}{lowest}</c:scaling>'
        '<c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="101"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _layout(chart: Chart) -> str:
    """A fixed place for the bars, so that axes of charts above each other align and the figures have room."""
    height = _PLOT_ABOVE_LEGEND if chart.has_legend else 0.94
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="0.38"/><c:y val="0.03"/><c:w val="0.5"/><c:h val="{height}"/></c:manualLayout></c:layout>'
    )


def _legend(chart: Chart, style: Style) -> str:
    if not chart.has_legend:
        return ""
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{style.text()}</c:legend>'

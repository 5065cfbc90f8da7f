"""Native bar charts: which ones a story's figures make, and their XML with the workbook behind them."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from xml.sax.saxutils import escape

import xlsxwriter

from components.publishing.document import Metric, ReachPart
from components.publishing.office.text import ENGLISH, legal, short
from components.publishing.theme import Theme

CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_LONGEST_LABEL = 60
_WHOLE = 100.0
_PLOT_ABOVE_LEGEND = 0.76
THIS = "Figure"
COMPARED = "Compared with"
REACHED = "People reached"
POPULATION = "Population"
# A fixed moment, as the workbook writes its own date of making; it takes those without a time zone only.
_MADE = datetime.combine(date(2020, 1, 1), time(12))


@dataclass(frozen=True)
class Series:
    """One set of bars; a value of None has no bar. The compared set is drawn as an outline."""

    name: str
    values: tuple[float | None, ...]
    is_compared: bool = False


@dataclass(frozen=True)
class Chart:
    """A bar chart: labels from top to bottom, one or two series, the format of its numbers, and its alt text."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    alt: str
    most: float | None = None

    @property
    def bars(self) -> int:
        """How many bars there are, for its height."""
        return len(self.labels) * len(self.series)


def charts_of(metrics: Sequence[Metric]) -> tuple[Chart, ...]:
    """One chart of all shares, then one for each unit in which a figure has a baseline; () where there are none."""
    shares = [metric for metric in metrics if metric.share is not None]
    compared = [metric for metric in metrics if metric.share is None and metric.baseline is not None]
    units = dict.fromkeys(metric.unit for metric in compared)
    made = [_chart(shares, _percent_format(shares), most=_top(shares))] if shares else []
    for unit in units:
        of_unit = [metric for metric in compared if metric.unit == unit]
        made.append(_chart(of_unit, _unit_format(of_unit, unit), most=None))
    return tuple(made)


def chart_of_reach(reach: ReachPart) -> Chart | None:
    """People reached beside the population, in per cent; None where no row may show both."""
    rows = [row for row in reach.rows if row.reached is not None]
    if not rows:
        return None
    return Chart(
        labels=tuple(short(row.group, _LONGEST_LABEL) for row in rows),
        series=(
            Series(REACHED, tuple(row.reached for row in rows)),
            Series(POPULATION, tuple(row.population for row in rows), is_compared=True),
        ),
        number_format='0"%"',
        alt=f"Bar chart. {reach.sentence}",
    )


def _chart(metrics: Sequence[Metric], number_format: str, *, most: float | None) -> Chart:
    series = [Series(THIS, tuple(metric.amount for metric in metrics))]
    if any(metric.baseline is not None for metric in metrics):
        baselines = tuple(metric.baseline for metric in metrics)
        series.insert(0, Series(COMPARED, baselines, is_compared=True))
    return Chart(
        labels=tuple(short(metric.label, _LONGEST_LABEL) for metric in metrics),
        series=tuple(series),
        number_format=number_format,
        alt=f"Bar chart. {'; '.join(metric.sentence for metric in metrics)}.",
        most=most,
    )


def _top(shares: Sequence[Metric]) -> float:
    return max(_WHOLE, *(amount for metric in shares for amount in (metric.amount, metric.baseline or 0.0)))


def _percent_format(metrics: Sequence[Metric]) -> str:
    return f'{_number_format(metrics, whole="0")}"%"'


def _unit_format(metrics: Sequence[Metric], unit: str) -> str:
    number = _number_format(metrics, whole="#,##0")
    plain = "".join(letter for letter in short(unit, 24) if letter not in '"\\')
    return f'{number}" {plain}"' if plain else number


def _number_format(metrics: Sequence[Metric], *, whole: str) -> str:
    """Whole numbers as `whole`; tenths as they are, so that 60 beside 86.5 stays 60; all else with one decimal."""
    amounts = [amount for metric in metrics for amount in (metric.amount, metric.baseline or 0.0)]
    if all(float(amount).is_integer() for amount in amounts):
        return whole
    return "General" if all(round(amount, 1) == amount for amount in amounts) else f"{whole}.0"


def workbook(chart: Chart) -> bytes:
    """The workbook that Word and PowerPoint open when a person edits the chart; texts stay texts."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"author": "Heard", "created": _MADE})
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
    style = _Style(theme, round(points * 100), language)
    series = "".join(_series(chart, number, style=style) for number in range(len(chart.series)))
    gap = 45 if len(chart.series) == 1 else 60
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{ENGLISH}"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
        f"{_layout(chart)}"
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/><c:overlap val="-8"/><c:axId val="101"/><c:axId val="102"/></c:barChart>'
        f"{_category_axis(style)}{_value_axis(chart)}"
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr></c:plotArea>"
        f"{_legend(chart, style)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{style.text()}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


@dataclass(frozen=True)
class _Style:
    theme: Theme
    size: int
    language: str

    def text(self, *, bold: bool = False, wraps: bool = True) -> str:
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


def _series(chart: Chart, number: int, *, style: _Style) -> str:
    series = chart.series[number]
    column = "BC"[number]
    last = len(chart.labels) + 1
    theme = style.theme
    look = (
        f'{fill(theme.paper)}<a:ln w="19050">{fill(theme.quiet)}</a:ln>'
        if series.is_compared
        else f"{fill(theme.accent)}<a:ln><a:noFill/></a:ln>"
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>{_texts([series.name])}</c:strRef></c:tx>"
        f'<c:spPr>{look}</c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls><c:numFmt formatCode="{_attribute(chart.number_format)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{style.text(bold=not series.is_compared, wraps=False)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f>{_texts(chart.labels)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f>"
        f"{_numbers(series.values, chart.number_format)}</c:numRef></c:val></c:ser>"
    )


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


def _texts(texts: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(legal(text))}</c:v></c:pt>' for at, text in enumerate(texts)
    )
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def _numbers(values: Sequence[float | None], number_format: str) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{_number(value)}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )
    code = escape(number_format)
    return f'<c:numCache><c:formatCode>{code}</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _category_axis(style: _Style) -> str:
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
    lowest = "" if _any_below_zero(values) else '<c:min val="0"/>'
    highest = "" if chart.most is None else f'<c:max val="{_number(chart.most)}"/>'
    return (
        f'<c:valAx><c:axId val="102"/><c:scaling><c:orientation val="minMax"/>{highest}{lowest}</c:scaling>'
        '<c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        '<c:crossAx val="101"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _any_below_zero(values: Iterable[float]) -> bool:
    return any(value < 0 for value in values)


def _layout(chart: Chart) -> str:
    """A fixed place for the bars, so that axes of charts above each other align and the figures have room."""
    height = 0.94 if len(chart.series) == 1 else _PLOT_ABOVE_LEGEND
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="0.32"/><c:y val="0.03"/><c:w val="0.55"/><c:h val="{height}"/></c:manualLayout></c:layout>'
    )


def _legend(chart: Chart, style: _Style) -> str:
    if len(chart.series) == 1:
        return ""
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{style.text()}</c:legend>'

"""Native charts of the pack on slides: as many beside each other as a drawing has, with a key of their marks."""

from typing import Final

from components.publishing.board_pack.chart_book import workbook
from components.publishing.board_pack.chart_xml import chart_xml, label_share
from components.publishing.board_pack.document import PackPage
from components.publishing.board_pack.dots_xml import name_beside
from components.publishing.board_pack.native import Kind, Look, NativeChart
from components.publishing.office.text import short
from components.publishing.slides.deck import Sheet
from components.publishing.slides.fit import Box, lines_of, width_of
from components.publishing.slides.shapes import DARK, INK, QUIET, Words, shape, solid

_SIZES: Final = (16.0, 14.0, 12.0, 11.0, 10.0)
_LINES: Final = 11.0
_COLUMNS: Final = 16.0
_GAP: Final = 0.25
_TITLE: Final = 0.3
_KEY: Final = 0.36
_KEY_POINTS: Final = 14.0
_TALLEST_ROW: Final = 0.75
_FORMS: Final = {Look.COMPARED: "diamond"}
NOTHING: Final = "There is nothing to draw here."


def draw_charts(sheet: Sheet, page: PackPage, box: Box) -> None:
    """The charts of a drawing in the box, two in a row where they are several."""
    if not page.charts:
        place = Box(box.left, box.top + 0.2, box.width, 0.5)
        sheet.box(place, [Words(NOTHING, size=20, colour=QUIET, after=0)])
        return
    if page.charts[0].kind is Kind.DOTS and page.charts[0].has_legend:
        box = _draw_key(sheet, page.charts[0], box)
    columns = 1 if len(page.charts) == 1 else 2
    rows = -(-len(page.charts) // columns)
    width = (box.width - _GAP * (columns - 1)) / columns
    height = (box.height - _GAP * (rows - 1)) / rows
    for at, chart in enumerate(page.charts):
        row, place_in_row = divmod(at, columns)
        left = box.left + place_in_row * (width + _GAP)
        _draw(sheet, chart, Box(left, box.top + row * (height + _GAP), width, height))


def _draw(sheet: Sheet, chart: NativeChart, box: Box) -> None:
    if chart.title:
        title = Words(short(chart.title, 60), size=14, colour=DARK, is_bold=True, after=0)
        sheet.box(Box(box.left, box.top, box.width, _TITLE), [title])
        box = Box(box.left, box.top + _TITLE, box.width, box.height - _TITLE)
    if chart.kind in {Kind.BARS, Kind.STACKED, Kind.DOTS}:
        box = Box(box.left, box.top, box.width, min(box.height, _TALLEST_ROW * max(2, _rows(chart)) + 0.5))
    xml = chart_xml(chart, theme=sheet.theme, points=_points(chart, box))
    sheet.native(xml, workbook(chart), box, name="Chart", alt=chart.alt)


def _rows(chart: NativeChart) -> int:
    beside = sum(one.look is not Look.WHOLE for one in chart.series)
    return len(chart.labels) * (beside if chart.kind is Kind.BARS else 1)


def _points(chart: NativeChart, box: Box) -> float:
    """The largest size at which each label finds room in its row; that of dots stands on one line."""
    if chart.kind in {Kind.LINES, Kind.COLUMNS}:
        return _LINES if chart.kind is Kind.LINES else _COLUMNS
    room = (
        box.height
        * (0.84 if chart.has_legend and chart.kind is not Kind.DOTS else 0.93)
        / max(1, len(chart.labels))
    )
    width = box.width * label_share(chart) - 0.15
    most = 1 if chart.kind is Kind.DOTS else 2
    labels = [name_beside(label) for label in chart.labels] if most == 1 else chart.labels
    fits = (size for size in _SIZES if all(_stands(label, size, width, room, most) for label in labels))
    return next(fits, _SIZES[-1])


def _stands(label: str, size: float, width: float, room: float, most: int) -> bool:
    lines = lines_of(label, size, width=width)
    return lines <= most and lines * size * 1.15 / 72 <= room


def _draw_key(sheet: Sheet, chart: NativeChart, box: Box) -> Box:
    """What the marks are, above a chart of dots; the answer is the room below it."""
    left, size, theme = box.left + box.width * label_share(chart), 0.16, sheet.theme
    for one in chart.series:
        colour = {Look.MAIN: theme.accent, Look.COMPARED: theme.quiet}.get(one.look, theme.fields[2])
        look = (
            f'{solid(colour if one.look is Look.MAIN else theme.paper)}<a:ln w="25400">{solid(colour)}</a:ln>'
        )
        form = _FORMS.get(one.look, "ellipse")
        sheet.put(shape(sheet.number(), Box(left, box.top + 0.05, size, size), form=form, look=look))
        wide = width_of(one.name, _KEY_POINTS) + 0.1
        words = Words(one.name, size=_KEY_POINTS, colour=INK, after=0)
        sheet.box(Box(left + 0.25, box.top, wide, 0.28), [words])
        left += 0.25 + wide + 0.35
    return Box(box.left, box.top + _KEY, box.width, box.height - _KEY)

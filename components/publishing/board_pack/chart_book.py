"""The workbook behind a native chart of the pack, which people edit it in, and where each of its sets stands there."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import xlsxwriter

from components.publishing.board_pack.native import Kind, NativeChart
from components.publishing.office.chart import MADE

LABEL = "What"
HEIGHT, START = "Height of the row", "Start of the row"
LINK, LINK_HEIGHT = "Line between the marks", "Its height"
RANGE, RANGE_HEIGHT = "Where a dot could be", "Its height as well"
# Two ends and a gap, so that lines of several rows are one set.
_STEP = 3


@dataclass(frozen=True)
class Column:
    """A column of the workbook: its number, its name and its values; None is an empty cell.

    `follows` are, by row, the cells that a value goes along with when somebody edits them.
    """

    number: int
    name: str
    values: tuple[float | None, ...]
    follows: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Its values, as a chart names them."""
        letter = _letter(self.number)
        return f"Sheet1!${letter}$2:${letter}${len(self.values) + 1}"

    @property
    def heading(self) -> str:
        """The cell with its name."""
        return f"Sheet1!${_letter(self.number)}$1"


def columns_of(chart: NativeChart) -> dict[str, Column]:
    """The columns by name, the labels left out; a chart of dots has some beside its values."""
    told: list[tuple[str, tuple[float | None, ...], tuple[str, ...]]] = [
        (one.name, one.values, ()) for one in chart.series
    ]
    if chart.kind is Kind.DOTS:
        told += _beside_dots(chart)
    return {
        name: Column(number, name, values, follows)
        for number, (name, values, follows) in enumerate(told, start=1)
    }


def heights(chart: NativeChart) -> tuple[float, ...]:
    """How high each label of a chart of dots stands, the first on top."""
    return tuple(float(len(chart.labels) - at) for at in range(len(chart.labels)))


def _beside_dots(chart: NativeChart) -> Iterator[tuple[str, tuple[float | None, ...], tuple[str, ...]]]:
    rows = len(chart.labels)
    yield HEIGHT, heights(chart), ()
    yield START, (0.0,) * rows, ()
    if len(chart.series) > 1:
        first, second = chart.series[:2]
        pairs = [
            None if a is None or b is None else (a, b)
            for a, b in zip(first.values, second.values, strict=True)
        ]
        cells = [(f"=B{row}", f"=C{row}") for row in range(2, rows + 2)]
        yield from _lines((LINK, LINK_HEIGHT), pairs, chart, cells)
    if any(chart.ranges):
        yield from _lines((RANGE, RANGE_HEIGHT), list(chart.ranges), chart, [])


def _lines(
    names: tuple[str, str],
    ends: list[tuple[float, float] | None],
    chart: NativeChart,
    cells: list[tuple[str, str]],
) -> Iterator[tuple[str, tuple[float | None, ...], tuple[str, ...]]]:
    """One line in each row that has one: its ends, then a gap; and how high they are."""
    across: list[float | None] = []
    tall: list[float | None] = []
    follows: list[str] = []
    for at, (one, height) in enumerate(zip(ends, heights(chart), strict=True)):
        across += [None] * _STEP if one is None else [*one, None]
        tall += [None] * _STEP if one is None else [height, height, None]
        follows += ["", "", ""] if one is None or not cells else [*cells[at], ""]
    yield names[0], tuple(across), tuple(follows)
    yield names[1], tuple(tall), ()


def workbook(chart: NativeChart) -> bytes:
    """Labels, then a column a set; a gap is an empty cell, and texts stay texts."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"author": "Heard", "created": MADE})
        sheet = book.add_worksheet("Sheet1")
        sheet.set_column(0, 0, 48)
        sheet.write_string(0, 0, LABEL)
        for row, label in enumerate(chart.labels, start=1):
            sheet.write_string(row, 0, label)
        for column in columns_of(chart).values():
            sheet.write_string(0, column.number, column.name)
            _write(sheet, column)
    return buffer.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, column: Column) -> None:
    follows = column.follows or ("",) * len(column.values)
    for row, (value, formula) in enumerate(zip(column.values, follows, strict=True), start=1):
        if value is None:
            continue
        if formula:
            sheet.write_formula(row, column.number, formula, None, value)
        else:
            sheet.write_number(row, column.number, value)


def _letter(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]

"""Finds which sheet of the layout a sheet of a file is, and in which row its headings stand."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from data_access.interchange.layout import (
    SHEETS,
    UNREAD_SHEETS,
    Column,
    Sheet,
    columns_by_heading,
    plain_heading,
)
from data_access.interchange.problems import CellProblem, CellWarning, Findings
from data_access.interchange.raw_rows import RawRow, RawSheet, column_letters

_SEARCHED_ROWS = 30
_FEWEST_HEADINGS = 2
_FEWEST_WITHOUT_TITLE = 3
_HEADINGS = {sheet.name: columns_by_heading(sheet) for sheet in SHEETS}
_UNREAD = {plain_heading(name) for name in UNREAD_SHEETS}


@dataclass(frozen=True)
class HeadedSheet:
    """A sheet of the file whose columns are known; `columns` is by number and leaves unknown ones out.

    `about` is how many rows may follow the headings.
    """

    sheet: Sheet
    title: str
    heading_row: int
    columns: dict[int, Column]
    headings: dict[str, str]
    rows: Callable[[], Iterator[RawRow]]
    about: int = 0

    @property
    def has_what_is_required(self) -> bool:
        """Whether each required column is there; without, its rows cannot be read."""
        return {column.field for column in self.sheet.columns if column.is_required} <= set(self.headings)

    def place(self, field: str) -> str:
        """The letters of the column of a field."""
        return next((column_letters(at) for at, column in self.columns.items() if column.field == field), "")


def headings_known(cells: list[str]) -> int:
    """How many of these cells are headings of the sheet that knows most of them."""
    return max(len(_known(sheet, dict(enumerate(cells)))) for sheet in SHEETS)


def headed(raw: RawSheet, findings: Findings) -> HeadedSheet | None:
    """The sheet with its headings; None for one that is not read, is empty or is not known."""
    if plain_heading(raw.title) in _UNREAD:
        return None
    top = list(islice(raw.rows(), _SEARCHED_ROWS))
    if not top:
        return None
    named = _named(raw.title)
    found = _best(named, top) if named else max(filter(None, (_best(sheet, top) for sheet in SHEETS)),
                                                key=_fit, default=None)  # fmt: skip
    if found is None or len(found[2]) < (_FEWEST_HEADINGS if named else _FEWEST_WITHOUT_TITLE):
        _note_unknown(raw.title, named, findings)
        return None
    sheet, (row, cells), columns = found
    headings = {column.field: " ".join(str(cells[at]).split()) for at, column in columns.items()}
    kept = HeadedSheet(sheet, raw.title, row, columns, headings, lambda: _after(raw, row), raw.about - row)
    _check_headings(kept, cells, findings)
    return kept


def _named(title: str) -> Sheet | None:
    name = plain_heading(title.removesuffix(".csv"))
    return next((sheet for sheet in SHEETS if plain_heading(sheet.name) == name), None)


Found = tuple[Sheet, RawRow, dict[int, Column]]


def _best(sheet: Sheet, top: list[RawRow]) -> Found | None:
    rows = [(sheet, row, _known(sheet, row[1])) for row in top]
    return max(rows, key=lambda found: len(found[2]))


def _fit(found: Found) -> tuple[bool, float]:
    """How well the headings fit: all that is required, then the share of the row that is known."""
    sheet, (_, cells), columns = found
    fields = {column.field for column in columns.values()}
    has_all = all(column.field in fields for column in sheet.columns if column.is_required)
    return has_all, len(columns) / len(cells)


def _known(sheet: Sheet, cells: Mapping[int, object]) -> dict[int, Column]:
    """The columns by number; of two with the same heading the first."""
    known: dict[int, Column] = {}
    for place, cell in sorted(cells.items()):
        column = _HEADINGS[sheet.name].get(plain_heading(cell)) if isinstance(cell, str) else None
        if column and column not in known.values():
            known[place] = column
    return known


def _after(raw: RawSheet, heading_row: int) -> Iterator[RawRow]:
    return (row for row in raw.rows() if row[0] > heading_row)


def _note_unknown(title: str, named: Sheet | None, findings: Findings) -> None:
    if named:
        expected = f"a row of headings, such as {', '.join(column.heading for column in named.columns[:3])}"
        findings.add(CellProblem(title, None, "", "", expected))
    else:
        findings.warn(CellWarning(title, None, "", "this sheet is not known and was left out"))


def _check_headings(kept: HeadedSheet, cells: Mapping[int, object], findings: Findings) -> None:
    for place, cell in sorted(cells.items()):
        if place in kept.columns:
            continue
        heading, where = " ".join(str(cell).split()), f"{column_letters(place)}{kept.heading_row}"
        if plain_heading(cell) in _HEADINGS[kept.sheet.name]:
            findings.add(
                CellProblem(kept.title, kept.heading_row, heading, heading, "each heading once", where)
            )
        else:
            findings.warn(
                CellWarning(
                    kept.title, kept.heading_row, heading, "this column is not known and was left out", where
                )
            )
    for column in kept.sheet.columns:
        if column.is_required and column.field not in kept.headings:
            findings.add(
                CellProblem(kept.title, kept.heading_row, column.heading, "", "a column with this heading")
            )

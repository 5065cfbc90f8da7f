"""A file read into typed values, row by row, with everything wrong that needs no look into the store."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from data_access.commands.progress import Progress, silent
from data_access.commands.records import EVIDENCE, OUTCOME, RecordKind
from data_access.interchange.cells import (
    Cell,
    FormulaWithoutValue,
    Parser,
    UnexpectedValueError,
    is_blank,
    parser_for,
    shown,
)
from data_access.interchange.code_lists import CodeLists
from data_access.interchange.csv_reader import csv_sheet
from data_access.interchange.headings import HeadedSheet, headed, headings_known
from data_access.interchange.import_file import MOST_ROWS, ImportFile, opened_workbook
from data_access.interchange.layout import SHEETS, CellType, Column
from data_access.interchange.problems import CellProblem, CellWarning, Findings
from data_access.interchange.raw_rows import RawSheet
from data_access.interchange.workbook_reader import sheets_of_workbook
from domain.errors import RefusedFileError
from domain.personal_details import personal_detail_in

TOLD_EVERY = 1_000
_MOST_KNOWN = 2_000
_NO_SHEET = (
    "The file has no sheet that Heard knows. Its sheets are named "
    f"{', '.join(sheet.name for sheet in SHEETS)}, each with a row of headings."
)
_TOO_MANY = f"The file has more than {MOST_ROWS:,} rows. Split it, for example by network."
_ITSELF = {CellType.DAY: "day", CellType.WHOLE: "number", CellType.NUMBER: "number"}
_NUMBERED = {OUTCOME.name, EVIDENCE.name}


@dataclass(slots=True)
class ParsedRow:
    """A row: `values` by field, without columns that the file does not have.

    A row with a cell that could not be read is not sound. `is_numbered` says that the row had no
    reference and got its place among its siblings.
    """

    number: int
    values: dict[str, Any]
    is_sound: bool = True
    is_numbered: bool = False


@dataclass
class ParsedSheet:
    """The rows of one sheet of the file."""

    headed: HeadedSheet
    rows: list[ParsedRow] = field(default_factory=list)

    def problem(self, row: int, column: str, value: object, expected: str) -> CellProblem:
        """A problem of the field `column` in this row."""
        return CellProblem(
            self.headed.title, row, self._heading(column), shown(value), expected, self._cell(row, column)
        )

    def formula_problem(self, row: int, column: Column) -> CellProblem:
        """The problem of a cell with a formula of which nobody has worked out the value."""
        itself = _ITSELF.get(column.type, "text")
        said = f"This cell holds a formula. Type the {itself} itself."
        found = self.problem(row, column.field, FormulaWithoutValue(), f"the {itself} itself, not a formula")
        return replace(found, instead=said)

    def warning(self, row: int, column: str, message: str) -> CellWarning:
        """A warning about the field `column` in this row."""
        return CellWarning(self.headed.title, row, self._heading(column), message, self._cell(row, column))

    def _heading(self, column: str) -> str:
        if column in self.headed.headings:
            return self.headed.headings[column]
        return self.headed.sheet.column(column).heading

    def _cell(self, row: int, column: str) -> str:
        letters = self.headed.place(column)
        return f"{letters}{row}" if letters else ""


@dataclass
class ParsedFile:
    """All that a file says, and what is wrong in it."""

    name: str
    fingerprint: str
    sheets: list[ParsedSheet]
    findings: Findings
    row_count: int = 0
    """The number of rows that hold anything, headings aside."""

    def of(self, kind: RecordKind) -> Iterator[tuple[ParsedSheet, ParsedRow]]:
        """The rows of one kind of record with their sheet, in the order of the file."""
        return (
            (sheet, row) for sheet in self.sheets if sheet.headed.sheet.kind is kind for row in sheet.rows
        )

    def is_whole(self, kind: RecordKind) -> bool:
        """Whether each sheet of this kind has the columns that it needs."""
        return all(
            sheet.headed.has_what_is_required for sheet in self.sheets if sheet.headed.sheet.kind is kind
        )

    def forget_rows(self) -> None:
        """Let go of the rows, which take more memory than all else, once they were compared."""
        for sheet in self.sheets:
            sheet.rows = []


def parse_file(file: ImportFile, lists: CodeLists, *, progress: Progress = silent) -> ParsedFile:
    """Read the whole file. Raises RefusedFileError for what cannot be taken at all."""
    findings = Findings()
    raw_sheets = [sheet for name, content in file.parts for sheet in _raw_sheets(name, content)]
    known = [found for raw in raw_sheets if (found := headed(raw, findings))]
    if not known and not findings.problem_count:
        raise RefusedFileError(_NO_SHEET)
    parsed = ParsedFile(file.name, file.fingerprint, [ParsedSheet(found) for found in known], findings)
    for sheet in parsed.sheets:
        if sheet.headed.has_what_is_required:
            _read_rows(parsed, sheet, lists, progress)
    return parsed


def _raw_sheets(name: str, content: bytes) -> list[RawSheet]:
    package = opened_workbook(content)
    if package is not None:
        return sheets_of_workbook(package)
    return [csv_sheet(name, content, headings_known=headings_known)]


def _read_rows(parsed: ParsedFile, sheet: ParsedSheet, lists: CodeLists, progress: Progress) -> None:
    layout = sheet.headed.sheet
    readers = [
        (place, _Reader(sheet, column, parser_for(layout, column, lists)))
        for place, column in sheet.headed.columns.items()
    ]
    siblings: Counter[tuple[Any, ...]] = Counter()
    for number, cells in sheet.headed.rows():
        if all(is_blank(cell) for cell in cells.values()):
            continue
        row = ParsedRow(number, {})
        for place, reader in readers:
            reader.read(parsed.findings, row, cells.get(place))
        if layout.kind.name in _NUMBERED:
            _number(row, siblings)
        sheet.rows.append(row)
        parsed.row_count += 1
        if parsed.row_count > MOST_ROWS:
            raise RefusedFileError(_TOO_MANY)
        if len(sheet.rows) % TOLD_EVERY == 0:
            progress(
                f"Reading {sheet.headed.title}", len(sheet.rows), max(sheet.headed.about, len(sheet.rows))
            )


class _Reader:
    """Reads the cells of one column. Most columns say the same few things again and again: what a text or a day
    became is remembered, if nothing was to be said about it.
    """

    def __init__(self, sheet: ParsedSheet, column: Column, parse: Parser) -> None:
        self._sheet = sheet
        self._column = column
        self._parse = parse
        self._known: dict[Cell, dict[str, Any]] = {}

    def read(self, findings: Findings, row: ParsedRow, cell: Cell) -> None:
        """Put the value into the row, and what is to be said about it into the findings."""
        if cell is None and not self._column.is_required:
            row.values.update(self._blank)
            return
        is_lasting = isinstance(cell, str | date)
        if is_lasting and (values := self._known.get(cell)) is not None:
            row.values.update(values)
            return
        count = findings.problem_count + findings.warning_count
        values = self._values(findings, row, cell)
        row.values.update(values)
        is_silent = findings.problem_count + findings.warning_count == count
        if is_lasting and is_silent and len(self._known) < _MOST_KNOWN:
            self._known[cell] = values

    def _values(self, findings: Findings, row: ParsedRow, cell: Cell) -> dict[str, Any]:
        sheet, column = self._sheet, self._column
        try:
            if is_blank(cell):
                return self._of_blank()
            if isinstance(cell, FormulaWithoutValue):
                row.is_sound = False
                findings.add(sheet.formula_problem(row.number, column))
                return {}
            value = self._parse(cell)
        except UnexpectedValueError as error:
            row.is_sound = False
            findings.add(sheet.problem(row.number, column.field, "" if is_blank(cell) else cell, str(error)))
            return {}
        if column.type is CellType.GROUPS:
            return {"groups": value or (), "is_known": value is not None}
        if column.is_free_text and (detail := personal_detail_in(value)):
            said = f"this looks like {detail}; leave out what could identify a person"
            findings.warn(sheet.warning(row.number, column.field, said))
        return {column.field: value}

    def _of_blank(self) -> dict[str, Any]:
        """Raises UnexpectedValueError where the cell must hold something."""
        if self._column.is_required:
            raise UnexpectedValueError(_expected(self._column, self._parse))
        return self._blank

    @cached_property
    def _blank(self) -> dict[str, Any]:
        return {self._column.field: self._sheet.headed.sheet.blank(self._column)}


def _expected(column: Column, parse: Parser) -> str:
    if column.type is CellType.CODE:
        try:
            parse("")
        except UnexpectedValueError as error:
            return str(error)
    if column.type is CellType.TEXT:
        return "text, because it is required"
    kind: str = column.type.value
    return kind if column.type is CellType.GROUPS else f"a {kind}"


def _number(row: ParsedRow, siblings: Counter[tuple[Any, ...]]) -> None:
    """Give a row without a reference its place among the rows of the same parent."""
    parent = tuple(
        row.values.get(field) for field in ("network_code", "activity_reference", "outcome_reference")
    )
    siblings[parent] += 1
    if not row.values.get("local_reference"):
        row.values["local_reference"] = str(siblings[parent])
        row.is_numbered = True

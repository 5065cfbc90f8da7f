"""Writes workbooks, folders of CSV files and the template, all from the layout."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import xlsxwriter
from sqlalchemy.engine import Engine

from data_access.commands.progress import Progress, silent
from data_access.commands.text import clean_text
from data_access.consistent_read import consistent_read
from data_access.interchange.code_lists import CodeList, CodeLists
from data_access.interchange.explanation import (
    EXPLANATION_HEADINGS,
    GENERAL_LINES,
    ILLUSTRATIVE_LINE,
    cover_lines,
    explanation_rows,
)
from data_access.interchange.export_rows import (
    ExportScope,
    WrittenRow,
    WrittenValue,
    export_rows,
    export_scope,
)
from data_access.interchange.formula_text import guarded
from data_access.interchange.layout import (
    COVER_SHEET,
    EXPLANATION_SHEET,
    LISTS_SHEET,
    SHEETS,
    CellType,
    Column,
    Sheet,
    plain_heading,
)
from data_access.interchange.parsed_file import TOLD_EVERY
from domain.errors import InvalidRecordError
from domain.permissions import Actor

MOST_SHEET_ROWS = 1_048_575
TEMPLATE_ROWS = 5_000
_FIRST_WORKBOOK_YEAR = 1901
_WIDTHS = {CellType.TEXT: 28, CellType.DAY: 13, CellType.WHOLE: 10, CellType.NUMBER: 14}
_USUAL_WIDTH = 18
_COVER_WIDTHS = (26, 100)
_EXPLANATION_WIDTHS = (20, 28, 11, 80, 60, 40)
_LONGEST_PROMPT = 255
COVER_FILE = "about this file.txt"


def export_workbook(
    engine: Engine,
    target: Path | BinaryIO,
    *,
    actor: Actor,
    networks: Sequence[str] = (),
    progress: Progress = silent,
) -> ExportScope:
    """Write an .xlsx workbook of the records of these networks, all that the actor may edit if none is named.

    Raises NotAllowedError, and InvalidRecordError where a sheet would have more rows than a workbook holds.
    """
    with consistent_read(engine) as connection:
        scope = export_scope(connection, actor=actor, networks=networks)
        if max(scope.rows.values()) > MOST_SHEET_ROWS:
            raise InvalidRecordError(
                "These are more rows than a workbook holds. Export fewer networks, or CSV."
            )
        with _opened(target) as stream, _book(stream, CodeLists.from_store(connection)) as book:
            book.add_cover(cover_lines(scope))
            for sheet in SHEETS:
                book.add_records(sheet, _told(export_rows(connection, sheet, scope), sheet, scope, progress))
            book.add_explanation()
    return scope


def export_csv(
    engine: Engine,
    folder: Path,
    *,
    actor: Actor,
    networks: Sequence[str] = (),
    progress: Progress = silent,
) -> ExportScope:
    """Write one CSV file a sheet, and the cover as text, into the folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    with consistent_read(engine) as connection:
        scope = export_scope(connection, actor=actor, networks=networks)
        for sheet in SHEETS:
            with (folder / csv_name(sheet)).open("w", encoding="utf-8-sig", newline="") as stream:
                writer = csv.writer(stream)
                if scope.illustrative:
                    # Above the headings, where the reader passes over it.
                    writer.writerow([ILLUSTRATIVE_LINE])
                writer.writerow([column.heading for column in sheet.columns])
                for row in _told(export_rows(connection, sheet, scope), sheet, scope, progress):
                    writer.writerow([_csv_cell(value) for value in row])
        lines = [f"{name}: {said}" for name, said in cover_lines(scope)]
        (folder / COVER_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return scope


def write_template(engine: Engine, target: Path | BinaryIO) -> None:
    """Write an empty workbook with headings, drop-down lists of the known codes and explanations."""
    with engine.connect() as connection:
        lists = CodeLists.from_store(connection)
    with _opened(target) as stream, _book(stream, lists) as book:
        for sheet in SHEETS:
            book.add_records(sheet, ())
        book.add_explanation()


def csv_name(sheet: Sheet) -> str:
    """The name of a sheet's CSV file."""
    return f"{plain_heading(sheet.name)}.csv"


def _csv_cell(value: WrittenValue) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return guarded(clean_text(value)) if isinstance(value, str) else repr(value)


def _told(
    rows: Iterable[WrittenRow], sheet: Sheet, scope: ExportScope, progress: Progress
) -> Iterable[WrittenRow]:
    for done, row in enumerate(rows, start=1):
        yield row
        if done % TOLD_EVERY == 0:
            progress(f"Writing {sheet.name}", done, scope.rows[sheet.name])


def _opened(target: Path | BinaryIO) -> AbstractContextManager[BinaryIO]:
    return target.open("wb") if isinstance(target, Path) else nullcontext(target)


@contextmanager
def _book(stream: BinaryIO, lists: CodeLists) -> "Iterator[_Book]":
    """A workbook that is written to the stream at the end; its rows wait in a folder that goes afterwards."""
    with TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(stream, {"constant_memory": True, "tmpdir": folder})
        yield _Book(book, lists)
        book.close()


class _Book:
    """A workbook that is written from top to bottom, each text as text."""

    def __init__(self, book: xlsxwriter.Workbook, lists: CodeLists) -> None:
        self._book = book
        self._lists = lists
        self._heading = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#D8DDE0", "border": 1}
        )
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._text = self._book.add_format({"num_format": "@"})

    def add_cover(self, lines: Iterable[tuple[str, str]]) -> None:
        """Add the sheet that says what the file is."""
        self._add_texts(COVER_SHEET, _COVER_WIDTHS, lines)

    def add_records(self, sheet: Sheet, rows: Iterable[WrittenRow]) -> None:
        """Add a sheet of records under its headings."""
        page = self._book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            is_text = column.type not in {CellType.DAY, CellType.WHOLE, CellType.NUMBER}
            form = self._text if is_text else self._day if column.type is CellType.DAY else None
            page.set_column(place, place, _WIDTHS.get(column.type, _USUAL_WIDTH), form)
            page.write_string(0, place, column.heading, self._heading)
        count = 0
        for count, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self._write(page, count, place, value)
        for place, column in enumerate(sheet.columns):
            self._validate(page, place, column, max(count, TEMPLATE_ROWS))

    def _write(self, page: Any, row: int, place: int, value: WrittenValue) -> None:
        if isinstance(value, date) and value.year >= _FIRST_WORKBOOK_YEAR:
            page.write_datetime(row, place, datetime.combine(value, time()), self._day)
        elif isinstance(value, date):  # earlier than a workbook can count
            page.write_string(row, place, f"{value:%d/%m/%Y}", self._text)
        elif isinstance(value, str):
            page.write_string(row, place, clean_text(value), self._text)
        elif value is not None:
            page.write_number(row, place, value)

    def _validate(self, page: Any, place: int, column: Column, rows: int) -> None:
        """Explain the column where a cell is chosen, and offer its list."""
        rule: dict[str, Any] = {
            "validate": "any",
            "input_title": column.heading[:32],
            "input_message": column.explanation[:_LONGEST_PROMPT],
        }
        if column.type in {CellType.CODE, CellType.YES_NO}:
            source = self._source(column)
            # A label may be written too, so a value outside the list is only questioned.
            rule |= {"validate": "list", "source": source, "error_type": "warning",
                     "error_title": "Not a code of the list",
                     "error_message": "Heard takes a code or a label of the sheet Lists."}  # fmt: skip
        page.data_validation(1, place, rows, place, rule)

    def _source(self, column: Column) -> list[str] | str:
        if not column.listed:
            return ["yes", "no"]
        place = list(self._lists.lists).index(column.listed) * 2
        last = len(self._lists[column.listed].labels) + 1
        letter = xlsxwriter.utility.xl_col_to_name(place)
        return f"='{LISTS_SHEET}'!${letter}$2:${letter}${max(last, 2)}"

    def add_explanation(self) -> None:
        """Add the sheets that explain each column and list the known codes."""
        lines = [(line,) for line in GENERAL_LINES]
        rows = [*lines, (), EXPLANATION_HEADINGS, *explanation_rows()]
        self._add_texts(EXPLANATION_SHEET, _EXPLANATION_WIDTHS, rows)
        self._add_lists()

    def _add_texts(self, name: str, widths: Sequence[int], rows: Iterable[Sequence[str]]) -> None:
        page = self._book.add_worksheet(name)
        for place, width in enumerate(widths):
            page.set_column(place, place, width)
        for number, row in enumerate(rows):
            form = self._heading if row == EXPLANATION_HEADINGS else self._wrapped if len(row) > 1 else None
            for place, text in enumerate(row):
                page.write_string(number, place, text, form)

    def _add_lists(self) -> None:
        page = self._book.add_worksheet(LISTS_SHEET)
        lists: list[CodeList] = list(self._lists.lists.values())
        for place, found in enumerate(lists):
            page.set_column(place * 2, place * 2 + 1, _USUAL_WIDTH)
            page.write_string(0, place * 2, found.name, self._heading)
            page.write_string(0, place * 2 + 1, f"{found.name}: label", self._heading)
        for row in range(max(len(found.labels) for found in lists)):
            for place, found in enumerate(lists):
                if row < len(found.labels):
                    code, label = list(found.labels.items())[row]
                    page.write_string(row + 1, place * 2, code)
                    page.write_string(row + 1, place * 2 + 1, label)

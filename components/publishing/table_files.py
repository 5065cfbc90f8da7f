"""A table as a file: CSV and Excel, with the sentences that must travel with its figures."""

import csv
import io
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import pandas as pd

from data_access.interchange.formula_text import guarded


@dataclass(frozen=True)
class TableFile:
    """A table on its way out: title, notes that stand above it, and the rows as shown on screen."""

    title: str
    notes: tuple[str, ...]
    table: pd.DataFrame


def as_text(value: object) -> str:
    """The value as a reader sees it; a text that a spreadsheet would run as a formula stays text."""
    text = "" if value is None or (isinstance(value, float) and pd.isna(value)) else str(value)
    return text if _is_number(text) else guarded(text)


def to_csv(file: TableFile) -> bytes:
    """CSV in UTF-8 with a byte order mark, so that Excel reads it right; notes first, then the table."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([as_text(file.title)])
    writer.writerows([as_text(note)] for note in file.notes)
    writer.writerow([])
    writer.writerow([as_text(name) for name in file.table.columns])
    writer.writerows([as_text(value) for value in row] for row in file.table.itertuples(index=False))
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(file: TableFile) -> bytes:
    """An Excel workbook: the notes on a sheet of their own, the table with a header row that stays."""
    # Loaded when somebody asks for a file: pages show tables without it.
    xlsxwriter = import_module("xlsxwriter")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        cover = workbook.add_worksheet("About this file")
        cover.set_column(0, 0, 100)
        cover.write_string(0, 0, file.title, bold)
        for row, note in enumerate(file.notes, start=1):
            cover.write_string(row, 0, note, wrapped)
        _write_table(workbook.add_worksheet("Table"), file.table, bold, wrapped)
    return buffer.getvalue()


def _write_table(sheet: Any, table: pd.DataFrame, bold: Any, wrapped: Any) -> None:
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, str(name), bold)
        sheet.set_column(column, column, 36 if column == 0 else 18)
    for row, values in enumerate(table.itertuples(index=False), start=1):
        for column, value in enumerate(values):
            if isinstance(value, int | float) and not isinstance(value, bool) and not pd.isna(value):
                sheet.write_number(row, column, value)
            else:
                sheet.write_string(
                    row, column, "" if value is None or pd.isna(value) else str(value), wrapped
                )


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

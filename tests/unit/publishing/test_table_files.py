"""Tables as files, opened again: notes travel with them, text stays text and numbers stay numbers."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

from components.publishing.table_files import TableFile, as_text, to_csv, to_xlsx

NOTES = ("All 15 networks, 1 April 2025 to 31 March 2026", "Numbers are rounded, so they may not add up.")
FORMULAS = [
    "=1+1",
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    " =1+1",
    "\uff1d1+1",
    '=HYPERLINK("https://example.org")',
]


def a_file(*rows: tuple[object, ...], columns: tuple[str, ...] = ("Group", "People")) -> TableFile:
    return TableFile("Who was reached", NOTES, pd.DataFrame(list(rows), columns=list(columns)))


def csv_rows(file: TableFile) -> list[list[str]]:
    """The file as a spreadsheet reads it, with its byte order mark taken off."""
    return list(csv.reader(io.StringIO(to_csv(file).decode("utf-8-sig"), newline="")))


def sheet(file: TableFile, title: str) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(file)))
    return [tuple(cell.value for cell in row) for row in book[title].iter_rows()]


def test_csv_begins_with_the_mark_that_excel_needs_and_holds_any_letter() -> None:
    content = to_csv(a_file(("Łódź carers – “unpaid”", 10)))
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Łódź carers – “unpaid”" in content.decode("utf-8-sig")


def test_csv_has_title_and_notes_above_the_table() -> None:
    assert csv_rows(a_file(("Carers", 10), ("Older people, over 75", "fewer than 8"))) == [
        ["Who was reached"],
        [NOTES[0]],
        [NOTES[1]],
        [],
        ["Group", "People"],
        ["Carers", "10"],
        ["Older people, over 75", "fewer than 8"],
    ]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_keeps_formula_like_text_as_text_wherever_it_stands(text: str) -> None:
    file = TableFile(text, (text,), pd.DataFrame({text: [text]}))
    cells = [row[0] for row in csv_rows(file) if row]
    assert cells == [f"'{text}"] * 4


def test_csv_leaves_numbers_as_they_are() -> None:
    assert csv_rows(a_file(("Gap", -5), ("Share", -0.5), ("Signed", "+16")))[5:] == [
        ["Gap", "-5"],
        ["Share", "-0.5"],
        ["Signed", "+16"],
    ]


@pytest.mark.parametrize(("value", "text"), [(None, ""), (float("nan"), ""), (0, "0"), (True, "True")])
def test_a_value_reads_as_on_screen_and_nothing_reads_as_nothing(value: object, text: str) -> None:
    assert as_text(value) == text


def test_the_workbook_has_its_notes_on_a_sheet_of_their_own() -> None:
    assert sheet(a_file(("Carers", 10)), "About this file") == [
        ("Who was reached",),
        (NOTES[0],),
        (NOTES[1],),
    ]


def test_the_workbook_keeps_numbers_as_numbers_and_words_as_words() -> None:
    file = a_file(("Carers", 1235), ("Roma people", "England only"), ("Share", 0.5), ("Open", True))
    assert sheet(file, "Table") == [
        ("Group", "People"),
        ("Carers", 1235),
        ("Roma people", "England only"),
        ("Share", 0.5),
        ("Open", "True"),
    ]


def test_the_workbook_leaves_missing_values_empty() -> None:
    rows = sheet(a_file(("Carers", None), ("Older people", float("nan")), (None, "x")), "Table")
    assert [tuple(value or "" for value in row) for row in rows[1:]] == [
        ("Carers", ""),
        ("Older people", ""),
        ("", "x"),
    ]


@pytest.mark.parametrize("text", [text for text in FORMULAS if text != "\rx"])
def test_the_workbook_holds_no_formula(text: str) -> None:
    file = TableFile(text, (text,), pd.DataFrame({text: [text]}))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(file)))
    for page in book:
        for (cell,) in page.iter_rows():
            assert (cell.value, cell.data_type) == (text, "s")


def test_the_header_stays_in_sight() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(a_file(("Carers", 10)))))
    assert book["Table"].freeze_panes == "B2"


def test_a_table_without_rows_keeps_its_header() -> None:
    assert csv_rows(a_file())[-1] == ["Group", "People"]
    assert sheet(a_file(), "Table") == [("Group", "People")]

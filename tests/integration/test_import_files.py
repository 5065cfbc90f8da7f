"""Files that people really have are read, and files that are not for Heard are refused with a sentence."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import openpyxl
import pytest
from sqlalchemy.engine import Engine

from data_access.interchange.import_file import (
    DAMAGED,
    EMPTY,
    MACROS,
    MOST_BYTES,
    OLD_EXCEL,
    PASSWORD,
    TOO_BIG,
    UNPACKS_TOO_BIG,
    WRONG_TYPE,
    ImportFile,
)
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planning import plan_import
from data_access.unit_of_work import store_version
from domain.errors import NotFoundError, RefusedFileError
from domain.permissions import OPERATOR
from tests.integration.factories import (
    ACTIVITY_HEADINGS,
    COHORT_HEADINGS,
    Rows,
    a_file,
    a_whole_file,
    a_workbook,
    activities,
    everything,
    reference_rows,
    save,
    workbook_bytes,
)

ROW = ["SL", "A1", "A workshop", "01/05/2026"]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
CSV = "Network{0}Reference{0}Title{0}Start date\r\nSL{0}A1{0}Café “Hope” – naïve{0}3 May 2026\r\n"


@pytest.fixture
def store(sqlite_store: Engine) -> Engine:
    save(sqlite_store, *reference_rows())
    return sqlite_store


def plan(store: Engine, content: bytes, name: str = "records") -> ImportPlan:
    return plan_import(store, ImportFile.from_bytes(name, content), actor=OPERATOR)


def added(store: Engine, content: bytes) -> list[dict[str, Any]]:
    """The records that a file without problems would add."""
    found = plan(store, content)
    assert [problem.sentence for problem in found.problems] == []
    return [change.after for change in found.changes if change.after]


def a_raw_workbook(sheet: str, **parts: str) -> bytes:
    """A workbook whose XML is written by hand; the sheet is named Activities."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f"<workbook {MAIN} {RELATIONS}><workbookPr {parts.pop('date1904', '')}/><sheets>"
        '<sheet name="Activities" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
    } | {f"xl/{name}.xml": text for name, text in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return stream.getvalue()


def with_part(content: bytes, name: str, text: bytes) -> bytes:
    """The workbook with one more part."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, text)
    return stream.getvalue()


def a_zip(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return stream.getvalue()


def encrypted(content: bytes) -> bytes:
    stream = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(content)).encrypt("secret", stream)
    return stream.getvalue()


def cells(values: list[str]) -> str:
    return "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)


GOOD = a_workbook(activities(ROW))
ROWS = f"<row>{cells(ACTIVITY_HEADINGS)}</row><row>{cells(ROW)}</row>"
SHEET = f"<worksheet {MAIN}><sheetData>{ROWS}</sheetData></worksheet>"
BOMB = SHEET.replace("<sheetData>", "<sheetData>" + " " * 12 * 1024 * 1024)
DOCTYPE = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ENTITIES = DOCTYPE + SHEET.replace("A workshop", "&b;&b;&b;")
LYING = GOOD.replace(
    (size := len(zipfile.ZipFile(io.BytesIO(GOOD)).read("xl/worksheets/sheet1.xml"))).to_bytes(4, "little"),
    (size - 50).to_bytes(4, "little"),
)
BOASTING = GOOD.replace(size.to_bytes(4, "little"), (500 * 1024 * 1024).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7\n\x00\x01", WRONG_TYPE),
        (b"\x89PNG\r\n\x1a\n\x00\x00", WRONG_TYPE),
        (b"\x81\x8d\x8f", WRONG_TYPE),
        (a_zip(**{"word/document.xml": b"<a/>"}), WRONG_TYPE),
        (a_zip(**{"content.xml": b"<a/>"}), "This is an OpenDocument file."),
        (a_zip(**{"xl/workbook.bin": b"a"}), "This is a binary workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, OLD_EXCEL),
        (with_part(GOOD, "xl/vbaProject.bin", b"macro"), MACROS),
        (with_part(GOOD, "xl/macrosheets/sheet1.xml", b"<a/>"), MACROS),
        (
            a_zip(**{"[Content_Types].xml": b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                     "xl/workbook.xml": b"<a/>"}),
            MACROS,
        ),
        (encrypted(GOOD), PASSWORD),
        (a_raw_workbook(BOMB), UNPACKS_TOO_BIG),
        (with_part(GOOD, "xl/media/image1.png", b"\0" * 17 * 1024 * 1024), UNPACKS_TOO_BIG),
        (BOASTING, UNPACKS_TOO_BIG),
        (LYING, DAMAGED),
        (a_raw_workbook(ENTITIES), "The workbook defines a document type"),
        (GOOD[: len(GOOD) // 2], DAMAGED),
        (GOOD[:300] + b"\xff" * 200 + GOOD[500:], DAMAGED),
        (a_raw_workbook("<worksheet><sheetData>"), DAMAGED),
        (a_raw_workbook(f"<worksheet {MAIN}><row><c t='s'><v>4</v></c></row></worksheet>"), DAMAGED),
        (a_raw_workbook(f"<worksheet {MAIN}><row><c><v>x</v></c></row></worksheet>"), DAMAGED),
        (a_zip(**{"xl/workbook.xml": b"<workbook/>"}), DAMAGED),
        (b" \r\n", EMPTY),
        (a_workbook({"Budget": [["Item", "Cost"], ["Tea", 4]]}), "The file has no sheet that Heard knows."),
        (a_workbook({"Activities": []}), "The file has no sheet that Heard knows."),
        (b"to be, or not to be", "The file has no sheet that Heard knows."),
        (b'Network,Reference,Title,Start date\r\n"' + b"x" * 200_000, "The CSV file is damaged"),
    ],
    ids=[
        "PDF", "PNG", "not text", "Word", "OpenDocument", "binary workbook", "old Excel", "macros",
        "macro sheet", "macro type", "encrypted", "bomb", "bomb beside", "declares too much", "declares too little",
        "entities", "cut short", "overwritten", "not well formed", "no such string", "no number", "no relations",
        "empty", "other sheet", "empty sheet", "prose", "open quotation mark",
    ],
)  # fmt: skip
def test_a_file_that_is_not_for_heard_is_refused_and_nothing_changes(
    store: Engine, content: bytes, sentence: str
) -> None:
    before = everything(store), store_version(store)
    with pytest.raises(RefusedFileError) as caught:
        plan(store, content, "records.xlsx")
    assert str(caught.value).startswith(sentence)
    assert (everything(store), store_version(store)) == before


def test_a_zip_that_is_locked_is_refused(store: Engine) -> None:
    locked = bytearray(GOOD)
    place = locked.find(b"PK\x01\x02")
    locked[place + 8] |= 1
    with pytest.raises(RefusedFileError, match="password"):
        plan(store, bytes(locked))


def test_a_zip_of_very_many_parts_is_refused(store: Engine) -> None:
    with pytest.raises(RefusedFileError, match="unpacks to far more"):
        plan(store, a_zip(**{f"part{number}": b"" for number in range(2_001)}))


def test_more_than_20_mb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError) as caught:
        ImportFile.from_bytes("big.csv", b"x" * (MOST_BYTES + 1))
    assert str(caught.value) == TOO_BIG
    (tmp_path / "big.csv").write_bytes(b"x" * (MOST_BYTES + 1))
    with pytest.raises(RefusedFileError):
        ImportFile.from_path(tmp_path / "big.csv")


def test_more_than_200_000_rows_are_refused(store: Engine) -> None:
    rows = "SL,A1,none,1\n" * 200_001
    with pytest.raises(RefusedFileError, match="more than 200,000 rows"):
        plan(store, (",".join(COHORT_HEADINGS) + "\n" + rows).encode())


def test_a_workbook_of_very_many_styles_is_refused(store: Engine) -> None:
    styles = f"<styleSheet {MAIN}><cellXfs>{'<xf/>' * 200_001}</cellXfs></styleSheet>"
    with pytest.raises(RefusedFileError, match="unpacks to far more"):
        plan(store, a_raw_workbook(SHEET, styles=styles))


def test_a_path_where_nothing_is_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="There is no file"):
        ImportFile.from_path(tmp_path / "missing.xlsx")
    (tmp_path / "folder").mkdir()
    with pytest.raises(RefusedFileError, match="empty"):
        ImportFile.from_path(tmp_path / "folder")


def test_the_type_is_told_by_the_content_and_not_by_the_name(store: Engine) -> None:
    assert plan(store, GOOD, "records.csv").row_count == 1
    assert plan(store, CSV.format(",").encode(), "records.xlsx").row_count == 1


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_any_usual_encoding_and_separator(
    store: Engine, encoding: str, separator: str
) -> None:
    [record] = added(store, CSV.format(separator).encode(encoding))
    assert (record["title"], record["start_date"]) == ("Café “Hope” – naïve", date(2026, 5, 3))


def test_a_csv_may_begin_with_other_lines_and_quote_its_cells(store: Engine) -> None:
    content = 'sep=;\n"Our list; 2026"\n\n' + CSV.format(";") + 'SL;A2;"One; ""two""\nthree";4.5.26\n'
    assert [record["title"] for record in added(store, content.encode())] == [
        "Café “Hope” – naïve", 'One; "two"\nthree',
    ]  # fmt: skip


def test_rows_above_the_headings_blank_rows_and_another_order_are_taken(store: Engine) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = " activities "
    page.append(["Our involvement in 2026"])
    page.merge_cells("A1:D1")
    page.append([])
    page.append(["What", None, "When"])
    page.merge_cells("A3:B3")
    page.append([None, "  TITLE ", "Start\nDate", "reference", "Network*"])
    page.append([])
    page.append([None, " A workshop ", date(2026, 5, 1), 17, "sl"])
    page.append([None, "  ", None])
    [record] = added(store, workbook_bytes(book))
    assert (record["local_reference"], record["title"], record["start_date"]) == (
        "17", "A workshop", date(2026, 5, 1),
    )  # fmt: skip


def test_problems_name_the_true_row_and_column(store: Engine) -> None:
    found = plan(store, a_workbook({"Activities": [["A title"], [], [None, *ACTIVITY_HEADINGS], [],
                                                   [None, "SL", "A1", "T", "never"]]}))  # fmt: skip
    [problem] = found.problems
    assert (problem.row, problem.cell, problem.column, problem.value) == (5, "E5", "Start date", "never")


def test_unknown_columns_and_sheets_are_named_and_left_out(store: Engine) -> None:
    sheets: dict[str, Rows] = activities([*ROW, "x"], headings=[*ACTIVITY_HEADINGS, "Internal note"])
    found = plan(store, a_workbook(sheets | {"Budget": [["Item", "Cost"]], "Lists": [["x"]]}))
    assert [warning.sentence for warning in found.warnings] == [
        "Activities, row 1, Internal note (E1): this column is not known and was left out.",
        "Budget: this sheet is not known and was left out.",
    ]
    assert found.is_sound


def test_a_missing_column_is_named_once_and_not_row_by_row(store: Engine) -> None:
    sheets = a_whole_file() | {"Activities": [["Network", "Reference", "Titel", "Start date"], ROW, ROW]}
    found = plan(store, a_workbook(sheets))
    assert [problem.sentence for problem in found.problems] == [
        "Activities, row 1, Title: expected a column with this heading."
    ]


def test_a_heading_that_stands_twice_is_a_problem(store: Engine) -> None:
    found = plan(store, a_workbook(activities([*ROW, "x"], headings=[*ACTIVITY_HEADINGS, "title"])))
    assert "expected each heading once" in found.problems[0].sentence


def test_a_known_sheet_without_headings_is_a_problem(store: Engine) -> None:
    found = plan(store, a_workbook({"Activities": [["SL", "A1"]]}))
    assert "Activities: expected a row of headings, such as Network, Reference, Title." in (
        found.problems[0].sentence
    )


def test_a_workbook_written_by_another_program_is_read(store: Engine) -> None:
    strings = (
        '<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        "<x:si><x:r><x:t>A </x:t></x:r><x:r><x:t>work</x:t></x:r>"
        "<x:rPh><x:t>no</x:t></x:rPh><x:r><x:t>shop</x:t></x:r></x:si>"
        "<x:si><x:t>Line_x000D__x000A_two _x005F_x0041_</x:t></x:si></x:sst>"
    )
    styles = (
        f"<styleSheet {MAIN}><numFmts><numFmt numFmtId='164' formatCode='[$-809]DD\\ MMMM\\ YYYY;@'/>"
        "<numFmt numFmtId='165' formatCode='\"day\"\\ 0.00'/></numFmts>"
        "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/></cellXfs></styleSheet>"
    )
    headings = cells([*ACTIVITY_HEADINGS, "Description", "Access support", "Place"])
    sheet = (
        f"<worksheet {MAIN}><dimension ref='A1:XFD1048576'/><sheetData><row r='2'>{headings}</row>"
        "<row r='4'><c r='A4' t='str'><f>UPPER(\"sl\")</f><v>SL</v></c><c r='B4' s='2'><v>12</v></c>"
        "<c r='C4' t='s'><v>0</v></c><c r='D4' s='1'><v>46143</v></c><c r='E4' t='s'><v>1</v></c>"
        "<c r='F4' t='b'><v>1</v></c><c r='G4'/><c r='XFD4'><v>1</v></c></row></sheetData></worksheet>"
    )
    [record] = added(store, a_raw_workbook(sheet, sharedStrings=strings, styles=styles))
    assert (record["local_reference"], record["title"], record["start_date"], record["place"]) == (
        "12", "A workshop", date(2026, 5, 1), "",
    )  # fmt: skip
    assert record["description"] == "Line\ntwo _x0041_"
    assert record["access_support"] == "TRUE"


@pytest.mark.parametrize(
    ("cell", "date1904", "day"),
    [
        ("<c s='1'><v>44681</v></c>", "date1904='1'", date(2026, 5, 1)),
        ("<c s='1'><v>41365</v></c>", "", date(2013, 4, 1)),
        ("<c s='1'><v>42429</v></c>", "", date(2016, 2, 29)),
        ("<c s='1'><v>46143.75</v></c>", "", date(2026, 5, 1)),
        ("<c t='d'><v>2026-05-01T00:00:00</v></c>", "", date(2026, 5, 1)),
        ("<c t='d'><v>1 May 2026</v></c>", "", date(2026, 5, 1)),
    ],
)
def test_days_are_counted_as_the_workbook_counts_them(
    store: Engine, cell: str, date1904: str, day: date
) -> None:
    styles = f"<styleSheet {MAIN}><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"
    rows = f"<row>{cells(ACTIVITY_HEADINGS)}</row><row>{cells(ROW[:3])}{cell}</row>"
    content = a_raw_workbook(f"<worksheet {MAIN}>{rows}</worksheet>", styles=styles, date1904=date1904)
    assert added(store, content)[0]["start_date"] == day


@pytest.mark.parametrize("serial", ["0.5", "99999999", "-3"])
def test_a_time_of_day_or_an_impossible_day_is_a_problem(store: Engine, serial: str) -> None:
    styles = f"<styleSheet {MAIN}><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"
    rows = f"<row>{cells(ACTIVITY_HEADINGS)}</row><row>{cells(ROW[:3])}<c s='1'><v>{serial}</v></c></row>"
    found = plan(store, a_raw_workbook(f"<worksheet {MAIN}>{rows}</worksheet>", styles=styles))
    assert "expected a day such as" in found.problems[0].sentence


def test_a_cell_whose_formula_failed_is_a_problem(store: Engine) -> None:
    rows = f"<row>{cells(ACTIVITY_HEADINGS)}</row><row>{cells(ROW[:2])}<c t='e'><v>#N/A</v></c>{cells(ROW[3:])}</row>"
    found = plan(store, a_raw_workbook(f"<worksheet {MAIN}>{rows}</worksheet>"))
    assert "“#N/A” is there, expected text, but the cell's formula failed" in found.problems[0].sentence


def test_a_sheet_is_known_by_its_headings_too(store: Engine) -> None:
    sheets = {"Sheet1": a_whole_file()["Activities"], "Who came": a_whole_file()["Cohorts"]}
    found = plan_import(store, a_file(sheets), actor=OPERATOR)
    assert [change.kind_name for change in found.changes] == ["activity", "cohort", "cohort"]


def test_a_file_has_one_fingerprint_whatever_its_name() -> None:
    one, two = ImportFile.from_bytes("a.csv", b"x"), ImportFile.from_bytes("b.csv", b"x")
    assert one.fingerprint == two.fingerprint
    assert len(one.fingerprint) == 64
    folder = (("a.csv", b"x"), ("b.csv", b"y"))
    swapped = (("a.csv", b"y"), ("b.csv", b"x"))
    assert ImportFile("f", folder).fingerprint != ImportFile("f", swapped).fingerprint

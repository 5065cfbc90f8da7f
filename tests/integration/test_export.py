"""Exporting records: nothing is lost, nothing becomes a formula, and importing it again changes nothing."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.engine import Engine

from data_access.interchange import exporting
from data_access.interchange.explanation import ILLUSTRATIVE_LINE, TRUE_COUNTS_LINE
from data_access.interchange.exporting import COVER_FILE, export_csv, export_workbook, write_template
from data_access.interchange.import_file import ImportFile
from data_access.interchange.layout import SHEETS
from domain.errors import InvalidRecordError, NotAllowedError
from domain.permissions import OPERATOR
from domain.vocabulary import (
    Provenance,
)
from tests.integration.exporting import as_workbook, commit, plan
from tests.integration.factories import (
    a_contributor,
    a_file,
    a_whole_file,
    an_activity,
    save,
)


def test_formula_like_text_is_text_in_a_workbook(filled_sqlite: Engine, tmp_path: Path) -> None:
    save(filled_sqlite, an_activity("=1+1", title="=cmd|' /C calc'!A0", description="@x"))
    export_workbook(filled_sqlite, tmp_path / "out.xlsx", actor=OPERATOR)
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Activities"]
    assert [(cell.value, cell.data_type) for cell in page[2]][1:4] == [
        ("=1+1", "s"), ("=cmd|' /C calc'!A0", "s"), ("@x", "s"),
    ]  # fmt: skip
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet2.xml")


def test_formula_like_text_is_guarded_in_csv(filled_sqlite: Engine, tmp_path: Path) -> None:
    save(filled_sqlite, an_activity("=1+1", title="-x", description="'=x"))
    export_csv(filled_sqlite, tmp_path / "out", actor=OPERATOR)
    text = (tmp_path / "out" / "activities.csv").read_text(encoding="utf-8-sig")
    row = list(csv.reader(io.StringIO(text)))[1]
    assert row[1:4] == ["'=1+1", "'-x", "''=x"]


def test_days_and_numbers_are_days_and_numbers_in_a_workbook(filled_sqlite: Engine, tmp_path: Path) -> None:
    commit(filled_sqlite, a_file(a_whole_file()))
    export_workbook(filled_sqlite, tmp_path / "out.xlsx", actor=OPERATOR)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    day = book["Activities"]["F2"]
    assert (day.is_date, day.number_format) == (True, "dd/mm/yyyy")
    assert book["Cohorts"]["D2"].value in {3, 12}


def test_a_cover_says_what_the_export_holds(
    filled_sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_access.settings.Settings.current_day", lambda _: date(2026, 11, 3))
    save(filled_sqlite, an_activity(provenance=Provenance.ILLUSTRATIVE), an_activity("A2", "GM"))
    export_csv(filled_sqlite, tmp_path / "out", actor=OPERATOR)
    cover = (tmp_path / "out" / COVER_FILE).read_text(encoding="utf-8")
    export_workbook(filled_sqlite, tmp_path / "out.xlsx", actor=OPERATOR)
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert cover.splitlines() == [": ".join(str(cell.value) for cell in row[:2]) for row in page.rows]
    for line in ("Made on: 3 November 2026", "Networks: all networks", "Activities: 2 rows", TRUE_COUNTS_LINE,
                 ILLUSTRATIVE_LINE):  # fmt: skip
        assert line in cover


def test_an_export_without_illustrative_records_does_not_speak_of_them(
    filled_sqlite: Engine, tmp_path: Path
) -> None:
    save(filled_sqlite, an_activity(provenance=Provenance.ILLUSTRATIVE), an_activity("A2", "GM"))
    scope = export_csv(filled_sqlite, tmp_path / "out", actor=OPERATOR, networks=["GM"])
    cover = (tmp_path / "out" / COVER_FILE).read_text(encoding="utf-8")
    assert (scope.illustrative, scope.rows["Activities"]) == (0, 1)
    assert "Networks: GM" in cover
    assert ILLUSTRATIVE_LINE not in cover


def test_a_contributor_exports_only_what_they_may_edit(filled_sqlite: Engine, tmp_path: Path) -> None:
    save(filled_sqlite, an_activity("A1", "SL"), an_activity("A2", "GM"))
    scope = export_csv(filled_sqlite, tmp_path / "out", actor=a_contributor("GM"))
    assert scope.networks == ("GM",)
    assert "SL" not in (tmp_path / "out" / "activities.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(NotAllowedError):
        export_csv(filled_sqlite, tmp_path / "out", actor=a_contributor("GM"), networks=["SL"])


def test_more_rows_than_a_workbook_holds_are_refused(
    filled_sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_SHEET_ROWS", 1)
    save(filled_sqlite, an_activity("A1"), an_activity("A2"))
    with pytest.raises(InvalidRecordError, match="more rows than a workbook holds"):
        export_workbook(filled_sqlite, tmp_path / "out.xlsx", actor=OPERATOR)
    assert not (tmp_path / "out.xlsx").exists()


def test_an_export_too_large_for_one_import_says_so(
    filled_sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_access.interchange.explanation.MOST_ROWS", 1)
    save(filled_sqlite, an_activity("A1"), an_activity("A2"))
    export_csv(filled_sqlite, tmp_path / "out", actor=OPERATOR)
    assert "Export fewer networks" in (tmp_path / "out" / COVER_FILE).read_text(encoding="utf-8")


def test_the_template_has_headings_lists_and_explanations(filled_sqlite: Engine, tmp_path: Path) -> None:
    write_template(filled_sqlite, tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    assert book.sheetnames == [*(sheet.name for sheet in SHEETS), "Explanation", "Lists"]
    for sheet in SHEETS:
        assert [cell.value for cell in book[sheet.name][1]] == [column.heading for column in sheet.columns]
    rules = {str(rule.sqref): rule for rule in book["Activities"].data_validations.dataValidation}
    assert rules["A2:A5001"].type == "list"
    place = rules["A2:A5001"].formula1.removeprefix("'Lists'!").replace("$", "")
    assert [cell[0].value for cell in book["Lists"][place]] == ["GM", "SL"]
    explained = {(row[0].value, row[1].value) for row in book["Explanation"].rows}
    assert ("Cohorts", "Groups") in explained


def test_an_untouched_template_has_nothing_to_import(filled_sqlite: Engine, tmp_path: Path) -> None:
    write_template(filled_sqlite, tmp_path / "template.xlsx")
    found = plan(filled_sqlite, ImportFile.from_path(tmp_path / "template.xlsx"))
    assert (found.row_count, found.problem_count, found.changes_nothing) == (0, 0, True)


def test_a_template_that_was_filled_in_can_be_imported(filled_sqlite: Engine, tmp_path: Path) -> None:
    write_template(filled_sqlite, tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(tmp_path / "template.xlsx")
    for sheet in SHEETS:
        codes = {
            "networks": "SL",
            "programmes": "MEDSIP",
            "rungs": "CODESIGN",
            "groups": "DEP20; OLDER",
            "ways of working": "W1; W2",
        }
        examples = [codes.get(column.listed, column.example) for column in sheet.columns]
        for place, example in enumerate(examples, start=1):
            book[sheet.name].cell(2, place, example)
    stream = io.BytesIO()
    book.save(stream)
    found = plan(filled_sqlite, ImportFile.from_bytes("filled_sqlite.xlsx", stream.getvalue()))
    assert [problem.sentence for problem in found.problems] == []
    assert [summary.added for summary in found.summaries()] == [1, 1, 1, 1, 1]


def test_a_day_before_workbooks_can_count_is_written_as_text(filled_sqlite: Engine, tmp_path: Path) -> None:
    save(filled_sqlite, an_activity(start_date=date(1850, 2, 28)))
    file = as_workbook(filled_sqlite, tmp_path)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Activities"]["F2"].value == "28/02/1850"
    assert plan(filled_sqlite, file).changes_nothing


def test_a_workbook_can_be_written_to_memory(filled_sqlite: Engine) -> None:
    save(filled_sqlite, an_activity())
    stream = io.BytesIO()
    export_workbook(filled_sqlite, stream, actor=OPERATOR)
    assert plan(filled_sqlite, ImportFile.from_bytes("out.xlsx", stream.getvalue())).changes_nothing


def test_progress_is_told_while_writing(filled_sqlite: Engine, tmp_path: Path) -> None:
    save(filled_sqlite, *(an_activity(f"A{number}") for number in range(1_000)))
    told: list[str] = []
    export_csv(
        filled_sqlite, tmp_path / "out", actor=OPERATOR,
        progress=lambda step, done, total: told.append(f"{step}: {done} of {total}"),
    )  # fmt: skip
    assert told == ["Writing Activities: 1000 of 1000"]

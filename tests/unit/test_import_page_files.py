"""Names and lists of files on the import page: names are labels, and no cell runs as a formula."""

import csv
import io

import pytest

from components.ui.import_page_files import file_label, problem_list, problem_list_name
from data_access.interchange.parsed_file import ParsedFile
from data_access.interchange.plan import ImportPlan
from data_access.interchange.problems import CellProblem, CellWarning, Findings


def a_plan(name: str = "records.xlsx", *, problems: int = 1) -> ImportPlan:
    findings = Findings()
    for number in range(problems):
        findings.add(
            CellProblem("Activities", number + 2, "Title", "=cmd|' /C calc'!A0", "text", f"C{number + 2}")
        )
    findings.warn(CellWarning("Activities", 2, "Place", "this looks like an e-mail address", "H2"))
    return ImportPlan(ParsedFile(name, "0" * 64, [], findings), findings, 0)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("records.xlsx", "records.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("/etc/secrets/key", "key"),
        ("C:\\Users\\x\\book.xlsx", "book.xlsx"),
        ("..", "file"),
        ("", "file"),
        ("a\0b\r\nc.csv", "ab c.csv"),
        ("x" * 5000 + ".xlsx", "x" * 114 + "….xlsx"),
        ("x" * 5000, "x" * 119 + "…"),
    ],
)
def test_a_name_becomes_a_short_label_without_a_path(name: str, label: str) -> None:
    assert file_label(name) == label
    assert len(label) <= 120


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("records.xlsx", "heard-problems-records.csv"),
        ("../../x.xlsx", "heard-problems-x.csv"),
        ('a"; rm -rf.xlsx', "heard-problems-a-rm-rf.csv"),
        ("données 2026.csv", "heard-problems-donn-es-2026.csv"),
        ("no ending", "heard-problems-file.csv"),
    ],
)
def test_the_problem_lists_name_is_of_plain_letters(name: str, given: str) -> None:
    assert problem_list_name(a_plan(name)) == given


def test_the_problem_list_names_each_cell_and_runs_nothing() -> None:
    text = problem_list(a_plan("=1+1.xlsx")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[3] == ["Problem", "Activities", "2", "Title", "C2", "'=cmd|' /C calc'!A0", "Expected text"]
    assert rows[4][0] == "Worth a look"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_the_problem_list_says_how_many_it_leaves_out() -> None:
    text = problem_list(a_plan(problems=205)).decode("utf-8-sig")
    assert text.count("Expected text") == 200
    assert "5 more problems are not listed" in text

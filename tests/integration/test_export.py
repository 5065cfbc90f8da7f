"""Exporting records: nothing is lost, nothing becomes a formula, and importing it again changes nothing."""

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from data_access.commands.drafts import CohortDraft, groups_key
from data_access.interchange import exporting
from data_access.interchange.committing import commit_import
from data_access.interchange.explanation import ILLUSTRATIVE_LINE, TRUE_COUNTS_LINE
from data_access.interchange.exporting import COVER_FILE, export_csv, export_workbook, write_template
from data_access.interchange.import_file import ImportFile
from data_access.interchange.layout import SHEETS
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planning import plan_import
from data_access.tables import (
    Activity,
    ActivityPriority,
    ActivityWayOfWorking,
    Cohort,
    CohortGroup,
    Evidence,
    MarkerAssessment,
    Outcome,
    Table,
)
from domain.errors import InvalidRecordError, NotAllowedError
from domain.periods import EARLIEST_DAY
from domain.permissions import OPERATOR
from domain.vocabulary import (
    Answer,
    Direction,
    EvidenceKind,
    Level,
    Mode,
    OutcomeStatus,
    Provenance,
    RaterKind,
    Stage,
    Who,
)
from tests.integration.factories import (
    a_contributor,
    a_file,
    a_whole_file,
    an_activity,
    everything,
    reference_rows,
    save,
)

NASTY = [
    "007", "=cmd|' /C calc'!A0", "+44", "-1", "@x", "'=x", "''+y", "'quoted'", '"', '""', "a;b", "a,b\tc", "two\nlines",
    "\u200fעברית\u200f", "\u202eright to left", "🙂\u200d👩", "_x0041_", "_x000D_", "&lt;", "<b>", "NULL", "TRUE",
    "1e5", "03/11/2026", "\ufeffmark", "＝1", "none", "not known", "#N/A", "é", "e\u0301", "\u2028", "nan", "%s", "0",
]  # fmt: skip


def clean(longest: int, least: int = 0) -> st.SearchStrategy[str]:
    """Texts as the store holds them: without spaces around them and without control characters."""
    letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"])
    text = st.one_of(
        st.sampled_from(NASTY), st.text(letters, max_size=min(longest, 40)), st.just("x" * longest)
    )
    return text.map(lambda found: found.strip()[:longest].strip()).filter(lambda found: len(found) >= least)


DAYS = st.dates(min_value=EARLIEST_DAY, max_value=date(2026, 5, 31))
# A workbook holds numbers up to 9.99e307, to 15 digits for certain.
NUMBERS = st.floats(min_value=-1e300, max_value=1e300).map(lambda number: float(f"{number:.15g}"))
GROUPS = st.lists(st.sampled_from(["DEP20", "OLDER", "CARER"]), unique=True)
REFERENCE = clean(60, 1)


@st.composite
def activities(draw: st.DrawFn) -> dict[str, Any]:
    start = draw(DAYS)
    provenance = draw(st.sampled_from(Provenance))
    return {
        "network_code": draw(st.sampled_from(["SL", "GM"])),
        "local_reference": draw(REFERENCE),
        "title": draw(clean(200, 1)),
        "description": draw(clean(4000)),
        "programme_code": draw(st.sampled_from([None, "MEDSIP"])),
        "start_date": start,
        "end_date": draw(st.none() | st.dates(min_value=start, max_value=date(2027, 1, 1))),
        "rung_code": draw(st.sampled_from([None, "CODESIGN"])),
        "rung_reason": draw(clean(600)),
        "design_role": draw(st.none() | st.sampled_from(Who)),
        "delivery_role": draw(st.none() | st.sampled_from(Who)),
        "stage": draw(st.none() | st.sampled_from(Stage)),
        "mode": draw(st.none() | st.sampled_from(Mode)),
        "place": draw(clean(120)),
        "payment_offered": draw(st.sampled_from(Answer)),
        "expenses_offered": draw(st.sampled_from(Answer)),
        "access_support": draw(clean(600)),
        "reported_back_on": draw(st.none() | DAYS),
        "provenance": provenance,
        "provenance_note": draw(clean(600, 1 if provenance is Provenance.PUBLISHED else 0)),
    }


OUTCOMES = st.fixed_dictionaries(
    {
        "local_reference": REFERENCE,
        "direction": st.sampled_from(Direction),
        "status": st.sampled_from(OutcomeStatus),
        "level": st.sampled_from(Level),
        "reason_not_possible": clean(600, 1),
        "you_said": clean(1000),
        "we_did": clean(1000),
        "decided_on": st.none() | DAYS,
        "metric_label": clean(200, 1),
        "metric_value": st.none() | NUMBERS,
        "metric_unit": clean(60),
        "metric_baseline": st.none() | NUMBERS,
        "metric_comparator": clean(200),
        "metric_period": clean(120),
        "metric_is_share": st.booleans(),
        "confirmed_by_people": st.sampled_from(Answer),
    }
)
EVIDENCE = st.fixed_dictionaries(
    {
        "local_reference": REFERENCE,
        "kind": st.sampled_from(EvidenceKind),
        "title": clean(200, 1),
        "link": clean(600),
        "what_it_shows": clean(600),
    }
)
ASSESSMENTS = st.fixed_dictionaries(
    {
        "network_code": st.sampled_from(["SL", "GM"]),
        "marker_code": st.sampled_from(["COO1", "INF1"]),
        "level": st.integers(0, 3),
        "as_of": DAYS,
        "rater_kind": st.sampled_from(RaterKind),
        "rater_reference": clean(40),
        "evidence": clean(600),
        "evidence_link": clean(600),
    }
)
COHORTS = st.fixed_dictionaries(
    {"groups": GROUPS, "is_known": st.booleans(), "people": st.integers(1, 1_000_000)}
)


def by_reference(records: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(records, max_size=2, unique_by=lambda record: record["local_reference"])


TREES = st.lists(
    st.tuples(
        activities(),
        st.lists(COHORTS, max_size=3, unique_by=lambda one: groups_key(one["groups"], is_known=one["is_known"])),
        st.lists(st.tuples(OUTCOMES, by_reference(EVIDENCE)), max_size=2,
                 unique_by=lambda pair: pair[0]["local_reference"]),
        st.lists(st.sampled_from(["C1", "C2"]), unique=True),
        st.lists(st.sampled_from(["W1", "W2"]), unique=True),
    ),
    max_size=3,
    unique_by=lambda tree: (tree[0]["network_code"], tree[0]["local_reference"]),
)  # fmt: skip


def fill(store: Engine, trees: list[Any], assessments: list[dict[str, Any]]) -> None:
    """Put these records in place of all that are there."""
    with store.begin() as connection:
        for table in (Activity, MarkerAssessment):
            connection.execute(sa.delete(Table.metadata.tables[str(table.__tablename__)]))
    for values, cohorts, outcomes, priorities, ways in trees:
        save(store, activity := Activity(**values))
        owner = activity.id or 0
        save(store, *(ActivityPriority(activity_id=owner, priority_code=code) for code in priorities))
        save(store, *(ActivityWayOfWorking(activity_id=owner, way_code=code) for code in ways))
        for one in cohorts:
            draft = CohortDraft(**(one | ({} if one["is_known"] else {"groups": ()})))
            save(store, cohort := Cohort(activity_id=owner, people=draft.people, is_known=draft.is_known,
                                         groups_key=draft.groups_key))  # fmt: skip
            save(store, *(CohortGroup(cohort_id=cohort.id or 0, group_code=code) for code in draft.groups))
        for one, pieces in outcomes:
            save(store, outcome := Outcome(activity_id=owner, **one))
            save(store, *(Evidence(outcome_id=outcome.id or 0, **piece) for piece in pieces))
    save(store, *(MarkerAssessment(provenance=Provenance.SUBMITTED, **one) for one in assessments))


def as_workbook(store: Engine, folder: Path) -> ImportFile:
    export_workbook(store, folder / "out.xlsx", actor=OPERATOR)
    return ImportFile.from_path(folder / "out.xlsx")


def as_csv(store: Engine, folder: Path) -> ImportFile:
    export_csv(store, folder / "out", actor=OPERATOR)
    return ImportFile.from_path(folder / "out")


@pytest.fixture
def filled(sqlite_store: Engine) -> Engine:
    save(sqlite_store, *reference_rows())
    return sqlite_store


def plan(store: Engine, file: ImportFile) -> ImportPlan:
    return plan_import(store, file, actor=OPERATOR)


def commit(store: Engine, file: ImportFile) -> None:
    found = plan(store, file)
    assert [problem.sentence for problem in found.problems] == []
    commit_import(store, found, actor=OPERATOR)


@pytest.mark.parametrize("exported", [as_workbook, as_csv])
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(
    trees=TREES,
    assessments=st.lists(
        ASSESSMENTS, max_size=3, unique_by=lambda one: tuple(map(str, list(one.values())[:6]))
    ),
)
def test_importing_an_export_changes_nothing(
    filled: Engine,
    tmp_path: Path,
    exported: Callable[[Engine, Path], ImportFile],
    trees: list[Any],
    assessments: list[dict[str, Any]],
) -> None:
    assessments = list({(one["network_code"], one["marker_code"], one["rater_kind"], one["as_of"],
                         one["rater_reference"]): one for one in assessments}.values())  # fmt: skip
    fill(filled, trees, assessments)
    file = exported(filled, tmp_path)
    found = plan(filled, file)
    assert [problem.sentence for problem in found.problems] == []
    assert [(change.name, change.fields) for change in found.changes] == []
    before = contents(filled)
    fill(filled, [], [])
    commit(filled, file)
    assert contents(filled) == before


def contents(store: Engine) -> dict[str, list[Any]]:
    """What an export says of the store, numbers to the digits that a workbook keeps."""
    with exporting.reading_connection(store) as connection:
        scope = exporting.export_scope(connection, actor=OPERATOR)
        rows = {sheet.name: list(exporting.export_rows(connection, sheet, scope)) for sheet in SHEETS}
    return {
        name: [[f"{value:.14g}" if isinstance(value, float) else value for value in row] for row in sheet]
        for name, sheet in rows.items()
    }


@pytest.mark.parametrize("exported", [as_workbook, as_csv])
def test_an_export_can_fill_another_store(
    store: Engine, tmp_path: Path, exported: Callable[[Engine, Path], ImportFile]
) -> None:
    save(store, *reference_rows())
    commit(store, a_file(a_whole_file()))
    before, file = everything(store), exported(store, tmp_path)
    with store.begin() as connection:
        connection.execute(sa.text("DELETE FROM activity"))
        connection.execute(sa.text("DELETE FROM marker_assessment"))
    commit(store, file)
    after = everything(store)
    assert {name: len(rows) for name, rows in after.items()} == {
        name: len(rows) for name, rows in before.items()
    }
    assert plan(store, file).changes_nothing


def test_formula_like_text_is_text_in_a_workbook(filled: Engine, tmp_path: Path) -> None:
    save(filled, an_activity("=1+1", title="=cmd|' /C calc'!A0", description="@x"))
    export_workbook(filled, tmp_path / "out.xlsx", actor=OPERATOR)
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Activities"]
    assert [(cell.value, cell.data_type) for cell in page[2]][1:4] == [
        ("=1+1", "s"), ("=cmd|' /C calc'!A0", "s"), ("@x", "s"),
    ]  # fmt: skip
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet2.xml")


def test_formula_like_text_is_guarded_in_csv(filled: Engine, tmp_path: Path) -> None:
    save(filled, an_activity("=1+1", title="-x", description="'=x"))
    export_csv(filled, tmp_path / "out", actor=OPERATOR)
    text = (tmp_path / "out" / "activities.csv").read_text(encoding="utf-8-sig")
    row = list(csv.reader(io.StringIO(text)))[1]
    assert row[1:4] == ["'=1+1", "'-x", "''=x"]


def test_days_and_numbers_are_days_and_numbers_in_a_workbook(filled: Engine, tmp_path: Path) -> None:
    commit(filled, a_file(a_whole_file()))
    export_workbook(filled, tmp_path / "out.xlsx", actor=OPERATOR)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    day = book["Activities"]["F2"]
    assert (day.is_date, day.number_format) == (True, "dd/mm/yyyy")
    assert book["Cohorts"]["D2"].value in {3, 12}


def test_a_cover_says_what_the_export_holds(
    filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_access.settings.Settings.current_day", lambda _: date(2026, 11, 3))
    save(filled, an_activity(provenance=Provenance.ILLUSTRATIVE), an_activity("A2", "GM"))
    export_csv(filled, tmp_path / "out", actor=OPERATOR)
    cover = (tmp_path / "out" / COVER_FILE).read_text(encoding="utf-8")
    export_workbook(filled, tmp_path / "out.xlsx", actor=OPERATOR)
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert cover.splitlines() == [": ".join(str(cell.value) for cell in row[:2]) for row in page.rows]
    for line in ("Made on: 3 November 2026", "Networks: all networks", "Activities: 2 rows", TRUE_COUNTS_LINE,
                 ILLUSTRATIVE_LINE):  # fmt: skip
        assert line in cover


def test_an_export_without_illustrative_records_does_not_speak_of_them(
    filled: Engine, tmp_path: Path
) -> None:
    save(filled, an_activity(provenance=Provenance.ILLUSTRATIVE), an_activity("A2", "GM"))
    scope = export_csv(filled, tmp_path / "out", actor=OPERATOR, networks=["GM"])
    cover = (tmp_path / "out" / COVER_FILE).read_text(encoding="utf-8")
    assert (scope.illustrative, scope.rows["Activities"]) == (0, 1)
    assert "Networks: GM" in cover
    assert ILLUSTRATIVE_LINE not in cover


def test_a_contributor_exports_only_what_they_may_edit(filled: Engine, tmp_path: Path) -> None:
    save(filled, an_activity("A1", "SL"), an_activity("A2", "GM"))
    scope = export_csv(filled, tmp_path / "out", actor=a_contributor("GM"))
    assert scope.networks == ("GM",)
    assert "SL" not in (tmp_path / "out" / "activities.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(NotAllowedError):
        export_csv(filled, tmp_path / "out", actor=a_contributor("GM"), networks=["SL"])


def test_more_rows_than_a_workbook_holds_are_refused(
    filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "MOST_SHEET_ROWS", 1)
    save(filled, an_activity("A1"), an_activity("A2"))
    with pytest.raises(InvalidRecordError, match="more rows than a workbook holds"):
        export_workbook(filled, tmp_path / "out.xlsx", actor=OPERATOR)
    assert not (tmp_path / "out.xlsx").exists()


def test_an_export_too_large_for_one_import_says_so(
    filled: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_access.interchange.explanation.MOST_ROWS", 1)
    save(filled, an_activity("A1"), an_activity("A2"))
    export_csv(filled, tmp_path / "out", actor=OPERATOR)
    assert "Export fewer networks" in (tmp_path / "out" / COVER_FILE).read_text(encoding="utf-8")


def test_the_template_has_headings_lists_and_explanations(filled: Engine, tmp_path: Path) -> None:
    write_template(filled, tmp_path / "template.xlsx")
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


def test_an_untouched_template_has_nothing_to_import(filled: Engine, tmp_path: Path) -> None:
    write_template(filled, tmp_path / "template.xlsx")
    found = plan(filled, ImportFile.from_path(tmp_path / "template.xlsx"))
    assert (found.row_count, found.problem_count, found.changes_nothing) == (0, 0, True)


def test_a_template_that_was_filled_in_can_be_imported(filled: Engine, tmp_path: Path) -> None:
    write_template(filled, tmp_path / "template.xlsx")
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
    found = plan(filled, ImportFile.from_bytes("filled.xlsx", stream.getvalue()))
    assert [problem.sentence for problem in found.problems] == []
    assert [summary.added for summary in found.summaries()] == [1, 1, 1, 1, 1]


def test_a_day_before_workbooks_can_count_is_written_as_text(filled: Engine, tmp_path: Path) -> None:
    save(filled, an_activity(start_date=date(1850, 2, 28)))
    file = as_workbook(filled, tmp_path)
    assert openpyxl.load_workbook(tmp_path / "out.xlsx")["Activities"]["F2"].value == "28/02/1850"
    assert plan(filled, file).changes_nothing


def test_a_workbook_can_be_written_to_memory(filled: Engine) -> None:
    save(filled, an_activity())
    stream = io.BytesIO()
    export_workbook(filled, stream, actor=OPERATOR)
    assert plan(filled, ImportFile.from_bytes("out.xlsx", stream.getvalue())).changes_nothing


def test_progress_is_told_while_writing(filled: Engine, tmp_path: Path) -> None:
    save(filled, *(an_activity(f"A{number}") for number in range(1_000)))
    told: list[str] = []
    export_csv(
        filled, tmp_path / "out", actor=OPERATOR,
        progress=lambda step, done, total: told.append(f"{step}: {done} of {total}"),
    )  # fmt: skip
    assert told == ["Writing Activities: 1000 of 1000"]

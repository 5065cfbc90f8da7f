"""What was exported can be imported again without a change, and fills another store, whatever the records hold."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from data_access.commands.drafts import CohortDraft, groups_key
from data_access.consistent_read import consistent_read
from data_access.interchange import exporting
from data_access.interchange.import_file import ImportFile
from data_access.interchange.layout import SHEETS
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
from tests.integration.exporting import as_csv, as_workbook, commit, plan
from tests.integration.factories import (
    a_file,
    a_whole_file,
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


LINKS = st.one_of(
    st.sampled_from(["", "http://example.org", f"https://example.org/{'x' * 580}"]),
    st.from_regex(
        r"https://[a-z]{1,9}\.org/[\w;,=&%+@#.~-]{0,40}",
        fullmatch=True,
        alphabet=st.characters(codec="ascii"),
    ),
)
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
        "link": LINKS,
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
        "evidence_link": LINKS,
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
    filled_sqlite: Engine,
    tmp_path: Path,
    exported: Callable[[Engine, Path], ImportFile],
    trees: list[Any],
    assessments: list[dict[str, Any]],
) -> None:
    assessments = list({(one["network_code"], one["marker_code"], one["rater_kind"], one["as_of"],
                         one["rater_reference"]): one for one in assessments}.values())  # fmt: skip
    fill(filled_sqlite, trees, assessments)
    file = exported(filled_sqlite, tmp_path)
    found = plan(filled_sqlite, file)
    assert [problem.sentence for problem in found.problems] == []
    assert [(change.name, change.fields) for change in found.changes] == []
    before = contents(filled_sqlite)
    fill(filled_sqlite, [], [])
    commit(filled_sqlite, file)
    assert contents(filled_sqlite) == before


def contents(store: Engine) -> dict[str, list[Any]]:
    """What an export says of the store, numbers to the digits that a workbook keeps."""
    with consistent_read(store) as connection:
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

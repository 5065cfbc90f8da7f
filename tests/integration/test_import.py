"""Importing a file: a dry run first, then all of it or nothing, and twice changes nothing."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.interchange.committing import commit_import
from data_access.interchange.planning import plan_import
from data_access.tables import (
    Activity,
    AuditEvent,
    Cohort,
    Evidence,
    ImportChange,
    MarkerAssessment,
    Outcome,
)
from data_access.unit_of_work import store_version
from domain.errors import InvalidRecordError, NotAllowedError, StaleRecordError
from domain.permissions import OPERATOR
from domain.vocabulary import ChangeAction, Provenance
from tests.integration.factories import (
    ACTIVITY_HEADINGS,
    COHORT_HEADINGS,
    OUTCOME_HEADINGS,
    a_contributor,
    a_demonstration_account,
    a_file,
    a_whole_file,
    activities,
    an_activity,
    batches,
    count,
    events,
    everything,
    only,
    save,
    save_with_cohort,
)
from tests.integration.planning import plan, sentences


def test_a_dry_run_says_what_would_be_added_and_changes_nothing(filled: Engine) -> None:
    before = everything(filled), store_version(filled)
    found = plan(filled, a_whole_file())
    assert sentences(found) == []
    assert [(summary.sheet, summary.added) for summary in found.summaries()] == [
        ("Activities", 1), ("Cohorts", 2), ("Outcomes", 1), ("Evidence", 1), ("Marker assessments", 1),
    ]  # fmt: skip
    assert found.changes[1].name == "SL A1, people: DEP20, OLDER"
    assert (everything(filled), store_version(filled)) == before


def test_a_commit_saves_all_records_with_their_trail(filled: Engine) -> None:
    version = store_version(filled)
    result = commit_import(filled, plan(filled, a_whole_file()), actor=OPERATOR)
    assert (result.added, result.changed, result.removed) == (6, 0, 0)
    assert [count(filled, table) for table in (Activity, Cohort, Outcome, Evidence, MarkerAssessment)] == [
        1, 2, 1, 1, 1,
    ]  # fmt: skip
    activity = only(filled, Activity)
    assert (activity.title, activity.start_date, activity.version) == ("A workshop", date(2026, 5, 1), 1)
    assert activity.provenance is Provenance.SUBMITTED
    assert activity.provenance_note == "records.xlsx, imported by operator"
    assert only(filled, Outcome).local_reference == "1"
    assert count(filled, ImportChange) == 6
    assert [event.action for event in events(filled)] == ["added"] * 6 + ["imported"]
    assert store_version(filled) == version + 1
    [batch] = batches(filled)
    assert (batch.id, batch.file_name, batch.added, batch.imported_by) == (
        result.batch_id, "records.xlsx", 6, "operator",
    )  # fmt: skip


def test_the_same_file_twice_changes_nothing(filled: Engine) -> None:
    commit_import(filled, plan(filled, a_whole_file()), actor=OPERATOR)
    before = everything(filled), store_version(filled), count(filled, AuditEvent)
    again = plan(filled, a_whole_file())
    assert again.changes_nothing
    assert sum(summary.unchanged for summary in again.summaries()) == 6
    assert commit_import(filled, again, actor=OPERATOR).batch_id is None
    assert (everything(filled), store_version(filled), count(filled, AuditEvent)) == before
    assert len(batches(filled)) == 1


def test_a_changed_cell_is_shown_with_both_values(filled: Engine) -> None:
    commit_import(filled, plan(filled, a_whole_file()), actor=OPERATOR)
    found = plan(filled, activities(["SL", "A1", "Another title", "01/05/2026"]))
    [change] = found.changes
    assert change.action is ChangeAction.CHANGED
    assert [(field.heading, field.before, field.after) for field in change.fields] == [
        ("Title", "A workshop", "Another title")
    ]
    commit_import(filled, found, actor=OPERATOR)
    activity = only(filled, Activity)
    assert (activity.title, activity.version) == ("Another title", 2)


def test_a_missing_column_leaves_its_values_alone_and_an_empty_cell_empties_them(filled: Engine) -> None:
    save(filled, an_activity(place="Leeds", description="As it was"))
    headings = [*ACTIVITY_HEADINGS, "Place"]
    commit_import(
        filled, plan(filled, activities(["SL", "A1", "A workshop", "01/05/2026", ""], headings=headings)),
        actor=OPERATOR,
    )  # fmt: skip
    activity = only(filled, Activity)
    assert (activity.place, activity.description) == ("", "As it was")


def test_cohorts_that_the_file_leaves_out_are_removed_and_shown(filled: Engine) -> None:
    commit_import(filled, plan(filled, a_whole_file()), actor=OPERATOR)
    found = plan(filled, {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "DEP20; OLDER; CARER", 12]]})
    assert [change.name for change in found.removals] == [
        "SL A1, people: DEP20, OLDER", "SL A1, people: not known",
    ]  # fmt: skip
    result = commit_import(filled, found, actor=OPERATOR)
    assert (result.added, result.removed) == (1, 2)
    assert only(filled, Cohort).groups_key == "CARER+DEP20+OLDER"


def test_activities_that_the_cohorts_sheet_does_not_name_keep_their_cohorts(filled: Engine) -> None:
    save_with_cohort(filled, an_activity("A1"))
    save_with_cohort(filled, an_activity("A2"))
    commit_import(
        filled, plan(filled, {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "none", 9]]}), actor=OPERATOR
    )
    with Session(filled) as session:
        assert sorted(session.scalars(sa.select(Cohort.people))) == [5, 9]


def test_a_file_with_a_problem_saves_nothing(filled: Engine) -> None:
    before = everything(filled), store_version(filled)
    found = plan(filled, activities(["SL", "A1", "Good", "01/05/2026"], ["SL", "A2", "Bad", "31/02/2026"]))
    with pytest.raises(InvalidRecordError, match="has problems"):
        commit_import(filled, found, actor=OPERATOR)
    assert (everything(filled), store_version(filled)) == before


def test_a_contributor_may_not_import_for_another_network(filled: Engine) -> None:
    save(filled, an_activity(network="GM", description="Not for others to see"))
    file = a_file(activities(["SL", "A1", "Mine", "01/05/2026"], ["GM", "A1", "Theirs", "01/05/2026"]))
    found = plan_import(filled, file, actor=a_contributor("SL"))
    [problem] = found.problems
    assert (problem.row, problem.value) == (3, "GM")
    assert [change.key for change in found.changes] == [("SL", "A1")]


def test_a_plan_cannot_be_committed_by_somebody_who_may_not(filled: Engine) -> None:
    found = plan(filled, activities(["GM", "A1", "Theirs", "01/05/2026"]))
    with pytest.raises(NotAllowedError):
        commit_import(filled, found, actor=a_contributor("SL"))
    assert count(filled, Activity) == 0


def test_a_store_that_changed_since_the_dry_run_is_noticed(filled: Engine) -> None:
    first = plan(filled, activities(["SL", "A1", "First", "01/05/2026"]))
    second = plan(filled, activities(["SL", "A1", "Second", "01/05/2026"]))
    commit_import(filled, second, actor=OPERATOR)
    with pytest.raises(StaleRecordError):
        commit_import(filled, first, actor=OPERATOR)
    assert only(filled, Activity).title == "Second"


def test_a_change_elsewhere_does_not_stand_in_the_way(filled: Engine) -> None:
    first = plan(filled, activities(["SL", "A1", "First", "01/05/2026"]))
    commit_import(filled, plan(filled, activities(["GM", "A1", "Other", "01/05/2026"])), actor=OPERATOR)
    assert commit_import(filled, first, actor=OPERATOR).added == 1


def test_a_failure_while_saving_saves_nothing(filled: Engine) -> None:
    before = everything(filled), store_version(filled)
    found = plan(filled, a_whole_file())

    def stop(step: str, done: int, _total: int | None) -> None:
        if step == "Saving" and done > 3:
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        commit_import(filled, found, actor=OPERATOR, progress=stop)
    assert (everything(filled), store_version(filled)) == before
    assert batches(filled) == []


def test_a_file_cannot_change_where_a_record_comes_from(filled: Engine) -> None:
    save(filled, an_activity(provenance=Provenance.ILLUSTRATIVE))
    headings = [*ACTIVITY_HEADINGS, "Provenance"]
    found = plan(filled, activities(["SL", "A1", "A workshop", "01/05/2026", "submitted"], headings=headings))
    assert "expected illustrative, as in Heard" in sentences(found)[0]
    kept = plan(filled, activities(["SL", "A1", "Another", "01/05/2026", ""], headings=headings))
    commit_import(filled, kept, actor=OPERATOR)
    activity = only(filled, Activity)
    assert (activity.title, activity.provenance) == ("Another", Provenance.ILLUSTRATIVE)


def test_what_an_account_of_the_demonstration_imports_is_illustrative_whatever_its_file_says(
    filled: Engine,
) -> None:
    visitor = a_demonstration_account(filled, "SL")
    headings = [*ACTIVITY_HEADINGS, "Provenance", "Provenance note"]
    rows = activities(
        ["SL", "A1", "A workshop", "01/05/2026", "published", "A report"],
        ["SL", "A2", "A workshop", "01/05/2026", "", ""],
        headings=headings,
    )
    commit_import(filled, plan_import(filled, a_file(rows), actor=visitor), actor=visitor)
    with Session(filled) as session:
        assert set(session.scalars(sa.select(Activity.provenance))) == {Provenance.ILLUSTRATIVE}
    again = plan_import(filled, a_file(rows), actor=visitor)
    assert again.is_sound
    assert again.changes_nothing


def test_rows_without_a_reference_take_their_place_and_a_change_of_what_is_there_is_warned_of(
    filled: Engine,
) -> None:
    sheets = activities(["SL", "A1", "A workshop", "01/05/2026"]) | {
        "Outcomes": [
            OUTCOME_HEADINGS,
            ["SL", "A1", "positive", "made", "individuals"],
            ["SL", "A1", "negative", "planned", "society"],
        ]
    }
    commit_import(filled, plan(filled, sheets), actor=OPERATOR)
    with Session(filled) as session:
        assert sorted(session.scalars(sa.select(Outcome.local_reference))) == ["1", "2"]
    found = plan(filled, {"Outcomes": [OUTCOME_HEADINGS, ["SL", "A1", "no-change", "made", "individuals"]]})
    assert "would change SL A1, outcome 1" in found.warnings[0].sentence


def test_a_reference_that_differs_only_in_capitals_is_warned_of(filled: Engine) -> None:
    save(filled, an_activity("a1"))
    found = plan(filled, activities(["SL", "A1", "A workshop", "01/05/2026"]))
    assert "differs only in capital letters" in found.warnings[0].sentence


def test_a_writer_who_came_between_is_noticed_by_the_store_itself(filled: Engine) -> None:
    found = plan(filled, activities(["SL", "A1", "First", "01/05/2026"]))
    save(filled, an_activity())  # past all commands, so the version does not tell
    with pytest.raises(StaleRecordError):
        commit_import(filled, found, actor=OPERATOR)
    assert only(filled, Activity).title == "A workshop"

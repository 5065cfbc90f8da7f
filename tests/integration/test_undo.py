"""Undoing an import: whole, and only while nothing has built on it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.interchange.committing import commit_import
from data_access.interchange.planning import plan_import
from data_access.interchange.undoing import blockers, undo_import
from data_access.tables import (
    Activity,
    Cohort,
    Evidence,
    Experience,
    Outcome,
    Story,
    StoryActivity,
    StoryOutcome,
)
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import CannotUndoError, NotAllowedError, NotFoundError
from domain.permissions import OPERATOR
from domain.vocabulary import EvidenceKind, ImportState, Provenance
from tests.integration.factories import (
    ACTIVITY_HEADINGS,
    COHORT_HEADINGS,
    Rows,
    a_contributor,
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
)


def imported(store: Engine, sheets: dict[str, Rows]) -> int:
    result = commit_import(store, plan_import(store, a_file(sheets), actor=OPERATOR), actor=OPERATOR)
    assert result.batch_id is not None
    return result.batch_id


def why_not(store: Engine, batch: int) -> str:
    with pytest.raises(CannotUndoError) as caught:
        undo_import(store, batch, actor=OPERATOR)
    return str(caught.value)


def test_undoing_an_import_brings_back_the_state_before_it(filled: Engine) -> None:
    before = everything(filled)
    batch = imported(filled, a_whole_file())
    version = store_version(filled)
    result = undo_import(filled, batch, actor=OPERATOR)
    assert (result.removed, result.restored, result.brought_back) == (6, 0, 0)
    assert everything(filled) == before
    assert store_version(filled) == version + 1
    assert batches(filled)[0].state is ImportState.UNDONE
    assert batches(filled)[0].undone_at is not None
    assert [event.action for event in events(filled)][-7:] == ["removed"] * 6 + ["undone"]


def test_changed_and_removed_records_come_back_as_they_were(filled: Engine) -> None:
    imported(filled, a_whole_file())
    sheets = activities(["SL", "A1", "Another title", "02/05/2026", "C1"],
                        headings=[*ACTIVITY_HEADINGS, "Priorities"])  # fmt: skip
    sheets |= {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "CARER", 4], ["SL", "A1", "not known", 9]]}
    batch = imported(filled, sheets)
    assert only(filled, Activity).title == "Another title"
    undo_import(filled, batch, actor=OPERATOR)
    activity = only(filled, Activity)
    assert (activity.title, activity.start_date) == ("A workshop", date(2026, 5, 1))
    assert activity.version == 3
    with Session(filled) as session:
        assert session.execute(sa.select(Cohort.groups_key, Cohort.people).order_by("groups_key")).all() == [
            ("?", 3), ("DEP20+OLDER", 12),
        ]  # fmt: skip
        assert session.execute(sa.text("SELECT count(*) FROM activity_priority")).scalar() == 0
        assert session.execute(sa.text("SELECT count(*) FROM cohort_group")).scalar() == 2


def test_imports_can_be_undone_one_after_the_other_backwards(filled: Engine) -> None:
    empty = everything(filled)
    first = imported(filled, a_whole_file())
    second = imported(filled, {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "CARER", 4]]})
    assert "import" in why_not(filled, first).lower()
    undo_import(filled, second, actor=OPERATOR)
    # The undoing is itself an event on the cohorts, but it left them as the first import did.
    assert count(filled, Cohort) == 2
    undo_import(filled, first, actor=OPERATOR)
    assert everything(filled) == empty


def test_the_same_file_can_be_imported_again_after_an_undo(filled: Engine) -> None:
    undo_import(filled, imported(filled, a_whole_file()), actor=OPERATOR)
    assert imported(filled, a_whole_file()) == 2


def test_an_import_is_undone_once(filled: Engine) -> None:
    batch = imported(filled, a_whole_file())
    undo_import(filled, batch, actor=OPERATOR)
    assert why_not(filled, batch) == f"Import {batch} was undone already."


def test_an_import_that_there_is_not_is_said(filled: Engine) -> None:
    with pytest.raises(NotFoundError, match="There is no import 9"):
        undo_import(filled, 9, actor=OPERATOR)
    with pytest.raises(NotFoundError):
        blockers(filled, 9)


def test_a_contributor_may_not_undo_for_another_network(filled: Engine) -> None:
    batch = imported(filled, a_whole_file())
    with pytest.raises(NotAllowedError):
        undo_import(filled, batch, actor=a_contributor("GM"))
    assert count(filled, Activity) == 1


def test_a_later_edit_stands_against_undoing_and_is_named(filled: Engine) -> None:
    batch = imported(filled, a_whole_file())
    with unit_of_work(filled, actor=a_contributor("SL")) as work:
        activity = work.session.scalars(sa.select(Activity)).one()
        activity.title = "Edited by hand"
        work.audit("changed", "activity", activity.id)
    before = everything(filled)
    assert why_not(filled, batch).startswith(
        f"Import {batch} cannot be undone, because something was built on it: SL A1: changed by Contributor on "
    )
    assert everything(filled) == before
    assert [blocker.record for blocker in blockers(filled, batch)] == ["SL A1"]


def test_a_change_without_a_trail_is_noticed_too(filled: Engine) -> None:
    batch = imported(filled, a_whole_file())
    with filled.begin() as connection:
        connection.execute(sa.text("UPDATE cohort SET people = 99 WHERE is_known"))
    assert "SL A1, people: DEP20, OLDER: it was changed" in why_not(filled, batch)


def test_a_record_that_is_gone_is_noticed(filled: Engine) -> None:
    batch = imported(filled, a_whole_file())
    with filled.begin() as connection:
        connection.execute(sa.text("DELETE FROM evidence"))
    assert "SL A1, outcome 1, evidence 1: it was removed" in why_not(filled, batch)


def test_what_was_added_below_an_imported_record_stands_against_undoing(filled: Engine) -> None:
    batch = imported(filled, a_whole_file())
    activity, outcome = only(filled, Activity), only(filled, Outcome)
    save(filled, Experience(activity_id=activity.id, answered_on=date(2026, 6, 1),
                            provenance=Provenance.SUBMITTED))  # fmt: skip
    assert "SL A1: people have answered how it was for them" in why_not(filled, batch)
    save(filled, Cohort(activity_id=activity.id, people=1))
    assert "SL A1: people were recorded for it" in why_not(filled, batch)
    save(filled, Evidence(outcome_id=outcome.id, local_reference="2", kind=EvidenceKind.LINK, title="x"))
    assert "SL A1, outcome 1: evidence was recorded for it" in why_not(filled, batch)


def a_story(store: Engine, *, edited: datetime) -> int:
    story = Story(
        slug="s", title="Letters", provenance=Provenance.SUBMITTED, created_at=edited, updated_at=edited
    )
    save(store, story)
    assert story.id is not None
    return story.id


def test_a_story_about_an_imported_record_stands_against_undoing(filled: Engine) -> None:
    batch = imported(filled, a_whole_file())
    story = a_story(filled, edited=datetime.now(UTC))
    save(filled, StoryActivity(story_id=story, activity_id=only(filled, Activity).id))
    save(filled, StoryOutcome(story_id=story, outcome_id=only(filled, Outcome).id))
    sentence = why_not(filled, batch)
    assert "SL A1: a story tells of it" in sentence
    assert "SL A1, outcome 1: a story tells of it" in sentence


@pytest.mark.parametrize(("days", "stands_against"), [(1, True), (-1, False)])
def test_a_story_about_a_changed_record_counts_only_if_it_was_edited_since(
    filled: Engine, *, days: int, stands_against: bool
) -> None:
    save(filled, activity := an_activity("A1"))
    story = a_story(filled, edited=datetime.now(UTC) + timedelta(days=days))
    save(filled, StoryActivity(story_id=story, activity_id=activity.id or 0))
    batch = imported(filled, activities(["SL", "A1", "Changed", "01/05/2026"]))
    if stands_against:
        assert "the story “Letters” tells of it and was edited since" in why_not(filled, batch)
    else:
        undo_import(filled, batch, actor=OPERATOR)
        assert only(filled, Activity).title == "A workshop"


def test_people_recorded_since_for_a_changed_set_of_cohorts_stand_against_undoing(filled: Engine) -> None:
    imported(filled, a_whole_file())
    batch = imported(filled, {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "CARER", 4]]})
    with unit_of_work(filled, actor=a_contributor("SL")) as work:
        work.session.add(cohort := Cohort(activity_id=only(filled, Activity).id, people=2))
        work.session.flush()
        work.audit("added", "cohort", cohort.id)
    assert "SL A1: Contributor has recorded other people for it" in why_not(filled, batch)


def test_many_things_that_stand_against_are_counted(filled: Engine) -> None:
    rows = [["SL", f"A{number}", "A workshop", "01/05/2026"] for number in range(6)]
    batch = imported(filled, activities(*rows))
    with filled.begin() as connection:
        connection.execute(sa.text("UPDATE activity SET title = 'x'"))
    assert why_not(filled, batch).endswith("; and 3 more.")


def test_a_removed_cohort_that_came_back_stands_against_undoing(filled: Engine) -> None:
    imported(filled, a_whole_file())
    with Session(filled) as session:
        gone = session.scalars(sa.select(Cohort).where(Cohort.groups_key == "?")).one()
    batch = imported(filled, {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "DEP20; OLDER", 12]]})
    save(filled, Cohort(**gone.model_dump()))
    assert "SL A1, people: not known: its place is taken" in why_not(filled, batch)


def test_a_change_of_other_people_since_does_not_stand_against_undoing(filled: Engine) -> None:
    first = a_whole_file()
    imported(filled, first)
    batch = imported(filled, {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "not known", 4],
                                          ["SL", "A1", "DEP20; OLDER", 12]]})  # fmt: skip
    with unit_of_work(filled, actor=a_contributor("SL")) as work:
        other = work.session.scalars(sa.select(Cohort).where(Cohort.groups_key != "?")).one()
        other.people = 13
        work.audit("changed", "cohort", other.id)
    undo_import(filled, batch, actor=OPERATOR)
    with Session(filled) as session:
        assert sorted(session.scalars(sa.select(Cohort.people))) == [3, 13]

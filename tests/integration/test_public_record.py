"""One activity as everybody may read it, on SQLite and on PostgreSQL: what is told, and what never is."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.engine import Engine

from data_access.facts import read_facts
from data_access.queries.public_record import (
    HIGHEST_NUMBER,
    RecordChange,
    StoryLink,
    groups_named,
    public_record,
)
from data_access.tables import (
    Activity,
    ActivityPriority,
    AuditEvent,
    Cohort,
    Outcome,
    Priority,
    Story,
    StoryActivity,
    StoryOutcome,
)
from data_access.tables.base import number_of
from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.errors import NotFoundError
from domain.vocabulary import ChangeAction, PriorityKind, Provenance, StoryStatus
from tests.integration.factories import a_group, an_activity, save
from tests.integration.worked_example import an_outcome, write_reference

ADDED, CHANGED = ChangeAction.ADDED, ChangeAction.CHANGED


@pytest.fixture
def activity(store: Engine) -> Activity:
    """An activity of South London."""
    write_reference(store)
    row = an_activity("A1", rung_code="CODESIGN", rung_reason="They chose.", description="We met.")
    save(store, row)
    return row


def an_event(kind: str, number: int, action: ChangeAction, day: int, hour: int = 12) -> AuditEvent:
    """An event of November 2026, by somebody whose name must not be told."""
    return AuditEvent(
        at=datetime(2026, 11, day, hour, tzinfo=UTC), actor="Somebody Private", action=action, record_type=kind,
        record_id=str(number), previous_hash="", hash=f"{kind}{number}{action}{day}{hour}",
    )  # fmt: skip


def a_story(slug: str, status: StoryStatus = StoryStatus.PUBLISHED, **values: object) -> Story:
    return Story(slug=slug, title=f"Story {slug}", status=status, provenance=Provenance.SUBMITTED, **values)


def test_what_was_done_is_told(store: Engine, activity: Activity) -> None:
    save(
        store,
        Priority(
            code="P1",
            kind=PriorityKind.PRIORITY,
            title="Be fair",
            paraphrase="Be fair",
            position=1,
            source="test",
        ),
    )
    save(store, ActivityPriority(activity_id=number_of(activity), priority_code="P1"))
    record = public_record(store, number_of(activity))
    assert (record.network, record.description, record.rung, record.rung_reason) == (
        "SL", "We met.", "CODESIGN", "They chose.",
    )  # fmt: skip
    assert record.priorities == ("P1",)
    assert record.outcomes == record.stories == record.history == ()


@pytest.mark.parametrize("number", [0, -1, 999, HIGHEST_NUMBER, HIGHEST_NUMBER + 1, 10**30])
def test_a_number_that_no_activity_has_is_not_found(store: Engine, number: int) -> None:
    with pytest.raises(NotFoundError):
        public_record(store, number)


@pytest.mark.usefixtures("activity")
def test_only_a_published_record_shows_its_note(store: Engine) -> None:
    note = "Annual review 2026"
    published = an_activity("A2", provenance=Provenance.PUBLISHED, provenance_note=note)
    submitted = an_activity(
        "A3", provenance=Provenance.SUBMITTED, provenance_note="Typed in by Somebody Private"
    )
    save(store, published, submitted)
    assert public_record(store, number_of(published)).citation == note
    assert public_record(store, number_of(submitted)).citation == ""


def test_groups_are_named_with_their_parents_but_none_that_is_for_england_only(
    store: Engine, activity: Activity
) -> None:
    guarded = min(ENGLAND_ONLY_GROUPS)
    number = number_of(activity)
    save(store, a_group(guarded, 9))
    save(store, Cohort(activity_id=number, groups_key=f"ETH_ASIAN+{guarded}", people=3))
    save(store, Cohort(activity_id=number, groups_key="?", is_known=False, people=4))
    facts = read_facts(store)
    assert groups_named(facts, number) == ("ETH", "ETH_ASIAN")
    assert groups_named(facts, number + 1) == ()


def test_a_record_holds_no_count_of_people(store: Engine, activity: Activity) -> None:
    save(store, Cohort(activity_id=number_of(activity), groups_key="CARER", people=77_777))
    assert "77" not in repr(public_record(store, number_of(activity)))


def test_the_history_tells_days_and_parts_once_and_nobodys_name(store: Engine, activity: Activity) -> None:
    number = number_of(activity)
    outcome: Outcome = an_outcome(activity)
    save(store, outcome)
    save(
        store,
        an_event("activity", number, ADDED, 2),
        an_event("outcome", number_of(outcome), ADDED, 2),
        an_event("activity", number, CHANGED, 5, hour=9),
        an_event("activity", number, CHANGED, 5, hour=10),
        an_event("activity", number + 1, CHANGED, 6),
    )
    record = public_record(store, number)
    assert record.history == (
        RecordChange(date(2026, 11, 5), "activity", CHANGED),
        RecordChange(date(2026, 11, 2), "outcome", ADDED),
        RecordChange(date(2026, 11, 2), "activity", ADDED),
    )
    assert "Private" not in repr(record)


def test_what_was_done_to_an_earlier_record_of_the_same_number_is_not_told(
    store: Engine, activity: Activity
) -> None:
    number = number_of(activity)
    save(store, an_event("activity", number, ADDED, 1), an_event("activity", number, ChangeAction.REMOVED, 2))
    save(store, an_event("activity", number, ADDED, 3))
    assert public_record(store, number).history == (RecordChange(date(2026, 11, 3), "activity", ADDED),)


def test_published_stories_of_the_activity_and_of_its_outcomes_are_told(
    store: Engine, activity: Activity
) -> None:
    number = number_of(activity)
    outcome = an_outcome(activity)
    one, other, draft = a_story("b"), a_story("a"), a_story("c", StoryStatus.DRAFT)
    save(store, outcome, one, other, draft)
    save(
        store,
        StoryActivity(story_id=number_of(one), activity_id=number),
        StoryOutcome(story_id=number_of(other), outcome_id=number_of(outcome)),
        StoryActivity(story_id=number_of(draft), activity_id=number),
    )
    assert public_record(store, number).stories == (StoryLink("a", "Story a"), StoryLink("b", "Story b"))

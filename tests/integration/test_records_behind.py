"""The records that a story tells of, as its document shows them."""

from collections.abc import Iterator

import pytest
from sqlalchemy.engine import Engine

from components.publishing.document import EvidenceLink, StoryDocument
from components.publishing.from_records import document_of_story
from components.publishing.from_records.graphics import forget_reach
from data_access.commands.stories import save_story, start_story
from data_access.queries.stories import read_story, records_behind
from data_access.tables import Evidence, Outcome
from data_access.unit_of_work import unit_of_work
from domain.counted_people import COUNT_OF_PEOPLE, counts_people
from domain.permissions import OPERATOR
from domain.story import StoryContent
from domain.vocabulary import Answer, Direction, EvidenceKind, Level, OutcomeStatus
from seed_data.loader import load_reference
from tests.integration.factories import save
from tests.integration.story_scene import an_activity_with_outcomes


@pytest.fixture
def ready(served: Engine) -> Iterator[Engine]:
    """A store that this process serves, with reference data."""
    with unit_of_work(served, actor=OPERATOR) as work:
        load_reference(work)
    forget_reach()
    yield served
    forget_reach()


def document(engine: Engine, *activities: int, **changes: object) -> StoryDocument:
    """The document of a story of these activities, with these changes to what it says."""
    begun = start_story(engine, actor=OPERATOR, activities=activities, network="SL", title="Tea")
    record = read_story(engine, actor=OPERATOR, story_id=begun.story_id)
    content = StoryContent.model_validate(record.content.model_dump() | changes)
    save_story(engine, actor=OPERATOR, story_id=begun.story_id, content=content, read_version=record.version)
    return document_of_story(
        engine, read_story(engine, actor=OPERATOR, story_id=begun.story_id), actor=OPERATOR
    )


def test_a_story_without_records_has_nothing_behind_it(ready: Engine) -> None:
    assert document(ready).behind == ()
    assert records_behind(ready, activities=(), outcomes=()) == ()


def test_an_activity_is_told_in_words_with_what_came_of_it(ready: Engine) -> None:
    (record,) = document(ready, an_activity_with_outcomes(ready)).behind
    assert (record.title, record.network, record.rung) == ("Tea and questions", "South London", "Co-design")
    assert record.when
    made, refused = record.outcomes
    assert (made.status, made.direction, made.level) == ("Made", "Positive", "Individuals")
    assert (made.you_said, made.we_did) == ("Tell us how long.", "Each letter names the wait.")
    assert made.number == "Average wait: 5 weeks, 9 before, compared with the year before"
    assert made.evidence == (
        EvidenceLink("Measurement or data", "Clinic count", "", "https://example.org/count"),
    )
    assert (refused.status, refused.reason) == ("Not possible", "there are too few staff.")


def test_three_plain_facts_say_how_strong_the_evidence_is(ready: Engine) -> None:
    (record,) = document(ready, an_activity_with_outcomes(ready)).behind
    made, refused = record.outcomes
    assert made.strength == (
        ("has a source", "yes"),
        ("was measured against a comparator", "yes"),
        ("was confirmed by people involved", "not recorded"),
    )
    assert [answer for _, answer in refused.strength] == ["no", "no", "not recorded"]


def an_outcome(activity: int, reference: str, **values: object) -> Outcome:
    """A planned outcome of an activity, with these values."""
    plain = {
        "direction": Direction.POSITIVE, "status": OutcomeStatus.PLANNED, "level": Level.SOCIETY,
        "you_said": "Come to us.",
    }  # fmt: skip
    return Outcome(activity_id=activity, local_reference=reference, **(plain | values))


def test_the_testimony_of_people_involved_confirms_and_a_no_is_a_no(ready: Engine) -> None:
    activity = an_activity_with_outcomes(ready)
    heard = an_outcome(activity, "3")
    denied = an_outcome(activity, "4", confirmed_by_people=Answer.NO)
    save(ready, heard, denied)
    save(
        ready,
        Evidence(outcome_id=heard.id or 0, local_reference="1", kind=EvidenceKind.TESTIMONY, title="Notes"),
    )
    (record,) = document(ready, activity).behind
    assert [one.was_confirmed for one in record.outcomes] == [None, None, True, False]


def test_a_count_of_people_is_named_but_not_shown_unless_the_story_prints_it(ready: Engine) -> None:
    activity = an_activity_with_outcomes(ready)
    save(ready, an_outcome(activity, "3", metric_label="Came back", metric_value=3, metric_unit="people"))
    (hidden,) = document(ready, activity, metrics=(), outcomes="").behind
    assert hidden.outcomes[2].number == f"Came back: {COUNT_OF_PEOPLE}"
    (printed,) = document(ready, activity).behind
    assert printed.outcomes[2].number == "Came back: 3 people"


def test_what_may_be_a_count_of_people_is_known_by_its_unit_or_its_label() -> None:
    assert counts_people("Average wait", "people seen")
    assert counts_people("Patients seen", "")
    assert not counts_people("Patients' average wait", "weeks")
    assert not counts_people("Sessions held", "")


def test_an_outcome_that_the_story_left_out_is_not_shown(ready: Engine) -> None:
    activity = an_activity_with_outcomes(ready)
    (record,) = document(ready, activity, outcome_records=()).behind
    assert (record.title, record.outcomes) == ("Tea and questions", ())


def test_the_activity_of_an_outcome_is_shown_with_it(ready: Engine) -> None:
    (record,) = document(ready, an_activity_with_outcomes(ready), activities=()).behind
    assert len(record.outcomes) == 2


def test_a_record_that_is_gone_is_left_out(ready: Engine) -> None:
    assert records_behind(ready, activities=(999,), outcomes=(999,)) == ()

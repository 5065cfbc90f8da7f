"""From records to documents: numbers bound, labels for codes, small print, and consent that has ended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.engine import Engine

from components.publishing.document import StoryDocument
from components.publishing.formats import Format
from components.publishing.from_records import (
    document_of_story,
    is_withdrawn,
    published_list,
    published_story,
)
from components.publishing.from_records.exporting import check_export
from components.publishing.from_records.graphics import forget_reach
from data_access.commands.stories import (
    ConsentDraft,
    approve,
    publish,
    record_consent,
    save_story,
    say_no_co_signature,
    send_to_review,
    start_story,
    withdraw,
    withdraw_consent,
)
from data_access.queries.stories import StoryRecord, read_story
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.errors import InvalidRecordError
from domain.permissions import OPERATOR
from domain.story import MetricContent, QuoteContent
from domain.vocabulary import Channel, ConsentKind
from seed_data.loader import load_reference
from tests.integration.story_scene import TOLD

TODAY = date(2026, 11, 22)


@pytest.fixture
def ready(served: Engine) -> Iterator[Engine]:
    """A store that this process serves, with reference data."""
    with unit_of_work(served, actor=OPERATOR) as work:
        load_reference(work)
    forget_reach()
    yield served
    forget_reach()


def a_published_story(engine: Engine) -> tuple[StoryRecord, int]:
    """A story on the web with a number in its text and a quote, and the number of the quote's consent."""
    number = start_story(engine, actor=OPERATOR, network="SL", title="Tea and questions").story_id
    consent = record_consent(
        engine, actor=OPERATOR, story_id=number, today=TODAY,
        draft=ConsentDraft(
            kind=ConsentKind.QUOTE, person_reference="Walker 3", obtained_by="Ada", obtained_on=TODAY,
            channels=(Channel.WEB,),
        ),
    )  # fmt: skip
    record = read_story(engine, actor=OPERATOR, story_id=number)
    content = record.content.model_copy(
        update={
            **TOLD,
            "outcomes": "Of those who came, {{left}} left the list.",
            "groups": ("OLDER",),
            "metrics": (
                MetricContent(key="left", label="left the list", value=50, unit="%", is_share=True, source="A count"),
                MetricContent(key="seen", label="people seen", value=550, unit="people", source="A count"),
            ),
            "quotes": (QuoteContent(text="Somebody asked me.", attribution="A walker", consent_id=consent),),
        }
    )  # fmt: skip
    version = save_story(
        engine, actor=OPERATOR, story_id=number, content=content, read_version=record.version
    ).version
    version = say_no_co_signature(
        engine, actor=OPERATOR, story_id=number, read_version=version, reason="Nobody had time."
    ).version
    send_to_review(engine, actor=OPERATOR, story_id=number, read_version=version)
    approve(engine, actor=OPERATOR, story_id=number, read_version=version, on=TODAY, channels=(Channel.WEB,))
    publish(engine, actor=OPERATOR, story_id=number, read_version=version, on=TODAY)
    return read_story(engine, actor=OPERATOR, story_id=number), consent


def document_of(engine: Engine, record: StoryRecord) -> StoryDocument:
    story = published_story(engine, record.slug)
    assert story is not None
    return story


def test_a_story_is_told_with_labels_and_bound_numbers(ready: Engine) -> None:
    record, _ = a_published_story(ready)
    story = document_of(ready, record)
    assert (story.network, story.groups) == ("South London", ("Older people",))
    assert story.sections[1].paragraphs == ("Of those who came, 50% left the list.",)
    assert [(metric.figure, metric.label, metric.share) for metric in story.metrics] == [
        ("50%", "left the list", 0.5),
        ("550", "people seen", None),
    ]
    assert story.provenance.co_signature == "Not co-signed. Nobody had time."
    assert story.provenance.consent == "The people quoted or pictured agreed to it."
    assert len(story.fingerprint) == 64


def test_a_number_is_compared_with_where_it_started_and_with_what_it_is_set_against(ready: Engine) -> None:
    record, _ = a_published_story(ready)
    left = record.content.metrics[0]
    for baseline, comparator, told in (
        (9.0, "the year before", "9% (the year before)"),
        (9.0, "", "9% before"),
        (None, "the year before", "the year before"),
        (None, "", ""),
    ):
        metric = left.model_copy(update={"baseline": baseline, "comparator": comparator})
        content = record.content.model_copy(update={"metrics": (metric, *record.content.metrics[1:])})
        story = document_of_story(ready, replace(record, content=content), actor=OPERATOR)
        assert story.metrics[0].compared_with == told


def test_the_same_version_is_the_same_document_also_while_it_is_corrected(ready: Engine) -> None:
    record, _ = a_published_story(ready)
    first, second = document_of(ready, record), document_of(ready, record)
    assert first == second
    save_story(
        ready, actor=OPERATOR, story_id=record.id, read_version=record.version,
        content=record.content.model_copy(update={"kicker": "Tea"}),
    )  # fmt: skip
    assert document_of(ready, record) == first


def test_words_whose_consent_is_taken_back_leave_the_public_page_at_once(ready: Engine) -> None:
    record, consent = a_published_story(ready)
    assert [quote.text for quote in document_of(ready, record).quotes] == ["Somebody asked me."]
    withdraw_consent(ready, actor=OPERATOR, consent_id=consent, on=TODAY)
    assert document_of(ready, record).quotes == ()
    with pytest.raises(InvalidRecordError, match="was withdrawn on 22 November 2026"):
        check_export(ready, record, actor=OPERATOR, formats=[Format.HTML], on=TODAY)


def test_an_export_asks_for_the_consent_of_its_own_channel(ready: Engine) -> None:
    record, _ = a_published_story(ready)
    check_export(ready, record, actor=OPERATOR, formats=[Format.HTML], on=TODAY)
    with pytest.raises(InvalidRecordError, match="does not cover The Innovators magazine"):
        check_export(ready, record, actor=OPERATOR, formats=[Format.PDF], on=TODAY)


def test_a_withdrawn_story_is_gone_and_says_that_it_was_there(ready: Engine) -> None:
    record, _ = a_published_story(ready)
    assert [story.slug for story in published_list(ready)] == [record.slug]
    assert not is_withdrawn(ready, record.slug)
    withdraw(ready, actor=OPERATOR, story_id=record.id, read_version=record.version, reason="A mistake.")
    assert published_story(ready, record.slug) is None
    assert is_withdrawn(ready, record.slug)
    assert not is_withdrawn(ready, "no-such-story")


def test_a_story_and_its_graphics_are_never_dated_after_the_day_of_the_settings(ready: Engine) -> None:
    record, _ = a_published_story(ready)
    late = replace(record, updated_at=datetime(2199, 1, 5, tzinfo=UTC))
    assert document_of_story(ready, late, actor=OPERATOR).dated == get_settings().current_day()
    early = replace(record, updated_at=datetime(2026, 3, 5, tzinfo=UTC))
    assert document_of_story(ready, early, actor=OPERATOR).dated == date(2026, 3, 5)

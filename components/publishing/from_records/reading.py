"""Reads stories and issues from the store and makes their documents."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy.engine import Engine

from components.publishing.document import IssueDocument, StoryDocument
from components.publishing.from_records.issues import issue_document
from components.publishing.from_records.stories import story_document
from data_access.facts import current_facts
from data_access.queries.stories import (
    IssueRecord,
    StoryRecord,
    consents_of_story,
    read_pictures,
    read_story,
    records_behind,
    story_cards,
)
from data_access.settings import get_settings
from data_access.unit_of_work import store_version
from domain.errors import NotFoundError
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.story_gate import with_consents_in_force
from domain.vocabulary import StoryStatus

MOST_KEPT = 64
"""Public stories that a process holds, pictures included."""


def document_of_story(engine: Engine, record: StoryRecord, *, actor: Actor) -> StoryDocument:
    """The document of a story that was read."""
    return story_document(
        record,
        pictures=read_pictures(engine, actor=actor, story_id=record.id),
        facts=current_facts(engine),
        behind=records_behind(
            engine, activities=record.content.activities, outcomes=record.content.outcome_records
        ),
        public_address=get_settings().public_address,
        today=get_settings().current_day(),
    )


def document_of_issue(engine: Engine, record: IssueRecord, *, actor: Actor) -> IssueDocument:
    """The document of an issue that was read. Raises InvalidRecordError for one without stories."""
    return issue_document(
        record,
        stories=tuple(document_of_story(engine, story, actor=actor) for story in record.stories),
        public_address=get_settings().public_address,
    )


def published_story(engine: Engine, slug: str) -> StoryDocument | None:
    """The story as everybody may read it; None where there is none, or not in public.

    It is made once a day and version of the store, as a list of stories costs hundreds of questions to it: a
    publication, a withdrawal and the end of a consent raise that version.
    """
    shelf = _shelf_of(_Moment(str(engine.url), store_version(engine), get_settings().current_day()))
    story = shelf.get(slug) or _published(engine, slug)
    if story is not None and len(shelf) < MOST_KEPT:
        shelf[slug] = story
    return story


@dataclass(frozen=True)
class _Moment:
    """When two readers read the same words: the store, its version, and the day."""

    store: str
    version: int
    on: date


@lru_cache(maxsize=1)
def _shelf_of(_moment: _Moment) -> dict[str, StoryDocument]:
    """The public stories that were made at this moment, by slug."""
    return {}


def _published(engine: Engine, slug: str) -> StoryDocument | None:
    try:
        record = read_story(engine, actor=PUBLIC, slug=slug)
    except NotFoundError:
        return None
    return story_to_show(engine, record, actor=PUBLIC)


def story_to_show(engine: Engine, record: StoryRecord, *, actor: Actor) -> StoryDocument:
    """The document of a story that was read, without words and pictures whose consent has ended since.

    A consent that is taken back counts from that day on; nobody has to withdraw the whole story first.
    """
    on = get_settings().current_day()
    held = consents_of_story(engine, actor=OPERATOR, story_id=record.id)
    ended = {one.id for one in held if one.facts.why_not(on)}
    kept = replace(record, content=with_consents_in_force(record.content, ended))
    return document_of_story(engine, kept, actor=actor)


def published_list(engine: Engine) -> list[StoryDocument]:
    """All published stories, in the order of the list that people see."""
    cards = story_cards(engine, actor=PUBLIC)
    found = (published_story(engine, card.slug) for card in cards)
    return [story for story in found if story is not None]


def is_withdrawn(engine: Engine, slug: str) -> bool:
    """Whether the story was published here once and taken back, so that its page says so."""
    try:
        record = read_story(engine, actor=OPERATOR, slug=slug)
    except NotFoundError:
        return False
    was_out = record.published_at is not None or record.was_printed_before
    return record.status is StoryStatus.WITHDRAWN and was_out

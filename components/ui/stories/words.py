"""Stories in words: their numbers, their standing, and their places in the app."""

from collections.abc import Mapping

from data_access.engine import get_engine
from data_access.facts import Facts, current_facts
from data_access.queries.stories import StoryCard, StoryRecord
from domain.story import MetricContent
from domain.story_gate import EXPORTED
from domain.story_numbers import figure_beside_label
from domain.vocabulary import StoryStatus

STORY_PAGE = "pages/stories/story.py"
WRITE_PAGE = "pages/publish/write.py"
STORIES_PAGE = "pages/stories/stories.py"
ENGLAND = "Across England"

STANDING: Mapping[StoryStatus, str] = {
    StoryStatus.DRAFT: "Draft: being written",
    StoryStatus.IN_REVIEW: "In review: waits for a lay partner to co-sign",
    StoryStatus.CO_SIGNED: "Co-signed: waits to be approved",
    StoryStatus.APPROVED: "Approved: ready to publish",
    StoryStatus.PUBLISHED: "Published",
    StoryStatus.WITHDRAWN: "Withdrawn",
}
"""Where a story stands, and what it waits for."""
PUT_AWAY = "Put away: it was never public"


def was_ever_out(record: StoryRecord) -> bool:
    """Whether anybody outside could have read it: on the web here, as published before, or in an export."""
    was_on_the_web = record.published_at is not None or record.public_version is not None
    return was_on_the_web or record.was_printed_before or record.status in EXPORTED


def standing_of(record: StoryRecord) -> str:
    """Where the story stands; what nobody outside ever read is put away, not withdrawn."""
    if record.status is StoryStatus.WITHDRAWN and not was_ever_out(record):
        return PUT_AWAY
    return STANDING[record.status]


def facts_of_stories() -> Facts:
    """The reference lists that give codes their labels."""
    return current_facts(get_engine())


def network_name(facts: Facts, code: str | None) -> str:
    """The network's short name, or that the story is of all of England."""
    entry = facts.reference.networks.get(code or "")
    return entry.short_name if entry else ENGLAND


def number_in_words(metric: MetricContent) -> tuple[str, str]:
    """The number as it is printed, and what it counts; the unit is said once."""
    return figure_beside_label(metric), metric.label


def group_names(facts: Facts, card: StoryCard) -> list[str]:
    """The labels of the groups that a story is about."""
    return [facts.reference.groups[code].label for code in card.groups if code in facts.reference.groups]

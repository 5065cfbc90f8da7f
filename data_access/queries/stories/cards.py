"""Stories as cards show them, filtered and searched."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.quoted import NOTHING_COMPARED
from data_access.queries.stories.rows import PARTS, PICTURE, STORY, contents_of
from domain.filters import Filters
from domain.permissions import Actor
from domain.story import MetricContent, StoryContent
from domain.story_gate import may_read_story
from domain.story_numbers import bound
from domain.vocabulary import Provenance, StoryKind, StoryStatus


@dataclass(frozen=True)
class StoryCard:
    """A story in a list. `network`, `groups` and `rung` are codes; numbers in texts are bound.

    `number` is the first metric with something to compare it with, else the first of all, None without any.
    `picture_id` is the first picture; None calls for the drawn crowd, seeded by `slug`.
    """

    id: int
    slug: str
    title: str
    kicker: str
    standfirst: str
    organisation: str
    network: str | None
    groups: tuple[str, ...]
    rung: str | None
    kind: StoryKind
    status: StoryStatus
    provenance: Provenance
    updated_at: datetime
    updated_by: str
    published_at: datetime | None
    version: int
    number: MetricContent | None = None
    picture_id: int | None = None
    picture_alt: str = ""
    language: str = field(default="en-GB")

    @property
    def is_illustrative(self) -> bool:
        """Whether it is for demonstration."""
        return self.provenance is Provenance.ILLUSTRATIVE


def story_cards(
    engine: Engine,
    *,
    actor: Actor,
    filters: Filters | None = None,
    search: str = "",
    statuses: Collection[StoryStatus] = (StoryStatus.PUBLISHED,),
    kinds: Collection[StoryKind] = (StoryKind.CASE_STUDY,),
) -> list[StoryCard]:
    """The stories that the actor may read, newest change first; what came with Heard follows by title.

    Of `filters` the networks, groups and rungs count; a story without a network belongs to all of England
    and is left out where networks are chosen. Each word of `search` must stand somewhere in the story.
    """
    raise NotImplementedError

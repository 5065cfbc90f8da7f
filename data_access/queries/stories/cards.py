"""Stories as cards show them, filtered and searched."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.quoted import NOTHING_COMPARED
from data_access.queries.stories.rows import STORY, contents_of
from data_access.tables import Table
from domain.filters import Filters
from domain.permissions import Actor
from domain.story import TEXT_PARTS, MetricContent, StoryContent
from domain.story_gate import may_read_story
from domain.story_numbers import bound
from domain.vocabulary import Provenance, StoryKind, StoryStatus

_GROUP = Table.metadata.tables["story_group"]


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
    """The stories that the actor may read: what was touched last first, what came with Heard after it by title.

    Of `filters` the networks, groups and rungs count; a story without a network belongs to all of England
    and is left out where networks are chosen. Each word of `search` must stand somewhere in the story.
    """
    asked = sa.select(STORY).where(STORY.c.status.in_(list(statuses)), STORY.c.kind.in_(list(kinds)))
    if filters is not None:
        asked = _filtered(asked, filters)
    with consistent_read(engine) as connection:
        rows = connection.execute(asked).all()
        contents = contents_of(connection, rows)
    words = search.casefold().split()
    found = [
        _card(row, contents[row.id])
        for row in rows
        if may_read_story(actor, StoryStatus(row.status), row.network_code)
        and _holds(contents[row.id], words)
    ]
    found.sort(key=lambda card: card.title.casefold())
    found.sort(key=lambda card: card.updated_at.timestamp() if card.updated_by else 0.0, reverse=True)
    return found


def _filtered(asked: sa.Select[Any], filters: Filters) -> sa.Select[Any]:
    if filters.networks:
        asked = asked.where(STORY.c.network_code.in_(filters.networks))
    if filters.rungs:
        asked = asked.where(STORY.c.rung_code.in_(filters.rungs))
    if filters.groups:
        about = sa.select(_GROUP.c.story_id).where(_GROUP.c.group_code.in_(filters.groups))
        asked = asked.where(STORY.c.id.in_(about))
    return asked


def _holds(content: StoryContent, words: list[str]) -> bool:
    """Whether each word stands in what people read of the story."""
    if not words:
        return True
    read = (
        content.title, content.kicker, content.standfirst, content.organisation,
        *(getattr(content, part) for part in TEXT_PARTS),
        *(metric.label for metric in content.metrics),
        *(quote.text for quote in content.quotes),
        *(text for pair in content.pairs for text in (pair.you_said, pair.we_did)),
    )  # fmt: skip
    whole = bound(" ".join(read), content.metrics).casefold()
    return all(word in whole for word in words)


def _card(row: Any, content: StoryContent) -> StoryCard:
    compared = [one for one in content.metrics if one.comparator not in NOTHING_COMPARED]
    picture = content.pictures[0] if content.pictures else None
    return StoryCard(
        id=row.id,
        slug=row.slug,
        title=bound(content.title, content.metrics),
        kicker=content.kicker,
        standfirst=bound(content.standfirst, content.metrics),
        organisation=content.organisation,
        network=content.network,
        groups=content.groups,
        rung=content.rung,
        kind=content.kind,
        status=StoryStatus(row.status),
        provenance=Provenance(row.provenance),
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        published_at=row.published_at,
        version=row.version,
        number=next(iter([*compared, *content.metrics]), None),
        picture_id=picture.picture_id if picture else None,
        picture_alt=picture.alt_text if picture else "",
        language=content.language,
    )

"""Stories as cards show them, filtered and searched."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.consents import ended_consents
from data_access.queries.stories.quoted import NOTHING_COMPARED
from data_access.queries.stories.record import public_contents
from data_access.queries.stories.rows import STORY, contents_of
from data_access.settings import get_settings
from data_access.tables import Table
from domain.filters import Filters
from domain.permissions import Actor
from domain.story import TEXT_PARTS, MetricContent, StoryContent
from domain.story_gate import may_read_story, with_consents_in_force
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

    Words and pictures whose consent has ended are in no card, and no search finds them. A story whose
    correction is on its way is among the published ones as it is still out. Of `filters` the networks, groups
    and rungs count; a story without a network belongs to all of England and is left out where networks are
    chosen. Each word of `search` must stand somewhere in the story.
    """
    asked = sa.select(STORY).where(STORY.c.status.in_(list(statuses)), STORY.c.kind.in_(list(kinds)))
    if filters is not None:
        asked = _filtered(asked, filters)
    with consistent_read(engine) as connection:
        rows = connection.execute(asked).all()
        contents = contents_of(connection, rows)
        ended = ended_consents(connection, on=get_settings().current_day())
        earlier = _still_out(connection, kinds, filters) if StoryStatus.PUBLISHED in statuses else []
    contents = {number: with_consents_in_force(said, ended) for number, said in contents.items()}
    earlier = [(row, with_consents_in_force(said, ended)) for row, said in earlier]
    words = search.casefold().split()
    found = [
        _card(row, contents[row.id])
        for row in rows
        if may_read_story(actor, StoryStatus(row.status), row.network_code)
        and _holds(contents[row.id], words)
    ]
    listed = {card.id for card in found}
    found += [
        _card(row, content, is_still_out=True)
        for row, content in earlier
        if row.id not in listed and _holds(content, words)
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


def _still_out(
    connection: Connection, kinds: Collection[StoryKind], filters: Filters | None
) -> list[tuple[Any, StoryContent]]:
    """Stories with a later version on its way, with what everybody reads until then."""
    asked = sa.select(STORY).where(STORY.c.public_version.is_not(None), STORY.c.kind.in_(list(kinds)))
    rows = connection.execute(asked).all()
    contents = public_contents(connection, {row.id: row.public_version for row in rows})
    return [(row, contents[row.id]) for row in rows if filters is None or _fits(contents[row.id], filters)]


def _fits(content: StoryContent, filters: Filters) -> bool:
    return (
        (not filters.networks or content.network in filters.networks)
        and (not filters.rungs or content.rung in filters.rungs)
        and (not filters.groups or bool(set(content.groups) & set(filters.groups)))
    )


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


def _card(row: Any, content: StoryContent, *, is_still_out: bool = False) -> StoryCard:
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
        status=StoryStatus.PUBLISHED if is_still_out else StoryStatus(row.status),
        provenance=Provenance(row.provenance),
        updated_at=row.public_since if is_still_out else row.updated_at,
        updated_by=row.updated_by,
        published_at=row.published_at,
        version=row.public_version if is_still_out else row.version,
        number=next(iter([*compared, *content.metrics]), None),
        picture_id=picture.picture_id if picture else None,
        picture_alt=picture.alt_text if picture else "",
        language=content.language,
    )

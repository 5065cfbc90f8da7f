"""How the rows of a story become what it says, and which rows those are."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.tables import Table
from domain.story import (
    MetricContent,
    PairContent,
    PictureContent,
    QuoteContent,
    SourceContent,
    StoryContent,
    StoryPart,
)
from domain.story_numbers import key_of

_TABLES = Table.metadata.tables
STORY = _TABLES["story"]
OWN_COLUMNS = {
    "kind": "kind", "title": "title", "kicker": "kicker", "standfirst": "standfirst",
    "organisation": "organisation", "network": "network_code", "language": "language", "rung": "rung_code",
    "rung_reason": "rung_reason", "background": "background", "approach": "approach", "outcomes": "outcomes",
    "key_learning": "key_learning", "limits": "limits", "reached": "reached", "easy_read": "easy_read",
    "no_co_signature_reason": "no_co_signature_reason",
}  # fmt: skip
"""By field of `StoryContent`, the column of the story's own row that holds it."""
LINKS = {
    "groups": ("story_group", "group_code"),
    "activities": ("story_activity", "activity_id"),
    "outcome_records": ("story_outcome", "outcome_id"),
}
"""By field, the table that holds its codes or numbers, and the column; read in ascending order."""
PARTS: Mapping[str, tuple[str, type[StoryPart]]] = {
    "metrics": ("story_metric", MetricContent),
    "quotes": ("story_quote", QuoteContent),
    "pairs": ("story_pair", PairContent),
    "sources": ("story_source", SourceContent),
}
"""By field, the table that holds its parts by position, and what each of them is."""
PICTURE = _TABLES["story_picture"]
_PICTURE_FIELDS = tuple(name for name in PictureContent.model_fields if name != "picture_id")


def contents_of(connection: Connection, stories: Iterable[Any]) -> dict[int, StoryContent]:
    """What these stories say, by number. `stories` are whole rows of the table of stories."""
    rows = {int(row.id): row for row in stories}
    ids = list(rows)
    links = {name: _links(connection, *where, ids) for name, where in LINKS.items()}
    parts = {name: _parts(connection, table, part, ids) for name, (table, part) in PARTS.items()}
    pictures = _pictures(connection, ids)
    return {
        number: StoryContent(
            **{name: getattr(row, column) for name, column in OWN_COLUMNS.items()},
            **{name: tuple(found.get(number, ())) for name, found in links.items()},
            **{name: tuple(found.get(number, ())) for name, found in parts.items()},
            pictures=tuple(pictures.get(number, ())),
        )
        for number, row in rows.items()
    }


def _links(connection: Connection, table: str, column: str, ids: list[int]) -> dict[int, list[Any]]:
    held = _TABLES[table]
    found: dict[int, list[Any]] = {}
    asked = sa.select(held.c.story_id, held.c[column]).where(held.c.story_id.in_(ids))
    for story, value in connection.execute(asked):
        found.setdefault(story, []).append(value)
    return {story: sorted(values) for story, values in found.items()}


def _parts(
    connection: Connection, table: str, part: type[StoryPart], ids: list[int]
) -> dict[int, list[StoryPart]]:
    held = _TABLES[table]
    columns = [held.c[name] for name in part.model_fields]
    found: dict[int, list[StoryPart]] = {}
    asked = sa.select(held.c.story_id, *columns).where(held.c.story_id.in_(ids))
    for story, *values in connection.execute(asked.order_by(held.c.story_id, held.c.position)):
        own = found.setdefault(story, [])
        one = part(**dict(zip(part.model_fields, values, strict=True)))
        if isinstance(one, MetricContent) and not one.key:
            one = one.model_copy(update={"key": key_of(one, len(own))})
        own.append(one)
    return found


def _pictures(connection: Connection, ids: list[int]) -> dict[int, list[PictureContent]]:
    asked = (
        sa.select(PICTURE.c.story_id, PICTURE.c.id, *(PICTURE.c[name] for name in _PICTURE_FIELDS))
        .where(PICTURE.c.story_id.in_(ids), PICTURE.c.position.is_not(None))
        .order_by(PICTURE.c.story_id, PICTURE.c.position)
    )
    found: dict[int, list[PictureContent]] = {}
    for story, number, *values in connection.execute(asked):
        fields = dict(zip(_PICTURE_FIELDS, values, strict=True))
        found.setdefault(story, []).append(PictureContent(picture_id=number, **fields))
    return found

"""The published case studies that the Overview quotes, with their compared numbers."""

from typing import Any

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.record import public_contents
from data_access.queries.stories.rows import STORY, contents_of
from data_access.tables import Table
from domain.filters import Filters
from domain.looking_back import is_known_by
from domain.story import StoryContent
from domain.story_numbers import bound
from domain.vocabulary import Provenance, StoryKind, StoryStatus

_NETWORK = Table.metadata.tables["network"]
# A baseline is where something started, not what came of it.
NOTHING_COMPARED = ("", "baseline")
COLUMNS = [
    "title",
    "network",
    "outcomes",
    "citation",
    "metric_value",
    "metric_unit",
    "metric_label",
    "metric_note",
]


def published_stories(engine: Engine, filters: Filters) -> pd.DataFrame:
    """Published case studies of the view's networks: those with a compared number first, then by title.

    Columns title, network (short name, "" for England), outcomes, citation, metric_value, metric_unit,
    metric_label, metric_note: of the first number that has a comparator, as published; None without one. A story
    whose correction is on its way is quoted as it is still out; numbers in texts are bound. As of a past day what
    was published later is left out; what came with Heard has no day, and stays.
    """
    is_out = sa.or_(STORY.c.status == StoryStatus.PUBLISHED, STORY.c.public_version.is_not(None))
    asked = sa.select(STORY).where(
        is_out, STORY.c.kind == StoryKind.CASE_STUDY, STORY.c.provenance == Provenance.PUBLISHED
    )
    with consistent_read(engine) as connection:
        rows = connection.execute(asked).all()
        earlier = {row.id: row.public_version for row in rows if row.public_version is not None}
        contents = contents_of(connection, rows) | (public_contents(connection, earlier) if earlier else {})
        names = dict(connection.execute(sa.select(_NETWORK.c.code, _NETWORK.c.short_name)).all())
    quoted = [
        _quoted(contents[row.id], names.get(contents[row.id].network or "", ""), row.provenance_note)
        for row in rows
        if (not filters.networks or contents[row.id].network in filters.networks)
        and is_known_by(row.published_at and row.published_at.date(), on=filters.as_of)
    ]
    quoted.sort(key=lambda one: (one["metric_value"] is None, one["title"]))
    return pd.DataFrame(quoted, columns=COLUMNS)


def _quoted(content: StoryContent, network: str, citation: str) -> dict[str, Any]:
    number = next((one for one in content.metrics if one.comparator not in NOTHING_COMPARED), None)
    return {
        "title": bound(content.title, content.metrics),
        "network": network,
        "outcomes": bound(content.outcomes, content.metrics),
        "citation": citation,
        "metric_value": None if number is None else number.value,
        "metric_unit": None if number is None else number.unit,
        "metric_label": None if number is None else number.label,
        "metric_note": None if number is None else number.note,
    }

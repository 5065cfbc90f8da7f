"""The published case studies that the Overview quotes, with their compared numbers."""

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.orm import aliased
from sqlmodel import col

from data_access.tables import Network, Story, StoryMetric
from domain.filters import Filters
from domain.vocabulary import Provenance, StoryKind, StoryStatus

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
    metric_label, metric_note: of the first number that has a comparator, as published; None without one.
    """
    compared = aliased(StoryMetric)
    first_compared = (
        sa.select(sa.func.min(compared.position))
        .where(col(compared.story_id) == col(Story.id), col(compared.comparator).not_in(NOTHING_COMPARED))
        .correlate(Story)
        .scalar_subquery()
    )
    statement = (
        sa.select(
            col(Story.title),
            sa.func.coalesce(Network.short_name, ""),
            col(Story.outcomes),
            col(Story.provenance_note),
            col(StoryMetric.value),
            col(StoryMetric.unit),
            col(StoryMetric.label),
            col(StoryMetric.note),
        )
        .outerjoin(Network, col(Network.code) == col(Story.network_code))
        .outerjoin(
            StoryMetric,
            sa.and_(col(StoryMetric.story_id) == col(Story.id), col(StoryMetric.position) == first_compared),
        )
        .where(
            col(Story.status) == StoryStatus.PUBLISHED,
            col(Story.kind) == StoryKind.CASE_STUDY,
            col(Story.provenance) == Provenance.PUBLISHED,
        )
        .order_by(sa.case((col(StoryMetric.id).is_(None), 1), else_=0), col(Story.title))
    )
    if filters.networks:
        statement = statement.where(col(Story.network_code).in_(filters.networks))
    with engine.connect() as connection:
        return pd.DataFrame(connection.execute(statement).all(), columns=COLUMNS)

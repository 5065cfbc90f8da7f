"""What came of activities: for whom it is of value, how long it took, what waits, and the numbers that moved."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.snapshot import NONE, Flags, Ints
from data_access.queries.activities import selected_activities
from data_access.tables import Activity, Outcome
from domain.filters import Filters
from domain.how_long import LAST_DAYS, HowLong, Took, how_long
from domain.measures import measured_by
from domain.periods import Period
from domain.vocabulary import Direction, Level, OutcomeStatus, Provenance

DECIDED = (OutcomeStatus.MADE, OutcomeStatus.NOT_POSSIBLE)


@measured_by("outcomes")
def outcomes_by_level_and_direction(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns level, direction, outcomes: all pairs of codes, zeros included."""
    chosen = _chosen(facts, filters, period)
    levels, directions = list(Level), list(Direction)
    pairs = facts.outcomes.level[chosen].astype(np.int64) * len(directions) + facts.outcomes.direction[chosen]
    counts = np.bincount(pairs, minlength=len(levels) * len(directions)).tolist()
    codes = [(level.value, direction.value) for level in levels for direction in directions]
    return pd.DataFrame(
        [(*pair, count) for pair, count in zip(codes, counts, strict=True)],
        columns=["level", "direction", "outcomes"],
    )


@dataclass(frozen=True)
class Decided:
    """Decisions of one status: how many by how long they took, and the middle of those with a day to count from.

    A decision from before its activity began is in `by_stretch` alone.
    """

    status: OutcomeStatus
    by_stretch: dict[Took, int]
    days: HowLong | None


@measured_by("time_to_decision")
def times_to_decision(facts: Facts, filters: Filters, period: Period) -> tuple[Decided, ...]:
    """How long decisions took, those for a change first; what is planned is not decided."""
    outcomes, chosen = facts.outcomes, _chosen(facts, filters, period)
    found: list[Decided] = []
    for status in DECIDED:
        own = chosen & _has_status(facts, status)
        with_day = own & (outcomes.decided != NONE)
        days = outcomes.decided[with_day] - facts.activities.start[outcomes.activity[with_day]]
        # The place of a stretch among the last days of all is the stretch itself.
        stretches = np.bincount(np.searchsorted(list(LAST_DAYS.values()), days), minlength=len(LAST_DAYS) + 1)
        counts = [*stretches.tolist(), int(own.sum() - with_day.sum())]
        found.append(
            Decided(status, dict(zip(Took, counts, strict=True)), how_long(days[days >= 0].tolist()))
        )
    return tuple(found)


def waiting_longest(facts: Facts, filters: Filters, period: Period, *, most: int) -> list[int]:
    """The numbers of the planned outcomes whose activity began first."""
    chosen = _chosen(facts, filters, period) & _has_status(facts, OutcomeStatus.PLANNED)
    return [int(number) for number in _oldest_first(facts, chosen)[:most]]


def newest_not_possible(facts: Facts, filters: Filters, period: Period, *, most: int) -> list[int]:
    """The numbers of the outcomes that were not possible, those whose activity began last first."""
    chosen = _chosen(facts, filters, period) & _has_status(facts, OutcomeStatus.NOT_POSSIBLE)
    return [int(number) for number in _oldest_first(facts, chosen)[::-1][:most]]


@dataclass(frozen=True)
class WithNumber:
    """The outcomes with a metric, those whose activity began last first, and of how many it was compared."""

    numbers: Ints
    compared: int


@measured_by("numbers_of_change")
def with_number(facts: Facts, filters: Filters, period: Period) -> WithNumber:
    """Which outcomes have a number, and how many of these numbers have something to be compared with."""
    chosen = _chosen(facts, filters, period) & facts.outcomes.has_metric
    return WithNumber(_oldest_first(facts, chosen)[::-1], int((facts.outcomes.was_compared & chosen).sum()))


@dataclass(frozen=True)
class MetricLine:
    """The metric of an outcome as it was recorded; texts are "" where nobody wrote them."""

    id: int
    activity_id: int
    activity: str
    network: str
    label: str
    value: float
    unit: str
    baseline: float | None
    comparator: str
    period: str
    is_share: bool
    provenance: Provenance


def metric_lines(engine: Engine, numbers: Sequence[int]) -> list[MetricLine]:
    """The metrics of the outcomes with these numbers, in this order; one that is gone by now is left out."""
    wanted: sa.Executable = (
        sa.select(
            col(Outcome.id), col(Outcome.activity_id), col(Activity.title).label("activity"),
            col(Activity.network_code).label("network"), col(Outcome.metric_label).label("label"),
            col(Outcome.metric_value).label("value"), col(Outcome.metric_unit).label("unit"),
            col(Outcome.metric_baseline).label("baseline"), col(Outcome.metric_comparator).label("comparator"),
            col(Outcome.metric_period).label("period"), col(Outcome.metric_is_share).label("is_share"),
            col(Activity.provenance),
        )
        .join(Activity, col(Activity.id) == col(Outcome.activity_id))
        .where(col(Outcome.id).in_(list(numbers)), col(Outcome.metric_value).is_not(None))
    )  # fmt: skip
    with engine.connect() as connection:
        rows = {row["id"]: MetricLine(**row) for row in connection.execute(wanted).mappings()}
    return [rows[number] for number in numbers if number in rows]


def _chosen(facts: Facts, filters: Filters, period: Period) -> Flags:
    return selected_activities(facts, filters, period)[facts.outcomes.activity]


def _has_status(facts: Facts, status: OutcomeStatus) -> Flags:
    return np.equal(facts.outcomes.status, list(OutcomeStatus).index(status))


def _oldest_first(facts: Facts, chosen: Flags) -> Ints:
    """The numbers of the chosen outcomes, by the day their activity began."""
    rows = np.flatnonzero(chosen)
    ids = facts.outcomes.ids[rows]
    return ids[np.lexsort((ids, facts.activities.start[facts.outcomes.activity[rows]]))]

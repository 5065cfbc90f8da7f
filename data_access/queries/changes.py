"""What came of activities: for whom it is of value, how long it took, what waits, and the numbers that moved."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.coded import (
    DAYS_TO_DECISION,
    LEVEL_AND_DIRECTION,
    NO_DAY,
    STATUS,
    WAS_COMPARED,
    WITH_METRIC,
)
from data_access.facts.snapshot import Flags, Ints
from data_access.queries.chosen import ChosenRecords, chosen
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
    levels, directions = list(Level), list(Direction)
    counts = chosen(facts, filters, period).outcomes.by_code(LEVEL_AND_DIRECTION)
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
    outcomes = chosen(facts, filters, period).outcomes
    statuses, took = (outcomes.codes(code)[outcomes.flags] for code in (STATUS, DAYS_TO_DECISION))
    found: list[Decided] = []
    for status in DECIDED:
        own = took[statuses == list(OutcomeStatus).index(status)]
        days, times = _how_often(own[own != NO_DAY])
        # The place of a stretch among the last days of all is the stretch itself.
        stretches = np.bincount(
            np.searchsorted(list(LAST_DAYS.values()), days), weights=times, minlength=len(LAST_DAYS) + 1
        )
        counts = [*stretches.astype(np.int64).tolist(), int(own.size - times.sum())]
        counted = dict(zip(days.tolist(), times.tolist(), strict=True))
        by_day = {day: number for day, number in counted.items() if day >= 0}
        found.append(Decided(status, dict(zip(Took, counts, strict=True)), how_long(by_day)))
    return tuple(found)


def _how_often(days: Ints) -> tuple[Ints, NDArray[np.intp]]:
    """The different numbers of days, ascending, and how often each stands there."""
    if not days.size:
        return days, np.zeros(0, dtype=np.intp)
    # To count is quicker than to sort, and between two days lie some millions of days at the very most.
    first = int(days.min())
    counts = np.bincount(days - np.int32(first))
    found = np.flatnonzero(counts)
    return (found + first).astype(np.int32), counts[found]


def waiting_longest(facts: Facts, filters: Filters, period: Period, *, most: int) -> list[int]:
    """The numbers of the planned outcomes whose activity began first."""
    found: list[int] = _with_status(facts, filters, period, OutcomeStatus.PLANNED)[:most].tolist()
    return found


def newest_not_possible(facts: Facts, filters: Filters, period: Period, *, most: int) -> list[int]:
    """The numbers of the outcomes that were not possible, those whose activity began last first."""
    found: list[int] = _with_status(facts, filters, period, OutcomeStatus.NOT_POSSIBLE)[::-1][:most].tolist()
    return found


@dataclass(frozen=True)
class WithNumber:
    """The outcomes with a metric, those whose activity began last first, and of how many it was compared."""

    numbers: Ints
    compared: int


@measured_by("numbers_of_change")
def with_number(facts: Facts, filters: Filters, period: Period) -> WithNumber:
    """Which outcomes have a number, and how many of these numbers have something to be compared with."""
    outcomes = chosen(facts, filters, period).outcomes
    numbers = _numbers(facts, outcomes, outcomes.codes(WITH_METRIC) == 1)
    return WithNumber(numbers[::-1], outcomes.by_code(WAS_COMPARED)[1])


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


def _with_status(facts: Facts, filters: Filters, period: Period, status: OutcomeStatus) -> Ints:
    """The numbers of the outcomes with a status, by the day their activity began, the oldest first."""
    outcomes = chosen(facts, filters, period).outcomes
    return _numbers(facts, outcomes, outcomes.codes(STATUS) == list(OutcomeStatus).index(status))


def _numbers(facts: Facts, outcomes: ChosenRecords, flags: Flags) -> Ints:
    """The numbers of the chosen outcomes that are flagged, oldest first."""
    return facts.outcomes.ids[outcomes.rows[flags[outcomes.flags]]]

"""A page of records as a list shows them, read from the store by their numbers: never all rows, never people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.tables import Activity, Outcome
from domain.looking_back import is_known_by, status_on
from domain.vocabulary import Direction, Level, Mode, OutcomeStatus, Provenance, Stage, Who


@dataclass(frozen=True)
class ActivityLine:
    """An activity in a list; `programme` and `rung` are codes. None is what nobody recorded."""

    id: int
    network: str
    title: str
    start: date
    programme: str | None
    rung: str | None
    provenance: Provenance
    design: Who | None = None
    delivery: Who | None = None
    stage: Stage | None = None
    mode: Mode | None = None
    reported_back_on: date | None = None


@dataclass(frozen=True)
class OutcomeLine:
    """An outcome in a list, with the activity that it came of. Texts are "" where nobody wrote them."""

    id: int
    activity_id: int
    activity: str
    network: str
    start: date
    direction: Direction
    status: OutcomeStatus
    level: Level
    you_said: str
    we_did: str
    reason_not_possible: str
    metric_label: str
    provenance: Provenance
    decided_on: date | None = None
    is_told_later: bool = False
    """Whether it was decided after the day looked back to, so that its decision is left out."""

    @property
    def days_to_decision(self) -> int | None:
        """Days from the first day of the activity, less than 0 for a decision before it; None without a decision."""
        return None if self.decided_on is None else (self.decided_on - self.start).days


@dataclass(frozen=True)
class KnownOfOutcome:
    """What the facts of a view say of one outcome: whether it has a metric, and the three facts of evidence."""

    has_metric: bool
    has_source: bool
    was_compared: bool
    was_confirmed: bool


Line = TypeVar("Line", ActivityLine, OutcomeLine)


def activity_lines(engine: Engine, numbers: Sequence[int], *, on: date | None = None) -> list[ActivityLine]:
    """The activities with these numbers, in this order; one that is gone by now is left out.

    With a day to look back to, one that people were told of later has not been reported back.
    """
    wanted: sa.Executable = sa.select(
        col(Activity.id), col(Activity.network_code).label("network"), col(Activity.title),
        col(Activity.start_date).label("start"), col(Activity.programme_code).label("programme"),
        col(Activity.rung_code).label("rung"), col(Activity.provenance),
        col(Activity.design_role).label("design"), col(Activity.delivery_role).label("delivery"),
        col(Activity.stage), col(Activity.mode), col(Activity.reported_back_on),
    ).where(col(Activity.id).in_(list(numbers)))  # fmt: skip
    lines = [ActivityLine(**row) for row in _rows(engine, wanted)]
    told = [
        line if is_known_by(line.reported_back_on, on=on) else replace(line, reported_back_on=None)
        for line in lines
    ]
    return _in_order(told, numbers)


def outcome_lines(engine: Engine, numbers: Sequence[int], *, on: date | None = None) -> list[OutcomeLine]:
    """The outcomes with these numbers, in this order; one that is gone by now is left out.

    With a day to look back to, each stands as it stood then: one that was decided later is planned, and tells
    nothing of what came of it.
    """
    wanted: sa.Executable = (
        sa.select(
            col(Outcome.id), col(Outcome.activity_id), col(Activity.title).label("activity"),
            col(Activity.network_code).label("network"), col(Activity.start_date).label("start"),
            col(Outcome.direction), col(Outcome.status), col(Outcome.level), col(Outcome.you_said),
            col(Outcome.we_did), col(Outcome.reason_not_possible), col(Outcome.metric_label),
            col(Outcome.decided_on), col(Activity.provenance),
        )
        .join(Activity, col(Activity.id) == col(Outcome.activity_id))
        .where(col(Outcome.id).in_(list(numbers)))
    )  # fmt: skip
    return _in_order([_as_it_stood(on=on, **row) for row in _rows(engine, wanted)], numbers)


def known_of_outcomes(facts: Facts, numbers: Sequence[int]) -> dict[int, KnownOfOutcome]:
    """What these facts say of the outcomes with these numbers; one that they do not hold is left out."""
    own = facts.outcomes
    return {
        int(own.ids[row]): KnownOfOutcome(
            has_metric=bool(own.has_metric[row]),
            has_source=bool(own.has_source[row]),
            was_compared=bool(own.was_compared[row]),
            was_confirmed=bool(own.was_confirmed[row]),
        )
        for row in np.flatnonzero(np.isin(own.ids, list(numbers)))
    }


def _as_it_stood(*, on: date | None, **fields: Any) -> OutcomeLine:
    line = OutcomeLine(**fields)
    if is_known_by(line.decided_on, on=on):
        return line
    return replace(
        line,
        status=status_on(line.status, decided=line.decided_on, on=on),
        decided_on=None,
        we_did="",
        reason_not_possible="",
        metric_label="",
        is_told_later=True,
    )


def _rows(engine: Engine, wanted: sa.Executable) -> Sequence[Any]:
    with engine.connect() as connection:
        return connection.execute(wanted).mappings().all()


def _in_order(lines: list[Line], numbers: Sequence[int]) -> list[Line]:
    by_number = {line.id: line for line in lines}
    return [by_number[number] for number in numbers if number in by_number]

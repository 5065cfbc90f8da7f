"""A page of records as a list shows them, read from the store by their numbers: never all rows, never people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.tables import Activity, Outcome
from domain.looking_back import is_known_by, status_on
from domain.vocabulary import Direction, Level, OutcomeStatus, Provenance


@dataclass(frozen=True)
class ActivityLine:
    """An activity in a list; `programme` and `rung` are codes or None."""

    id: int
    network: str
    title: str
    start: date
    programme: str | None
    rung: str | None
    provenance: Provenance


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
    is_told_later: bool = False
    """Whether it was decided after the day looked back to, so that its decision is left out."""


Line = TypeVar("Line", ActivityLine, OutcomeLine)


def activity_lines(engine: Engine, numbers: Sequence[int]) -> list[ActivityLine]:
    """The activities with these numbers, in this order; one that is gone by now is left out."""
    wanted: sa.Executable = sa.select(
        col(Activity.id), col(Activity.network_code).label("network"), col(Activity.title),
        col(Activity.start_date).label("start"), col(Activity.programme_code).label("programme"),
        col(Activity.rung_code).label("rung"), col(Activity.provenance),
    ).where(col(Activity.id).in_(list(numbers)))  # fmt: skip
    return _in_order([ActivityLine(**row) for row in _rows(engine, wanted)], numbers)


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


def _as_it_stood(*, on: date | None, decided_on: date | None, **fields: Any) -> OutcomeLine:
    line = OutcomeLine(**fields)
    if is_known_by(decided_on, on=on):
        return line
    return replace(
        line,
        status=status_on(line.status, decided=decided_on, on=on),
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

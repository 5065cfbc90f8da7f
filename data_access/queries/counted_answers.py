"""Which of people's answers may be counted, for all networks at once, and what they hold: arrays instead of rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.column_text import columns_of, every_row, numbers, ordinals
from data_access.facts.snapshot import Flags, Ints
from data_access.tables import Experience
from domain.experience import FEWEST_ANSWERS, HIGHEST_AGREEMENT, Statement
from domain.vocabulary import Answer, Provenance

DAYS_IN_A_WEEK = 7
_LEVELS = HIGHEST_AGREEMENT + 2
"""The levels of agreement, and one more for no answer."""


@dataclass(frozen=True)
class CountedAnswers:
    """One entry per answer that is counted: the place of its network, and what it says."""

    network: Ints
    agreement: Mapping[Statement, Ints]
    heard_back: Ints
    is_illustrative: Flags


def counted_answers(engine: Engine, facts: Facts, *, today: date) -> CountedAnswers:
    """The answers that are in a bundle of `domain.experience.bundles`, without their comments."""
    activities, on, said = _read(engine)
    rows = np.searchsorted(facts.activities.ids, activities).clip(max=max(facts.activities.ids.size - 1, 0))
    # The store may be a moment ahead of the facts.
    known = facts.activities.ids[rows] == activities if facts.activities.ids.size else activities < 0
    rows, on, said = rows[known], on[known], said[known]
    network = facts.activities.network[rows].astype(np.int32)
    counted = are_counted(rows, of=network * 2 + facts.activities.was_reported_back[rows], on=on, today=today)
    said, agreement = said[counted], {}
    said, illustrative = np.divmod(said, 2)
    said, heard_back = np.divmod(said, len(Answer))
    for statement in Statement:
        said, agreement[statement] = np.divmod(said, _LEVELS)
    return CountedAnswers(network[counted], agreement, heard_back, illustrative == 1)


def _read(engine: Engine) -> tuple[Ints, Ints, Ints]:
    """The activity of each answer, the ordinal of its day, and all that it says as one number."""
    said: sa.ColumnElement[int] = sa.literal(0)
    for statement in reversed(Statement):
        level = sa.func.coalesce(getattr(Experience, statement.value), _LEVELS - 1)
        said = said * _LEVELS + level
    told = sa.case(
        {answer.value: place for place, answer in enumerate(Answer)},
        value=sa.type_coerce(col(Experience.heard_back), sa.String),
    )
    illustrative = sa.case((col(Experience.provenance) == Provenance.ILLUSTRATIVE, 1), else_=0)
    with engine.connect() as connection:
        activities, on, numbers_said = columns_of(
            connection,
            [
                numbers(col(Experience.activity_id)),
                ordinals(col(Experience.answered_on)),
                numbers((said * len(Answer) + told) * 2 + illustrative),
            ],
            every_row(connection, col(Experience.id)),
        )
    return activities, on, numbers_said


def week_numbers(days: Ints) -> Ints:
    """The number of each day's week; weeks begin on a Monday, as that of the first ordinal does."""
    return (days - np.int32(1)) // np.int32(DAYS_IN_A_WEEK)


def are_counted(activities: NDArray[np.integer[Any]], *, of: Ints, on: Ints, today: date) -> Flags:
    """Which answers are in a bundle; those of activities with the same number in `of` wait together.

    Of past weeks all are, but the few of activities with too few answers that still wait for others.
    """
    weeks, now = week_numbers(on), int(week_numbers(np.array([today.toordinal()], dtype=np.int32))[0])
    is_past = weeks < now
    if not is_past.any():
        return is_past
    first = int(weeks[is_past].min())
    span = now - first
    _, place, size = np.unique(
        activities[is_past].astype(np.int64) * span + weeks[is_past] - first,
        return_inverse=True,
        return_counts=True,
    )
    waits = size[place] < FEWEST_ANSWERS
    kinds = int(of.max()) + 1
    waiting = np.bincount(
        of[is_past][waits].astype(np.int64) * span + weeks[is_past][waits] - first, minlength=kinds * span
    ).reshape(kinds, span)
    emptied = np.array([_last_emptied(by_week.tolist()) for by_week in waiting])
    counted = is_past.copy()
    counted[is_past] = ~waits | (weeks[is_past] - first <= emptied[of[is_past]])
    return counted


def _last_emptied(waiting: list[int]) -> int:
    """The last week in which those who waited were enough to be counted together; -1 for none."""
    emptied, together = -1, 0
    for week, number in enumerate(waiting):
        together += number
        if together >= FEWEST_ANSWERS:
            emptied, together = week, 0
    return emptied

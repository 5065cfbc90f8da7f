"""The marks by which a shared screen sees that what it shows has changed, in this process or in another."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlmodel import col

from data_access.tables import Dot, DotPhone, DotQuestion, StoreVersion
from domain.vocabulary import DotState


@dataclass(frozen=True)
class Scope:
    """What a screen depends on: figures always, all that is audited where it tells of more, and a meeting's dots."""

    records: bool = False
    meeting: int | None = None


@dataclass(frozen=True)
class Marks:
    """The state of the store in a few numbers: `version` rises with its figures, `audited` with each deed.

    `dots` tell by meeting of the dots of its open question; a meeting that was not asked about is not there.
    """

    day: date
    version: int
    audited: int
    dots: Mapping[int, str]

    def of(self, scope: Scope) -> str:
        """One short text that is another whenever what lies in this scope may be."""
        told = [self.day.isoformat(), str(self.version)]
        if scope.records:
            told.append(str(self.audited))
        if scope.meeting is not None:
            told.append(self.dots.get(scope.meeting, ""))
        return hashlib.sha256(" ".join(told).encode()).hexdigest()[:16]


def mark_of_figures(version: int, *, day: date) -> str:
    """The mark of what depends on figures alone, by the version of the store and the day that it is seen on."""
    return Marks(day=day, version=version, audited=0, dots={}).of(Scope())


def read_marks(engine: Engine, *, today: date, meetings: Iterable[int] = ()) -> Marks:
    """The marks as the store has them now; a store without a write has the numbers 0."""
    with engine.connect() as connection:
        row = connection.execute(
            sa.select(col(StoreVersion.version), col(StoreVersion.audit_count))
        ).one_or_none()
        version, audited = (row[0], row[1]) if row else (0, 0)
        dots = {one: _dots(connection, one) for one in sorted(set(meetings))}
    return Marks(day=today, version=version, audited=audited, dots=dots)


def meeting_of_question(engine: Engine, question_id: int) -> int | None:
    """The meeting that a question belongs to; None where there is no such question."""
    with engine.connect() as connection:
        return connection.scalar(
            sa.select(col(DotQuestion.meeting_id)).where(col(DotQuestion.id) == question_id)
        )


def _dots(connection: Connection, meeting_id: int) -> str:
    """How many dots the open question has, and the newest, and how many phones joined.

    A dot that was moved counts as new by its moment.
    """
    row = connection.execute(
        sa.select(sa.func.count(col(Dot.id)), sa.func.max(col(Dot.placed_at)), sa.func.sum(col(Dot.value)))
        .join(DotQuestion, col(DotQuestion.id) == col(Dot.question_id))
        .where(col(DotQuestion.meeting_id) == meeting_id, col(DotQuestion.state) == DotState.OPEN)
    ).one()
    joined = connection.scalar(
        sa.select(sa.func.count(col(DotPhone.id))).where(col(DotPhone.meeting_id) == meeting_id)
    )
    return "/".join(str(one) for one in (*row, joined))

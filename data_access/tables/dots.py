"""Questions that a meeting is asked, and the dots that its people place."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from data_access.tables.base import Table, code_field, moment_field, now, reference_field, text_field
from domain.vocabulary import DotKind, DotScale, DotState, RaterKind

__all__ = ["Dot", "DotPhone", "DotQuestion"]


class DotQuestion(Table, table=True):
    """A question of a meeting: about a network, an activity, or a free statement, in rounds.

    `asked` is the question as people read it, `evidence` what is written beside it. `round` counts from 1 and rises
    when the question is opened again. With `hides_dots` nobody sees where dots stand until they are revealed.
    """

    __tablename__ = "dot_question"
    __table_args__ = (sa.CheckConstraint("round >= 1", name="round"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = reference_field("meeting.id", cascade=True)
    kind: DotKind = code_field(DotKind)
    asked: str = text_field(300)
    network_code: str | None = reference_field("network.code", default=None, nullable=True)
    activity_id: int | None = Field(
        default=None, foreign_key="activity.id", ondelete="SET NULL", index=True, nullable=True
    )
    evidence: str = text_field(2000, default="")
    hides_dots: bool = True
    state: DotState = code_field(DotState, default=DotState.OPEN)
    round: int = 1
    opened_at: datetime = moment_field(default_factory=now)
    revealed_at: datetime | None = moment_field(default=None, nullable=True)
    closed_at: datetime | None = moment_field(default=None, nullable=True)


class Dot(Table, table=True):
    """Where one phone put its dot on one scale, in one round of a question.

    `phone` is a hash that differs from question to question, so that nobody can be followed. `value` runs from 0 to
    the scale's greatest (`domain.dots`).
    """

    __tablename__ = "dot"
    __table_args__ = (
        sa.UniqueConstraint("question_id", "round", "phone", "scale"),
        sa.CheckConstraint("value >= 0 AND value <= 100", name="value"),
        sa.CheckConstraint("round >= 1", name="round"),
    )
    id: int | None = Field(default=None, primary_key=True)
    question_id: int = reference_field("dot_question.id", cascade=True)
    round: int
    phone: str = text_field(64)
    capacity: RaterKind = code_field(RaterKind)
    scale: DotScale = code_field(DotScale)
    value: int
    placed_at: datetime = moment_field(default_factory=now)


class DotPhone(Table, table=True):
    """A phone that joined a meeting, so that the room sees how many are there.

    `phone` is a hash for this meeting alone, which has nothing in common with that of its dots.
    """

    __tablename__ = "dot_phone"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "phone"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = reference_field("meeting.id", cascade=True)
    phone: str = text_field(64)

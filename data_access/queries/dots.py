"""Questions to the room as they stand, for the screen and the host: their words, their rounds and their dots."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Activity, Dot, DotPhone, DotQuestion, Meeting, Network, Rung
from data_access.tables.base import number_of
from domain import permissions
from domain.dot_question import QuestionRecord, RoundSeen
from domain.dots import PlacedDot, Scale, scales_of
from domain.errors import NotFoundError
from domain.permissions import Actor, check_may
from domain.vocabulary import DotKind, DotScale, DotState, RaterKind

THERE_IS_NONE = "There is no such question any more."
ON_SHOW = (DotState.OPEN, DotState.REVEALED)
"""A question that the room sees now; a meeting has at most one."""


class _Placed(NamedTuple):
    round: int
    phone: str
    capacity: RaterKind
    scale: DotScale
    value: int


def read_question(engine: Engine, *, actor: Actor, question_id: int) -> QuestionRecord:
    """A question with its rounds. Raises NotAllowedError, and NotFoundError where there is none."""
    check_may(actor, permissions.Action.READ_MEETINGS)
    with Session(engine) as session:
        found = question_records(session, col(DotQuestion.id) == question_id)
    if not found:
        raise NotFoundError(THERE_IS_NONE)
    return found[0]


def questions_of(engine: Engine, *, actor: Actor, meeting_id: int) -> tuple[QuestionRecord, ...]:
    """The questions that a meeting was asked, in the order in which they were opened. Raises NotAllowedError."""
    check_may(actor, permissions.Action.READ_MEETINGS)
    with Session(engine) as session:
        return question_records(session, col(DotQuestion.meeting_id) == meeting_id)


def question_on_show(engine: Engine, *, actor: Actor, meeting_id: int) -> QuestionRecord | None:
    """The question that is open or shown now; None where there is none. Raises NotAllowedError."""
    check_may(actor, permissions.Action.READ_MEETINGS)
    with Session(engine) as session:
        found = question_records(
            session, col(DotQuestion.meeting_id) == meeting_id, col(DotQuestion.state).in_(ON_SHOW)
        )
    return found[-1] if found else None


def ladder(session: Session) -> dict[str, str]:
    """The names of the rungs with what they mean, the lowest first."""
    rows = session.execute(sa.select(col(Rung.label), col(Rung.definition)).order_by(col(Rung.position)))
    return dict(iter(rows))


def question_scales(session: Session, kind: DotKind) -> tuple[Scale, ...]:
    """The scales that a question of this kind is answered on."""
    return scales_of(kind, rungs=ladder(session) if kind is DotKind.RUNG else None)


def question_rounds(session: Session, row: DotQuestion) -> tuple[RoundSeen, ...]:
    """The rounds of a question, where dots stand left out while they are hidden."""
    asked = sa.select(col(Dot.round), col(Dot.phone), col(Dot.capacity), col(Dot.scale), col(Dot.value))
    rows = session.execute(asked.where(col(Dot.question_id) == row.id).order_by(col(Dot.id)))
    placed = [_Placed(*one) for one in rows]
    is_hidden = row.state is DotState.OPEN and row.hides_dots
    return tuple(
        _round(
            number,
            [dot for dot in placed if dot.round == number],
            is_hidden=is_hidden and number == row.round,
        )
        for number in range(1, row.round + 1)
    )


def _round(number: int, placed: Iterable[_Placed], *, is_hidden: bool) -> RoundSeen:
    said = list({dot.phone: dot.capacity for dot in placed}.values())
    dots = () if is_hidden else tuple(PlacedDot(dot.capacity, dot.scale, dot.value) for dot in placed)
    return RoundSeen(number, said.count(RaterKind.STAFF), said.count(RaterKind.LAY), dots)


def question_records(session: Session, *which: sa.ColumnElement[bool]) -> tuple[QuestionRecord, ...]:
    """The questions that meet these conditions, in the order in which they were opened; nobody's leave is asked."""
    phones = (
        sa.select(sa.func.count(col(DotPhone.id)))
        .where(col(DotPhone.meeting_id) == col(DotQuestion.meeting_id))
        .scalar_subquery()
    )
    asked = (
        sa.select(DotQuestion, Meeting, phones, col(Network.short_name), col(Activity.title))
        .join(Meeting, col(DotQuestion.meeting_id) == col(Meeting.id))
        .outerjoin(Network, col(DotQuestion.network_code) == col(Network.code))
        .outerjoin(Activity, col(DotQuestion.activity_id) == col(Activity.id))
        .where(*which)
        .order_by(col(DotQuestion.opened_at), col(DotQuestion.id))
    )
    scales: dict[DotKind, tuple[Scale, ...]] = {}
    found = []
    for row, meeting, joined, network, activity in session.execute(asked):
        if row.kind not in scales:
            scales[row.kind] = question_scales(session, row.kind)
        found.append(_record(session, row, meeting, phones=joined, names=(network, activity), scales=scales))
    return tuple(found)


def _record(
    session: Session,
    row: DotQuestion,
    meeting: Meeting,
    *,
    phones: int,
    names: tuple[str | None, str | None],
    scales: Mapping[DotKind, tuple[Scale, ...]],
) -> QuestionRecord:
    return QuestionRecord(
        id=number_of(row),
        meeting_id=row.meeting_id,
        meeting_title=meeting.title,
        meeting_state=meeting.state,
        provenance=meeting.provenance,
        room_code=meeting.room_code or "",
        phones=phones,
        kind=row.kind,
        asked=row.asked,
        evidence=row.evidence,
        network_code=row.network_code,
        network=names[0],
        activity_id=row.activity_id,
        activity=names[1],
        hides_dots=row.hides_dots,
        state=row.state,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        scales=scales[row.kind],
        rounds=question_rounds(session, row),
    )

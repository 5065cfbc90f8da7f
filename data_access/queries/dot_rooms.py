"""A meeting as its phones see it: which question is on show, where their dots stand, what came of it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.sessions import secret_hash
from data_access.queries.dots import ON_SHOW, question_records, question_scales
from data_access.tables import Dot, DotQuestion, Meeting
from data_access.tables.base import number_of
from domain.dot_question import mark_of_words
from domain.dots import Scale, ScaleResult
from domain.vocabulary import DotKind, DotScale, DotState, MeetingState, Provenance


@dataclass(frozen=True)
class PhoneQuestion:
    """What a phone knows of the question that is on show; `results` are () until its dots are shown, and read apart."""

    id: int
    round: int
    state: DotState
    kind: DotKind
    asked: str
    scales: tuple[Scale, ...]
    results: tuple[ScaleResult, ...] = ()

    @property
    def words(self) -> str:
        """The mark of how it is asked, which the answer brings back."""
        return mark_of_words(self.asked)


@dataclass(frozen=True)
class Room:
    """A meeting as its phones see it; without a question, people wait for the next."""

    meeting_id: int
    title: str
    code: str
    state: MeetingState
    provenance: Provenance
    question: PhoneQuestion | None

    @property
    def mark(self) -> str:
        """A short text that is another as soon as a phone has something else to show."""
        if self.state is not MeetingState.LIVE:
            return self.state.value
        one = self.question
        return f"{one.id}.{one.round}.{one.state.value}.{one.words}" if one else "wait"


def room_of_code(engine: Engine, code: str) -> Room | None:
    """The meeting with this code as its phones see it; None where no meeting has it."""
    with Session(engine) as session:
        meeting = session.scalars(sa.select(Meeting).where(col(Meeting.room_code) == code)).one_or_none()
        if meeting is None:
            return None
        asked = sa.select(DotQuestion).where(
            col(DotQuestion.meeting_id) == meeting.id, col(DotQuestion.state).in_(ON_SHOW)
        )
        row = session.scalars(asked.order_by(col(DotQuestion.id).desc())).first()
        question = None if row is None else _for_phones(session, row)
        return Room(number_of(meeting), meeting.title, code, meeting.state, meeting.provenance, question)


def results_for_phones(engine: Engine, question_id: int) -> tuple[ScaleResult, ...]:
    """What came of the latest round; without dots unless they were shown."""
    with Session(engine) as session:
        found = question_records(session, col(DotQuestion.id) == question_id)
    return found[0].results(found[0].current) if found and found[0].state is not DotState.OPEN else ()


def own_dots(engine: Engine, *, question_id: int, phone: str) -> dict[int, dict[DotScale, int]]:
    """Where a phone has put its dots, by round, the first one first; a round without any of its own is left out."""
    asked = sa.select(col(Dot.round), col(Dot.scale), col(Dot.value)).where(
        col(Dot.question_id) == question_id, col(Dot.phone) == phone_of_question(phone, question_id)
    )
    found: dict[int, dict[DotScale, int]] = {}
    with Session(engine) as session:
        for number, scale, value in session.execute(asked.order_by(col(Dot.round))):
            found.setdefault(number, {})[scale] = value
    return found


def phone_of_meeting(phone: str, meeting_id: int) -> str:
    """What the store keeps of a phone's secret to count it once in a meeting."""
    return secret_hash(f"meeting {meeting_id} {phone}")


def phone_of_question(phone: str, question_id: int) -> str:
    """What the store keeps of a phone's secret for one question, so that it cannot be followed to another."""
    return secret_hash(f"dot {question_id} {phone}")


def _for_phones(session: Session, row: DotQuestion) -> PhoneQuestion:
    scales = question_scales(session, row.kind)
    return PhoneQuestion(number_of(row), row.round, row.state, row.kind, row.asked, scales)

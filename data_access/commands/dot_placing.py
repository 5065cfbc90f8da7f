"""Writes the dots that phones place: each phone has one on each scale of a round, however often it asks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from data_access.commands.taking_turns import write_in_turn
from data_access.engine import is_sqlite
from data_access.queries.dot_rooms import phone_of_meeting, phone_of_question
from data_access.queries.dots import THERE_IS_NONE, question_scales
from data_access.queries.meetings import THERE_IS_NONE as THERE_IS_NO_MEETING
from data_access.tables import Dot, DotPhone, DotQuestion, Meeting
from data_access.tables.base import now
from domain.dot_question import mark_of_words
from domain.dots import Scale, check_values
from domain.errors import InvalidRecordError, NotFoundError
from domain.vocabulary import DotScale, DotState, MeetingState, RaterKind

Found = TypeVar("Found")
MEETING_IS_OVER = "The meeting is over, so no more dots can be placed. Thank you for taking part."
ARE_SHOWN = "The dots are shown now, so yours stays as it was. Look at the screen."
IS_CLOSED = "That question is closed, so your dot was not placed."
OTHER_WORDS = "The question is in other words now. Read it and place your dot again, please."
OTHER_ROUND = "This question was opened again in the meantime. Place your dot once more, please."
IS_FULL = "As many phones as can take part have joined already."
MOST_PHONES = 2_000
"""That may join a meeting or place dots in a round, so that nobody can fill the store; many times a full room."""


@dataclass(frozen=True)
class Placing:
    """The dots that a phone hands in: on which question and round, as whom, and where on each of its scales.

    `phone` is the secret of its cookie. `words` is the mark of the question as it was read (`mark_of_words`).
    """

    question_id: int
    round: int
    words: str
    phone: str
    capacity: RaterKind
    values: Mapping[DotScale, int]


def join_meeting(engine: Engine, *, meeting_id: int, phone: str, capacity: RaterKind) -> None:
    """Count a phone among those of a meeting under way; one that joined before is not counted again.

    The dots that it has in a question that is open now follow whom it says is there; those that were shown stay.

    Raises NotFoundError, InvalidRecordError where the meeting is over or full, and StoreError where the store stays
    out of reach.
    """
    write_in_turn(engine, lambda session: _join(session, meeting_id, phone, capacity))


def place_dots(engine: Engine, placing: Placing) -> None:
    """Put a phone's dots where it says, in place of those that it has in this round.

    However often the same is handed in, and however many phones do so at once, each has one dot on each scale.
    Raises NotFoundError, InvalidRecordError where the question takes no dots, is in another round, or a value does
    not stand on its scale, and StoreError where the store stays out of reach.
    """
    write_in_turn(engine, lambda session: _place(session, placing))


class _Asked(NamedTuple):
    """The question as it stands for the whole transaction."""

    state: DotState
    round: int
    words: str
    meeting_state: MeetingState
    scales: tuple[Scale, ...]


def _place(session: Session, placing: Placing) -> None:
    asked = _once(session, ("question", placing.question_id), lambda: _asked(session, placing.question_id))
    _check_takes(asked, placing)
    check_values(placing.values, scales=asked.scales)
    phone = phone_of_question(placing.phone, placing.question_id)
    of_round = col(Dot.question_id) == placing.question_id, col(Dot.round) == placing.round
    name = ("phones", placing.question_id, placing.round)
    _check_has_room(session, col(Dot.phone), of_round, phone=phone, name=name)
    rows = [
        {
            "question_id": placing.question_id,
            "round": placing.round,
            "phone": phone,
            "capacity": placing.capacity,
            "scale": scale,
            "value": value,
            "placed_at": now(),
        }
        for scale, value in sorted(placing.values.items())
    ]
    # The unique constraint decides, so that of two at once neither is lost nor counted twice.
    statement = _insert(session)(Dot)
    placed = statement.on_conflict_do_update(
        index_elements=["question_id", "round", "phone", "scale"],
        set_={name: statement.excluded[name] for name in ("capacity", "value", "placed_at")},
    )
    session.connection().execute(placed, rows)


def _join(session: Session, meeting_id: int, secret: str, capacity: RaterKind) -> None:
    phone = phone_of_meeting(secret, meeting_id)
    asked = sa.select(col(Meeting.state)).where(col(Meeting.id) == meeting_id)
    state = _once(session, ("meeting", meeting_id), lambda: session.scalar(asked))
    if state is None:
        raise NotFoundError(THERE_IS_NO_MEETING)
    if state is not MeetingState.LIVE:
        raise InvalidRecordError(MEETING_IS_OVER)
    of_meeting = (col(DotPhone.meeting_id) == meeting_id,)
    _check_has_room(session, col(DotPhone.phone), of_meeting, phone=phone, name=("joined", meeting_id))
    statement = _insert(session)(DotPhone)
    joined = statement.on_conflict_do_nothing(index_elements=["meeting_id", "phone"])
    session.connection().execute(joined, [{"meeting_id": meeting_id, "phone": phone}])
    _count_dots_as(session, meeting_id, secret, capacity)


def _count_dots_as(session: Session, meeting_id: int, secret: str, capacity: RaterKind) -> None:
    """Let the dots of a phone in the open question be those of staff or of a lay member."""
    # Locked against the host, as placing is: what is shown stays as it was.
    of_meeting = col(DotQuestion.meeting_id) == meeting_id, col(DotQuestion.state) == DotState.OPEN
    asked = sa.select(col(DotQuestion.id), col(DotQuestion.round)).where(*of_meeting)
    for number, round_number in session.execute(asked.with_for_update(read=True)).all():
        own = col(Dot.question_id) == number, col(Dot.phone) == phone_of_question(secret, number)
        others = col(Dot.round) == round_number, col(Dot.capacity) != capacity
        session.execute(sa.update(Dot).where(*own, *others).values(capacity=capacity))


def _insert(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    """What knows how to decide about a row that is there already."""
    return sqlite.insert if is_sqlite(session.connection()) else postgresql.insert


def _asked(session: Session, question_id: int) -> _Asked:
    # Locked against the host: a dot is in before the dots are shown, or it is refused.
    row = session.execute(
        sa.select(
            col(DotQuestion.kind),
            col(DotQuestion.state),
            col(DotQuestion.round),
            col(DotQuestion.asked),
            col(Meeting.state),
        )
        .join(Meeting, col(Meeting.id) == col(DotQuestion.meeting_id))
        .where(col(DotQuestion.id) == question_id)
        .with_for_update(read=True, of=DotQuestion)
    ).one_or_none()
    if row is None:
        raise NotFoundError(THERE_IS_NONE)
    kind, state, round_number, words, meeting_state = row
    return _Asked(state, round_number, mark_of_words(words), meeting_state, question_scales(session, kind))


def _check_takes(asked: _Asked, placing: Placing) -> None:
    if asked.state is DotState.CLOSED:
        raise InvalidRecordError(IS_CLOSED)
    if asked.state is DotState.REVEALED:
        raise InvalidRecordError(ARE_SHOWN)
    if asked.round != placing.round:
        raise InvalidRecordError(OTHER_ROUND)
    if asked.words != placing.words:
        raise InvalidRecordError(OTHER_WORDS)
    if asked.meeting_state is not MeetingState.LIVE:
        raise InvalidRecordError(MEETING_IS_OVER)


def _check_has_room(
    session: Session,
    column: Mapped[str],
    among: Sequence[sa.ColumnElement[bool]],
    *,
    phone: str,
    name: tuple[object, ...],
) -> None:
    """Refuse one phone too many; one that is there already may move. Those that come at once are counted once."""
    counted = sa.select(sa.func.count(sa.distinct(column))).where(*among)
    if (_once(session, name, lambda: session.scalar(counted)) or 0) < MOST_PHONES:
        return
    if session.scalar(sa.select(column).where(*among, column == phone).limit(1)) is None:
        raise InvalidRecordError(IS_FULL)


def _once(session: Session, name: tuple[object, ...], read: Callable[[], Found]) -> Found:
    """What was read before in this transaction, or what is read now."""
    if name not in session.info:
        session.info[name] = read()
    found: Found = session.info[name]
    return found

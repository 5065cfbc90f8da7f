"""Writes the dots that phones place: each phone has one on each scale of a round, however often it asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import sleep

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from data_access.engine import is_sqlite
from data_access.queries.dot_rooms import phone_of_meeting, phone_of_question
from data_access.queries.dots import THERE_IS_NONE, question_scales
from data_access.queries.meetings import THERE_IS_NONE as THERE_IS_NO_MEETING
from data_access.tables import Dot, DotPhone, DotQuestion, Meeting
from data_access.tables.base import now
from data_access.unit_of_work import private_write
from domain.dots import check_values
from domain.errors import InvalidRecordError, NotFoundError, StoreError
from domain.vocabulary import DotScale, DotState, MeetingState, RaterKind

MEETING_IS_OVER = "The meeting is over, so no more dots can be placed. Thank you for taking part."
ARE_SHOWN = "The dots are shown now, so yours stays as it was. Look at the screen."
IS_CLOSED = "That question is closed, so your dot was not placed."
OTHER_ROUND = "This question was opened again in the meantime. Place your dot once more, please."
IS_FULL = "As many phones as can take part have joined already."
MOST_PHONES = 2_000
"""That may join a meeting or place dots in a round, so that nobody can fill the store; many times a full room."""
TRIES, PAUSE_SECONDS = 4, 0.05


@dataclass(frozen=True)
class Placing:
    """The dots that a phone hands in: on which question and round, as whom, and where on each of its scales.

    `phone` is the secret of its cookie.
    """

    question_id: int
    round: int
    phone: str
    capacity: RaterKind
    values: Mapping[DotScale, int]


def join_meeting(engine: Engine, *, meeting_id: int, phone: str) -> None:
    """Count a phone among those of a meeting under way; one that joined before is not counted again.

    Raises NotFoundError, InvalidRecordError where the meeting is over or full, and StoreError where the store stays
    out of reach.
    """
    _write(engine, lambda session: _join(session, meeting_id, phone_of_meeting(phone, meeting_id)))


def place_dots(engine: Engine, placing: Placing) -> None:
    """Put a phone's dots where it says, in place of those that it has in this round.

    However often the same is handed in, and however many phones do so at once, each has one dot on each scale.
    Raises NotFoundError, InvalidRecordError where the question takes no dots, is in another round, or a value does
    not stand on its scale, and StoreError where the store stays out of reach.
    """
    _write(engine, lambda session: _place(session, placing))


def _write(engine: Engine, write: Callable[[Session], None]) -> None:
    for left in reversed(range(TRIES)):
        try:
            with private_write(engine) as session:
                write(session)
        except StoreError as error:
            if not left or not _is_busy(error):
                raise
            sleep(PAUSE_SECONDS)
        else:
            return


def _join(session: Session, meeting_id: int, phone: str) -> None:
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFoundError(THERE_IS_NO_MEETING)
    if meeting.state is not MeetingState.LIVE:
        raise InvalidRecordError(MEETING_IS_OVER)
    of_meeting = col(DotPhone.meeting_id) == meeting_id
    if (session.scalar(sa.select(sa.func.count()).where(of_meeting)) or 0) >= MOST_PHONES:
        raise InvalidRecordError(IS_FULL)
    statement = _insert(session)(DotPhone).values(meeting_id=meeting_id, phone=phone)
    session.execute(statement.on_conflict_do_nothing(index_elements=["meeting_id", "phone"]))


def _insert(session: Session) -> Callable[..., sqlite.Insert | postgresql.Insert]:
    """What knows how to decide about a row that is there already."""
    return sqlite.insert if is_sqlite(session.connection()) else postgresql.insert


def _place(session: Session, placing: Placing) -> None:
    # Locked against the host: a dot is in before the dots are shown, or it is refused.
    row = session.scalars(
        sa.select(DotQuestion).where(col(DotQuestion.id) == placing.question_id).with_for_update(read=True)
    ).one_or_none()
    if row is None:
        raise NotFoundError(THERE_IS_NONE)
    _check_takes(session, row, placing)
    check_values(placing.values, scales=question_scales(session, row.kind))
    phone = phone_of_question(placing.phone, placing.question_id)
    _check_has_room(session, placing, phone)
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
    # One statement: the unique constraint decides, so that of two at once neither is lost nor counted twice.
    statement = _insert(session)(Dot).values(rows)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["question_id", "round", "phone", "scale"],
            set_={name: statement.excluded[name] for name in ("capacity", "value", "placed_at")},
        )
    )


def _check_takes(session: Session, row: DotQuestion, placing: Placing) -> None:
    if row.state is DotState.CLOSED:
        raise InvalidRecordError(IS_CLOSED)
    if row.state is DotState.REVEALED:
        raise InvalidRecordError(ARE_SHOWN)
    if row.round != placing.round:
        raise InvalidRecordError(OTHER_ROUND)
    if session.get_one(Meeting, row.meeting_id).state is not MeetingState.LIVE:
        raise InvalidRecordError(MEETING_IS_OVER)


def _check_has_room(session: Session, placing: Placing, phone: str) -> None:
    """Refuse one phone too many; a phone that has a dot may move it."""
    asked = sa.select(sa.func.count(sa.distinct(col(Dot.phone)))).where(
        col(Dot.question_id) == placing.question_id,
        col(Dot.round) == placing.round,
        col(Dot.phone) != phone,
    )
    if (session.scalar(asked) or 0) >= MOST_PHONES:
        raise InvalidRecordError(IS_FULL)


def _is_busy(error: StoreError) -> bool:
    """Whether another writer was in the way, so that it is worth another try; not where the store is away."""
    cause = error.__cause__
    if not isinstance(cause, OperationalError) or cause.connection_invalidated:
        return False
    told = str(cause.orig).casefold()
    return "locked" in told or "deadlock" in told

"""Meetings of the forum as they stand: the list of them, and one with its agenda, decisions and actions."""

from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.forum import mark_of
from data_access.queries.actions import ActionLine, action_line
from data_access.queries.meeting_rows import (
    HEAD,
    agenda_rows,
    attendance_rows,
    mark_of_head,
    mark_of_point,
    mark_of_rows,
)
from data_access.tables import (
    Action,
    AgendaItem,
    Decision,
    DotQuestion,
    Meeting,
    Snapshot,
)
from data_access.tables.base import number_of
from domain import permissions
from domain.errors import NotFoundError
from domain.permissions import Actor, check_may, may
from domain.vocabulary import ActionState, MeetingState, Provenance, RaterKind

THERE_IS_NONE = "There is no such meeting any more."


@dataclass(frozen=True)
class MeetingLine:
    """A meeting in a list. Co-chairs are "" and networks None where nobody is named; times are those of England."""

    id: int
    title: str
    held_on: date
    starts_at: time | None
    ends_at: time | None
    place: str
    join_link: str
    staff_co_chair: str
    lay_co_chair: str
    chair_network: str | None
    secretariat_network: str | None
    notes: str
    state: MeetingState
    began_at: datetime | None
    ended_at: datetime | None
    room_code: str | None
    provenance: Provenance

    @property
    def minutes(self) -> int | None:
        """How long it is planned to take; None where its start or its end is not said."""
        if self.starts_at is None or self.ends_at is None:
            return None
        return _minutes(self.ends_at) - _minutes(self.starts_at)


@dataclass(frozen=True)
class AgendaLine:
    """A point of the agenda; positions count from 1. `screen` is an address of `domain.screens`, "" for none.

    `notes` are the presenter's: "" for whoever may not run meetings. `mark` tells whether all but its place is still
    as it was read; "" for what is no point of the agenda itself.
    """

    id: int
    position: int
    title: str
    minutes: int
    lead: str
    screen: str
    notes: str
    mark: str = ""


@dataclass(frozen=True)
class AttendanceLine:
    """How many staff or lay members of a network came; at least 1."""

    network: str
    capacity: RaterKind
    people: int


@dataclass(frozen=True)
class DecisionLine:
    """A decision of the meeting held on `held_on`; `view` is "" and the numbers None where nothing was looked at.

    `mark` tells whether it is still as it was read.
    """

    id: int
    meeting_id: int
    held_on: date
    position: int
    text: str
    view: str
    snapshot_id: int | None
    question_id: int | None
    due_on: date | None
    done_on: date | None
    mark: str

    def is_overdue(self, *, today: date) -> bool:
        """Whether it is not done after the day by which it was to be."""
        return self.done_on is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class MeetingAction:
    """An action with the meeting that agreed it; `mark` tells whether it is still as it was read."""

    action: ActionLine
    meeting_id: int
    meeting_title: str
    agreed_on: date
    mark: str


@dataclass(frozen=True)
class SnapshotLine:
    """Figures that were frozen for the meeting: the address of the view, and when."""

    id: int
    view: str
    taken_at: datetime


@dataclass(frozen=True)
class MeetingRecord:
    """A meeting with all its parts, each in its order.

    `actions` are those that it agreed; `carried_over` those of earlier meetings that were not done when it was
    held, the oldest agreement first, without those dropped. `questions` are the numbers of those it was asked, in the
    order in which they were opened. The marks tell whether head, agenda and attendance are still as they were read.
    """

    head: MeetingLine
    agenda: tuple[AgendaLine, ...]
    attendance: tuple[AttendanceLine, ...]
    decisions: tuple[DecisionLine, ...]
    actions: tuple[MeetingAction, ...]
    carried_over: tuple[MeetingAction, ...]
    snapshots: tuple[SnapshotLine, ...]
    questions: tuple[int, ...]
    mark: str
    agenda_mark: str
    attendance_mark: str

    @property
    def agenda_minutes(self) -> int:
        """How long the points of the agenda take together."""
        return sum(point.minutes for point in self.agenda)

    def came(self, capacity: RaterKind) -> int:
        """How many staff, or lay people, came; 0 where none is recorded."""
        return sum(one.people for one in self.attendance if one.capacity is capacity)


def meetings(engine: Engine, *, actor: Actor) -> tuple[MeetingLine, ...]:
    """All meetings, the latest day first. Raises NotAllowedError."""
    check_may(actor, permissions.Action.READ_MEETINGS)
    with Session(engine) as session:
        rows = session.scalars(sa.select(Meeting).order_by(col(Meeting.held_on).desc()))
        return tuple(_line(row) for row in rows)


def read_meeting(engine: Engine, *, actor: Actor, meeting_id: int) -> MeetingRecord:
    """A meeting with all its parts. Raises NotAllowedError, and NotFoundError where there is none."""
    check_may(actor, permissions.Action.READ_MEETINGS)
    with Session(engine) as session:
        row = session.get(Meeting, meeting_id)
        if row is None:
            raise NotFoundError(THERE_IS_NONE)
        agenda = agenda_rows(session, meeting_id)
        attendance = attendance_rows(session, meeting_id)
        has_notes = may(actor, permissions.Action.RUN_MEETINGS)
        return MeetingRecord(
            head=_line(row),
            agenda=tuple(_agenda_line(one, has_notes=has_notes) for one in agenda),
            attendance=tuple(
                AttendanceLine(one.network_code, one.capacity, one.people) for one in attendance
            ),
            decisions=_decisions(session, row),
            actions=_actions(session, col(Action.meeting_id) == meeting_id),
            carried_over=_actions(session, *_was_open_before(row)),
            snapshots=_snapshots(session, meeting_id),
            questions=_questions(session, meeting_id),
            mark=mark_of_head(row),
            agenda_mark=mark_of_rows(agenda),
            attendance_mark=mark_of_rows(attendance),
        )


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _line(row: Meeting) -> MeetingLine:
    held = {name: getattr(row, name) for name in HEAD}
    return MeetingLine(
        id=number_of(row),
        state=row.state,
        began_at=row.began_at,
        ended_at=row.ended_at,
        room_code=row.room_code,
        provenance=row.provenance,
        **held,
    )


def _agenda_line(row: AgendaItem, *, has_notes: bool) -> AgendaLine:
    notes = row.notes if has_notes else ""
    return AgendaLine(
        id=number_of(row),
        position=row.position,
        title=row.title,
        minutes=row.minutes,
        lead=row.lead,
        screen=row.screen,
        notes=notes,
        mark=mark_of_point(row),
    )


def _decisions(session: Session, meeting: Meeting) -> tuple[DecisionLine, ...]:
    asked = sa.select(Decision).where(col(Decision.meeting_id) == meeting.id).order_by(col(Decision.position))
    return tuple(decision_line(row, held_on=meeting.held_on) for row in session.scalars(asked))


def decision_line(row: Decision, *, held_on: date) -> DecisionLine:
    """A decision as it is read; `held_on` is the day of its meeting."""
    return DecisionLine(
        id=number_of(row),
        meeting_id=row.meeting_id,
        held_on=held_on,
        position=row.position,
        text=row.text,
        view=row.view,
        snapshot_id=row.snapshot_id,
        question_id=row.question_id,
        due_on=row.due_on,
        done_on=row.done_on,
        mark=mark_of(row),
    )


def _was_open_before(meeting: Meeting) -> tuple[sa.ColumnElement[bool], ...]:
    """An action of an earlier meeting that was not done before this one; one done on its day was open till then."""
    return (
        col(Meeting.held_on) < meeting.held_on,
        col(Action.state) != ActionState.DROPPED,
        sa.or_(col(Action.done_on).is_(None), col(Action.done_on) >= meeting.held_on),
    )


def _actions(session: Session, *which: sa.ColumnElement[bool]) -> tuple[MeetingAction, ...]:
    asked = (
        sa.select(Action, Meeting)
        .join(Meeting, col(Action.meeting_id) == col(Meeting.id))
        .where(*which)
        .order_by(col(Meeting.held_on), col(Action.due_on), col(Action.id))
    )
    return tuple(
        MeetingAction(
            action_line(action),
            number_of(meeting),
            meeting.title,
            meeting.held_on,
            mark_of(action),
        )
        for action, meeting in session.execute(asked)
    )


def _snapshots(session: Session, meeting_id: int) -> tuple[SnapshotLine, ...]:
    asked = sa.select(col(Snapshot.id), col(Snapshot.view), col(Snapshot.taken_at))
    rows = session.execute(asked.where(col(Snapshot.meeting_id) == meeting_id).order_by(col(Snapshot.id)))
    return tuple(SnapshotLine(*row) for row in rows)


def _questions(session: Session, meeting_id: int) -> tuple[int, ...]:
    asked = sa.select(col(DotQuestion.id)).where(col(DotQuestion.meeting_id) == meeting_id)
    return tuple(session.scalars(asked.order_by(col(DotQuestion.opened_at), col(DotQuestion.id))))

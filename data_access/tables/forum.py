"""The forum's records: meetings, decisions, actions, snapshots, roles, shared resources and pledges."""

from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from data_access.tables.base import (
    Provenanced,
    Table,
    code_field,
    moment_field,
    now,
    reference_field,
    text_field,
)
from domain.vocabulary import ActionState, MeetingState, RaterKind, ResourceKind, RoleKind

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Decision",
    "Meeting",
    "PledgeResponse",
    "Resource",
    "Role",
    "Snapshot",
]


class Meeting(Provenanced, Table, table=True):
    """A meeting of the PPI Forum: when and where, its two co-chairs, whose turn it was, and how far it has come.

    `room_code` is what phones type to place dots, None before the meeting begins. Times are those of England.
    """

    __tablename__ = "meeting"
    id: int | None = Field(default=None, primary_key=True)
    title: str = text_field(200)
    held_on: date = Field(unique=True)
    place: str = text_field(200, default="")
    staff_co_chair: str = text_field(120, default="")
    lay_co_chair: str = text_field(120, default="")
    secretariat_network: str | None = reference_field("network.code", default=None, nullable=True)
    notes: str = Field(default="", sa_type=sa.Text)
    chair_network: str | None = Field(default=None, foreign_key="network.code", index=True, nullable=True)
    starts_at: time | None = None
    ends_at: time | None = None
    join_link: str = text_field(600, default="")
    state: MeetingState = code_field(MeetingState, default=MeetingState.PLANNED)
    began_at: datetime | None = moment_field(default=None, nullable=True)
    ended_at: datetime | None = moment_field(default=None, nullable=True)
    room_code: str | None = text_field(12, default=None, nullable=True, unique=True, index=True)


class AgendaItem(Table, table=True):
    """A point of the agenda, in its place of the running order, with the screen that is shown for it.

    `screen` is an address as `domain.screens` reads it, "" where the point is talked about without one. `notes`
    are the presenter's.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "position"),
        sa.CheckConstraint("minutes >= 0 AND minutes <= 480", name="minutes"),
    )
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = reference_field("meeting.id", cascade=True)
    position: int
    title: str = text_field(200)
    minutes: int = 0
    lead: str = text_field(120, default="")
    screen: str = text_field(1000, default="")
    notes: str = text_field(4000, default="")


class Attendance(Table, table=True):
    """How many staff or lay members of a network came to a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (
        sa.UniqueConstraint("meeting_id", "network_code", "capacity"),
        sa.CheckConstraint("people > 0", name="people"),
    )
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = reference_field("meeting.id", cascade=True)
    network_code: str = reference_field("network.code")
    capacity: RaterKind = code_field(RaterKind)
    people: int


class Decision(Table, table=True):
    """What a meeting decided, with the view that it looked at as it stood then, and by when it is to be done.

    `view` is an address as `domain.screens` reads it, "" for none; `snapshot_id` holds its frozen figures.
    """

    __tablename__ = "decision"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = reference_field("meeting.id", cascade=True)
    position: int
    text: str = text_field(2000)
    view: str = text_field(1000, default="")
    snapshot_id: int | None = Field(
        default=None, foreign_key="snapshot.id", ondelete="SET NULL", index=True, nullable=True
    )
    question_id: int | None = Field(
        default=None, foreign_key="dot_question.id", ondelete="SET NULL", index=True, nullable=True
    )
    due_on: date | None = None
    done_on: date | None = None


class Action(Provenanced, Table, table=True):
    """Something that somebody agreed to do by a date."""

    __tablename__ = "action"
    id: int | None = Field(default=None, primary_key=True)
    title: str = text_field(400)
    owner: str = text_field(120)
    due_on: date
    state: ActionState = code_field(ActionState, default=ActionState.OPEN)
    done_on: date | None = None
    meeting_id: int | None = reference_field("meeting.id", default=None, nullable=True)
    network_code: str | None = reference_field("network.code", default=None, nullable=True)
    priority_code: str | None = reference_field("priority.code", default=None, nullable=True)
    note: str = text_field(1000, default="")


class Snapshot(Table, table=True):
    """Figures frozen for a meeting, as they were shown, with their fingerprint."""

    __tablename__ = "snapshot"
    __table_args__ = (sa.Index("ix_snapshot_meeting_id_view", "meeting_id", "view", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = reference_field("meeting.id", cascade=True)
    taken_at: datetime = moment_field(default_factory=now)
    view: str = text_field(1000)
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    fingerprint: str = text_field(64)


class Role(Provenanced, Table, table=True):
    """A lay or staff role; a name is shown only where the person agreed."""

    __tablename__ = "role"
    __table_args__ = (sa.CheckConstraint("until IS NULL OR until >= since", name="dates"),)
    id: int | None = Field(default=None, primary_key=True)
    network_code: str | None = reference_field("network.code", default=None, nullable=True)
    kind: RoleKind = code_field(RoleKind)
    capacity: RaterKind = code_field(RaterKind)
    name_shown: str = text_field(120, default="")
    programme_code: str | None = reference_field("programme.code", default=None, nullable=True)
    since: date
    until: date | None = None


class Resource(Provenanced, Table, table=True):
    """A policy, strategy or training that a network shares."""

    __tablename__ = "resource"
    id: int | None = Field(default=None, primary_key=True)
    title: str = text_field(200)
    kind: ResourceKind = code_field(ResourceKind)
    description: str = text_field(1000, default="")
    link: str = text_field(600, default="")
    network_code: str | None = reference_field("network.code", default=None, nullable=True)
    priority_code: str | None = reference_field("priority.code", default=None, nullable=True)
    shared_on: date


class PledgeResponse(Provenanced, Table, table=True):
    """A network's own way of meeting a shared pledge."""

    __tablename__ = "pledge_response"
    __table_args__ = (sa.UniqueConstraint("network_code", "pledge_code"),)
    id: int | None = Field(default=None, primary_key=True)
    network_code: str = reference_field("network.code")
    pledge_code: str = reference_field("pledge.code")
    how: str = text_field(1000)

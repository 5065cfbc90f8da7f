"""The forum's records: meetings, decisions, actions, snapshots, roles, shared resources and pledges."""

from datetime import date, datetime
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
from domain.vocabulary import ActionState, RaterKind, ResourceKind, RoleKind

__all__ = [
    "Action",
    "Attendance",
    "Decision",
    "Meeting",
    "PledgeResponse",
    "Resource",
    "Role",
    "Snapshot",
]


class Meeting(Provenanced, Table, table=True):
    """A meeting of the PPI Forum, with its two co-chairs and the network that keeps the minutes."""

    __tablename__ = "meeting"
    id: int | None = Field(default=None, primary_key=True)
    title: str = text_field(200)
    held_on: date = Field(unique=True)
    place: str = text_field(200, default="")
    staff_co_chair: str = text_field(120, default="")
    lay_co_chair: str = text_field(120, default="")
    secretariat_network: str | None = reference_field("network.code", default=None, nullable=True)
    notes: str = Field(default="", sa_type=sa.Text)


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
    """What a meeting decided, with the view that it looked at."""

    __tablename__ = "decision"
    __table_args__ = (sa.UniqueConstraint("meeting_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = reference_field("meeting.id", cascade=True)
    position: int
    text: str = text_field(2000)
    view: str = text_field(1000, default="")


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

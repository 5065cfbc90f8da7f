"""The rows of a meeting as those who change them see them: agenda and attendance in their order, and their marks."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from data_access.tables import AgendaItem, Attendance, Meeting, Table
from data_access.unit_of_work import row_values
from domain.vocabulary import RaterKind

HEAD = (
    "title", "held_on", "starts_at", "ends_at", "place", "join_link", "staff_co_chair", "lay_co_chair",
    "chair_network", "secretariat_network", "notes",
)  # fmt: skip
"""What a person says of a meeting; how far it has come is no part of it."""


def mark_of_head(row: Meeting) -> str:
    """What tells whether what is said of a meeting is still as somebody has seen it."""
    held = row_values(row)
    return _mark([{name: held[name] for name in HEAD}])


def mark_of_rows(rows: Iterable[Table]) -> str:
    """What tells whether these rows are still as somebody has seen them."""
    return _mark([row_values(row) for row in rows])


def mark_of_point(row: AgendaItem) -> str:
    """What tells whether a point of an agenda is still as somebody has seen it, wherever it stands by now."""
    return _mark([{name: value for name, value in row_values(row).items() if name != "position"}])


def agenda_rows(session: Session, meeting_id: int) -> list[AgendaItem]:
    """The points of a meeting's agenda in their order."""
    asked = sa.select(AgendaItem).where(col(AgendaItem.meeting_id) == meeting_id)
    return list(session.scalars(asked.order_by(col(AgendaItem.position))))


def attendance_rows(session: Session, meeting_id: int) -> list[Attendance]:
    """Who came to a meeting, by network, staff before lay people."""
    asked = sa.select(Attendance).where(col(Attendance.meeting_id) == meeting_id)
    order = list(RaterKind)
    return sorted(session.scalars(asked), key=lambda one: (one.network_code, order.index(one.capacity)))


def _mark(rows: Iterable[Mapping[str, Any]]) -> str:
    return hashlib.sha256(repr([sorted(row.items()) for row in rows]).encode()).hexdigest()

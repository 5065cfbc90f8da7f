"""Keeps views for a meeting as they stood while it met: each once, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from data_access.commands.meetings import meeting_to_write
from data_access.queries.snapshots import fingerprint_of
from data_access.tables import Snapshot
from data_access.tables.base import number_of
from data_access.unit_of_work import UnitOfWork
from domain.audit_words import AuditAction, AuditedKind
from domain.errors import InvalidRecordError
from domain.screens import LONGEST
from domain.vocabulary import MeetingState

NOT_UNDER_WAY = "Figures are kept while a meeting is under way, so that they are those that it saw."
TOO_LONG = "This view has too many filters to be kept. Choose fewer, or none."


@dataclass(frozen=True)
class Kept:
    """A frozen view: its number, and whether it was kept just now or stood there already."""

    id: int
    is_new: bool


def keep_snapshot(work: UnitOfWork, *, meeting_id: int, view: str, content: Mapping[str, Any]) -> Kept:
    """Keep a view for a meeting under way; one that it has already stays as it is, whenever one asks.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError before the meeting begins and after it is over.
    """
    meeting = meeting_to_write(work, meeting_id)
    if (number := _kept_before(work, meeting_id, view)) is not None:
        return Kept(number, is_new=False)
    if meeting.state is not MeetingState.LIVE:
        raise InvalidRecordError(NOT_UNDER_WAY)
    if len(view) > LONGEST:
        raise InvalidRecordError(TOO_LONG)
    row = Snapshot(
        meeting_id=meeting_id, view=view, content=dict(content), fingerprint=fingerprint_of(view, content)
    )
    work.session.add(row)
    work.session.flush()
    # The trail names the figures by their fingerprint alone: they are not kept twice.
    work.audit(
        AuditAction.ADDED.value,
        AuditedKind.SNAPSHOT.value,
        row.id,
        after={"meeting_id": meeting_id, "view": view, "fingerprint": row.fingerprint},
    )
    return Kept(number_of(row), is_new=True)


def _kept_before(work: UnitOfWork, meeting_id: int, view: str) -> int | None:
    asked = sa.select(col(Snapshot.id)).where(
        col(Snapshot.meeting_id) == meeting_id, col(Snapshot.view) == view
    )
    number: int | None = work.session.scalar(asked)
    return number

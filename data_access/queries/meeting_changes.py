"""What calendars ask of the audit trail: how often meetings were changed, when last, and what names each for good."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import AuditEvent
from domain.audit_words import AuditedKind
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import ChangeAction

_KINDS = (AuditedKind.MEETING.value, AuditedKind.AGENDA.value)


@dataclass(frozen=True)
class MeetingChanges:
    """How many events the trail has of a meeting and its agenda, and the moment of the last."""

    number: int
    last: datetime


def changes_of_meetings(
    engine: Engine, meeting_ids: Sequence[int], *, actor: Actor
) -> Mapping[int, MeetingChanges]:
    """The changes of each meeting that the trail knows; one that came with a demonstration is left out.

    Raises NotAllowedError.
    """
    check_may(actor, Action.READ_MEETINGS)
    asked = (
        sa.select(col(AuditEvent.record_id), sa.func.count(), sa.func.max(col(AuditEvent.at)))
        .where(
            col(AuditEvent.record_type).in_(_KINDS),
            col(AuditEvent.record_id).in_([str(one) for one in meeting_ids]),
        )
        .group_by(col(AuditEvent.record_id))
    )
    with Session(engine) as session:
        return {
            int(record): MeetingChanges(number, last if last.tzinfo else last.replace(tzinfo=UTC))
            for record, number, last in session.execute(asked)
        }


def lasting_names(engine: Engine, meeting_ids: Sequence[int], *, actor: Actor) -> Mapping[int, str]:
    """A name for each meeting that no other one has, here or in another store, and that stays through every change.

    It is made of the event that added the meeting, for one that came with a demonstration of the first event of the
    store: each is chained to all before it, and a restored backup holds both. Raises NotAllowedError.
    """
    check_may(actor, Action.READ_MEETINGS)
    asked = (
        sa.select(col(AuditEvent.record_id), col(AuditEvent.hash))
        .where(
            col(AuditEvent.record_type) == AuditedKind.MEETING.value,
            col(AuditEvent.action) == ChangeAction.ADDED.value,
            col(AuditEvent.record_id).in_([str(one) for one in meeting_ids]),
        )
        .order_by(col(AuditEvent.id))
    )
    first = sa.select(col(AuditEvent.hash)).order_by(col(AuditEvent.id)).limit(1)
    with Session(engine) as session:
        added = {int(record): known for record, known in session.execute(asked)}
        of_the_store = session.scalar(first) or ""
    return {one: _name(one, added.get(one, of_the_store)) for one in meeting_ids}


def _name(number: int, event: str) -> str:
    return hashlib.sha256(f"meeting {number} of {event}".encode()).hexdigest()[:40]

"""How often meetings were changed and when last, by the audit trail: calendars ask it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import AuditEvent
from domain.audit_words import AuditedKind
from domain.permissions import Action, Actor, check_may

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

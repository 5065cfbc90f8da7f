"""Saving and removing a record that a person hands in: whole or not at all, once, and never over another's change."""

from dataclasses import dataclass

from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.record_checks import (
    check_codes,
    check_may_go,
    check_not_stale,
    check_reference_is_free,
)
from data_access.commands.record_drafts import OutcomeRecordDraft, RecordDraft
from data_access.commands.record_parts import RecordWriter
from data_access.commands.records import ACTIVITY
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.commands.text import clean_text
from data_access.queries.record import whole_record
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import RefusedFieldsError
from domain.permissions import Actor, check_may_write_for

__all__ = ["OutcomeRecordDraft", "RecordDraft", "Saved", "remove_record", "save_record"]

LONGEST_REASON = 300


@dataclass(frozen=True)
class Saved:
    """What was saved; `was_saved_before` where the same submission had come already and nothing was done."""

    activity_id: int
    version: int
    was_saved_before: bool = False


def save_record(
    engine: Engine,
    draft: RecordDraft,
    *,
    actor: Actor,
    submission_key: str,
    expected_version: int | None = None,
) -> Saved:
    """Add or change a record in one transaction, with an audit event for each part that changed.

    The same `submission_key` saves once and answers that record ever after. Raises NotAllowedError for a
    network that the actor may not write for, the one that the record was in before included;
    RefusedFieldsError for unknown codes and for a reference that is taken; StaleRecordError, saying who
    changed what and when, where the record is no longer at `expected_version`; NotFoundError for one that
    is gone; InvalidRecordError where a story tells of an outcome that would go. Then nothing is saved.
    """
    check_may_write_for(actor, [draft.activity.network_code])
    with unit_of_work(engine, actor=actor) as work:
        if earlier := handed_in(work.session, submission_key):
            return _saved_before(work.session, int(earlier.record_id), actor)
        check_codes(work.session.connection(), draft)
        check_reference_is_free(work.session.connection(), draft)
        return _write(work, draft, submission_key=submission_key, expected_version=expected_version)


def remove_record(
    engine: Engine, activity_id: int, *, actor: Actor, reason: str, expected_version: int | None = None
) -> None:
    """Take a record away with all that belongs to it; the audit trail keeps what it said, and the reason.

    Raises NotFoundError, NotAllowedError, StaleRecordError, RefusedFieldsError without a reason, and
    InvalidRecordError where people have answered about it or a story tells of it.
    """
    why = clean_text(reason)
    if not 0 < len(why) <= LONGEST_REASON:
        raise RefusedFieldsError({"reason": f"Say why it goes, in at most {LONGEST_REASON} characters."})
    with unit_of_work(engine, actor=actor) as work:
        connection = work.session.connection()
        stored = whole_record(connection, activity_id)
        check_may_write_for(actor, [stored.network])
        check_not_stale(connection, stored, expected_version)
        check_may_go(connection, activity_id)
        RecordWriter(work, stored.root, note=f"Removed: {why}").remove(stored)


def _write(
    work: UnitOfWork, draft: RecordDraft, *, submission_key: str, expected_version: int | None
) -> Saved:
    connection = work.session.connection()
    writer = RecordWriter(work, (draft.activity.network_code, draft.activity.local_reference))
    if draft.activity_id is None:
        activity_id = writer.add(draft)
    else:
        activity_id = draft.activity_id
        stored = whole_record(connection, activity_id)
        check_may_write_for(work.actor, [stored.network])
        check_not_stale(connection, stored, expected_version)
        writer.change(stored, draft)
    if writer.changed:
        note_handed_in(work.session, submission_key, record_type=ACTIVITY.name, record_id=activity_id)
    return Saved(activity_id, whole_record(connection, activity_id).version)


def _saved_before(session: Session, activity_id: int, actor: Actor) -> Saved:
    stored = whole_record(session.connection(), activity_id)
    check_may_write_for(actor, [stored.network])
    return Saved(activity_id, stored.version, was_saved_before=True)

"""Saves a planned import: all of it or nothing, with its audit trail and what is needed to undo it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from data_access.commands.progress import Progress, silent
from data_access.commands.records import (
    MARKER_ASSESSMENT,
    NewRecord,
    add_records,
    change_records,
    remove_records,
)
from data_access.engine import is_sqlite
from data_access.interchange.import_trail import BATCH_RECORD, CHANGES
from data_access.interchange.lay_ratings import check_may_bring_in, ratings_among
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planning import plan_file, store_version_seen
from data_access.interchange.prepared_import import Numbers, PreparedBlock, prepared
from data_access.tables import ImportBatch
from data_access.unit_of_work import UnitOfWork, unit_of_work, within_reach
from domain.errors import InvalidRecordError, StaleRecordError
from domain.permissions import Actor, check_may_write_for
from domain.vocabulary import ChangeAction

_STALE = (
    "Someone changed these records after the dry run, so nothing was saved. "
    "Look at a new dry run and save that one."
)


@dataclass(frozen=True)
class ImportResult:
    """What an import did; `batch_id` is None where the store already held all of it."""

    batch_id: int | None
    added: int = 0
    changed: int = 0
    removed: int = 0


def commit_import(
    engine: Engine, plan: ImportPlan, *, actor: Actor, progress: Progress = silent
) -> ImportResult:
    """Save what the plan says. A plan that changes nothing writes nothing, not even a batch.

    Raises InvalidRecordError for a plan with problems, NotAllowedError for a network that the actor may
    not write for, and StaleRecordError where the store is no longer as the dry run saw it, and StoreError
    where it is out of reach; then nothing is saved.
    """
    if not plan.is_sound:
        raise InvalidRecordError("The file has problems, so nothing was saved.")
    check_may_write_for(actor, plan.networks)
    ratings = (change.after or {} for change in plan.changes.of(MARKER_ASSESSMENT.name))
    check_may_bring_in(actor, ratings_among(MARKER_ASSESSMENT, ratings))
    if plan.changes_nothing:
        return ImportResult(None)
    try:
        with within_reach(), Session(engine) as session:
            ready = _ready(session, plan, actor, progress)
        with unit_of_work(engine, actor=actor) as work:
            ready = _still_ready(work.session, ready, actor, progress)
            return _save(work, ready, progress)
    except IntegrityError as error:  # the store holds what no command wrote, so no version told of it
        raise StaleRecordError(_STALE) from error


@dataclass(frozen=True)
class _Ready:
    """A plan and all that saving it will write, as long as the store keeps its version and its numbers."""

    plan: ImportPlan
    numbers: Numbers
    blocks: list[PreparedBlock]


def _ready(session: Session, plan: ImportPlan, actor: Actor, progress: Progress) -> _Ready:
    """Make ready what is saved, planned again where the store has moved on. Raises StaleRecordError."""
    connection = session.connection()
    if store_version_seen(connection) != plan.store_version:
        plan = _planned_again(connection, plan, actor, progress)
    numbers = Numbers.for_changes(session, plan.changes)
    return _Ready(plan, numbers, prepared(plan, numbers, actor=actor, progress=progress))


def _still_ready(session: Session, ready: _Ready, actor: Actor, progress: Progress) -> _Ready:
    """The same once others wait for the store: mostly nothing has come between, and nothing is left to do."""
    connection = session.connection()
    keeps_numbers = not is_sqlite(connection)
    if store_version_seen(connection) == ready.plan.store_version and (
        keeps_numbers or Numbers.for_changes(session, ready.plan.changes) == ready.numbers
    ):
        return ready
    return _ready(session, ready.plan, actor, progress)


def _planned_again(connection: Connection, plan: ImportPlan, actor: Actor, progress: Progress) -> ImportPlan:
    if plan.file is None:
        raise StaleRecordError(_STALE)
    now = plan_file(connection, plan.file, actor=actor, progress=progress)
    if not now.is_sound or not now.changes.says_the_same(plan.changes):
        raise StaleRecordError(_STALE)
    return now


def _save(work: UnitOfWork, ready: _Ready, progress: Progress) -> ImportResult:
    """Write records, trail and batch."""
    plan, number = ready.plan, ready.numbers.batch
    counts = {action: plan.changes.count(action) for action in ChangeAction}
    batch = ImportBatch(
        id=number,
        file_name=plan.file_name[-300:],
        fingerprint=plan.fingerprint,
        imported_by=work.actor.name,
        added=counts[ChangeAction.ADDED],
        changed=counts[ChangeAction.CHANGED],
    )
    work.session.add(batch)
    work.session.flush()
    done = 0
    for block in ready.blocks:
        written = block.written(number)
        _write_records(work.session, block, written.records)
        work.session.execute(sa.insert(CHANGES), written.notes)
        work.audit_prepared(written.events)
        done += len(written.records)
        progress("Saving", done, len(plan.changes))
    # Written last, so that its audit event marks the end of the import's own events.
    after = {"file": batch.file_name, **{str(action): count for action, count in counts.items()}}
    work.audit("imported", BATCH_RECORD, number, after=after)
    return ImportResult(
        number, counts[ChangeAction.ADDED], counts[ChangeAction.CHANGED], counts[ChangeAction.REMOVED]
    )


def _write_records(session: Session, block: PreparedBlock, records: list[NewRecord]) -> None:
    if block.action is ChangeAction.ADDED:
        add_records(session, block.kind, records)
    elif block.action is ChangeAction.CHANGED:
        change_records(session, block.kind, ((one.id, one.values) for one in records))
    else:
        remove_records(session, block.kind, (one.id for one in records))

"""Saves a planned import: all of it or nothing, with its audit trail and what is needed to undo it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from data_access.commands.progress import Progress, silent
from data_access.commands.records import (
    COHORT,
    KINDS,
    PARENT_KIND,
    NewRecord,
    RecordKind,
    add_records,
    change_records,
    in_batches,
    remove_records,
    take_ids,
)
from data_access.interchange.import_trail import BATCH_RECORD, CHANGES, import_note
from data_access.interchange.lay_ratings import check_may_bring_in, ratings_among
from data_access.interchange.plan import ImportPlan, Key, PlannedChange
from data_access.interchange.planning import plan_rows
from data_access.tables import ImportBatch, StoreVersion
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import InvalidRecordError, StaleRecordError
from domain.permissions import Actor, check_may_write_for
from domain.vocabulary import ChangeAction, Code

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
    not write for, and StaleRecordError where the store is no longer as the dry run saw it; then nothing
    is saved.
    """
    if not plan.is_sound:
        raise InvalidRecordError("The file has problems, so nothing was saved.")
    check_may_write_for(actor, plan.networks)
    for kind in KINDS:
        values = (change.after or {} for change in _of_kind(plan.changes, kind))
        check_may_bring_in(actor, ratings_among(kind, values))
    if plan.changes_nothing:
        return ImportResult(None)
    try:
        with unit_of_work(engine, actor=actor) as work:
            changes = _still_valid(work.session, plan, actor)
            return _Commit(work, plan, progress).save(changes)
    except IntegrityError as error:  # the store holds what no command wrote, so no version told of it
        raise StaleRecordError(_STALE) from error


def _still_valid(session: Session, plan: ImportPlan, actor: Actor) -> list[PlannedChange]:
    version = session.execute(sa.select(sa.func.max(StoreVersion.version))).scalar() or 0
    if version == plan.store_version:
        return plan.changes
    now = plan_rows(session.connection(), plan.content, actor=actor)
    if not now.is_sound or now.changes != plan.changes:
        raise StaleRecordError(_STALE)
    return now.changes


@dataclass
class _Commit:
    work: UnitOfWork
    plan: ImportPlan
    progress: Progress
    position: int = 0

    def save(self, changes: list[PlannedChange]) -> ImportResult:
        """Write records, trail and batch."""
        by_action = {
            action: [change for change in changes if change.action is action] for action in ChangeAction
        }
        counts = {action: len(found) for action, found in by_action.items()}
        batch = ImportBatch(
            file_name=self.plan.file_name[-300:],
            fingerprint=self.plan.fingerprint,
            imported_by=self.work.actor.name,
            added=counts[ChangeAction.ADDED],
            changed=counts[ChangeAction.CHANGED],
        )
        self.work.session.add(batch)
        self.work.session.flush()
        if batch.id is None:  # pragma: no cover  a flushed row has its key
            raise StaleRecordError(_STALE)
        self._save_records(batch.id, by_action)
        # Written last, so that its audit event marks the end of the import's own events.
        after = {"file": batch.file_name, **{str(action): count for action, count in counts.items()}}
        self.work.audit("imported", BATCH_RECORD, batch.id, after=after)
        return ImportResult(
            batch.id, counts[ChangeAction.ADDED], counts[ChangeAction.CHANGED], counts[ChangeAction.REMOVED]
        )

    def _save_records(self, batch_id: int, by_action: dict[ChangeAction, list[PlannedChange]]) -> None:
        ids: dict[tuple[str, Key], int] = {}
        for kind in KINDS:
            added = _of_kind(by_action[ChangeAction.ADDED], kind)
            taken = take_ids(self.work.session, kind, len(added))
            ids |= {(kind.name, change.key): own for change, own in zip(added, taken, strict=True)}
            new = [self._new_record(change, own, ids) for change, own in zip(added, taken, strict=True)]
            add_records(self.work.session, kind, new)
            saved = [(change, row.id, row.parent_id) for change, row in zip(added, new, strict=True)]
            self._note(batch_id, saved)
            changed = _of_kind(by_action[ChangeAction.CHANGED], kind)
            change_records(
                self.work.session, kind, ((_own_id(change), change.after or {}) for change in changed)
            )
            self._note(batch_id, [(change, _own_id(change), change.parent_id) for change in changed])
        removed = by_action[ChangeAction.REMOVED]
        remove_records(self.work.session, COHORT, (_own_id(change) for change in removed))
        self._note(batch_id, [(change, _own_id(change), change.parent_id) for change in removed])

    @staticmethod
    def _new_record(change: PlannedChange, own: int, ids: dict[tuple[str, Key], int]) -> NewRecord:
        parent_id = change.parent_id
        if change.kind.parent and parent_id is None:
            parent = PARENT_KIND[change.kind_name]
            parent_id = ids[parent.name, change.key[:-1]]
        return NewRecord(own, parent_id, change.after or {})

    def _note(self, batch_id: int, saved: Iterable[tuple[PlannedChange, int, int | None]]) -> None:
        """Write what is needed to undo these changes, and their audit events."""
        note = import_note(batch_id, self.plan.file_name)
        for some in in_batches(saved):
            rows = []
            for change, record_id, parent_id in some:
                before = _trace(change, change.before, parent_id)
                after = _trace(change, change.after, parent_id)
                self.position += 1
                rows.append(
                    {
                        "batch_id": batch_id, "position": self.position, "record_type": change.kind_name,
                        "record_id": record_id, "action": change.action, "before": before, "after": after,
                    }
                )  # fmt: skip
                self.work.audit(
                    str(change.action), change.kind_name, record_id, before=before, after=after, note=note
                )
            self.work.session.execute(sa.insert(CHANGES), rows)
            self.progress("Saving", self.position, len(self.plan.changes))


def _trace(
    change: PlannedChange, values: dict[str, Any] | None, parent_id: int | None
) -> dict[str, Any] | None:
    """The values as the trail keeps them: with the key that people know and the parent's id."""
    if values is None:
        return None
    parent = {change.kind.parent: parent_id} if change.kind.parent else {}
    named = {"key": [_as_json(part) for part in change.key], **parent}
    return named | {name: _as_json(value) for name, value in values.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Code):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _of_kind(changes: Iterable[PlannedChange], kind: RecordKind) -> list[PlannedChange]:
    return [change for change in changes if change.kind_name == kind.name]


def _own_id(change: PlannedChange) -> int:
    if change.record_id is None:  # pragma: no cover  only an addition has none
        raise StaleRecordError(_STALE)
    return change.record_id

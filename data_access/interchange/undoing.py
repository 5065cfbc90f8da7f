"""Undoes a whole import while nothing has built on it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.progress import Progress, silent
from data_access.commands.records import (
    KINDS,
    NewRecord,
    RecordKind,
    add_records,
    change_records,
    remove_records,
    typed_values,
)
from data_access.interchange.blockers import Blocker, blockers_of
from data_access.interchange.import_trail import BATCH_RECORD, TracedChange, changes_of, import_note
from data_access.interchange.lay_ratings import check_may_bring_in, ratings_among
from data_access.tables import ImportBatch
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import CannotUndoError, NotFoundError
from domain.permissions import Actor, check_may_write_for
from domain.vocabulary import ChangeAction, ImportState

_NAMED = 3
_UNDONE_BY = {
    ChangeAction.ADDED: ChangeAction.REMOVED,
    ChangeAction.CHANGED: ChangeAction.CHANGED,
    ChangeAction.REMOVED: ChangeAction.ADDED,
}


@dataclass(frozen=True)
class UndoResult:
    """What an undo did: how many records of each kind, by its name, for what the import had done to them."""

    counts: Mapping[ChangeAction, Mapping[str, int]]

    @property
    def removed(self) -> int:
        """How many records it took away."""
        return sum(self.counts[ChangeAction.ADDED].values())

    @property
    def restored(self) -> int:
        """How many got their former values."""
        return sum(self.counts[ChangeAction.CHANGED].values())

    @property
    def brought_back(self) -> int:
        """How many it brought back."""
        return sum(self.counts[ChangeAction.REMOVED].values())


def undo_import(engine: Engine, batch_id: int, *, actor: Actor, progress: Progress = silent) -> UndoResult:
    """Bring back the state before this import.

    Raises NotFoundError for an import that there is not, NotAllowedError for networks that the actor may
    not write for, and CannotUndoError, naming what was built on which record, where something was; then
    nothing is changed.
    """
    with unit_of_work(engine, actor=actor) as work:
        batch = work.session.get(ImportBatch, batch_id)
        if batch is None:
            raise NotFoundError(f"There is no import {batch_id}.")
        if batch.state is ImportState.UNDONE:
            raise CannotUndoError(f"Import {batch_id} was undone already.")
        changes = changes_of(work.session, batch_id)
        check_may_write_for(actor, sorted({change.key[0] for change in changes}))
        for change in changes:
            check_may_bring_in(actor, ratings_among(change.kind, [change.after or change.before or {}]))
        _check_nothing_built(work.session, batch)
        for kind in reversed(KINDS):
            _undo_kind(work, kind, [change for change in changes if change.kind is kind], batch, progress)
        batch.state = ImportState.UNDONE
        batch.undone_at = now()
        work.audit(
            "undone", BATCH_RECORD, batch_id, note=import_note(batch_id, batch.file_name, is_undo=True)
        )
        return UndoResult(
            {
                action: Counter(change.kind.name for change in changes if change.action is action)
                for action in ChangeAction
            }
        )


def _check_nothing_built(session: Session, batch: ImportBatch) -> None:
    found = blockers_of(session, batch.id or 0)
    if not found:
        return
    named = "; ".join(blocker.sentence for blocker in found[:_NAMED])
    more = f"; and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    raise CannotUndoError(
        f"Import {batch.id} cannot be undone, because something was built on it: {named}{more}."
    )


def _undo_kind(
    work: UnitOfWork, kind: RecordKind, changes: list[TracedChange], batch: ImportBatch, progress: Progress
) -> None:
    by_action = {action: [change for change in changes if change.action is action] for action in ChangeAction}
    remove_records(work.session, kind, (change.record_id for change in by_action[ChangeAction.ADDED]))
    change_records(
        work.session,
        kind,
        (
            (change.record_id, typed_values(kind, change.before or {}))
            for change in by_action[ChangeAction.CHANGED]
        ),
    )
    add_records(work.session, kind, (_as_new(change) for change in by_action[ChangeAction.REMOVED]))
    note = import_note(batch.id or 0, batch.file_name, is_undo=True)
    for change in changes:
        action = str(_UNDONE_BY[change.action])
        work.audit(action, kind.name, change.record_id, before=change.after, after=change.before, note=note)
    if changes:
        progress(f"Undoing {kind.plural}", len(changes), len(changes))


def _as_new(change: TracedChange) -> NewRecord:
    before = change.before or {}
    return NewRecord(change.record_id, before.get(change.kind.parent), typed_values(change.kind, before))


def blockers(engine: Engine, batch_id: int) -> list[Blocker]:
    """What was built on this import since; empty if it can be undone. Raises NotFoundError."""
    with Session(engine) as session:
        return blockers_of(session, batch_id)

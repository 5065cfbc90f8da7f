"""Writes what differs between a stored record and a draft of it, each part with its audit event."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from data_access.commands.accounts import OF_A_DEMONSTRATION, is_of_demonstration
from data_access.commands.drafts import groups_key
from data_access.commands.record_checks import check_outcomes_may_go
from data_access.commands.record_drafts import RecordDraft
from data_access.commands.records import (
    ACTIVITY,
    COHORT,
    EVIDENCE,
    OUTCOME,
    NewRecord,
    RecordKind,
    StoredRecord,
    add_records,
    change_records,
    remove_records,
    take_ids,
)
from data_access.commands.text import is_same
from data_access.queries.record import WholeRecord
from data_access.unit_of_work import UnitOfWork
from domain.vocabulary import ChangeAction, Provenance

Key = tuple[str, ...]
"""What finds a part again below its activity: groups of a cohort; references of an outcome and its evidence."""
Values = dict[str, Any]


@dataclass(frozen=True)
class Parts:
    """The parts of a record by their keys."""

    cohorts: Mapping[Key, StoredRecord] = field(default_factory=dict)
    outcomes: Mapping[Key, StoredRecord] = field(default_factory=dict)
    evidence: Mapping[Key, StoredRecord] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: WholeRecord) -> "Parts":
        """The parts of a stored record."""
        return cls(
            cohorts={
                (groups_key(one.values["groups"], is_known=one.values["is_known"]),): one
                for one in stored.cohorts
            },
            outcomes={_reference(one.record): one.record for one in stored.outcomes},
            evidence={
                _reference(one.record) + _reference(piece): piece
                for one in stored.outcomes
                for piece in one.evidence
            },
        )


def _reference(record: StoredRecord) -> Key:
    return (str(record.values["local_reference"]),)


@dataclass
class RecordWriter:
    """Writes one record within a unit of work; `changed` tells whether anything differed."""

    work: UnitOfWork
    root: Key
    note: str = ""
    changed: bool = False

    def add(self, draft: RecordDraft) -> int:
        """Write a new record, submitted by whoever hands it in; answers its id."""
        provenance, note = Provenance.SUBMITTED, f"Submitted by {self.work.actor.name}"
        if is_of_demonstration(self.work.session, self.work.actor.user_id):
            provenance, note = Provenance.ILLUSTRATIVE, OF_A_DEMONSTRATION
        values = draft.activity.model_dump() | {"provenance": provenance, "provenance_note": note}
        (activity_id,) = take_ids(self.work.session, ACTIVITY, 1)
        add_records(self.work.session, ACTIVITY, [NewRecord(activity_id, None, values)])
        self._audit(ACTIVITY, activity_id, after=self._trace((), values))
        self._settle(activity_id, draft, Parts())
        return activity_id

    def change(self, stored: WholeRecord, draft: RecordDraft) -> None:
        """Give a stored record these values, whole. It goes on saying where it comes from."""
        before, activity_id = stored.activity.values, stored.activity.id
        after = draft.activity.model_dump() | {
            name: before[name] for name in ("provenance", "provenance_note")
        }
        if not _says_the_same(before, after):
            was = {"key": [before["network_code"], before["local_reference"]], **before}
            self._audit(ACTIVITY, activity_id, before=was, after=self._trace((), after))
        self._settle(activity_id, draft, Parts.of(stored))
        if self.changed:
            # The version rises with every part, so that a stale edit of any of them is noticed.
            change_records(self.work.session, ACTIVITY, [(activity_id, after)])

    def remove(self, stored: WholeRecord) -> None:
        """Take a stored record away, with a trace of every part of it."""
        parts = Parts.of(stored)
        self._remove(EVIDENCE, {}, parts.evidence)
        self._remove(OUTCOME, {}, parts.outcomes)
        self._remove(COHORT, {}, parts.cohorts)
        self._remove(ACTIVITY, {}, {(): stored.activity})

    def _settle(self, activity_id: int, draft: RecordDraft, parts: Parts) -> None:
        """Make the parts of the record what the draft says."""
        cohorts: dict[Key, Values] = {(one.groups_key,): one.model_dump() for one in draft.cohorts}
        outcomes: dict[Key, Values] = {
            (one.outcome.local_reference,): one.outcome.model_dump() for one in draft.outcomes
        }
        evidence: dict[Key, Values] = {
            (one.outcome.local_reference, piece.local_reference): piece.model_dump()
            for one in draft.outcomes
            for piece in one.evidence
        }
        check_outcomes_may_go(
            self.work.session.connection(),
            [record.id for key, record in parts.outcomes.items() if key not in outcomes],
        )
        self._write(COHORT, cohorts, parts.cohorts, lambda _: activity_id)
        ids = self._write(OUTCOME, outcomes, parts.outcomes, lambda _: activity_id)
        self._write(EVIDENCE, evidence, parts.evidence, lambda key: ids[key[:1]])
        # Last, so that what is new does not take the number of what goes.
        self._remove(EVIDENCE, evidence, parts.evidence)
        self._remove(OUTCOME, outcomes, parts.outcomes)
        self._remove(COHORT, cohorts, parts.cohorts)

    def _remove(
        self, kind: RecordKind, wanted: Mapping[Key, Values], stored: Mapping[Key, StoredRecord]
    ) -> None:
        gone = {key: record for key, record in stored.items() if key not in wanted}
        for key, record in gone.items():
            before = self._trace(key, record.values, kind=kind, parent_id=record.parent_id)
            self._audit(kind, record.id, before=before)
        remove_records(self.work.session, kind, [record.id for record in gone.values()])

    def _write(
        self,
        kind: RecordKind,
        wanted: Mapping[Key, Values],
        stored: Mapping[Key, StoredRecord],
        parent_of: Callable[[Key], int],
    ) -> dict[Key, int]:
        """Add what is new and change what differs; answers the ids of all that is wanted."""
        new = [key for key in wanted if key not in stored]
        taken = dict(zip(new, take_ids(self.work.session, kind, len(new)), strict=True))
        add_records(
            self.work.session, kind, [NewRecord(taken[key], parent_of(key), wanted[key]) for key in new]
        )
        for key in new:
            after = self._trace(key, wanted[key], kind=kind, parent_id=parent_of(key))
            self._audit(kind, taken[key], after=after)
        kept = {key: stored[key] for key in wanted if key in stored}
        differing = {key: one for key, one in kept.items() if not _says_the_same(one.values, wanted[key])}
        change_records(self.work.session, kind, [(one.id, wanted[key]) for key, one in differing.items()])
        for key, one in differing.items():
            before, after = (
                self._trace(key, values, kind=kind, parent_id=one.parent_id)
                for values in (one.values, wanted[key])
            )
            self._audit(kind, one.id, before=before, after=after)
        return taken | {key: one.id for key, one in kept.items()}

    def _trace(
        self,
        key: Key,
        values: Mapping[str, Any],
        *,
        kind: RecordKind = ACTIVITY,
        parent_id: int | None = None,
    ) -> Values:
        """The values as the trail keeps them: with the key that people know and the parent's id."""
        parent = {kind.parent: parent_id} if kind.parent else {}
        return {"key": [*self.root, *key], **parent, **values}

    def _audit(
        self, kind: RecordKind, record_id: int, *, before: Values | None = None, after: Values | None = None
    ) -> None:
        self.changed = True
        action = ChangeAction.CHANGED
        if before is None:
            action = ChangeAction.ADDED
        elif after is None:
            action = ChangeAction.REMOVED
        self.work.audit(action.value, kind.name, record_id, before=before, after=after, note=self.note)


def _says_the_same(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return all(is_same(before[name], value) for name, value in after.items())

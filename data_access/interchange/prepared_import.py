"""All that saving a plan will write, made ready and packed before the store is locked: rows, trail and numbers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from data_access.commands.progress import Progress, silent
from data_access.commands.records import (
    COHORT,
    KIND_BY_NAME,
    KINDS,
    PARENT_KIND,
    NewRecord,
    RecordKind,
    in_batches,
    take_ids,
    take_numbers,
)
from data_access.engine import JsonText
from data_access.interchange.change_list import ChangeList, packed, unpacked
from data_access.interchange.import_trail import BATCH_RECORD, import_note
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planned_change import Key, PlannedChange
from domain.audit_chain import event_text
from domain.permissions import Actor
from domain.vocabulary import ChangeAction, Code

_Row = tuple[int, int | None, dict[str, Any] | None, int, str | None, str | None, dict[str, Any]]
"""Number, parent's number, values, position, trace before and after as JSON, and the event."""


@dataclass(frozen=True)
class Numbers:
    """The numbers of an import and of the records that it adds, those of each kind in the order of the plan."""

    batch: int
    records: dict[str, list[int] | range]

    @classmethod
    def for_changes(cls, session: Session, changes: ChangeList) -> "Numbers":
        """Numbers that nothing else has. SQLite keeps none for anybody: whoever locks the store later asks again."""
        (batch,) = take_numbers(session, BATCH_RECORD, 1)
        added = {kind.name: changes.counts[kind.name, ChangeAction.ADDED] for kind in KINDS}
        return cls(batch, {kind.name: take_ids(session, kind, added[kind.name]) for kind in KINDS})


class PreparedBlock(NamedTuple):
    """Records of one kind to which one thing is done: what is written of them, and of their trail."""

    kind_name: str
    action: ChangeAction
    content: bytes

    @property
    def kind(self) -> RecordKind:
        """The kind of record."""
        return KIND_BY_NAME[self.kind_name]

    def written(self, batch: int) -> "Written":
        """Its rows, unpacked."""
        written = Written([], [], [])
        for number, parent_id, values, position, before, after, event in unpacked(self.content):
            traced = {"before": _json(before), "after": _json(after)}
            written.records.append(NewRecord(number, parent_id, values))
            written.notes.append(
                {
                    "batch_id": batch, "position": position, "record_type": self.kind_name,
                    "record_id": number, "action": self.action, **traced,
                }
            )  # fmt: skip
            written.events.append(event | traced)
        return written


class Written(NamedTuple):
    """The rows of a block: records, what undoes them, and their audit events as `audit_prepared` takes them."""

    records: list[NewRecord]
    notes: list[dict[str, Any]]
    events: list[dict[str, Any]]


def prepared(
    plan: ImportPlan, numbers: Numbers, *, actor: Actor, progress: Progress = silent
) -> list[PreparedBlock]:
    """The blocks in the order in which they are written: of each kind what is added, then changed; last removals."""
    preparation = _Preparation(plan.changes, numbers, actor, import_note(numbers.batch, plan.file_name))
    blocks = []
    for block in preparation.blocks():
        blocks.append(block)
        progress("Getting ready to save", preparation.position, len(plan.changes))
    return blocks


@dataclass
class _Preparation:
    changes: ChangeList
    numbers: Numbers
    actor: Actor
    note: str
    position: int = 0
    ids: dict[tuple[str, Key], int] = field(default_factory=dict)

    def blocks(self) -> Iterator[PreparedBlock]:
        for kind in KINDS:
            taken = iter(self.numbers.records[kind.name])
            for change, number in zip(
                self.changes.of(kind.name, action=ChangeAction.ADDED),
                self.numbers.records[kind.name],
                strict=True,
            ):
                self.ids[kind.name, change.key] = number
            for action in (ChangeAction.ADDED, ChangeAction.CHANGED):
                for some in in_batches(self.changes.of(kind.name, action=action)):
                    numbers = [next(taken) if one.record_id is None else one.record_id for one in some]
                    yield self._block(kind, action, some, numbers)
        for some in in_batches(self.changes.of(COHORT.name, action=ChangeAction.REMOVED)):
            yield self._block(COHORT, ChangeAction.REMOVED, some, [one.record_id or 0 for one in some])

    def _block(
        self, kind: RecordKind, action: ChangeAction, changes: list[PlannedChange], numbers: list[int]
    ) -> PreparedBlock:
        rows = [self._row(change, number) for change, number in zip(changes, numbers, strict=True)]
        return PreparedBlock(kind.name, action, packed(rows))

    def _row(self, change: PlannedChange, number: int) -> _Row:
        parent_id = change.parent_id
        if change.kind.parent and parent_id is None:
            parent_id = self.ids[PARENT_KIND[change.kind_name].name, change.key[:-1]]
        before, after = _trace(change, change.before, parent_id), _trace(change, change.after, parent_id)
        self.position += 1
        event = {
            "actor": self.actor.name, "user_id": self.actor.user_id, "action": str(change.action),
            "record_type": change.kind_name, "record_id": str(number), "note": self.note,
        }  # fmt: skip
        event["text"] = event_text(event | {"before": before, "after": after})
        texts = [None if one is None else json.dumps(one) for one in (before, after)]
        return number, parent_id, change.after, self.position, texts[0], texts[1], event


def _trace(
    change: PlannedChange, values: dict[str, Any] | None, parent_id: int | None
) -> dict[str, Any] | None:
    """The values as the trail keeps them: with the key that people know and the parent's id."""
    if values is None:
        return None
    parent = {change.kind.parent: parent_id} if change.kind.parent else {}
    named = {"key": [_plain(part) for part in change.key], **parent}
    return named | {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Code):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _json(text: str | None) -> JsonText | None:
    return None if text is None else JsonText(text)

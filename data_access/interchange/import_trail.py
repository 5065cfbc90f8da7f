"""What an import left behind so that it can be undone: its changes, and the notes on its audit events."""

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from data_access.commands.records import KIND_BY_NAME, RecordKind
from data_access.interchange.planned_change import name_of
from data_access.tables import Table
from domain.vocabulary import ChangeAction

BATCH_RECORD = "import_batch"
CHANGES = Table.metadata.tables["import_change"]
EVENTS = Table.metadata.tables["audit_event"]
_LONGEST_NOTE = 600
_NOTE = re.compile(r"(?:Import|Undid import) (\d+): ")


@dataclass(frozen=True, slots=True)
class TracedChange:
    """What an import did to one record; `before` and `after` are as JSON keeps them."""

    kind: RecordKind
    record_id: int
    action: ChangeAction
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def key(self) -> tuple[Any, ...]:
        """What finds the record again: network first."""
        return tuple((self.after or self.before or {})["key"])

    @property
    def name(self) -> str:
        """The record as a person would name it."""
        return name_of(self.kind.name, self.key)


def changes_of(session: Session, batch_id: int) -> list[TracedChange]:
    """The changes of an import, in the order in which it made them."""
    columns = (CHANGES.c[name] for name in ("record_type", "record_id", "action", "before", "after"))
    rows = session.execute(
        sa.select(*columns).where(CHANGES.c.batch_id == batch_id).order_by(CHANGES.c.position)
    )
    return [TracedChange(KIND_BY_NAME[name], *rest) for name, *rest in rows]


def import_note(batch_id: int, file_name: str, *, is_undo: bool = False) -> str:
    """The note on the audit events of an import, or of its undoing."""
    return f"{'Undid import' if is_undo else 'Import'} {batch_id}: {file_name}"[:_LONGEST_NOTE]


def import_of(note: str) -> int | None:
    """The import whose doing or undoing this note tells of; None for another note."""
    found = _NOTE.match(note)
    return int(found[1]) if found else None

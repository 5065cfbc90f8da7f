"""Finds what was built on the records of an import since: what stands against undoing it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from data_access.commands.records import (
    ACTIVITY,
    COHORT,
    KIND_BY_NAME,
    KINDS,
    OUTCOME,
    RecordKind,
    in_batches,
    records_by_id,
    typed_values,
)
from data_access.interchange.import_trail import (
    BATCH_RECORD,
    EVENTS,
    TracedChange,
    changes_of,
    import_of,
)
from data_access.tables import ImportBatch, Table
from domain.errors import NotFoundError
from domain.vocabulary import ChangeAction, ImportState

_TABLES = Table.metadata.tables
_SAID = {
    "story_activity": "a story tells of it",
    "story_outcome": "a story tells of it",
    "experience": "people have answered how it was for them",
    "cohort": "people were recorded for it",
    "outcome": "an outcome was recorded for it",
    "evidence": "evidence was recorded for it",
}


@dataclass(frozen=True)
class Blocker:
    """A record of the import, as a person names it, and what was built on it."""

    record: str
    what: str

    @property
    def sentence(self) -> str:
        """Both as a part of a sentence."""
        return f"{self.record}: {self.what}"


def blockers_of(session: Session, batch_id: int) -> list[Blocker]:
    """All that was built on the records of this import, each said once; empty if it can be undone.

    Raises NotFoundError for an import that there is not.
    """
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        raise NotFoundError(f"There is no import {batch_id}.")
    search = _Search(session, batch, changes_of(session, batch_id))
    found = [
        *search.later_events(),
        *(blocker for kind in KINDS for blocker in search.references(kind)),
        *search.stories_on_changed(ACTIVITY, "story_activity"),
        *search.stories_on_changed(OUTCOME, "story_outcome"),
        *search.cohorts_since(),
    ]
    if not found:
        found = [blocker for kind in KINDS for blocker in search.unlike_as_left(kind)]
    return list(dict.fromkeys(found))


@dataclass
class _Search:
    """Asks the store in batches of ids: one question over all records would let it choose a slow way."""

    session: Session
    batch: ImportBatch
    changes: list[TracedChange]
    _end: int | None = field(default=None, init=False)
    _undone: frozenset[int] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        batch = _TABLES["import_batch"].c
        undone = sa.select(batch.id).where(batch.state == ImportState.UNDONE)
        self._undone = frozenset(self.session.scalars(undone))
        # The event on the batch itself is the last that an import writes.
        self._end = self.session.scalar(
            sa.select(sa.func.min(EVENTS.c.id)).where(
                EVENTS.c.record_type == BATCH_RECORD, EVENTS.c.record_id == str(self.batch.id)
            )
        )

    def _made(self, kind: RecordKind, *actions: ChangeAction) -> dict[int, TracedChange]:
        return {
            change.record_id: change
            for change in self.changes
            if change.kind is kind and change.action in actions
        }

    def _events_since(self, kind: RecordKind, ids: Iterable[int]) -> Iterator[Any]:
        """Events on these records since the import, without imports that were undone and their undoing."""
        for batch in in_batches(ids):
            rows = self.session.execute(
                sa.select(EVENTS)
                .where(
                    EVENTS.c.record_type == kind.name,
                    EVENTS.c.record_id.in_([str(record_id) for record_id in batch]),
                    EVENTS.c.id > self._end,
                )
                .order_by(EVENTS.c.id)
            )
            yield from (row for row in rows if import_of(row.note) not in self._undone)

    def later_events(self) -> Iterator[Blocker]:
        """Later changes of the records themselves."""
        for kind in KINDS:
            made = self._made(kind, *ChangeAction)
            for event in self._events_since(kind, made):
                said = f"{event.action} by {event.actor} on {event.at.day} {event.at:%B %Y}"
                note = f" ({event.note})" if event.note else ""
                yield Blocker(made[int(event.record_id)].name, said + note)

    def references(self, kind: RecordKind) -> Iterator[Blocker]:
        """Rows that point to records which the import added, and that it did not add itself."""
        added = self._made(kind, ChangeAction.ADDED)
        own_lists = {link.table.name for link in kind.links}
        for table in Table.metadata.sorted_tables:
            for key in table.foreign_keys if table.name not in own_lists else ():
                if key.column.table is kind.table:
                    what = _SAID.get(table.name, f"a record of {table.name.replace('_', ' ')} points to it")
                    yield from (
                        Blocker(added[owner].name, what) for owner in self._pointing(key.parent, list(added))
                    )

    def _pointing(self, column: sa.Column[Any], ids: Sequence[int]) -> Iterator[int]:
        """The ids that rows of the column's table point to, where the import did not add those rows."""
        table = column.table
        own = self._made(KIND_BY_NAME[table.name], ChangeAction.ADDED) if table.name in KIND_BY_NAME else {}
        row_id = table.c.id if own else sa.null()
        for batch in in_batches(ids):
            rows = self.session.execute(sa.select(column, row_id).where(column.in_(batch)))
            yield from (owner for owner, row in rows if row not in own)

    def stories_on_changed(self, kind: RecordKind, link_name: str) -> Iterator[Blocker]:
        """Stories edited since the import that tell of a record which the import changed."""
        changed = self._made(kind, ChangeAction.CHANGED)
        link, story = _TABLES[link_name], _TABLES["story"]
        owner = link.c[f"{kind.name}_id"]
        for batch in in_batches(changed):
            rows = self.session.execute(
                sa.select(owner, story.c.title)
                .join(story, story.c.id == link.c.story_id)
                .where(owner.in_(batch), story.c.updated_at > self.batch.imported_at)
            )
            for record_id, title in rows:
                what = f"the story “{title}” tells of it and was edited since"
                yield Blocker(changed[record_id].name, what)

    def cohorts_since(self) -> Iterator[Blocker]:
        """Cohorts added since to activities whose cohorts the import changed or removed."""
        touched = self._made(COHORT, ChangeAction.CHANGED, ChangeAction.REMOVED).values()
        names = {(change.before or {})["activity_id"]: " ".join(change.key[:2]) for change in touched}
        cohort = COHORT.table
        for batch in in_batches(names):
            found = sa.select(cohort.c.id, cohort.c.activity_id).where(cohort.c.activity_id.in_(batch))
            activities: dict[int, int] = dict(iter(self.session.execute(found)))
            for event in self._events_since(COHORT, activities):
                if event.action == ChangeAction.ADDED.value:
                    name = names[activities[int(event.record_id)]]
                    yield Blocker(name, f"{event.actor} has recorded other people for it")

    def unlike_as_left(self, kind: RecordKind) -> Iterator[Blocker]:
        """Records that are gone, or no longer as the import left them."""
        made = self._made(kind, *ChangeAction)
        current = records_by_id(self.session.connection(), kind, made)
        for record_id, change in made.items():
            record = current.get(record_id)
            if change.action is ChangeAction.REMOVED:
                if record is not None:
                    yield Blocker(change.name, "its place is taken")
            elif record is None:
                yield Blocker(change.name, "it was removed")
            elif record.values != typed_values(kind, change.after or {}):
                yield Blocker(change.name, "it was changed")

"""Finds what was built on the records of an import since: what stands against undoing it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from data_access.commands.records import KIND_BY_NAME, KINDS, RecordKind, records_by_id, typed_values
from data_access.interchange.plan import name_of
from data_access.tables import AuditEvent, ImportBatch, ImportChange, Table
from domain.vocabulary import ChangeAction, ImportState

_EVENT: sa.Table = AuditEvent.__table__  # type: ignore[attr-defined]
_CHANGE: sa.Table = ImportChange.__table__  # type: ignore[attr-defined]
_TABLES = Table.metadata.tables
_SAID = {
    "story_activity": "a story tells of it",
    "story_outcome": "a story tells of it",
    "experience": "people have answered how it was for them",
    "cohort": "people were recorded for it",
    "outcome": "an outcome was recorded for it",
    "evidence": "evidence was recorded for it",
}
_IMPORT_NOTE = re.compile(r"(?:Import|Undid import) (\d+): ")
_STORY_LINKS = {"activity": "story_activity", "outcome": "story_outcome"}


@dataclass(frozen=True)
class Blocker:
    """A record of the import, as a person names it, and what was built on it."""

    record: str
    what: str

    @property
    def sentence(self) -> str:
        """Both as a part of a sentence."""
        return f"{self.record}: {self.what}"


def blockers_of(session: Session, batch: ImportBatch) -> list[Blocker]:
    """All that was built on the records of this batch, each said once."""
    found = [
        *_later_events(session, batch),
        *(blocker for kind in KINDS for blocker in _references(session, batch, kind)),
        *(blocker for name in _STORY_LINKS for blocker in _stories_on_changed(session, batch, name)),
        *_cohorts_since(session, batch),
    ]
    if not found:
        found = [blocker for kind in KINDS for blocker in _unlike_as_left(session, batch, kind)]
    return list(dict.fromkeys(found))


def _named(record_type: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    return name_of(record_type, tuple((after or before or {})["key"]))


def _end_of_import(batch: ImportBatch) -> sa.ScalarSelect[int]:
    """The id of the last audit event that the import itself wrote."""
    return (
        sa.select(sa.func.min(_EVENT.c.id))
        .where(
            _EVENT.c.record_type == "import_batch",
            _EVENT.c.record_id == str(batch.id),
            _EVENT.c.action == "imported",
        )
        .scalar_subquery()
    )


def import_note(batch_id: int, file_name: str, *, is_undo: bool = False) -> str:
    """The note on the audit events of an import, or of its undoing."""
    return f"{'Undid import' if is_undo else 'Import'} {batch_id}: {file_name}"[:600]


def _undone_imports(session: Session) -> frozenset[int]:
    batch = _TABLES["import_batch"].c
    return frozenset(session.scalars(sa.select(batch.id).where(batch.state == ImportState.UNDONE)))


def _still_stands(note: str, undone: frozenset[int]) -> bool:
    """Whether an event still counts: an import and its undoing cancel each other."""
    found = _IMPORT_NOTE.match(note)
    return found is None or int(found[1]) not in undone


def _later_events(session: Session, batch: ImportBatch) -> Iterator[Blocker]:
    undone = _undone_imports(session)
    rows = session.execute(
        sa.select(_CHANGE.c.record_type, _CHANGE.c.before, _CHANGE.c.after, _EVENT.c.action, _EVENT.c.actor,
                  _EVENT.c.at, _EVENT.c.note)
        .join(_EVENT, sa.and_(_EVENT.c.record_type == _CHANGE.c.record_type,
                              _EVENT.c.record_id == sa.cast(_CHANGE.c.record_id, sa.String)))
        .where(_CHANGE.c.batch_id == batch.id, _EVENT.c.id > _end_of_import(batch))
        .order_by(_CHANGE.c.position, _EVENT.c.id)
    )  # fmt: skip
    for record_type, before, after, action, actor, at, note in rows:
        if not _still_stands(note, undone):
            continue
        said = f"{action} by {actor} on {at.day} {at:%B %Y}" + (f" ({note})" if note else "")
        yield Blocker(_named(record_type, before, after), said)


def _references(session: Session, batch: ImportBatch, kind: RecordKind) -> Iterator[Blocker]:
    """Rows that point to records which the import added, and that it did not add itself."""
    own_lists = {link.table.name for link in kind.links}
    for table in Table.metadata.sorted_tables:
        if table.name in own_lists:
            continue
        for key in table.foreign_keys:
            if key.column.table is kind.table:
                yield from _references_by(session, batch, kind, key.parent)


def _references_by(
    session: Session, batch: ImportBatch, kind: RecordKind, column: sa.Column[Any]
) -> Iterator[Blocker]:
    table = column.table
    condition = _of_batch(batch, kind.name, ChangeAction.ADDED) & (_CHANGE.c.record_id == column)
    statement = sa.select(_CHANGE.c.before, _CHANGE.c.after, _CHANGE.c.position).join(table, condition)
    if table.name in KIND_BY_NAME:
        own = _CHANGE.alias()
        is_own = (own.c.batch_id == batch.id) & (own.c.record_type == table.name)
        is_own &= (own.c.record_id == table.c.id) & (own.c.action == ChangeAction.ADDED)
        statement = statement.outerjoin(own, is_own).where(own.c.id.is_(None))
    for before, after, _ in session.execute(statement.order_by(_CHANGE.c.position)):
        what = _SAID.get(table.name, f"a record of {table.name.replace('_', ' ')} points to it")
        yield Blocker(_named(kind.name, before, after), what)


def _stories_on_changed(session: Session, batch: ImportBatch, record_type: str) -> Iterator[Blocker]:
    """Stories edited since the import that tell of a record which the import changed."""
    link, story = _TABLES[_STORY_LINKS[record_type]], _TABLES["story"]
    rows = session.execute(
        sa.select(_CHANGE.c.before, _CHANGE.c.after, story.c.title)
        .join(link, link.c[f"{record_type}_id"] == _CHANGE.c.record_id)
        .join(story, story.c.id == link.c.story_id)
        .where(_of_batch(batch, record_type, ChangeAction.CHANGED), story.c.updated_at > batch.imported_at)
        .order_by(_CHANGE.c.position)
    )
    for before, after, title in rows:
        yield Blocker(
            _named(record_type, before, after), f"the story “{title}” tells of it and was edited since"
        )


def _cohorts_since(session: Session, batch: ImportBatch) -> Iterator[Blocker]:
    """Cohorts added since to activities whose cohorts the import changed or removed."""
    cohort, own = _TABLES["cohort"], _CHANGE
    touched = sa.select(own.c.before["activity_id"].as_integer()).where(
        own.c.batch_id == batch.id, own.c.record_type == "cohort", own.c.before.is_not(None)
    )
    rows = session.execute(
        sa.select(_TABLES["activity"].c.network_code, _TABLES["activity"].c.local_reference, _EVENT.c.actor,
                  _EVENT.c.note)
        .join(cohort, cohort.c.activity_id == _TABLES["activity"].c.id)
        .join(_EVENT, (_EVENT.c.record_type == "cohort")
              & (_EVENT.c.record_id == sa.cast(cohort.c.id, sa.String)))
        .where(cohort.c.activity_id.in_(touched), _EVENT.c.action == str(ChangeAction.ADDED),
               _EVENT.c.id > _end_of_import(batch))
    )  # fmt: skip
    undone = _undone_imports(session)
    for network, reference, actor, note in rows:
        if _still_stands(note, undone):
            yield Blocker(
                name_of("activity", (network, reference)), f"{actor} has recorded other people for it"
            )


def _unlike_as_left(session: Session, batch: ImportBatch, kind: RecordKind) -> Iterator[Blocker]:
    """Records that are gone, or no longer as the import left them."""
    rows = session.execute(
        sa.select(_CHANGE.c.record_id, _CHANGE.c.action, _CHANGE.c.before, _CHANGE.c.after)
        .where(_CHANGE.c.batch_id == batch.id, _CHANGE.c.record_type == kind.name)
        .order_by(_CHANGE.c.position)
    ).all()
    current = records_by_id(session.connection(), kind, [row.record_id for row in rows])
    for record_id, action, before, after in rows:
        record = current.get(record_id)
        if action is ChangeAction.REMOVED:
            if record is not None:
                yield Blocker(_named(kind.name, before, after), "its place is taken")
        elif record is None:
            yield Blocker(_named(kind.name, before, after), "it was removed")
        elif record.values != typed_values(kind, after):
            yield Blocker(_named(kind.name, before, after), "it was changed")


def _of_batch(batch: ImportBatch, record_type: str, action: ChangeAction) -> sa.ColumnElement[bool]:
    return sa.and_(
        _CHANGE.c.batch_id == batch.id, _CHANGE.c.record_type == record_type, _CHANGE.c.action == action
    )

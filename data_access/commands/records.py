"""The kinds of record that people hand in: table, draft, lists of codes, and how to read and write many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session

from data_access.commands.drafts import (
    ActivityDraft,
    CohortDraft,
    Draft,
    EvidenceDraft,
    MarkerAssessmentDraft,
    OutcomeDraft,
    groups_key,
)
from data_access.commands.numbers import newest_record
from data_access.engine import is_sqlite
from data_access.tables import Table
from data_access.tables.base import now

BATCH = 500
_TABLES = Table.metadata.tables
Item = TypeVar("Item")


class CodeLinks(NamedTuple):
    """A list of codes that a record holds, and the table of pairs that keeps it."""

    field: str
    table: sa.Table
    owner: str
    code: str


@dataclass(frozen=True)
class RecordKind:
    """A kind of record. `parent` is the column that points to the record it belongs to, "" for a root."""

    name: str
    plural: str
    draft: type[Draft]
    parent: str = ""
    links: tuple[CodeLinks, ...] = ()
    moments: tuple[str, ...] = ()

    @property
    def table(self) -> sa.Table:
        """The table of the record itself."""
        return _TABLES[self.name]

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """All fields of the draft, in its order."""
        return tuple(self.draft.model_fields)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The fields that are columns of the table itself."""
        lists = {link.field for link in self.links}
        return tuple(field for field in self.fields if field not in lists)


ACTIVITY = RecordKind(
    "activity",
    "activities",
    ActivityDraft,
    links=(
        CodeLinks("priorities", _TABLES["activity_priority"], "activity_id", "priority_code"),
        CodeLinks("ways_of_working", _TABLES["activity_way_of_working"], "activity_id", "way_code"),
    ),
    moments=("created_at", "updated_at"),
)
COHORT = RecordKind(
    "cohort",
    "cohorts",
    CohortDraft,
    parent="activity_id",
    links=(CodeLinks("groups", _TABLES["cohort_group"], "cohort_id", "group_code"),),
)
OUTCOME = RecordKind("outcome", "outcomes", OutcomeDraft, parent="activity_id")
EVIDENCE = RecordKind("evidence", "pieces of evidence", EvidenceDraft, parent="outcome_id")
MARKER_ASSESSMENT = RecordKind(
    "marker_assessment", "marker assessments", MarkerAssessmentDraft, moments=("recorded_at",)
)
KINDS = (ACTIVITY, COHORT, OUTCOME, EVIDENCE, MARKER_ASSESSMENT)
"""All kinds, parents before children."""
KIND_BY_NAME = {kind.name: kind for kind in KINDS}
PARENT_KIND = {COHORT.name: ACTIVITY, OUTCOME.name: ACTIVITY, EVIDENCE.name: OUTCOME}


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as the store holds it; `values` has the fields of its draft."""

    id: int
    parent_id: int | None
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record to add under an id taken with `take_ids`."""

    id: int
    parent_id: int | None
    values: Mapping[str, Any]


def in_batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """The items in lists of at most `size`, in their order."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


def stored_records(
    connection: Connection, kind: RecordKind, where: sa.ColumnElement[bool]
) -> list[StoredRecord]:
    """The records that fulfil the condition, in the order of their ids."""
    table = kind.table
    wanted = ["id", *([kind.parent] if kind.parent else []), *kind.columns]
    rows = connection.execute(
        sa.select(*(table.c[name] for name in wanted)).where(where).order_by(table.c.id)
    ).all()
    ids = [row.id for row in rows]
    lists = {link.field: _codes_of(connection, link, ids) for link in kind.links}
    found = []
    for row in rows:
        values = dict(row._mapping)  # noqa: SLF001  the public name of a row's columns, by SQLAlchemy's manual
        record_id = values.pop("id")
        parent_id = values.pop(kind.parent) if kind.parent else None
        for field, codes in lists.items():
            values[field] = codes.get(record_id, ())
        found.append(StoredRecord(record_id, parent_id, values))
    return found


def records_by_id(connection: Connection, kind: RecordKind, ids: Iterable[int]) -> dict[int, StoredRecord]:
    """The records with these ids; those that are gone are left out."""
    return {
        record.id: record
        for batch in in_batches(ids)
        for record in stored_records(connection, kind, kind.table.c.id.in_(batch))
    }


def _codes_of(connection: Connection, link: CodeLinks, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    owner, code = link.table.c[link.owner], link.table.c[link.code]
    found: dict[int, list[str]] = {}
    for batch in in_batches(ids):
        for owner_id, value in connection.execute(sa.select(owner, code).where(owner.in_(batch))):
            found.setdefault(owner_id, []).append(value)
    return {owner_id: tuple(sorted(codes)) for owner_id, codes in found.items()}


def take_ids(session: Session, kind: RecordKind, count: int) -> range | list[int]:
    """Ids for records to add, none of which another record ever had: a draft or a page may still hold it."""
    return take_numbers(session, kind.name, count)


def take_numbers(session: Session, table: str, count: int) -> range | list[int]:
    """The same for any table whose rows are named in the trail."""
    if not count:
        return []
    if is_sqlite(session.connection()):
        first = newest_record(session.connection(), table) + 1
        return range(first, first + count)
    sequence = sa.func.nextval(sa.func.pg_get_serial_sequence(table, "id"))
    return list(session.scalars(sa.select(sequence).select_from(sa.func.generate_series(1, count))))


def add_records(session: Session, kind: RecordKind, records: Iterable[NewRecord]) -> None:
    """Add the records and their lists of codes."""
    for batch in in_batches(records):
        moment = now()
        rows = []
        for record in batch:
            row = {"id": record.id, **_columns(kind, record.values)}
            if kind.parent:
                row[kind.parent] = record.parent_id
            row.update(dict.fromkeys(kind.moments, moment))
            if "version" in kind.table.c:
                row["version"] = 1
            rows.append(row)
        session.execute(sa.insert(kind.table), rows)
        for link in kind.links:
            _add_codes(session, link, [(record.id, record.values[link.field]) for record in batch])


def change_records(
    session: Session, kind: RecordKind, changes: Iterable[tuple[int, Mapping[str, Any]]]
) -> None:
    """Give the records with these ids these values, whole; a versioned record's version rises."""
    table = kind.table
    set_to: dict[str, Any] = {name: sa.bindparam(name) for name in kind.columns}
    if kind.name == COHORT.name:
        set_to["groups_key"] = sa.bindparam("groups_key")
    if "version" in table.c:
        set_to |= {"version": table.c.version + 1, "updated_at": now()}
    statement = sa.update(table).where(table.c.id == sa.bindparam("record_id")).values(set_to)
    for batch in in_batches(changes):
        session.connection().execute(
            statement, [{"record_id": record_id, **_columns(kind, values)} for record_id, values in batch]
        )
        for link in kind.links:
            owner = link.table.c[link.owner]
            session.execute(sa.delete(link.table).where(owner.in_([record_id for record_id, _ in batch])))
            _add_codes(session, link, [(record_id, values[link.field]) for record_id, values in batch])


def remove_records(session: Session, kind: RecordKind, ids: Iterable[int]) -> None:
    """Remove the records with these ids; what belongs to them goes with them."""
    for batch in in_batches(ids):
        session.execute(sa.delete(kind.table).where(kind.table.c.id.in_(batch)))


def _add_codes(session: Session, link: CodeLinks, owned: Iterable[tuple[int, Iterable[str]]]) -> None:
    pairs = [{link.owner: owner_id, link.code: code} for owner_id, codes in owned for code in codes]
    if pairs:
        session.execute(sa.insert(link.table), pairs)


def _columns(kind: RecordKind, values: Mapping[str, Any]) -> dict[str, Any]:
    row = {name: values[name] for name in kind.columns}
    if kind.name == COHORT.name:
        row["groups_key"] = groups_key(values["groups"], is_known=values["is_known"])
    return row


def typed_values(kind: RecordKind, plain: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record from JSON, as the store's own types."""
    lists = {link.field for link in kind.links}
    values: dict[str, Any] = {}
    for field in kind.fields:
        value = plain[field]
        if field in lists:
            values[field] = tuple(value)
        else:
            values[field] = None if value is None else _typed(kind.table.c[field].type, value)
    return values


def _typed(column: sa.types.TypeEngine[Any], value: Any) -> Any:
    if isinstance(column, sa.Enum) and column.enum_class is not None:
        return column.enum_class(value)
    if isinstance(column, sa.Date):
        return date.fromisoformat(value)
    return value

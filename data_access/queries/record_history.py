"""The history of a record from the audit trail: who changed what and when, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from data_access.commands.records import ACTIVITY, COHORT, EVIDENCE, KIND_BY_NAME, OUTCOME
from data_access.interchange.code_lists import CodeLists
from data_access.interchange.layout import SHEET_BY_KIND, CellType
from data_access.tables import Table
from domain.vocabulary import Answer, ChangeAction
from domain.wording import counted, day, join_and

EVENTS = Table.metadata.tables["audit_event"]
ONE_SAVE = timedelta(seconds=5)
"""Events of one person that follow each other so closely, each on another row, belong to one save."""
MOST_NAMED = 3
NOTHING = "nothing"
_EMPTY: tuple[object, ...] = (None, False, "", (), [], Answer.NOT_RECORDED)
# What a part is found by stands in its name already.
_QUIET = {
    "activity": frozenset({"provenance", "provenance_note"}),
    "cohort": frozenset({"groups", "is_known"}),
    "outcome": frozenset({"local_reference"}),
    "evidence": frozenset({"local_reference"}),
}


@dataclass(frozen=True)
class WordedChange:
    """A field before and after, in words. Of what was added `before` is "nothing", of what was removed `after`."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    """One save: who, when, what was done to the record itself, and every field that changed."""

    at: datetime
    actor: str
    action: str
    note: str
    changes: tuple[WordedChange, ...] = field(default=())

    @property
    def fields_in_words(self) -> str:
        """The names of what changed, at most three and how many more."""
        named = [f"“{name}”" for name in dict.fromkeys(change.what for change in self.changes)]
        if len(named) > MOST_NAMED:
            more = counted(len(named) - MOST_NAMED, "other thing", "other things")
            named = [*named[:MOST_NAMED], more]
        return join_and(named)


def read_history(engine: Engine, activity_id: int) -> list[HistoryEntry]:
    """All saves of this record and of what belongs to it, newest first; empty where none left a trace."""
    with engine.connect() as connection:
        return record_history(connection, activity_id)


def record_history(connection: Connection, activity_id: int) -> list[HistoryEntry]:
    """As `read_history`, within a transaction."""
    lists = CodeLists.from_store(connection)
    own = _own_events(connection, activity_id)
    if not own:
        return []
    first = own[0].id
    parts = _events_below(connection, (COHORT.name, OUTCOME.name), "activity_id", [activity_id], first=first)
    outcomes = sorted({int(row.record_id) for row in parts if row.record_type == OUTCOME.name})
    evidence = _events_below(connection, (EVIDENCE.name,), "outcome_id", outcomes, first=first)
    roots = {_root(row) for row in own}
    events = sorted(
        [*own, *parts, *(row for row in evidence if _root(row) in roots)], key=lambda row: int(row.id)
    )
    return [_entry(save, lists) for save in reversed(_saves(events))]


def _root(event: Row[Any]) -> tuple[str, ...]:
    """Network and reference of the activity that an event belongs to."""
    return tuple((event.after or event.before or {}).get("key", [])[:2])


def _own_events(connection: Connection, activity_id: int) -> list[Row[Any]]:
    """The events of the activity since it was added: an id may have belonged to one that is gone."""
    rows = connection.execute(
        sa.select(EVENTS)
        .where(EVENTS.c.record_type == ACTIVITY.name, EVENTS.c.record_id == str(activity_id))
        .order_by(EVENTS.c.id)
    ).all()
    starts = [place for place, row in enumerate(rows) if row.action == ChangeAction.ADDED]
    return list(rows[starts[-1] if starts else 0 :])


def _events_below(
    connection: Connection, kinds: Iterable[str], parent: str, ids: list[int], *, first: int
) -> list[Row[Any]]:
    """The events on records that name one of these parents, none older than the event `first`."""
    if not ids:
        return []
    named = sa.func.coalesce(EVENTS.c.after[parent].as_integer(), EVENTS.c.before[parent].as_integer())
    return list(
        connection.execute(
            sa.select(EVENTS).where(
                EVENTS.c.record_type.in_(list(kinds)), EVENTS.c.id >= first, named.in_(ids)
            )
        ).all()
    )


def _saves(events: Iterable[Row[Any]]) -> list[list[Row[Any]]]:
    saves: list[list[Row[Any]]] = []
    for event in events:
        if saves and _belongs_to(saves[-1], event):
            saves[-1].append(event)
        else:
            saves.append([event])
    return saves


def _belongs_to(save: list[Row[Any]], event: Row[Any]) -> bool:
    last = save[-1]
    return (
        (last.actor, last.note) == (event.actor, event.note)
        and event.at - last.at <= ONE_SAVE
        and (event.record_type, event.record_id) not in {(one.record_type, one.record_id) for one in save}
    )


def _entry(save: list[Row[Any]], lists: CodeLists) -> HistoryEntry:
    own = next((row for row in save if row.record_type == ACTIVITY.name), None)
    return HistoryEntry(
        at=save[-1].at,
        actor=save[-1].actor,
        action=own.action if own is not None else ChangeAction.CHANGED.value,
        note=save[-1].note,
        changes=tuple(change for row in save for change in _changes(row, lists)),
    )


def _changes(event: Row[Any], lists: CodeLists) -> Iterable[WordedChange]:
    before, after = event.before or {}, event.after or {}
    part = _part_in_words(event.record_type, before or after, lists)
    for name in KIND_BY_NAME[event.record_type].fields:
        if name in _QUIET[event.record_type]:
            continue
        was, now = (in_words(event.record_type, name, values, lists) for values in (before, after))
        if was != now:
            heading = heading_of(event.record_type, name)
            yield WordedChange(part if event.record_type == COHORT.name else f"{part}{heading}", was, now)


def heading_of(kind: str, name: str) -> str:
    """What people call a field: as it is headed in a file."""
    return next((column.heading for column in SHEET_BY_KIND[kind].columns if column.field == name), name)


def _part_in_words(kind: str, values: Mapping[str, Any], lists: CodeLists) -> str:
    """Which part of the record is meant: "" for the activity itself."""
    if kind == ACTIVITY.name:
        return ""
    if kind == COHORT.name:
        return f"People ({groups_in_words(values, lists)})"
    key = values.get("key", [])
    named = " and evidence ".join(str(part) for part in key[2:])
    return f"Outcome {named}: "


def groups_in_words(cohort: Mapping[str, Any], lists: CodeLists) -> str:
    """The groups that the people of a cohort share."""
    if not cohort.get("is_known", True):
        return "we did not ask"
    labels = lists["groups"].labels
    return join_and([labels.get(code, code) for code in cohort.get("groups") or ()]) or "none of the groups"


def in_words(kind: str, name: str, values: Mapping[str, Any], lists: CodeLists) -> str:
    """A field of a record as a person reads it; "nothing" where it is empty or not there."""
    value = values.get(name)
    if any(value is one or value == one for one in _EMPTY):
        return NOTHING
    column = next((column for column in SHEET_BY_KIND[kind].columns if column.field == name), None)
    if column is None:
        return "yes" if value is True else str(value)
    return _worded(value, column.type, lists[column.listed].labels if column.listed else {})


def _worded(value: Any, kind: CellType, labels: Mapping[str, str]) -> str:
    if isinstance(value, list | tuple):
        return "; ".join(labels.get(code, str(code)) for code in value)
    if kind is CellType.DAY:
        return day(value if isinstance(value, date) else date.fromisoformat(value))
    if kind is CellType.YES_NO:
        return "yes"
    if isinstance(value, float):
        return f"{value:,g}"
    return labels.get(value, str(value))

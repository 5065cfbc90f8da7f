"""Checks of the audit trail: its chain, and whether it tells of every record as the record now stands."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session

from data_access.checks.by_name import compared_by_name
from data_access.checks.finding import CheckResult, counted_wrong
from data_access.commands.accounts import account_values
from data_access.commands.records import (
    ACTIVITY,
    COHORT,
    EVIDENCE,
    KIND_BY_NAME,
    MARKER_ASSESSMENT,
    OUTCOME,
    in_batches,
    records_by_id,
)
from data_access.queries.audit_chain import follow_chain
from data_access.tables import Table
from data_access.unit_of_work import plain
from domain.vocabulary import ChangeAction, Provenance

_TABLES = Table.metadata.tables
_EVENT = _TABLES["audit_event"]
_ACTIVITY, _OUTCOME = ACTIVITY.table, OUTCOME.table
_ACCOUNT = "user_account"
_ROOT: dict[str, tuple[sa.FromClause, sa.Table]] = {
    "activity": (_ACTIVITY, _ACTIVITY),
    "cohort": (COHORT.table.join(_ACTIVITY), _ACTIVITY),
    "outcome": (_OUTCOME.join(_ACTIVITY), _ACTIVITY),
    "evidence": (EVIDENCE.table.join(_OUTCOME).join(_ACTIVITY), _ACTIVITY),
    "marker_assessment": (MARKER_ASSESSMENT.table, MARKER_ASSESSMENT.table),
    _ACCOUNT: (_TABLES[_ACCOUNT], _TABLES[_ACCOUNT]),
}
"""The kinds of record whose every change is audited, each with the record that says where it comes from."""
_GOING = (ChangeAction.REMOVED.value, "deleted")
# They change without an event of their own, or with one that does not name them.
_NOT_COMPARED = frozenset({"version", "updated_at", "created_at", "recorded_at", "key"})

_CHANGED = "changed without an event"


def check_chain(connection: Connection) -> CheckResult:
    """Whether the events form one unbroken chain that ends where the store says."""
    state = follow_chain(connection)
    if state.is_unbroken:
        finding = f"unbroken, {state.events:,} events, ends in {state.head[:16]}"
        return CheckResult("Audit chain", finding, is_good=True)
    return CheckResult("Audit chain", f"broken: {state.wrong}", is_good=False)


def check_imports(connection: Connection) -> CheckResult:
    """Whether each change by an import has its event in the audit trail."""
    change = _TABLES["import_change"]
    same = (
        (_EVENT.c.record_type == change.c.record_type)
        & (_EVENT.c.record_id == sa.cast(change.c.record_id, sa.String))
        & (_EVENT.c.action == sa.cast(change.c.action, sa.String))
    )
    missing = connection.scalar(
        sa.select(sa.func.count(change.c.id)).where(~sa.exists().where(same)).select_from(change)
    )
    changes = connection.scalar(sa.select(sa.func.count()).select_from(change))
    finding = f"{changes:,} changes by imports, {missing:,} without an event"
    return CheckResult("Audit trail", finding, is_good=not missing)


def check_first_events(connection: Connection) -> CheckResult:
    """Whether the trail tells when each record was added.

    Illustrative records come and go by the thousand under one event, so each has none of its own.
    """
    missing = {name.replace("_", " "): _without_beginning(connection, name) for name in _ROOT}
    if any(missing.values()):
        return CheckResult("Beginnings", f"no event tells of {counted_wrong(missing)}", is_good=False)
    return CheckResult("Beginnings", "an event tells when each record was added", is_good=True)


def _without_beginning(connection: Connection, name: str) -> int:
    table = _TABLES[name]
    source, root = _ROOT[name]
    is_told = sa.exists().where(_is_about(name, table), _EVENT.c.action == ChangeAction.ADDED.value)
    is_own = root.c.provenance != Provenance.ILLUSTRATIVE
    return connection.scalar(sa.select(sa.func.count()).select_from(source).where(is_own, ~is_told)) or 0


def _is_about(name: str, table: sa.Table) -> sa.ColumnElement[bool]:
    return (_EVENT.c.record_type == name) & (_EVENT.c.record_id == sa.cast(table.c.id, sa.String))


def check_newest_events(connection: Connection) -> CheckResult:
    """Whether each record stands as its newest event left it, and none went without an event."""
    wrong: dict[str, int] = {}
    compared = 0
    for name in _ROOT:
        label = name.replace("_", " ")
        for outcome in _compared(connection, name):
            compared += 1
            if outcome:
                wrong[f"{label} {outcome}"] = wrong.get(f"{label} {outcome}", 0) + 1
    for label, fits in compared_by_name(connection):
        compared += 1
        if not fits:
            wrong[f"{label} {_CHANGED}"] = wrong.get(f"{label} {_CHANGED}", 0) + 1
    if wrong:
        return CheckResult("Records", f"not as the trail tells: {counted_wrong(wrong)}", is_good=False)
    return CheckResult("Records", f"{compared:,} compared with their newest events", is_good=True)


def _compared(connection: Connection, name: str) -> Iterator[str]:
    """For each record with events: "" where it stands as told, otherwise what is wrong."""
    reloaded = newest_reload(connection)
    for batch in in_batches(_newest(connection, name)):
        stored = _stored(connection, name, [one.record for one in batch])
        illustrative = _illustrative(connection, name, stored)
        told = _told(connection, [one.told for one in batch])
        for one in batch:
            # Illustrative records go all at once, with no event of their own; once their numbers were used again.
            is_former = one.told < reloaded and (one.record in illustrative or one.record not in stored)
            yield "" if is_former else _verdict(one, stored.get(one.record), told[one.told])


class _Newest(NamedTuple):
    """A record, the newest event that tells how it stands, and whether a later one tells that it went."""

    record: int
    told: int
    is_removed: bool
    is_root: bool


def _newest(connection: Connection, name: str) -> list[_Newest]:
    tells = sa.cast(_EVENT.c.after, sa.Text) != "null"
    removes = _EVENT.c.action.in_(_GOING)
    told = sa.func.max(sa.case((tells, _EVENT.c.id)))
    removed = sa.func.coalesce(sa.func.max(sa.case((removes, _EVENT.c.id))), 0)
    rows = connection.execute(
        sa.select(_EVENT.c.record_id, told, removed)
        .where(_EVENT.c.record_type == name)
        .group_by(_EVENT.c.record_id)
    )
    # A child also goes, without an event of its own, with its parent.
    is_root = _ROOT[name][1] is _TABLES[name]
    return [
        _Newest(int(number), last, gone > last, is_root)
        for number, last, gone in rows
        if last and number.isdigit()
    ]


def _told(connection: Connection, events: list[int]) -> dict[int, dict[str, Any]]:
    return dict(
        connection.execute(sa.select(_EVENT.c.id, _EVENT.c.after).where(_EVENT.c.id.in_(events))).all()
    )


def _verdict(one: _Newest, stored: dict[str, Any] | None, told: dict[str, Any]) -> str:
    if stored is None:
        return "gone without an event" if one.is_root and not one.is_removed else ""
    if one.is_removed:
        return "still there after it was removed"
    return "" if _agrees(stored, told) else _CHANGED


def newest_reload(connection: Connection) -> int:
    """The newest event with which illustrative records came or went, all at once."""
    return (
        connection.scalar(
            sa.select(sa.func.max(_EVENT.c.id)).where(_EVENT.c.record_type == Provenance.ILLUSTRATIVE.value)
        )
        or 0
    )


def _illustrative(connection: Connection, name: str, ids: Iterable[int]) -> set[int]:
    source, root = _ROOT[name]
    number = _TABLES[name].c.id
    asked = sa.select(number).select_from(source)
    return set(
        connection.scalars(asked.where(number.in_(list(ids)), root.c.provenance == Provenance.ILLUSTRATIVE))
    )


def _stored(connection: Connection, name: str, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The records as they stand now, as events would tell of them."""
    table = _TABLES[name]
    wanted = list(ids)
    if name == _ACCOUNT:
        with Session(connection) as session:
            there = connection.scalars(sa.select(table.c.id).where(table.c.id.in_(wanted)))
            return {number: account_values(session, number) for number in there.all()}
    kind = KIND_BY_NAME[name]
    parent = [kind.parent] if kind.parent else []
    return {
        number: plain({**record.values, **dict.fromkeys(parent, record.parent_id)})
        for number, record in records_by_id(connection, kind, wanted).items()
    }


def _agrees(stored: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether the record has what the event says of it; what only one of them names is not compared."""
    return all(told[name] == stored[name] for name in stored.keys() & told.keys() - _NOT_COMPARED)

"""Searches the audit trail: a page of events at a time, newest first, never all of them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.engine import is_sqlite
from data_access.interchange.code_lists import CodeLists
from data_access.queries.audit_entries import AuditEntry, entries_of
from data_access.queries.text_search import holds, spellings
from data_access.tables import Table
from domain.audit_words import WITHOUT_VALUES, AuditedKind
from domain.permissions import Action, Actor, check_may, may
from domain.wording import UK

_EVENTS = Table.metadata.tables["audit_event"]
MOST_COUNTED = 10_000
MOST_IN_A_FILE = 5_000
_BATCH = 500
_SHOWN = ("id", "at", "actor", "action", "record_type", "record_id", "before", "after", "note")


@dataclass(frozen=True)
class AuditSearch:
    """What is looked for; what is empty does not matter. Days are those of the United Kingdom, both included."""

    person: str = ""
    kind: str = ""
    record: str = ""
    action: str = ""
    text: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class AuditPage:
    """Events, newest first. `older_than` is the number to ask for the next page with, None on the last one."""

    entries: tuple[AuditEntry, ...]
    older_than: int | None


def lists_answers(actor: Actor) -> bool:
    """Whether a search finds the events of anonymous answers for this person."""
    return may(actor, Action.MANAGE_ACCOUNTS)


def find_events(
    engine: Engine, search: AuditSearch, *, actor: Actor, older_than: int | None = None, most: int = 20
) -> AuditPage:
    """The newest events that fit, from the one before number `older_than` on. Raises NotAllowedError."""
    check_may(actor, Action.SEE_AUDIT)
    with engine.connect() as connection:
        rows = _rows(connection, search, actor=actor, older_than=older_than, most=most + 1)
        shown = rows[:most]
        lists = CodeLists.from_store(connection)
        entries = tuple(entries_of(connection, shown, lists=lists, actor=actor))
    return AuditPage(entries, shown[-1].id if len(rows) > most else None)


def count_events(engine: Engine, search: AuditSearch, *, actor: Actor) -> int:
    """How many events fit, counted up to one more than `MOST_COUNTED`. Raises NotAllowedError."""
    check_may(actor, Action.SEE_AUDIT)
    with engine.connect() as connection:
        found = sa.select(_EVENTS.c.id).where(*_conditions(connection, search, actor)).limit(MOST_COUNTED + 1)
        return connection.scalar(sa.select(sa.func.count()).select_from(found.subquery())) or 0


def events_for_file(engine: Engine, search: AuditSearch, *, actor: Actor) -> Iterator[AuditEntry]:
    """The newest `MOST_IN_A_FILE` events that fit. Raises NotAllowedError."""
    check_may(actor, Action.SEE_AUDIT)
    older_than: int | None = None
    left = MOST_IN_A_FILE
    while left > 0:
        page = find_events(engine, search, actor=actor, older_than=older_than, most=min(_BATCH, left))
        yield from page.entries
        left -= len(page.entries)
        older_than = page.older_than
        if older_than is None:
            return


def _rows(
    connection: Connection, search: AuditSearch, *, actor: Actor, older_than: int | None, most: int
) -> list[Any]:
    question = sa.select(*(_EVENTS.c[name] for name in _SHOWN)).where(*_conditions(connection, search, actor))
    if older_than is not None:
        question = question.where(_EVENTS.c.id < older_than)
    return list(connection.execute(question.order_by(_EVENTS.c.id.desc()).limit(most)).all())


def _conditions(
    connection: Connection, search: AuditSearch, actor: Actor
) -> Iterable[sa.ColumnElement[bool]]:
    columns = _EVENTS.c
    # Counted by activity or by day, they would tell how many answered. A number of a record would count them
    # for administrators too.
    if search.record or not lists_answers(actor):
        yield columns.record_type != AuditedKind.EXPERIENCE.value
    exact = {
        columns.record_type: search.kind,
        columns.record_id: search.record,
        columns.action: search.action,
    }
    yield from (column == wanted for column, wanted in exact.items() if wanted)
    if search.person:
        yield holds(columns.actor, spellings(search.person))
    if search.first is not None:
        yield columns.at >= _start_of(search.first)
    if search.last is not None:
        yield columns.at < _start_of(search.last + timedelta(days=1))
    if search.text:
        yield sa.or_(
            holds(columns.note, spellings(search.text)), _values_hold(connection, search.text, actor)
        )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UK)


def _values_hold(connection: Connection, text: str, actor: Actor) -> sa.ColumnElement[bool]:
    """Whether the values before or after hold the text, in events whose values the actor may see as a whole.

    Otherwise finding a text would tell what is not shown.
    """
    withheld = {kind.value for kind in WITHOUT_VALUES}
    if not may(actor, Action.MANAGE_ACCOUNTS):
        withheld |= {AuditedKind.COHORT.value, AuditedKind.USER_ACCOUNT.value}
    # JSON keeps letters beyond ASCII as numbers.
    spelled = [json.dumps(spelling)[1:-1] for spelling in spellings(text)]
    kind = sa.String if is_sqlite(connection) else sa.Text
    values = [
        sa.type_coerce(column, kind) if is_sqlite(connection) else sa.cast(column, kind)
        for column in (_EVENTS.c.before, _EVENTS.c.after)
    ]
    return sa.and_(
        _EVENTS.c.record_type.not_in(sorted(withheld)),
        sa.or_(*(holds(value, spelled) for value in values)),
    )

"""Events of the audit trail as a person reads them: labels for codes, and nothing that the reader may not see."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.record_checks import UK
from data_access.commands.records import KIND_BY_NAME
from data_access.interchange.code_lists import CodeLists
from data_access.interchange.plan import name_of
from data_access.queries.record_history import NOTHING, WordedChange, heading_of, in_words
from data_access.tables import Table
from domain import choices
from domain.audit_words import (
    NEVER_SHOWN,
    PEOPLE_WITHHELD,
    WITHOUT_VALUES,
    AuditedKind,
    label_of_action,
    label_of_kind,
)
from domain.permissions import Action, Actor, may, may_write_for
from domain.vocabulary import UserRole
from domain.wording import day

_TABLES = Table.metadata.tables
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Numbers within the store, and what the name of the record says already.
_QUIET = frozenset({"id", "key", "activity_id", "outcome_id", "user_id", "provenance_note", "recorded_at"})
_HEADINGS = {
    "email": "E-mail address", "display_name": "Name", "is_active": "May sign in", "roles": "Roles",
    "networks": "Networks", "file": "File", "added": "Added", "changed": "Changed", "removed": "Removed",
    "moment": "As of", "rows": "Rows", "audit_count": "Events", "label": "Label", "links": "Links",
    "most_answers": "Most answers", "closes_on": "Last day", "is_closed": "Closed", "website": "Website",
    "network_code": "Network", "kind": "Kind of term", "code": "Term", "slugs": "Stories",
    "count": "How many", "before": "From before", "rater_reference": "Rater",
}  # fmt: skip
_CODES = {code.value: code.label for code in UserRole}


@dataclass(frozen=True)
class AuditEntry:
    """One event in words. `withheld` says what is not shown and to whom it would be, "" where nothing is held back.

    `activity_id` leads to the record where there still is one, and the reader may edit it; None otherwise.
    """

    id: int
    at: datetime
    person: str
    done: str
    kind: str
    record: str
    note: str
    changes: tuple[WordedChange, ...]
    withheld: str = ""
    activity_id: int | None = None
    network: str = ""

    @property
    def when(self) -> str:
        """The moment in words; of an anonymous answer only the day."""
        local = self.at.astimezone(UK)
        return day(local) if self.kind == AuditedKind.EXPERIENCE else f"{day(local)}, {local:%H:%M}"

    @property
    def sentence(self) -> str:
        """Who did what to which record."""
        return f"{self.person} {self.done} {label_of_kind(self.kind).lower()}: {self.record}"


def entries_of(
    connection: Connection, rows: Iterable[Any], *, lists: CodeLists, actor: Actor
) -> Iterator[AuditEntry]:
    """The events in words, for this reader."""
    events = list(rows)
    activities = _activities(connection, events)
    for row in events:
        found = activities.get(row.id)
        activity_id, network = (found.id, found.network_code) if found else (None, _network_of(row))
        yield AuditEntry(
            id=row.id,
            at=row.at,
            person=row.actor,
            done=label_of_action(row.action),
            kind=row.record_type,
            record=_name_of(row, lists, found),
            note=row.note,
            changes=tuple(_changes(row, lists, actor, network)),
            withheld=_withheld(row, actor, network),
            activity_id=activity_id if may_write_for(actor, network) else None,
            network=network,
        )


def _values(row: Any) -> Mapping[str, Any]:
    values: Mapping[str, Any] = row.after or row.before or {}
    return values


def _network_of(row: Any) -> str:
    values = _values(row)
    key = values.get("key")
    if isinstance(key, list) and key:
        return str(key[0])
    return str(values.get("network_code") or "")


def _activities(connection: Connection, rows: list[Any]) -> dict[int, Any]:
    """By event, the activity that it is about (id, network_code, local_reference), where it is still there."""
    outcomes = {row.id: _values(row).get("outcome_id") for row in rows if row.record_type == "evidence"}
    outcome = _TABLES["outcome"]
    owners = {
        one.id: one.activity_id
        for one in connection.execute(
            sa.select(outcome.c.id, outcome.c.activity_id).where(
                outcome.c.id.in_(set(outcomes.values()) - {None})
            )
        )
    }
    wanted: dict[int, int] = {}
    for row in rows:
        number = {
            "activity": row.record_id,
            "evidence": owners.get(outcomes.get(row.id)),
            "experience": row.record_id.removeprefix("activity "),
        }.get(row.record_type, _values(row).get("activity_id"))
        if number is not None and str(number).isdecimal():
            wanted[row.id] = int(number)
    activity = _TABLES["activity"]
    shown = sa.select(activity.c.id, activity.c.network_code, activity.c.local_reference)
    rows_there = connection.execute(shown.where(activity.c.id.in_(set(wanted.values()))))
    there = {one.id: one for one in rows_there}
    return {event: there[number] for event, number in wanted.items() if number in there}


def _name_of(row: Any, lists: CodeLists, activity: Any) -> str:
    """The record as a person would name it; `activity` is the one that it is about, None where there is none."""
    values = _values(row)
    key = values.get("key")
    if row.record_type == AuditedKind.MARKER_ASSESSMENT and "marker_code" in values:
        marker = lists["markers"].labels.get(values["marker_code"], values["marker_code"])
        return f"{_network_of(row)}, {marker}"
    if row.record_type in KIND_BY_NAME and isinstance(key, list) and len(key) > 1:
        # The key of a cohort names its groups, which not every reader may see: the activity is name enough.
        return (
            name_of("activity", tuple(key[:2]))
            if row.record_type == "cohort"
            else name_of(row.record_type, tuple(key))
        )
    names: dict[str, str] = {
        AuditedKind.SETTING: choices.label_of(row.record_id) if _is_setting(row.record_id) else "",
        AuditedKind.USER_ACCOUNT: str(values.get("display_name", "")),
        AuditedKind.NETWORK: lists["networks"].labels.get(row.record_id, ""),
        AuditedKind.IMPORT_BATCH: str(values.get("file", "")),
    }
    if row.record_type in {AuditedKind.FEEDBACK_LINK, AuditedKind.EXPERIENCE} and activity is not None:
        return f"{activity.network_code} {activity.local_reference}"
    return names.get(row.record_type) or str(row.record_id)


def _is_setting(name: str) -> bool:
    return name in choices.Choices.model_fields


def _may_see_people(actor: Actor, network: str) -> bool:
    return may_write_for(actor, network) if network else may(actor, Action.MANAGE_ACCOUNTS)


def _withheld(row: Any, actor: Actor, network: str) -> str:
    if row.record_type == AuditedKind.COHORT and not _may_see_people(actor, network):
        return PEOPLE_WITHHELD
    return ""


def _changes(row: Any, lists: CodeLists, actor: Actor, network: str) -> Iterator[WordedChange]:
    if row.record_type in WITHOUT_VALUES or _withheld(row, actor, network):
        return
    before, after = row.before or {}, row.after or {}
    hidden = NEVER_SHOWN | _QUIET
    if not may(actor, Action.MANAGE_ACCOUNTS):
        hidden = hidden | {"email"}
    for name in dict.fromkeys([*before, *after]):
        if name in hidden:
            continue
        was, now = (_in_words(row, name, values, lists) for values in (before, after))
        if was != now:
            yield WordedChange(_heading(row, name), was, now)


def _heading(row: Any, name: str) -> str:
    if row.record_type == AuditedKind.SETTING:
        return "Value"
    found = heading_of(row.record_type, name) if row.record_type in KIND_BY_NAME else name
    if found != name:
        return found
    return _HEADINGS.get(name) or label_of_kind(name)


def _in_words(row: Any, name: str, values: Mapping[str, Any], lists: CodeLists) -> str:
    if name not in values:
        return NOTHING
    value = values[name]
    if row.record_type == AuditedKind.SETTING and _is_setting(row.record_id):
        return choices.in_words(row.record_id, value)
    if row.record_type in KIND_BY_NAME and name in KIND_BY_NAME[row.record_type].fields:
        return in_words(row.record_type, name, values, lists)
    return _plain_words(name, value, lists)


def _plain_words(name: str, value: Any, lists: CodeLists) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        return "; ".join(_plain_words(name, one, lists) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else _label(name, str(value), lists)


def _label(name: str, text: str, lists: CodeLists) -> str:
    if name in {"networks", "network_code"}:
        return lists["networks"].labels.get(text, text)
    if name == "roles":
        return _CODES.get(text, text)
    return day(date.fromisoformat(text)) if _DAY.fullmatch(text) else text

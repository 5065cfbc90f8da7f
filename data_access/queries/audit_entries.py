"""Events of the audit trail as a person reads them: labels for codes, and nothing that the reader may not see."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.records import KIND_BY_NAME
from data_access.interchange.code_lists import CodeLists
from data_access.queries.audit_names import Names, names_for, network_of, record_name, values_of
from data_access.queries.record_history import NOTHING, WordedChange, heading_of, in_words
from data_access.tables import Table
from domain import choices
from domain.audit_words import (
    NEVER_SHOWN,
    PEOPLE_WITHHELD,
    SHOWN_ALL_THE_SAME,
    WITHOUT_VALUES,
    AuditedKind,
    label_of_action,
    label_of_kind,
)
from domain.local_terms import TermKind
from domain.permissions import Action, Actor, may, may_write_for
from domain.vocabulary import (
    ActionState,
    Channel,
    ConsentKind,
    LinkPurpose,
    MeetingState,
    RaterKind,
    RoleKind,
    StoryStatus,
    UserRole,
)
from domain.wording import day, in_uk, moment_in_words

_TABLES = Table.metadata.tables
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?([+-]\d{2}:\d{2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Numbers within the store, and what the name of the record says already.
_QUIET = frozenset(
    {
        "id", "key", "activity_id", "outcome_id", "user_id", "provenance_note", "recorded_at", "story_id",
        "issue_id", "cover_story_id", "cover_picture_id", "cover_crowd", "meeting_id", "snapshot_id", "question_id",
    }
)  # fmt: skip
_HEADINGS = {
    "email": "E-mail address", "display_name": "Name", "is_active": "May sign in", "roles": "Roles",
    "networks": "Networks", "file": "File", "added": "Added", "changed": "Changed", "removed": "Removed",
    "moment": "As of", "rows": "Rows", "audit_count": "Events", "label": "Label", "links": "Links",
    "most_answers": "Most answers", "closes_on": "Last day", "is_closed": "Closed", "website": "Website",
    "network_code": "Network", "kind": "Kind of term", "code": "Term", "slugs": "Stories",
    "purpose": "What for", "until": "Works until", "count": "How many", "before": "From before",
    "rater_reference": "Rater", "title": "Title", "version": "Version", "status": "Status", "parts": "Parts",
    "signed_as": "Signed as", "channels": "Channels", "channel": "Channel", "obtained_by": "Asked by",
    "obtained_on": "Agreed on", "expires_on": "Last day", "withdrawn_on": "Taken back on", "dated": "Dated",
    "stories": "Stories by number", "format": "Format", "theme": "Look", "size": "Bytes",
    "points": "Points", "attendance": "Who came", "view": "Figures looked at",
    "fingerprint": "Fingerprint", "where_used": "Where used", "width": "Width", "height": "Height",
}  # fmt: skip
_CODES = {code.value: code.label for codes in (UserRole, LinkPurpose, TermKind) for code in codes}
_BY_FIELD = {
    "status": {code.value: code.label for code in StoryStatus},
    "channel": {code.value: code.label for code in Channel},
    "channels": {code.value: code.label for code in Channel},
    "kind": {code.value: code.label for codes in (ConsentKind, RoleKind) for code in codes},
    "state": {code.value: code.label for codes in (MeetingState, ActionState) for code in codes},
    "capacity": {code.value: code.label for code in RaterKind},
}


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
        is_answer = self.kind == AuditedKind.EXPERIENCE
        return day(in_uk(self.at)) if is_answer else moment_in_words(self.at)

    @property
    def sentence(self) -> str:
        """Who did what to which record; of an anonymous answer not even about which activity."""
        if self.kind == AuditedKind.EXPERIENCE:
            return f"{self.person} {self.done} {label_of_kind(self.kind).lower()}"
        return f"{self.person} {self.done} {label_of_kind(self.kind).lower()}: {self.record}"


def entries_of(
    connection: Connection, rows: Iterable[Any], *, lists: CodeLists, actor: Actor
) -> Iterator[AuditEntry]:
    """The events in words, for this reader."""
    events = list(rows)
    activities = _activities(connection, events)
    names = names_for(connection, events, lists=lists)
    for row in events:
        found = activities.get(row.id)
        # Whose network an event was of says the event itself: the record may have moved to another since.
        network = network_of(row) or (found.network_code if found else "")
        yield AuditEntry(
            id=row.id,
            at=row.at,
            person=row.actor,
            done=label_of_action(row.action),
            kind=row.record_type,
            record=record_name(row, names, found),
            note=row.note,
            changes=tuple(_changes(row, names, actor, network)),
            withheld=_withheld(row, actor, network),
            activity_id=found.id if found and may_write_for(actor, found.network_code) else None,
            network=network,
        )


def _activities(connection: Connection, rows: list[Any]) -> dict[int, Any]:
    """By event, the activity that it is about (id, network_code, local_reference), where it is still there."""
    outcomes = {row.id: values_of(row).get("outcome_id") for row in rows if row.record_type == "evidence"}
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
        }.get(row.record_type, values_of(row).get("activity_id"))
        if number is not None and str(number).isdecimal():
            wanted[row.id] = int(number)
    activity = _TABLES["activity"]
    shown = sa.select(activity.c.id, activity.c.network_code, activity.c.local_reference)
    rows_there = connection.execute(shown.where(activity.c.id.in_(set(wanted.values()))))
    there = {one.id: one for one in rows_there}
    return {event: there[number] for event, number in wanted.items() if number in there}


def _is_setting(name: str) -> bool:
    return name in choices.NAMES


def _may_see_people(actor: Actor, network: str) -> bool:
    return may_write_for(actor, network) if network else may(actor, Action.MANAGE_ACCOUNTS)


def _withheld(row: Any, actor: Actor, network: str) -> str:
    if row.record_type == AuditedKind.COHORT and not _may_see_people(actor, network):
        return PEOPLE_WITHHELD
    return ""


def _changes(row: Any, names: Names, actor: Actor, network: str) -> Iterator[WordedChange]:
    if _withheld(row, actor, network):
        return
    before, after = row.before or {}, row.after or {}
    for name in dict.fromkeys([*before, *after]):
        if not _shows(row.record_type, name, actor):
            continue
        was, now = (_in_words(row, name, values, names) for values in (before, after))
        if was != now:
            yield WordedChange(_heading(row, name), was, now)


def _shows(kind: str, name: str, actor: Actor) -> bool:
    if kind in WITHOUT_VALUES:
        return name in SHOWN_ALL_THE_SAME.get(kind, ())
    if name == "email" and not may(actor, Action.MANAGE_ACCOUNTS):
        return False
    return name not in NEVER_SHOWN | _QUIET


def _heading(row: Any, name: str) -> str:
    if row.record_type == AuditedKind.SETTING:
        return "Value"
    found = heading_of(row.record_type, name) if row.record_type in KIND_BY_NAME else name
    if found != name:
        return found
    return _HEADINGS.get(name) or label_of_kind(name)


def _in_words(row: Any, name: str, values: Mapping[str, Any], names: Names) -> str:
    if name not in values:
        return NOTHING
    value = values[name]
    if row.record_type == AuditedKind.SETTING and _is_setting(row.record_id):
        return choices.in_words(row.record_id, value)
    if row.record_type in KIND_BY_NAME and name in KIND_BY_NAME[row.record_type].fields:
        return in_words(row.record_type, name, values, names.lists)
    if row.record_type == AuditedKind.LOCAL_TERM and name in {"kind", "code"}:
        return names.term(values) if name == "code" else _CODES.get(str(value), str(value))
    return _plain_words(name, value, names)


def _plain_words(name: str, value: Any, names: Names) -> str:
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        return "; ".join(_plain_words(name, one, names) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else _label(name, str(value), names)


def _label(name: str, text: str, names: Names) -> str:
    if name in {"networks", "network_code", "chair_network", "secretariat_network"}:
        return names.network(text)
    if name in {"roles", "purpose"}:
        return _CODES.get(text, text)
    if text in _BY_FIELD.get(name, ()):
        return _BY_FIELD[name][text]
    if _DAY.fullmatch(text):
        return day(date.fromisoformat(text))
    return moment_in_words(datetime.fromisoformat(text)) if _MOMENT.fullmatch(text) else text

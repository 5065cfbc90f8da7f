"""What the records that events are about are called: accounts, networks and shared terms by their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session

from data_access.commands.records import KIND_BY_NAME
from data_access.interchange.code_lists import CodeLists
from data_access.interchange.planned_change import name_of
from data_access.queries.networks import terms_in
from data_access.tables import Table
from domain import choices
from domain.audit_words import AuditedKind
from domain.local_terms import TermKind
from domain.vocabulary import RoleKind

_TABLES = Table.metadata.tables
_EVENTS = _TABLES["audit_event"]
_OF_AN_ACCOUNT = frozenset({AuditedKind.PASSWORD_LINK, AuditedKind.SIGN_IN_IDENTITY})

_BY_TITLE = (
    AuditedKind.ACTION,
    AuditedKind.RESOURCE,
    AuditedKind.STORY,
    AuditedKind.STORY_PICTURE,
    AuditedKind.CONSENT,
    AuditedKind.ISSUE,
    AuditedKind.PUBLICATION,
    AuditedKind.MEETING,
    AuditedKind.AGENDA,
    AuditedKind.ATTENDANCE,
)
_IN_A_NETWORK = frozenset(
    {AuditedKind.LOCAL_TERM, AuditedKind.MARKER_ASSESSMENT, AuditedKind.PLEDGE_RESPONSE}
)


@dataclass(frozen=True)
class Names:
    """Names by code or number: of reference data, of accounts, and of the shared terms by kind and code.

    `owners` are the accounts of links to set a password, by the number of the link.
    """

    lists: CodeLists
    accounts: Mapping[str, str]
    owners: Mapping[str, str]
    terms: Mapping[str, Mapping[str, str]]

    def network(self, code: str) -> str:
        """The name of a network; one that is not known is called by its code."""
        return self.lists["networks"].labels.get(code, code)

    def term(self, values: Mapping[str, Any]) -> str:
        """The shared words of a term; one that is not known is called by its code."""
        code = str(values.get("code", ""))
        return self.terms.get(str(values.get("kind", "")), {}).get(code, code)


def values_of(event: Any) -> Mapping[str, Any]:
    """The values after an event, or before it where it took the record away; empty where it has none."""
    values: Mapping[str, Any] = event.after or event.before or {}
    return values


def network_of(event: Any) -> str:
    """The code of the network that an event is about; "" where it names none."""
    values = values_of(event)
    key = values.get("key")
    if isinstance(key, list) and key:
        return str(key[0])
    return str(values.get("network_code") or "")


def names_for(connection: Connection, events: Iterable[Any], *, lists: CodeLists) -> Names:
    """The names that these events need."""
    events = list(events)
    owners = _owners(connection, events)
    wanted = set(owners.values())
    wanted |= {event.record_id for event in events if event.record_type == AuditedKind.USER_ACCOUNT}
    wanted |= {str(values_of(event).get("user_id", "")) for event in events}
    return Names(lists, _account_names(connection, wanted), owners, _terms(connection, events))


def record_name(event: Any, names: Names, activity: Any) -> str:
    """The record as a person would name it; `activity` is the one that it is about, None where there is none.

    "" for an anonymous answer, which is not told apart from any other.
    """
    if event.record_type == AuditedKind.EXPERIENCE:
        return ""
    values = values_of(event)
    key = values.get("key")
    if event.record_type in _IN_A_NETWORK and (name := _name_in_network(event, names, values)):
        return name
    if event.record_type in KIND_BY_NAME and isinstance(key, list) and len(key) > 1:
        # The key of a cohort names its groups, which not every reader may see: the activity is name enough.
        is_cohort = event.record_type == AuditedKind.COHORT
        return name_of("activity", tuple(key[:2])) if is_cohort else name_of(event.record_type, tuple(key))
    if event.record_type == AuditedKind.FEEDBACK_LINK and activity is not None:
        return f"{activity.network_code} {activity.local_reference}"
    return _name_by_kind(event, names, values) or str(event.record_id)


def _name_by_kind(event: Any, names: Names, values: Mapping[str, Any]) -> str:
    number = str(event.record_id)
    if event.record_type in _OF_AN_ACCOUNT:
        owner = str(values.get("user_id") or names.owners.get(number, ""))
        return f"for {names.accounts.get(owner, f'account {owner}')}" if owner else ""
    found: dict[str, str] = {
        AuditedKind.SETTING: choices.label_of(number) if number in choices.NAMES else "",
        AuditedKind.USER_ACCOUNT: str(values.get("display_name") or names.accounts.get(number, "")),
        AuditedKind.NETWORK: names.network(number),
        AuditedKind.NETWORK_PROFILE: names.network(number),
        AuditedKind.IMPORT_BATCH: str(values.get("file", "")),
        AuditedKind.DECISION: str(values.get("text", "")),
        AuditedKind.ROLE: _seat(names, values),
        **dict.fromkeys(_BY_TITLE, str(values.get("title", ""))),
    }
    return found.get(event.record_type, "")


def _seat(names: Names, values: Mapping[str, Any]) -> str:
    """A role after the name of its network, where it has one; who holds it is no part of its name."""
    network, kind = str(values.get("network_code") or ""), str(values.get("kind", ""))
    what = RoleKind(kind).label if kind in {one.value for one in RoleKind} else kind
    return f"{names.network(network)}, {what}" if network else what


def _name_in_network(event: Any, names: Names, values: Mapping[str, Any]) -> str:
    """A marker, a shared term or a pledge, after the name of the network whose it is."""
    if event.record_type == AuditedKind.LOCAL_TERM:
        what = names.term(values)
    elif event.record_type == AuditedKind.PLEDGE_RESPONSE:
        what = f"pledge {values.get('pledge_code', '')}"
    else:
        marker = str(values.get("marker_code", ""))
        what = names.lists["markers"].labels.get(marker, marker)
    network = network_of(event)
    return f"{names.network(network)}, {what}" if network and what else ""


def _owners(connection: Connection, events: Iterable[Any]) -> dict[str, str]:
    """The accounts of the links whose events do not name them."""
    unnamed = {
        int(event.record_id)
        for event in events
        if event.record_type == AuditedKind.PASSWORD_LINK
        and "user_id" not in values_of(event)
        and event.record_id.isdecimal()
    }
    link = _TABLES["password_link"]
    rows = connection.execute(sa.select(link.c.id, link.c.user_id).where(link.c.id.in_(unnamed)))
    return {str(number): str(owner) for number, owner in rows}


def _account_names(connection: Connection, wanted: set[str]) -> dict[str, str]:
    """Names as they now are, and of accounts that are gone as the trail last told them."""
    account = _TABLES["user_account"]
    numbers = {int(number) for number in wanted if number.isdecimal()}
    rows = connection.execute(
        sa.select(account.c.id, account.c.display_name).where(account.c.id.in_(numbers))
    )
    found = {str(number): str(name) for number, name in rows}
    gone = {str(number) for number in numbers} - found.keys()
    if not gone:
        return found
    told = connection.execute(
        sa.select(_EVENTS.c.record_id, _EVENTS.c.before, _EVENTS.c.after)
        .where(_EVENTS.c.record_type == AuditedKind.USER_ACCOUNT.value, _EVENTS.c.record_id.in_(gone))
        .order_by(_EVENTS.c.id)
    )
    for event in told:
        if name := values_of(event).get("display_name"):
            found[event.record_id] = str(name)
    return found


def _terms(connection: Connection, events: Iterable[Any]) -> dict[str, Mapping[str, str]]:
    kinds = {values_of(event).get("kind") for event in events if event.record_type == AuditedKind.LOCAL_TERM}
    with Session(connection) as session:
        return {kind.value: terms_in(session, kind) for kind in TermKind if kind.value in kinds}

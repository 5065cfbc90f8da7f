"""Compares with the trail what people chose: settings, websites of networks, networks' own words and their pages."""

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.tables import Table
from domain.choices import DEFAULTS, NAMES

_TABLES = Table.metadata.tables
_EVENT = _TABLES["audit_event"]
_PROFILE_FIELDS = (
    "network_code",
    "about",
    "payment_policy",
    "payment_link",
    "get_involved",
    "contact_link",
)
_TERM_FIELDS = ("network_code", "kind", "code", "label")


def compared_by_name(connection: Connection) -> Iterator[tuple[str, bool]]:
    """For each of them what it is, and whether it stands as its newest event left it."""
    yield from (("setting", fits) for fits in _settings(connection))
    yield from (("website of a network", fits) for fits in _websites(connection))
    yield from (("own words", fits) for fits in _own_words(connection))
    yield from (("page of a network", fits) for fits in _profiles(connection))


def _settings(connection: Connection) -> Iterator[bool]:
    """A setting without a row has its default; one that this release does not know is not compared."""
    setting = _TABLES["setting"]
    rows = connection.execute(sa.select(setting.c.name, setting.c.value))
    stored = {name: value for name, value in rows if name in NAMES}
    told = {name: values for name, _, values in _newest(connection, "setting") if name in NAMES}
    for name in stored.keys() | told.keys():
        default = str(getattr(DEFAULTS, name))
        yield stored.get(name, default) == str(told.get(name, {}).get("value", default))


def _websites(connection: Connection) -> Iterator[bool]:
    """A network keeps the website that it came with, of which no event tells, until somebody changes it."""
    network = _TABLES["network"]
    stored = dict(connection.execute(sa.select(network.c.code, network.c.website)).all())
    for code, _, values in _newest(connection, "network"):
        if "website" in values:
            yield stored.get(code) == values["website"]


def _own_words(connection: Connection) -> Iterator[bool]:
    term = _TABLES["local_term"]
    columns = [term.c[name] for name in _TERM_FIELDS]
    stored = {
        str(number): dict(zip(_TERM_FIELDS, values, strict=True))
        for number, *values in connection.execute(sa.select(term.c.id, *columns))
    }
    told = {
        number: None if action == "removed" else values
        for number, action, values in _newest(connection, "local_term")
    }
    for number in stored.keys() | told.keys():
        yield stored.get(number) == told.get(number)


def _profiles(connection: Connection) -> Iterator[bool]:
    profile = _TABLES["network_profile"]
    columns = [profile.c[name] for name in _PROFILE_FIELDS]
    stored = {
        values[0]: dict(zip(_PROFILE_FIELDS, values, strict=True))
        for values in connection.execute(sa.select(*columns))
    }
    told = {code: values for code, _, values in _newest(connection, "network_profile")}
    for code in stored.keys() | told.keys():
        yield stored.get(code) == told.get(code)


def _newest(connection: Connection, kind: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Number, what was done, and the values afterwards, of the newest event of each record of this kind."""
    last = (
        sa.select(sa.func.max(_EVENT.c.id)).where(_EVENT.c.record_type == kind).group_by(_EVENT.c.record_id)
    )
    asked = sa.select(_EVENT.c.record_id, _EVENT.c.action, _EVENT.c.after).where(_EVENT.c.id.in_(last))
    for number, action, after in connection.execute(asked):
        yield number, action, after or {}

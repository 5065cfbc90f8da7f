"""A network as the store describes it, and its own words for shared terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import (
    Group,
    Icb,
    LocalTerm,
    Marker,
    Network,
    Priority,
    Programme,
    Rung,
    WayOfWorking,
)
from domain.errors import NotFoundError
from domain.local_terms import TermKind

_TERMS: Mapping[TermKind, tuple[Any, Any, Any]] = {
    TermKind.RUNG: (Rung.code, Rung.label, Rung.position),
    TermKind.GROUP: (Group.code, Group.label, Group.position),
    TermKind.PROGRAMME: (Programme.code, Programme.name, Programme.name),
    TermKind.MARKER: (Marker.code, Marker.label, Marker.position),
    TermKind.PRIORITY: (Priority.code, Priority.title, Priority.position),
    TermKind.WAY_OF_WORKING: (WayOfWorking.code, WayOfWorking.title, WayOfWorking.position),
}


@dataclass(frozen=True)
class NetworkDetails:
    """What the store says of a network; `icbs` are the names of its integrated care boards."""

    code: str
    name: str
    name_before_2023: str
    region: str
    population: int
    website: str
    source: str
    icbs: tuple[str, ...]


@dataclass(frozen=True)
class OwnWords:
    """A shared term and what a network calls it."""

    kind: TermKind
    code: str
    shared: str
    own: str


def network_details(engine: Engine, code: str) -> NetworkDetails:
    """The network with this code. Raises NotFoundError."""
    with Session(engine) as session:
        row = session.get(Network, code)
        if row is None:
            raise NotFoundError("There is no such network.")
        icbs = session.scalars(
            sa.select(col(Icb.name)).where(col(Icb.network_code) == code).order_by(col(Icb.name))
        )
        return NetworkDetails(
            code=row.code,
            name=row.name,
            name_before_2023=row.name_before_2023,
            region=row.region,
            population=row.population,
            website=row.website,
            source=row.source,
            icbs=tuple(icbs),
        )


def shared_terms(engine: Engine, kind: TermKind) -> Mapping[str, str]:
    """The shared words of each term of this kind by its code, in the order of the list."""
    with Session(engine) as session:
        return terms_in(session, kind)


def terms_in(session: Session, kind: TermKind) -> Mapping[str, str]:
    """The same, within a transaction that is already open."""
    code, label, order = _TERMS[kind]
    rows = session.execute(sa.select(code, label).order_by(order, code))
    return {row[0]: row[1] for row in rows}


def own_words(engine: Engine, network: str) -> tuple[OwnWords, ...]:
    """What a network calls shared terms in its own words, by kind and in the order of each list."""
    with Session(engine) as session:
        rows = session.execute(
            sa.select(col(LocalTerm.kind), col(LocalTerm.code), col(LocalTerm.label)).where(
                col(LocalTerm.network_code) == network
            )
        )
        given = {(kind, code): label for kind, code, label in rows}
        return tuple(
            OwnWords(kind, code, shared, given[kind.value, code])
            for kind in TermKind
            if any(of == kind.value for of, _ in given)
            for code, shared in terms_in(session, kind).items()
            if (kind.value, code) in given
        )

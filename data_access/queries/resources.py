"""Resources that networks share: policies, strategies and training, and what each is for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.facts import Facts
from data_access.tables import Resource
from data_access.tables.base import number_of
from domain.measures import measured_by
from domain.vocabulary import PriorityKind, Provenance, ResourceKind

SHARED_BY_ALL = "all"
"""Stands for a network's code where a record belongs to all networks together."""


@dataclass(frozen=True)
class ResourceLine:
    """A shared resource; `network` is None where all networks share it together."""

    id: int
    title: str
    kind: ResourceKind
    description: str
    link: str
    network: str | None
    line: str | None
    shared_on: date
    provenance: Provenance


def shared_resources(engine: Engine) -> tuple[ResourceLine, ...]:
    """All shared resources, those shared last first."""
    order = sa.select(Resource).order_by(col(Resource.shared_on).desc(), col(Resource.id).desc())
    with Session(engine) as session:
        return tuple(resource_line(row) for row in session.scalars(order))


def resource_line(row: Resource) -> ResourceLine:
    """A resource as it is read."""
    return ResourceLine(
        id=number_of(row),
        title=row.title,
        kind=row.kind,
        description=row.description,
        link=row.link,
        network=row.network_code,
        line=row.priority_code,
        shared_on=row.shared_on,
        provenance=row.provenance,
    )


def serves(facts: Facts, one: ResourceLine, line: str) -> bool:
    """Whether a resource serves a commitment or a priority: named for it, or for a line below it."""
    if one.line is None:
        return False
    return line in facts.reference.lines_from(one.line)


@measured_by("strategy_coverage")
def resources_for_strategy(facts: Facts, resources: Iterable[ResourceLine]) -> Counter[tuple[str, str]]:
    """How many of these resources serve each commitment and each priority, by line and network.

    What all networks share together counts under SHARED_BY_ALL. A pair without any is left out.
    """
    strategy = facts.reference.strategy
    shown = {PriorityKind.COMMITMENT, PriorityKind.PRIORITY}
    return Counter(
        (line, one.network or SHARED_BY_ALL)
        for one in resources
        if one.line
        for line in facts.reference.lines_from(one.line)
        if strategy[line].kind in shown
    )

"""The diversity pledges that all networks share, and each network's own way of meeting them."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Pledge, PledgeResponse
from data_access.tables.base import number_of
from domain.measures import measured_by
from domain.vocabulary import Provenance


@dataclass(frozen=True)
class PledgeEntry:
    """A pledge as views show it."""

    code: str
    title: str
    source: str


@dataclass(frozen=True)
class OwnWay:
    """What a network says of how it meets a pledge."""

    id: int
    how: str
    provenance: Provenance


def shared_pledges(engine: Engine) -> tuple[PledgeEntry, ...]:
    """The pledges in their order; empty where none are in the store."""
    with Session(engine) as session:
        rows = session.scalars(sa.select(Pledge).order_by(col(Pledge.position), col(Pledge.code)))
        return tuple(PledgeEntry(row.code, row.title, row.source) for row in rows)


@measured_by("strategy_coverage")
def ways_of_meeting_pledges(engine: Engine) -> Mapping[tuple[str, str], OwnWay]:
    """By pledge and network, how the network meets it; what no network has said is left out."""
    with Session(engine) as session:
        return {
            (row.pledge_code, row.network_code): OwnWay(number_of(row), row.how, row.provenance)
            for row in session.scalars(sa.select(PledgeResponse))
        }

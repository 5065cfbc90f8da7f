"""Who sits in the forum on a day: its co-chairs and members, staff and lay, by network."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.forum import mark_of
from data_access.commands.forum_roles import OF_THE_FORUM
from data_access.tables import Role
from data_access.tables.base import number_of
from domain import permissions
from domain.permissions import Actor, check_may
from domain.vocabulary import Provenance, RaterKind, RoleKind


@dataclass(frozen=True)
class Seat:
    """A seat in the forum. `name` is "" unless the person agreed to be named; a co-chair may have no network."""

    id: int
    kind: RoleKind
    capacity: RaterKind
    network: str | None
    name: str
    since: date
    until: date | None
    provenance: Provenance
    mark: str


def forum_seats(engine: Engine, *, actor: Actor, on: date) -> tuple[Seat, ...]:
    """The seats held on a day: co-chairs before members, then by network, lay people before staff.

    Raises NotAllowedError.
    """
    check_may(actor, permissions.Action.READ_MEETINGS)
    asked = sa.select(Role).where(
        col(Role.kind).in_(OF_THE_FORUM),
        col(Role.since) <= on,
        sa.or_(col(Role.until).is_(None), col(Role.until) >= on),
    )
    with Session(engine) as session:
        seats = [
            Seat(
                id=number_of(row),
                kind=row.kind,
                capacity=row.capacity,
                network=row.network_code,
                name=row.name_shown,
                since=row.since,
                until=row.until,
                provenance=row.provenance,
                mark=mark_of(row),
            )
            for row in session.scalars(asked)
        ]
    return tuple(
        sorted(
            seats,
            key=lambda one: (
                OF_THE_FORUM.index(one.kind),
                one.network or "",
                one.capacity.value,
                one.since,
                one.id,
            ),
        )
    )

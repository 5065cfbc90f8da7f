"""Who has a part in a network: roles of lay people and of staff that are held on a day."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Role
from domain.vocabulary import Provenance, RaterKind, RoleKind


@dataclass(frozen=True)
class RoleLine:
    """A role that somebody holds; `name` is "" unless the person agreed to be named."""

    kind: RoleKind
    name: str
    programme: str | None
    since: date
    provenance: Provenance


def roles_held(engine: Engine, network: str, *, capacity: RaterKind, on: date) -> tuple[RoleLine, ...]:
    """The roles of a network that lay people, or staff, hold on a day: by kind, those held longest first."""
    asked = (
        sa.select(Role)
        .where(
            col(Role.network_code) == network,
            col(Role.capacity) == capacity,
            col(Role.since) <= on,
            sa.or_(col(Role.until).is_(None), col(Role.until) >= on),
        )
        .order_by(col(Role.since), col(Role.id))
    )
    with Session(engine) as session:
        lines = [
            RoleLine(row.kind, row.name_shown, row.programme_code, row.since, row.provenance)
            for row in session.scalars(asked)
        ]
    order = list(RoleKind)
    return tuple(sorted(lines, key=lambda line: order.index(line.kind)))

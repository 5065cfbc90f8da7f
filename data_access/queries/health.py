"""How complete the records are, by network; and who looks after them."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.coded import (
    DELIVERY,
    DESIGN,
    DESIGN_AND_DELIVERY,
    HAS_COMPARED,
    HAS_KNOWN_GROUPS,
    HAS_OUTCOME,
    HAS_SOURCE,
    PAYMENT,
    REPORTED_BACK,
)
from data_access.queries.activities import newest_by_network
from data_access.queries.chosen import ChosenRecords, all_records
from data_access.queries.spectrum import spectrum_markers
from data_access.tables import User, UserNetwork, UserRoleGrant
from domain.completeness import Completeness, NetworkHealth, Part
from domain.freshness import freshness
from domain.spectrum import newest_levels
from domain.vocabulary import Answer, RaterKind, UserRole

KEEPERS = (UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER)


def network_health(facts: Facts, *, since: date, today: date) -> dict[str, NetworkHealth]:
    """The state of every network's records, in the order of the tile map.

    Completeness is of the activities that started from `since` to today; freshness is of all.
    """
    started = all_records(facts, first=since, last=today).activities
    parts = _holding(started)
    activities = started.by_network()[:, 0]
    newest = newest_by_network(facts, until=today)
    return {
        code: NetworkHealth(
            completeness=Completeness(
                activities=int(activities[place]),
                holding={part: int(parts[part][place]) for part in Part},
            ),
            staff_markers=_markers_that_count(facts, code, RaterKind.STAFF, today),
            lay_markers=_markers_that_count(facts, code, RaterKind.LAY, today),
            freshness=freshness(newest.get(code), today=today),
        )
        for place, code in enumerate(facts.reference.networks)
    }


def keepers_by_network(engine: Engine) -> Mapping[tuple[str, UserRole], tuple[str, ...]]:
    """The names of the open accounts that look after a network, by network and role, in order of name.

    A network and role without any is left out.
    """
    statement = (
        sa.select(col(UserNetwork.network_code), col(UserRoleGrant.role), col(User.display_name))
        .join(User, col(User.id) == col(UserNetwork.user_id))
        .join(UserRoleGrant, col(UserRoleGrant.user_id) == col(User.id))
        .where(col(User.is_active), col(UserRoleGrant.role).in_(KEEPERS))
        .order_by(col(User.display_name), col(User.id))
    )
    found: dict[tuple[str, UserRole], tuple[str, ...]] = {}
    with engine.connect() as connection:
        for network, role, name in connection.execute(statement):
            key = (network, UserRole(role))
            found[key] = (*found.get(key, ()), name)
    return found


def _holding(started: ChosenRecords) -> dict[Part, NDArray[np.int64]]:
    """Of these activities those that hold a part, by network."""
    cells = started.counts()[..., 0]
    by_roles = started.by_network(DESIGN_AND_DELIVERY).reshape(-1, DESIGN.size, DELIVERY.size)
    not_recorded = list(Answer).index(Answer.NOT_RECORDED)
    return {
        # "None" stands last.
        Part.PROGRAMME: cells[:, :-1].sum(axis=(1, 2)),
        Part.RUNG: cells[:, :, :-1].sum(axis=(1, 2)),
        Part.ROLES: by_roles[:, :-1, :-1].sum(axis=(1, 2)),
        Part.PAYMENT: np.delete(started.by_network(PAYMENT), not_recorded, axis=1).sum(axis=1),
        Part.GROUPS: started.by_network(HAS_KNOWN_GROUPS)[:, 1],
        Part.REPORTED_BACK: started.by_network(REPORTED_BACK)[:, 1],
        Part.OUTCOME: started.by_network(HAS_OUTCOME)[:, 1],
        Part.SOURCE: started.by_network(HAS_SOURCE)[:, 1],
        Part.MEASURED: started.by_network(HAS_COMPARED)[:, 1],
    }


def _markers_that_count(facts: Facts, network: str, kind: RaterKind, today: date) -> int:
    levels = newest_levels(
        facts.assessments_by_rater[network, kind], network=network, rater_kind=kind, on=today
    )
    return sum(1 for marker in spectrum_markers(facts).all if marker in levels)

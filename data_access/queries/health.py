"""How complete the records are, by network; and who looks after them."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.snapshot import NONE, Flags
from data_access.queries.record_gaps import held_by_activity
from data_access.queries.spectrum import spectrum_markers
from data_access.tables import Activity, User, UserNetwork, UserRoleGrant
from domain.completeness import Completeness, NetworkHealth, Part
from domain.freshness import freshness
from domain.spectrum import newest_levels
from domain.vocabulary import RaterKind, UserRole

KEEPERS = (UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER)


def network_health(engine: Engine, facts: Facts, *, since: date, today: date) -> dict[str, NetworkHealth]:
    """The state of every network's records, in the order of the tile map.

    Completeness is of the activities that started from `since` to today; freshness is of all.
    """
    parts = _holding(facts, since=since, today=today) | _holding_in_store(
        engine, facts, since=since, today=today
    )
    activities = _by_network(facts, _started(facts, since, today))
    newest = facts.latest_by_network(until=today)
    return {
        code: NetworkHealth(
            completeness=Completeness(
                activities=int(activities[place]),
                # The store may be a moment ahead of the facts.
                holding={part: int(min(parts[part][place], activities[place])) for part in Part},
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


def _started(facts: Facts, since: date, today: date) -> Flags:
    start = facts.activities.start
    return (start >= since.toordinal()) & (start <= today.toordinal())


def _by_network(facts: Facts, chosen: Flags) -> NDArray[np.intp]:
    return np.bincount(facts.activities.network[chosen], minlength=len(facts.reference.networks))


def _holding(facts: Facts, *, since: date, today: date) -> dict[Part, NDArray[np.intp]]:
    """Activities that hold a part, by network: the parts that the facts know."""
    columns, cohorts, outcomes = facts.activities, facts.cohorts, facts.outcomes
    started = _started(facts, since, today)
    unknown = _marked(facts, cohorts.activity[~cohorts.is_known])
    held = {
        Part.RUNG: columns.rung != NONE,
        Part.PROGRAMME: columns.programme != NONE,
        Part.GROUPS: _marked(facts, cohorts.activity) & ~unknown,
        Part.REPORTED_BACK: columns.was_reported_back,
        Part.OUTCOME: _marked(facts, outcomes.activity),
        Part.SOURCE: _marked(facts, outcomes.activity[outcomes.has_source]),
        Part.MEASURED: _marked(facts, outcomes.activity[outcomes.was_compared]),
    }
    return {part: _by_network(facts, started & flags) for part, flags in held.items()}


def _marked(facts: Facts, rows: NDArray[np.int32]) -> Flags:
    flags = np.zeros(facts.activities.ids.size, dtype=np.bool_)
    flags[rows] = True
    return flags


def _holding_in_store(
    engine: Engine, facts: Facts, *, since: date, today: date
) -> dict[Part, NDArray[np.intp]]:
    """The same for the parts that only the store knows."""
    held = held_by_activity()
    # Grouped by an expression, so that rows are read in their own order and not along an index.
    network = col(Activity.network_code) + ""
    statement = (
        sa.select(network, *(sa.func.sum(sa.case((condition, 1), else_=0)) for condition in held.values()))
        .where(col(Activity.start_date) >= since, col(Activity.start_date) <= today)
        .group_by(network)
    )
    codes = list(facts.reference.networks)
    counts = {part: np.zeros(len(codes), dtype=np.intp) for part in held}
    with engine.connect() as connection:
        for code, *numbers in connection.execute(statement):
            for part, number in zip(held, numbers, strict=True):
                counts[part][codes.index(code)] = number
    return counts


def _markers_that_count(facts: Facts, network: str, kind: RaterKind, today: date) -> int:
    levels = newest_levels(
        facts.assessments_by_rater[network, kind], network=network, rater_kind=kind, on=today
    )
    return sum(1 for marker in spectrum_markers(facts).all if marker in levels)

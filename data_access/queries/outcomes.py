"""Counts of outcomes: direction, status and the three facts about their evidence."""

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.snapshot import Flags
from data_access.queries.activities import selected_activities
from data_access.tables import Activity, Network, Outcome
from domain.filters import Filters
from domain.measures import measured_by
from domain.periods import Period
from domain.vocabulary import Direction, EvidenceFact, OutcomeStatus


def _selected_outcomes(facts: Facts, filters: Filters, period: Period) -> Flags:
    return selected_activities(facts, filters, period)[facts.outcomes.activity]


@measured_by("outcomes")
def outcomes_by_network(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns network, outcomes: every network of the view, those without any included."""
    networks = facts.activities.network[facts.outcomes.activity[_selected_outcomes(facts, filters, period)]]
    codes = list(facts.reference.networks)
    frame = pd.DataFrame({"network": codes, "outcomes": np.bincount(networks, minlength=len(codes))})
    return frame[frame["network"].isin(filters.networks or codes)].reset_index(drop=True)


@measured_by("outcomes")
def outcomes_by_status_and_direction(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns status, direction, outcomes: all pairs of codes, zeros included."""
    chosen = _selected_outcomes(facts, filters, period)
    statuses, directions = list(OutcomeStatus), list(Direction)
    pairs = (
        facts.outcomes.status[chosen].astype(np.int64) * len(directions) + facts.outcomes.direction[chosen]
    )
    counts = np.bincount(pairs, minlength=len(statuses) * len(directions))
    return pd.DataFrame(
        [
            (status.value, direction.value, int(counts[row * len(directions) + column]))
            for row, status in enumerate(statuses)
            for column, direction in enumerate(directions)
        ],
        columns=["status", "direction", "outcomes"],
    )


@measured_by("evidence_facts")
def evidence_facts(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns fact, outcomes, of: how many selected outcomes have a source, a comparator, a confirmation."""
    chosen = _selected_outcomes(facts, filters, period)
    outcomes = facts.outcomes
    total = int(chosen.sum())
    return pd.DataFrame(
        [
            (EvidenceFact.SOURCE.label, int((outcomes.has_source & chosen).sum()), total),
            (EvidenceFact.COMPARATOR.label, int((outcomes.was_compared & chosen).sum()), total),
            (EvidenceFact.CONFIRMED.label, int((outcomes.was_confirmed & chosen).sum()), total),
        ],
        columns=["fact", "outcomes", "of"],
    )


def activities_without_outcome(facts: Facts, filters: Filters, period: Period) -> int:
    """How many selected activities have no outcome recorded."""
    chosen = selected_activities(facts, filters, period)
    has_outcome = np.zeros(chosen.size, dtype=np.bool_)
    has_outcome[facts.outcomes.activity] = True
    return int((chosen & ~has_outcome).sum())


def newest_changes(
    engine: Engine, facts: Facts, filters: Filters, period: Period, *, most: int
) -> pd.DataFrame:
    """The newest outcomes, made or not possible, with "you said" and "we did": one a network, newest first.

    Columns network, you_said, we_did, status, direction, provenance. Negative ones and ones that were not
    possible stand among the others as they come.
    """
    columns = ["network", "you_said", "we_did", "status", "direction", "provenance"]
    wanted = _newest_pair_of_each_network(facts, filters, period)[:most]
    statement = (
        sa.select(
            col(Outcome.id),
            col(Network.short_name),
            col(Outcome.you_said),
            col(Outcome.we_did),
            col(Outcome.status),
            col(Outcome.direction),
            col(Activity.provenance),
        )
        .join(Activity, col(Activity.id) == col(Outcome.activity_id))
        .join(Network, col(Network.code) == col(Activity.network_code))
        .where(col(Outcome.id).in_(wanted))
    )
    with engine.connect() as connection:
        rows = {row[0]: row[1:] for row in connection.execute(statement)}
    return pd.DataFrame([rows[identity] for identity in wanted if identity in rows], columns=columns)


def _newest_pair_of_each_network(facts: Facts, filters: Filters, period: Period) -> list[int]:
    """The id of each network's newest outcome that holds a "you said, we did", newest first."""
    outcomes = facts.outcomes
    decided = outcomes.status != list(OutcomeStatus).index(OutcomeStatus.PLANNED)
    rows = np.flatnonzero(_selected_outcomes(facts, filters, period) & outcomes.has_pair & decided)
    activity = outcomes.activity[rows]
    newest_first = rows[np.lexsort((-outcomes.ids[rows], -facts.activities.start[activity]))]
    networks = facts.activities.network[outcomes.activity[newest_first]]
    _, first_places = np.unique(networks, return_index=True)
    return [int(outcomes.ids[newest_first[place]]) for place in np.sort(first_places)]

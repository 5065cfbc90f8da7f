"""Counts of outcomes: direction, status and the three facts about their evidence."""

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.coded import (
    HAS_OUTCOME,
    STATUS,
    STATUS_AND_DIRECTION,
    WAS_COMPARED,
    WAS_CONFIRMED,
    WITH_PAIR,
    WITH_SOURCE,
)
from data_access.facts.snapshot import NONE
from data_access.queries.chosen import chosen
from data_access.tables import Activity, Network, Outcome
from domain.filters import Filters
from domain.measures import measured_by
from domain.periods import Period
from domain.vocabulary import Direction, EvidenceFact, OutcomeStatus


@measured_by("outcomes")
def outcomes_by_network(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns network, outcomes: every network of the view, those without any included."""
    codes = list(facts.reference.networks)
    counts = chosen(facts, filters, period).outcomes.by_network()[:, 0]
    frame = pd.DataFrame({"network": codes, "outcomes": counts})
    return frame[frame["network"].isin(filters.networks or codes)].reset_index(drop=True)


@measured_by("outcomes")
def outcomes_by_status_and_direction(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns status, direction, outcomes: all pairs of codes, zeros included."""
    statuses, directions = list(OutcomeStatus), list(Direction)
    counts = chosen(facts, filters, period).outcomes.by_code(STATUS_AND_DIRECTION)
    return pd.DataFrame(
        [
            (status.value, direction.value, counts[row * len(directions) + column])
            for row, status in enumerate(statuses)
            for column, direction in enumerate(directions)
        ],
        columns=["status", "direction", "outcomes"],
    )


@measured_by("evidence_facts")
def evidence_facts(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns fact, outcomes, of: how many selected outcomes have a source, a comparator, a confirmation."""
    outcomes = chosen(facts, filters, period).outcomes
    known = (
        (EvidenceFact.SOURCE, WITH_SOURCE),
        (EvidenceFact.COMPARATOR, WAS_COMPARED),
        (EvidenceFact.CONFIRMED, WAS_CONFIRMED),
    )
    return pd.DataFrame(
        [(fact.label, outcomes.by_code(flag)[1], outcomes.total) for fact, flag in known],
        columns=["fact", "outcomes", "of"],
    )


def activities_without_outcome(facts: Facts, filters: Filters, period: Period) -> int:
    """How many selected activities have no outcome recorded."""
    return chosen(facts, filters, period).activities.by_code(HAS_OUTCOME)[0]


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
    outcomes = chosen(facts, filters, period).outcomes
    planned = list(OutcomeStatus).index(OutcomeStatus.PLANNED)
    told = (outcomes.codes(WITH_PAIR) == 1) & (outcomes.codes(STATUS) != planned)
    # Oldest first, so that the last one written for a network is its newest.
    newest = np.full(len(facts.reference.networks), NONE, dtype=np.int64)
    is_told = told[outcomes.flags]
    newest[outcomes.networks[is_told]] = np.flatnonzero(is_told)
    places = np.sort(newest[newest != NONE])[::-1]
    return [int(number) for number in facts.outcomes.ids[outcomes.rows[places]]]

"""How the strategy is covered: activities and outcomes by network and line of the strategy, or way of working."""

from collections.abc import Mapping

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.facts import Facts
from data_access.facts.snapshot import Codes, Masks
from data_access.queries.activities import selected_activities
from data_access.tables import WayOfWorking
from domain.filters import Filters
from domain.measures import measured_by
from domain.periods import Period
from domain.selection import Listed

Counts = Mapping[tuple[str, str], int]
"""By line, or way, and network of the view; every pair is there, with 0 where there is nothing."""


@measured_by("strategy_coverage")
def strategy_coverage(facts: Facts, filters: Filters, period: Period, *, listed: Listed) -> Counts:
    """How many activities, or outcomes of activities, serve each commitment and each priority.

    One that serves several priorities of a commitment counts once for the commitment.
    """
    reference = facts.reference
    bits = {code: reference.bits_below(code) for code in (*reference.commitments, *reference.priorities)}
    return _counts(facts, filters, period, listed, masks=facts.activities.priorities, bits=bits)


@measured_by("strategy_coverage")
def ways_of_working_shown(facts: Facts, filters: Filters, period: Period, *, listed: Listed) -> Counts:
    """How many activities, or outcomes of activities, show each way of working."""
    bits = {code: 1 << place for place, code in enumerate(facts.reference.ways)}
    return _counts(facts, filters, period, listed, masks=facts.activities.ways, bits=bits)


def ways_in_plain_words(engine: Engine) -> dict[str, str]:
    """The ways of working by their codes, in plain words and in their order."""
    with Session(engine) as session:
        rows = session.scalars(sa.select(WayOfWorking).order_by(col(WayOfWorking.position)))
        return {row.code: row.paraphrase or row.title for row in rows}


def _counts(
    facts: Facts, filters: Filters, period: Period, listed: Listed, *, masks: Masks, bits: Mapping[str, int]
) -> Counts:
    codes = list(facts.reference.networks)
    networks, served = _chosen(facts, filters, period, listed, masks)
    found: dict[tuple[str, str], int] = {}
    for line, bit in bits.items():
        counts = np.bincount(networks[(served & np.uint64(bit)) != 0], minlength=len(codes))
        found |= {(line, code): int(count) for code, count in zip(codes, counts, strict=True)}
    shown = set(filters.networks or codes)
    return {pair: count for pair, count in found.items() if pair[1] in shown}


def _chosen(
    facts: Facts, filters: Filters, period: Period, listed: Listed, masks: Masks
) -> tuple[Codes, Masks]:
    """The network and the bits of each chosen record that has any bit at all."""
    chosen = selected_activities(facts, filters, period) & (masks != 0)
    rows = np.flatnonzero(chosen)
    if listed is Listed.OUTCOMES:
        rows = facts.outcomes.activity[chosen[facts.outcomes.activity]]
    return facts.activities.network[rows], masks[rows]

"""How the strategy is covered: activities and outcomes by network and line of the strategy, or way of working."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.facts import Facts
from data_access.facts.snapshot import Masks
from data_access.queries.chosen import chosen
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
    records = chosen(facts, filters, period)
    activities = records.activities
    if listed is Listed.OUTCOMES:
        outcomes = records.outcomes
        networks, served = outcomes.networks, masks[facts.outcomes.activity[outcomes.rows]]
    else:
        networks, served = activities.networks, masks[activities.rows]
    # Few combinations of lines exist at all: they are counted first, and each line then adds up those that hold it.
    places, combinations = pd.factorize(served)
    by_combination = np.bincount(
        networks * combinations.size + places, minlength=len(codes) * combinations.size
    ).reshape(len(codes), combinations.size)
    found: dict[tuple[str, str], int] = {}
    for line, bit in bits.items():
        counts = by_combination[:, (combinations & np.uint64(bit)) != 0].sum(axis=1).tolist()
        found |= dict(zip(((line, code) for code in codes), counts, strict=True))
    shown = set(filters.networks or codes)
    return {pair: count for pair, count in found.items() if pair[1] in shown}

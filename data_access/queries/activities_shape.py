"""What activities were like: counts by rung and quarter, by who designed and delivered, by stage, mode, programme."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from data_access.facts import Facts
from data_access.facts.snapshot import Codes
from data_access.queries.activities import selected_activities
from domain.filters import Filters
from domain.measures import measured_by
from domain.periods import Period
from domain.selection import NONE
from domain.vocabulary import Code, Mode, Stage, Who


@measured_by("rungs_of_the_ladder")
def activities_by_rung(
    facts: Facts, filters: Filters, period: Period, *, quarters: Sequence[Period]
) -> pd.DataFrame:
    """Columns rung (a code or "none"), and for each quarter its first day: how many activities started in it.

    All rungs in their order, then those without one. The quarters lie within the period, one after the other.
    """
    chosen = selected_activities(facts, filters, period)
    rungs = [*facts.reference.rungs, NONE]
    starts, codes = facts.activities.start[chosen], facts.activities.rung[chosen]
    columns: dict[str | date, list[int]] = {}
    for quarter in quarters:
        within = (starts >= quarter.first.toordinal()) & (starts <= quarter.last.toordinal())
        columns[quarter.first] = _counts(codes[within], len(rungs))
    return pd.DataFrame({"rung": rungs} | columns)


@measured_by("design_and_delivery")
def activities_by_design_and_delivery(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns design, delivery (codes of `Who` or "none"), activities: all pairs."""
    chosen = selected_activities(facts, filters, period)
    who = _codes(Who)
    design, delivery = facts.activities.design[chosen], facts.activities.delivery[chosen]
    last = len(who) - 1
    pairs = np.where(design < 0, last, design).astype(np.int64) * len(who) + np.where(
        delivery < 0, last, delivery
    )
    counts = np.bincount(pairs, minlength=len(who) ** 2).tolist()
    found = [(one, other) for one in who for other in who]
    return pd.DataFrame(
        [(*pair, count) for pair, count in zip(found, counts, strict=True)],
        columns=["design", "delivery", "activities"],
    )


@measured_by("activities_by_kind")
def activities_by_stage(facts: Facts, filters: Filters, period: Period) -> dict[str, int]:
    """By stage of the innovation pathway, in its order, then "none" for those that do not say."""
    return _by_code(facts.activities.stage, _codes(Stage), facts, filters, period)


@measured_by("activities_by_kind")
def activities_by_mode(facts: Facts, filters: Filters, period: Period) -> dict[str, int]:
    """By the way people took part, then "none" for those that do not say."""
    return _by_code(facts.activities.mode, _codes(Mode), facts, filters, period)


@measured_by("activities_by_kind")
def activities_by_programme(facts: Facts, filters: Filters, period: Period) -> dict[str, int]:
    """By programme, in the order of their names, then "none" for those without one."""
    programmes = [*facts.reference.programmes, NONE]
    return _by_code(facts.activities.programme, programmes, facts, filters, period)


def _codes(code: type[Code]) -> list[str]:
    return [*(member.value for member in code), NONE]


def _by_code(
    column: Codes, codes: Sequence[str], facts: Facts, filters: Filters, period: Period
) -> dict[str, int]:
    chosen = selected_activities(facts, filters, period)
    return dict(zip(codes, _counts(column[chosen], len(codes)), strict=True))


def _counts(column: Codes, size: int) -> list[int]:
    """How often each position stands in the column; position -1, "none", counts as the last."""
    counts: list[int] = np.bincount(np.where(column < 0, size - 1, column), minlength=size).tolist()
    return counts

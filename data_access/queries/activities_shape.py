"""What activities were like: counts by rung and quarter, by who designed and delivered, by stage, mode, programme."""

from collections.abc import Sequence

import pandas as pd

from data_access.facts import Facts
from data_access.facts.coded import DESIGN_AND_DELIVERY, MODE, STAGE
from data_access.queries.chosen import chosen
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
    rungs = [*facts.reference.rungs, NONE]
    firsts = [quarter.first for quarter in quarters]
    by_part = chosen(facts, filters, period).activities.counts_by_part(quarters).sum(axis=(0, 1))
    columns = {first: counts.tolist() for first, counts in zip(firsts, by_part.T, strict=True)}
    return pd.DataFrame({"rung": rungs} | columns)


@measured_by("design_and_delivery")
def activities_by_design_and_delivery(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns design, delivery (codes of `Who` or "none"), activities: all pairs."""
    who = [*(member.value for member in Who), NONE]
    counts = chosen(facts, filters, period).activities.by_code(DESIGN_AND_DELIVERY)
    found = [(one, other) for one in who for other in who]
    return pd.DataFrame(
        [(*pair, count) for pair, count in zip(found, counts, strict=True)],
        columns=["design", "delivery", "activities"],
    )


@measured_by("activities_by_kind")
def activities_by_stage(facts: Facts, filters: Filters, period: Period) -> dict[str, int]:
    """By stage of the innovation pathway, in its order, then "none" for those that do not say."""
    return _by_code(Stage, chosen(facts, filters, period).activities.by_code(STAGE))


@measured_by("activities_by_kind")
def activities_by_mode(facts: Facts, filters: Filters, period: Period) -> dict[str, int]:
    """By the way people took part, then "none" for those that do not say."""
    return _by_code(Mode, chosen(facts, filters, period).activities.by_code(MODE))


@measured_by("activities_by_kind")
def activities_by_programme(facts: Facts, filters: Filters, period: Period) -> dict[str, int]:
    """By programme, in the order of their names, then "none" for those without one."""
    counts = chosen(facts, filters, period).activities.counts().sum(axis=(0, 2, 3)).tolist()
    return dict(zip([*facts.reference.programmes, NONE], counts, strict=True))


def _by_code(code: type[Code], counts: Sequence[int]) -> dict[str, int]:
    return dict(zip([*(member.value for member in code), NONE], counts, strict=True))

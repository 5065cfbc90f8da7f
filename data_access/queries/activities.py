"""Counts of activities: which ones a view selects, and how many by network, quarter and group."""

from datetime import date

import numpy as np
import pandas as pd

from data_access.facts import Facts
from data_access.facts.snapshot import Flags
from domain.filters import Filters
from domain.measures import measured_by
from domain.periods import Period

MONTHS_IN_A_QUARTER = 3


def selected_activities(facts: Facts, filters: Filters, period: Period) -> Flags:
    """One flag per activity: does it start in the period and pass the filters?"""
    columns, reference = facts.activities, facts.reference
    chosen = (columns.start >= period.first.toordinal()) & (columns.start <= period.last.toordinal())
    for values, codes, wanted in (
        (columns.network, list(reference.networks), filters.networks),
        (columns.programme, list(reference.programmes), filters.programmes),
        (columns.rung, list(reference.rungs), filters.rungs),
    ):
        if wanted:
            # One more place than codes: position -1, "none", falls on it and is never wanted.
            is_wanted = np.zeros(len(codes) + 1, dtype=np.bool_)
            is_wanted[[codes.index(code) for code in wanted]] = True
            chosen &= is_wanted[values]
    if filters.groups:
        mask = np.uint64(sum(reference.bit_of(group) for group in filters.groups))
        chosen &= (columns.groups & mask) != 0
    return chosen


@measured_by("activities")
def activities_by_network(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns network, activities: every network of the view, those without any included."""
    chosen = selected_activities(facts, filters, period)
    codes = list(facts.reference.networks)
    counts = np.bincount(facts.activities.network[chosen], minlength=len(codes))
    frame = pd.DataFrame({"network": codes, "activities": counts})
    return frame[frame["network"].isin(filters.networks or codes)].reset_index(drop=True)


@measured_by("activities")
def activities_by_quarter(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns quarter (its first day), activities: every quarter of the period, oldest first."""
    chosen = selected_activities(facts, filters, period)
    starts = _quarter_starts(period)
    edges = np.array([day.toordinal() for day in starts] + [period.last.toordinal() + 1])
    counts, _ = np.histogram(facts.activities.start[chosen], bins=edges)
    return pd.DataFrame({"quarter": starts, "activities": counts})


@measured_by("activities")
def activities_by_group_and_network(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns group, network, activities that reached the group: all pairs of the view."""
    chosen = selected_activities(facts, filters, period)
    codes = list(facts.reference.networks)
    networks, masks = facts.activities.network[chosen], facts.activities.groups[chosen]
    rows: list[tuple[str, str, int]] = []
    for index, group in enumerate(facts.reference.groups):
        reached = (masks >> np.uint64(index)) & np.uint64(1) != 0
        counts = np.bincount(networks[reached], minlength=len(codes))
        rows += [(group, code, int(count)) for code, count in zip(codes, counts, strict=True)]
    frame = pd.DataFrame(rows, columns=["group", "network", "activities"])
    return frame[frame["network"].isin(filters.networks or codes)].reset_index(drop=True)


def _quarter_starts(period: Period) -> list[date]:
    starts = [period.first]
    while True:
        last = starts[-1]
        month = (last.month - 1) // MONTHS_IN_A_QUARTER * MONTHS_IN_A_QUARTER + MONTHS_IN_A_QUARTER
        following = date(last.year + month // 12, month % 12 + 1, 1)
        if following > period.last:
            return starts
        starts.append(following)

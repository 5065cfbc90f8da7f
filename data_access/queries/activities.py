"""Counts of activities by network, quarter and group, and the newest of each network."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_access.facts import Facts
from data_access.facts.by_day import by_day
from data_access.facts.snapshot import Masks
from data_access.queries.chosen import ChosenRecords, chosen
from domain.filters import Filters
from domain.measures import measured_by
from domain.periods import Period, quarters_of

_BITS_OF_A_BYTE = 8
_LOOKED_AT = 4096


@measured_by("activities")
def activities_by_network(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns network, activities: every network of the view, those without any included."""
    codes = list(facts.reference.networks)
    counts = chosen(facts, filters, period).activities.by_network()[:, 0]
    frame = pd.DataFrame({"network": codes, "activities": counts})
    return frame[frame["network"].isin(filters.networks or codes)].reset_index(drop=True)


@measured_by("activities")
def activities_by_quarter(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns quarter (its first day), activities: every quarter of the period, oldest first."""
    quarters = quarters_of(period)
    counts = chosen(facts, filters, period).activities.counts_by_part(quarters).sum(axis=(0, 1, 2))
    return pd.DataFrame({"quarter": [quarter.first for quarter in quarters], "activities": counts})


@measured_by("activities")
def activities_by_group_and_network(facts: Facts, filters: Filters, period: Period) -> pd.DataFrame:
    """Columns group, network, activities that reached the group: all pairs of the view."""
    codes = list(facts.reference.networks)
    counts = network_counts_by_bit(facts, chosen(facts, filters, period).activities, facts.activities.groups)
    rows = [
        (group, code, count)
        for group, by_network in zip(facts.reference.groups, counts.T.tolist(), strict=False)
        for code, count in zip(codes, by_network, strict=True)
        if code in (filters.networks or codes)
    ]
    return pd.DataFrame(rows, columns=["group", "network", "activities"])


def network_counts_by_bit(facts: Facts, activities: ChosenRecords, masks: Masks) -> NDArray[np.int64]:
    """How many activities have each bit, by network and bit; `masks` are in the order of the facts.

    A byte of the masks at a time: the activities by network and value of the byte, then the bits of each value.
    """
    networks, count = activities.networks, len(facts.reference.networks)
    values = np.arange(1 << _BITS_OF_A_BYTE)
    bits = (values[:, None] >> np.arange(_BITS_OF_A_BYTE)) & 1
    chosen_masks = masks[activities.rows]
    found = []
    for place in range(chosen_masks.itemsize):
        byte = (chosen_masks >> np.uint64(_BITS_OF_A_BYTE * place)).astype(np.uint8)
        by_value = np.bincount(networks * values.size + byte, minlength=count * values.size)
        found.append(by_value.reshape(count, values.size) @ bits)
    return np.concatenate(found, axis=1)


def newest_by_network(facts: Facts, *, until: date) -> dict[str, date]:
    """The day of each network's newest activity up to a day; a network without any is left out."""
    table, codes = by_day(facts).activities, list(facts.reference.networks)
    newest: dict[str, date] = {}
    last, looked_at = table.place_of(until.toordinal() + 1), _LOOKED_AT
    # From the newest on, ever further back, until each network is met: as a rule the first look is enough.
    while last and len(newest) < len(codes):
        rows = table.rows[max(last - looked_at, 0) : last]
        networks = facts.activities.network[rows]
        for place in set(np.unique(networks).tolist()):
            if codes[place] not in newest:
                row = rows[np.flatnonzero(networks == place)[-1]]
                newest[codes[place]] = date.fromordinal(int(facts.activities.start[row]))
        last, looked_at = max(last - looked_at, 0), 4 * looked_at
    return newest

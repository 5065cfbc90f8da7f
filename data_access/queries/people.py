"""True counts of people in a financial year, for the rule that protects them, and what it leaves of them."""

from collections import deque

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data_access.facts import Facts
from data_access.facts.snapshot import Masks
from data_access.queries.activities import network_counts_by_bit
from data_access.queries.chosen import all_records
from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.people import PeopleCounts, ProtectedPeople, protect_people
from domain.periods import Period
from domain.reach import Benchmark

Numbers = NDArray[np.int64]
_MOST_PROTECTED = 8
PROTECTED: deque[tuple[PeopleCounts, ProtectedPeople]] = deque(maxlen=_MOST_PROTECTED)


def protected_people(facts: Facts, period: Period) -> ProtectedPeople:
    """The people of a period as they may be shown. Raises as `protect_people` does.

    Kept for counts that are the same: most changes of the store change nobody's, and to protect a year is the
    slowest of all that a page needs.
    """
    counts = people_counts(facts, period)
    for seen, told in tuple(PROTECTED):
        if seen == counts:
            return told
    told = protect_people(counts)
    PROTECTED.append((counts, told))
    return told


def people_counts(facts: Facts, period: Period) -> PeopleCounts:
    """All people of the activities that start in the period: every network, every group, every pair.

    The whole family, whatever a view shows of it: `domain.people` protects it as one.
    """
    networks, groups = list(facts.reference.networks), list(facts.reference.groups)
    known, unknown, together = _people_together(facts, period)
    single: dict[tuple[str, str], int] = {}
    pairs: dict[tuple[str, str, str], int] = {}
    for code, square in zip(networks, together, strict=True):
        single |= {(code, group): int(square[place, place]) for place, group in enumerate(groups)}
        first, second = np.nonzero(np.triu(square, k=1))
        people = square[first, second].tolist()
        pairs |= {
            (code, groups[one], groups[two]): count
            for one, two, count in zip(first.tolist(), second.tolist(), people, strict=True)
        }
    activities, with_groups = _activities_by_group(facts, period)
    return PeopleCounts(
        areas=tuple(networks),
        groups=tuple(groups),
        parents={code: group.parent for code, group in facts.reference.groups.items() if group.parent},
        people=single,
        pairs=pairs,
        known=dict(zip(networks, known.tolist(), strict=True)),
        unknown=dict(zip(networks, unknown.tolist(), strict=True)),
        activities=activities,
        with_groups=with_groups,
        apart=_groups_apart(facts, period),
    )


def benchmarks(facts: Facts) -> dict[tuple[str, str], Benchmark]:
    """Published shares of the population by (area, group); a group without a reliable figure is left out."""
    return {
        key: Benchmark(share=one.share, year=one.year, source=one.source, quality=one.quality_note)
        for key, one in facts.reference.shares.items()
    }


def _people_together(facts: Facts, period: Period) -> tuple[Numbers, Numbers, Numbers]:
    """By network: people whose groups are known, people whose groups are not, and a square of groups with the
    people who belong to both; its diagonal holds people by group.
    """
    cohorts, networks = facts.cohorts, len(facts.reference.networks)
    begun = np.zeros(facts.activities.ids.size, dtype=np.bool_)
    begun[all_records(facts, first=period.first, last=period.last).activities.rows] = True
    rows = np.flatnonzero(begun[cohorts.activity])
    network = facts.activities.network[cohorts.activity[rows]].astype(np.int64)
    people = cohorts.people[rows]
    # The sums stay exact as floats: they are far below 2 to the power of 53.
    by_known = np.bincount(network * 2 + cohorts.is_known[rows], weights=people, minlength=networks * 2)
    unknown, known = by_known.astype(np.int64).reshape(networks, 2).T
    # Few combinations of groups exist at all.
    places, masks = pd.factorize(cohorts.groups[rows])
    weights = np.bincount(network * masks.size + places, weights=people, minlength=networks * masks.size)
    bits = _bits(masks, len(facts.reference.groups))
    together = [bits.T @ (bits * own[:, None]) for own in weights.reshape(networks, masks.size)]
    return known, unknown, np.rint(np.array(together)).astype(np.int64)


def _activities_by_group(facts: Facts, period: Period) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """Activities that reached each group, and any group, by network: what views show of them."""
    networks, groups = list(facts.reference.networks), list(facts.reference.groups)
    activities = all_records(facts, first=period.first, last=period.last).activities
    counts = network_counts_by_bit(facts, activities, facts.activities.groups)
    told = [group for group in groups if group not in ENGLAND_ONLY_GROUPS]
    any_group = np.uint64(sum(facts.reference.bit_of(group) for group in told))
    reached = (facts.activities.groups[activities.rows] & any_group) != 0
    reached_any = np.bincount(activities.networks[reached], minlength=len(networks)).tolist()
    by_group = dict(zip(groups, counts.T.tolist(), strict=False))
    return (
        {(code, group): by_group[group][place] for group in told for place, code in enumerate(networks)},
        dict(zip(networks, reached_any, strict=True)),
    )


def _groups_apart(facts: Facts, period: Period) -> frozenset[tuple[str, str, str]]:
    """The pairs of groups that no activity of a network reached together, as the records of activities tell."""
    groups = list(facts.reference.groups)
    is_told = np.array([group not in ENGLAND_ONLY_GROUPS for group in groups], dtype=np.bool_)
    apart: set[tuple[str, str, str]] = set()
    for code, met in zip(facts.reference.networks, _groups_met(facts, period), strict=True):
        is_apart = _bits(met, len(groups)) == 0
        first, second = np.nonzero(np.triu(is_apart & is_told & is_told[:, None], k=1))
        apart |= {
            (code, groups[one], groups[two]) for one, two in zip(first.tolist(), second.tolist(), strict=True)
        }
    return frozenset(apart)


def _groups_met(facts: Facts, period: Period) -> Masks:
    """By network and group the bits of all groups that some activity reached together with it."""
    activities = all_records(facts, first=period.first, last=period.last).activities
    places, masks = pd.factorize(facts.activities.groups[activities.rows])
    networks, groups = len(facts.reference.networks), len(facts.reference.groups)
    exists = np.zeros(networks * masks.size, dtype=np.bool_)
    exists[activities.networks * masks.size + places] = True
    met = np.zeros((networks, groups), dtype=np.uint64)
    for network, own in enumerate(exists.reshape(networks, masks.size)):
        existing = masks[own]
        for group in range(groups):
            reached = existing[(existing & np.uint64(1 << group)) != 0]
            met[network, group] = np.bitwise_or.reduce(reached)
    return met


def _bits(masks: Masks, groups: int) -> NDArray[np.float64]:
    """A row of 0 and 1 for each mask, one for each group."""
    return ((masks[:, None] >> np.arange(groups, dtype=np.uint64)) & np.uint64(1)).astype(np.float64)

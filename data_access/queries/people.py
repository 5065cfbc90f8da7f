"""True counts of people in a financial year, for the rule that protects them, and what it leaves of them."""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from data_access.facts import Facts
from data_access.facts.snapshot import Masks
from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.people import PeopleCounts, ProtectedPeople, protect_people
from domain.periods import Period
from domain.reach import Benchmark

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
    reference, cohorts = facts.reference, facts.cohorts
    start = facts.activities.start[cohorts.activity]
    chosen = (start >= period.first.toordinal()) & (start <= period.last.toordinal())
    networks, groups = list(reference.networks), list(reference.groups)
    network = facts.activities.network[cohorts.activity[chosen]].astype(np.int64)
    people = cohorts.people[chosen].astype(np.int64)
    is_known, masks = cohorts.is_known[chosen], cohorts.groups[chosen]
    known = np.bincount(network[is_known], weights=people[is_known], minlength=len(networks))
    unknown = np.bincount(network[~is_known], weights=people[~is_known], minlength=len(networks))
    single: dict[tuple[str, str], int] = {}
    pairs: dict[tuple[str, str, str], int] = {}
    for index, code in enumerate(networks):
        together = _people_by_pair(masks[network == index], people[network == index], len(groups))
        single |= {(code, group): int(together[place, place]) for place, group in enumerate(groups)}
        first, second = np.nonzero(np.triu(together, k=1))
        pairs |= {
            (code, groups[one], groups[two]): int(together[one, two])
            for one, two in zip(first.tolist(), second.tolist(), strict=True)
        }
    activities, with_groups = _activities_by_group(facts, period)
    return PeopleCounts(
        areas=tuple(networks),
        groups=tuple(groups),
        parents={code: group.parent for code, group in reference.groups.items() if group.parent},
        people=single,
        pairs=pairs,
        known={code: int(count) for code, count in zip(networks, known, strict=True)},
        unknown={code: int(count) for code, count in zip(networks, unknown, strict=True)},
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


def _activities_by_group(facts: Facts, period: Period) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    """Activities that reached each group, and any group, by network: what views show of them."""
    columns, reference = facts.activities, facts.reference
    chosen = (columns.start >= period.first.toordinal()) & (columns.start <= period.last.toordinal())
    network, masks = columns.network[chosen].astype(np.int64), columns.groups[chosen]
    networks = list(reference.networks)
    counts: dict[tuple[str, str], int] = {}
    any_group = np.uint64(0)
    for place, group in enumerate(reference.groups):
        if group in ENGLAND_ONLY_GROUPS:
            continue
        any_group |= np.uint64(1 << place)
        reached = np.bincount(
            network[(masks >> np.uint64(place)) & np.uint64(1) != 0], minlength=len(networks)
        )
        counts |= {(code, group): int(count) for code, count in zip(networks, reached, strict=True)}
    reached_any = np.bincount(network[(masks & any_group) != 0], minlength=len(networks))
    return counts, {code: int(count) for code, count in zip(networks, reached_any, strict=True)}


def _groups_apart(facts: Facts, period: Period) -> frozenset[tuple[str, str, str]]:
    """The pairs of groups that no activity of a network reached together, as the records of activities tell."""
    columns, groups = facts.activities, list(facts.reference.groups)
    chosen = (columns.start >= period.first.toordinal()) & (columns.start <= period.last.toordinal())
    is_told = np.array([group not in ENGLAND_ONLY_GROUPS for group in groups], dtype=np.bool_)
    apart: set[tuple[str, str, str]] = set()
    for place, code in enumerate(facts.reference.networks):
        masks = columns.groups[chosen & (columns.network == place)]
        together = _people_by_pair(masks, np.ones(masks.size, dtype=np.int64), len(groups))
        first, second = np.nonzero(np.triu((together == 0) & is_told & is_told[:, None], k=1))
        apart |= {
            (code, groups[one], groups[two]) for one, two in zip(first.tolist(), second.tolist(), strict=True)
        }
    return frozenset(apart)


def _people_by_pair(masks: Masks, people: NDArray[np.int64], groups: int) -> NDArray[np.int64]:
    """People who belong to both groups, as a square of groups; its diagonal holds people by group."""
    distinct, place = np.unique(masks, return_inverse=True)
    weights = np.bincount(place, weights=people, minlength=len(distinct))
    bits = ((distinct[:, None] >> np.arange(groups, dtype=np.uint64)) & np.uint64(1)).astype(np.float64)
    together: NDArray[np.int64] = np.rint(bits.T @ (bits * weights[:, None])).astype(np.int64)
    return together

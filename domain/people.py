"""A year's counts of people, protected as one family so that no two views of it can be played off.

The family holds every network and England, every group, every pair of groups, the people whose groups are
known and those whose groups are not. Filters only choose among the protected cells.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from domain.disclosure import (
    BASE,
    ENGLAND,
    KEPT_BACK,
    NONE_RECORDED,
    ONLY_FOR_ENGLAND,
    THRESHOLD,
    Kind,
    Shown,
    Sum,
    Within,
    is_england_only,
    is_enough_to_compare,
    protect,
)
from domain.errors import InvalidRecordError
from domain.measures import measured_by

_KNOWN = "known"
_UNKNOWN = "unknown"
_TOTAL = "total"

_Pair = tuple[str, str, str]
"""(area, first group, second group)."""


def parents_closure(groups: Iterable[str], *, parents: Mapping[str, str]) -> frozenset[str]:
    """Add each group's parents, their parents and so on; parents maps a group to its parent."""
    closed: set[str] = set()
    for group in groups:
        above: str | None = group
        while above is not None and above not in closed:
            closed.add(above)
            above = parents.get(above)
    return frozenset(closed)


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """True counts of people in one financial year; never shown.

    areas are the networks, without England, which is their sum. people is by (area, group), with each person
    of a child group counted in its parents too, once; pairs by (area, group, group), in the order of groups;
    known and unknown by area, people whose groups are known and are not. What is missing counts 0.

    activities counts by (area, group) the activities that reached a group, and with_groups by area those that
    reached any. Both are public, and each activity has at least one person. apart holds by (area, group, group)
    the pairs that nobody can belong to, as no activity reached both groups: that is public too. Groups that are
    counted for England only are left out of all three: nothing is said of their activities.
    """

    areas: tuple[str, ...]
    groups: tuple[str, ...]
    parents: Mapping[str, str]
    people: Mapping[tuple[str, str], int]
    pairs: Mapping[tuple[str, str, str], int]
    known: Mapping[str, int]
    unknown: Mapping[str, int]
    activities: Mapping[tuple[str, str], int] = field(default_factory=dict)
    with_groups: Mapping[str, int] = field(default_factory=dict)
    apart: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class ProtectedPeople:
    """The same counts as they may be shown; areas end with England.

    pairs leaves out groups of one family: a child and its parent, or two children of one parent.
    """

    areas: tuple[str, ...]
    groups: tuple[str, ...]
    people: Mapping[tuple[str, str], Shown]
    pairs: Mapping[tuple[str, str, str], Shown]
    known: Mapping[str, Shown]
    unknown: Mapping[str, Shown]
    total: Mapping[str, Shown]


@measured_by("disclosure_control")
def protect_people(counts: PeopleCounts) -> ProtectedPeople:
    """Protect a whole year at once; raises InvalidRecordError for counts that cannot be.

    Sensitive groups are shown for England only. Where nobody's groups are known, a group shows "none
    recorded" rather than 0. For pairs see _Pairs.
    """
    single = _protect_groups(counts)
    areas = (*counts.areas, ENGLAND)
    return ProtectedPeople(
        areas=areas,
        groups=counts.groups,
        people={
            (area, group): _or_none_recorded(single[area, group], known=single[area, _KNOWN])
            for area in areas
            for group in counts.groups
        },
        pairs=_Pairs(counts, single).protect(),
        known={area: single[area, _KNOWN] for area in areas},
        unknown={area: single[area, _UNKNOWN] for area in areas},
        total={area: single[area, _TOTAL] for area in areas},
    )


@measured_by("people_involved")
def people_involved(protected: ProtectedPeople, *, area: str) -> Shown:
    """Give all people involved in an area, those included whose groups are not known."""
    return protected.total[area]


def _or_none_recorded(cell: Shown, *, known: Shown) -> Shown:
    return NONE_RECORDED if cell.kind is Kind.ZERO and known.kind is Kind.ZERO else cell


def _protect_groups(counts: PeopleCounts) -> dict[tuple[str, str], Shown]:
    """Protect all groups and totals together; groups come first, so that ties hide a group before a total."""
    rows = (*counts.groups, _KNOWN, _UNKNOWN, _TOTAL)
    if ENGLAND in counts.areas or len(set(rows)) < len(rows):
        raise InvalidRecordError("An area or a group has a name that is used for totals.")
    true: dict[tuple[str, str], int] = {}
    for area in counts.areas:
        true |= {(area, group): counts.people.get((area, group), 0) for group in counts.groups}
        true[area, _KNOWN] = counts.known.get(area, 0)
        true[area, _UNKNOWN] = counts.unknown.get(area, 0)
        true[area, _TOTAL] = true[area, _KNOWN] + true[area, _UNKNOWN]
    true |= {(ENGLAND, row): sum(true[area, row] for area in counts.areas) for row in rows}
    areas = (*counts.areas, ENGLAND)
    sums = [Sum((ENGLAND, row), tuple((area, row) for area in counts.areas)) for row in rows]
    for area in areas:
        sums.append(Sum((area, _TOTAL), ((area, _KNOWN), (area, _UNKNOWN))))
        sums += [
            Sum((area, parent), tuple((area, child) for child in children))
            for parent, children in _children(counts).items()
        ]
    return protect(
        true,
        sums,
        within=[Within((area, group), (area, _KNOWN)) for area in areas for group in counts.groups],
        at_least=_at_least(counts),
        kept_back={key: ONLY_FOR_ENGLAND for key in true if is_england_only(key[1], area=key[0])},
    )


def _at_least(counts: PeopleCounts) -> dict[tuple[str, str], int]:
    """One person for each activity, in networks and in England."""
    floors = dict(counts.activities)
    for area, activities in counts.with_groups.items():
        floors |= {(area, _KNOWN): activities, (area, _TOTAL): activities}
    for row in {row for _, row in floors}:
        floors[ENGLAND, row] = sum(floors.get((area, row), 0) for area in counts.areas)
    return floors


def _children(counts: PeopleCounts) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for child, parent in counts.parents.items():
        if child in counts.groups and parent in counts.groups:
            children.setdefault(parent, []).append(child)
    return children


class _Pairs:
    """Which pairs of groups may be shown beside the groups themselves, and how.

    Counts of pairs say more about the groups than the groups alone do, so only pairs of 8 people or more are
    listed, as numbers; nothing is said of any other pair. An area keeps back
    - all its pairs, where fewer than about 50 people have known groups, or their number is hidden,
    - the pairs of a group that is hidden there: a large pair would tell that the group is large, and
    - the pairs of a group that nearly everyone known belongs to: a pair of 0 would tell that the other group
      is among the few who are left.
    """

    def __init__(self, counts: PeopleCounts, single: Mapping[tuple[str, str], Shown]) -> None:
        self._counts = counts
        self._single = single
        self._areas = (*counts.areas, ENGLAND)
        closures = {group: parents_closure([group], parents=counts.parents) for group in counts.groups}
        self._pairs = [
            (first, second)
            for first, second in combinations(counts.groups, 2)
            if closures[first].isdisjoint(closures[second])
        ]

    def protect(self) -> dict[_Pair, Shown]:
        """Protect the pairs that anybody belongs to; most pairs of a year have nobody and need no proof."""
        areas, kept_back = self._counts.areas, dict(self._kept_back())
        with_people = {(first, second) for (_, first, second), number in self._counts.pairs.items() if number}
        pairs = [pair for pair in self._pairs if pair in with_people]
        true = {(area, *pair): self._counts.pairs.get((area, *pair), 0) for area in areas for pair in pairs}
        true |= {(ENGLAND, *pair): sum(true[area, *pair] for area in areas) for pair in pairs}
        cells = protect(
            true,
            [Sum((ENGLAND, *pair), tuple((area, *pair) for area in areas)) for pair in pairs],
            at_most=dict(self._caps(true)),
            kept_back={key: shown for key, shown in kept_back.items() if key in true},
        )
        everything = ((area, *pair) for area in self._areas for pair in self._pairs)
        return {
            key: self._as_listed(key, cells.get(key, kept_back.get(key, KEPT_BACK))) for key in everything
        }

    def _as_listed(self, key: _Pair, cell: Shown) -> Shown:
        """Only a number is listed; to say that a pair is 0 or small would tell how groups lie beside each other."""
        area, first, second = key
        if cell.kind is Kind.ENGLAND_ONLY:
            return cell
        told = cell.value is not None and cell.value >= THRESHOLD
        if told and area == ENGLAND and not self._fits_the_smallest(first, second, cell.value or 0):
            return KEPT_BACK
        return cell if told else KEPT_BACK

    def _fits_the_smallest(self, first: str, second: str, number: int) -> bool:
        """Say whether England's pair leaves every small group its room.

        A pair is no larger than either group in each network, and 0 where its groups never came to one activity.
        It must fit even if every group that shows no number had 1 person, or else it would tell that some have
        more. Of a group that is counted for England only nothing is said in a network, so it takes no room away.
        """
        room = sum(
            min(self._fewest(area, first), self._fewest(area, second))
            for area in self._counts.areas
            if (area, first, second) not in self._counts.apart
        )
        return number - BASE // 2 <= room

    def _fewest(self, area: str, group: str) -> int:
        cell = self._single[area, group]
        if cell.value is not None:
            return max(0, cell.value - BASE // 2)
        return sum(self._counts.known.values()) if cell.kind is Kind.ENGLAND_ONLY else 1

    def _caps(self, true: Iterable[_Pair]) -> Iterator[tuple[_Pair, Shown]]:
        """Hold each pair against the smaller of its groups, as shown."""
        for area, first, second in true:
            one, other = self._single[area, first], self._single[area, second]
            numbers = [cell for cell in (one, other) if cell.value is not None]
            if numbers:
                yield (area, first, second), min(numbers, key=lambda cell: cell.value or 0)

    def _kept_back(self) -> Iterator[tuple[_Pair, Shown]]:
        for area in self._areas:
            open_groups = {group for group in self._counts.groups if self._is_open(area, group)}
            for first, second in self._pairs:
                if is_england_only(first, area=area) or is_england_only(second, area=area):
                    yield (area, first, second), ONLY_FOR_ENGLAND
                elif not {first, second} <= open_groups:
                    yield (area, first, second), KEPT_BACK

    def _is_open(self, area: str, group: str) -> bool:
        cell, known = self._single[area, group], self._single[area, _KNOWN]
        if known.value is None or not is_enough_to_compare(known) or cell.kind is Kind.HIDDEN:
            return False
        return cell.value is None or known.value - cell.value >= BASE

"""The adversary reads all public records too: which groups each activity names, with its network and its day.

A record page says that an activity reached these groups and no other that may be named. So each of them has at
least one person of it there, and nobody there belongs to two groups that are not both named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest

from components.ui.people_behind import people_behind
from components.ui.records_loaders import numbers_in
from data_access.engine import get_engine
from data_access.queries.public_record import groups_named
from data_access.queries.record_lines import activity_lines
from domain.selection import NOT_KNOWN, Facet, Listed, Selection
from domain.shown import ENGLAND, ENGLAND_ONLY_GROUPS
from tests.attack.conftest import Open
from tests.attack.nasty_stores import (
    GROUPS,
    HAND_MADE,
    NETWORKS,
    YEAR,
    Happened,
    closed,
    each,
    random_year,
    true_people,
)
from tests.attack.reader import KINDS, Lines, Reader, Row, Span, row_of
from tests.attack.reading import Cell, Said, everything_said
from tests.attack.visitor import visit

SEEDS = range(11, 17)
PAIR_WHERE_NOT_ALL_MET = [
    *each({"CARER": 31, "CARER+OLDER": 7, "": 60}, ["NO", "SO"]),
    Happened("EA", {"OLDER": 31, "CARER+OLDER": 7, "": 60}),
    Happened("WE", {"CARER": 40, "": 60}),
    Happened("WE", {"OLDER": 40, "": 60}),
]
"""England's pair of 21: West could hold it, but no activity there reached both groups."""
NOTHING = {"", "England only", "not shown"}
STORES = {**HAND_MADE, "a pair where large groups never met": PAIR_WHERE_NOT_ALL_MET}


@dataclass(frozen=True)
class Told:
    """What the record of one activity tells of who came."""

    network: str
    groups: frozenset[str]


def records_told() -> list[Told]:
    """Every activity of the year as its list and its page show it."""
    view = visit().view
    numbers_in.cache_clear()
    numbers = numbers_in(view.key, Selection(Listed.ACTIVITIES, view.filters)).tolist()
    return [
        Told(line.network, frozenset(groups_named(view.facts, line.id)))
        for line in activity_lines(get_engine(), numbers)
    ]


def reader_of(said: Sequence[Said], told: Sequence[Told]) -> Reader:
    """All statements, over unknowns of each activity in place of each network."""
    of_views = Lines.of(said)
    least = [
        (_of_activity(place, told, {group}), 1, np.inf)
        for place, one in enumerate(told)
        for group in one.groups
    ]
    nobody = [(_beside(place, told), 0, 0) for place in range(len(told))]
    rows, low, high = zip(*least, *nobody, strict=True)
    return Reader(
        Lines(
            np.vstack([of_views.matrix @ _folded(told), *rows]),
            np.concatenate([of_views.low, low]),
            np.concatenate([of_views.high, high]),
        )
    )


def _folded(told: Sequence[Told]) -> Row:
    """Takes the unknowns of activities to those of networks: a 1 where an activity is the network's."""
    own = np.array([[one.network == network for one in told] for network in NETWORKS], dtype=np.float64)
    return np.kron(own, np.eye(len(KINDS)))


def _of_activity(place: int, told: Sequence[Told], groups: set[str]) -> Row:
    """The people of one activity who belong to any of these groups."""
    found = np.zeros((len(told), len(KINDS)))
    found[place] = [bool(kind and kind & groups) for kind in KINDS]
    return found.ravel()


def _beside(place: int, told: Sequence[Told]) -> Row:
    """Those who would belong to a group that the activity does not name, though it may be named."""
    return _of_activity(place, told, set(GROUPS) - ENGLAND_ONLY_GROUPS - told[place].groups)


def true_unknowns(happened: Sequence[Happened], told: Sequence[Told]) -> Row:
    """What truly happened, as the reader's unknowns: records of one network that tell the same may change places."""
    found, free = np.zeros((len(told), len(KINDS))), list(range(len(told)))
    for one in (one for one in happened if one.year == YEAR):
        groups = (
            frozenset(group for key in one.cohorts if key != "?" for group in closed(key))
            - ENGLAND_ONLY_GROUPS
        )
        place = next(at for at in free if told[at] == Told(one.network, groups))
        free.remove(place)
        for key, people in one.cohorts.items():
            found[place, KINDS.index(None if key == "?" else frozenset(closed(key)))] += people
    return found.ravel()


def spans_of_small_counts(happened: Sequence[Happened]) -> dict[Cell, Span]:
    """What the reader finds of every cell that truly holds 1 to 7 people."""
    said, told = everything_said(), records_told()
    reader, true = reader_of(said, told), true_people(happened, YEAR)
    assert reader.fits(true_unknowns(happened, told)), "the reader believes something that is not true"
    small = [cell for cell, people in true.counts.items() if 1 <= people <= 7]
    return {cell: reader.span(row_of(cell) @ _folded(told)) for cell in small}


@pytest.mark.parametrize("case", STORES)
def test_no_small_count_is_recovered_with_the_records_beside_the_figures(case: str, open_store: Open) -> None:
    open_store(STORES[case])
    spans = spans_of_small_counts(STORES[case])
    assert spans
    assert not {cell: span for cell, span in spans.items() if span.is_pinned}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_count_of_a_random_store_is_recovered_with_its_records(seed: int, open_store: Open) -> None:
    happened = random_year(seed)
    open_store(happened)
    assert not {cell: span for cell, span in spans_of_small_counts(happened).items() if span.is_pinned}


def test_a_pair_leaves_small_groups_their_room_where_large_ones_never_met(open_store: Open) -> None:
    open_store(PAIR_WHERE_NOT_ALL_MET)
    spans = spans_of_small_counts(PAIR_WHERE_NOT_ALL_MET)
    assert spans["people", "NO", "OLDER"].is_whole
    assert spans["people", "EA", "CARER"].is_whole


def test_the_number_behind_a_figure_of_people_says_what_the_figure_says(open_store: Open) -> None:
    """The lists behind people lead to no number that is not on the pages, and name nobody who is for England only."""
    for seed in SEEDS[:3]:
        open_store(random_year(seed))
        said = {(one.cell, one.words.removesuffix(" people")) for one in everything_said()}
        for cell, words in numbers_behind():
            assert words in NOTHING or (cell, words) in said, (cell, words)


def numbers_behind() -> Iterator[tuple[Cell, str]]:
    """Each number that a list of people can be asked for, with the cell that it counts."""
    pairs = list(combinations(GROUPS, 2))
    for area, networks in {ENGLAND: (), **{code: (code,) for code in NETWORKS}}.items():
        view = visit(network=networks).view
        everybody = Selection(Listed.PEOPLE, view.filters)
        yield ("total", area), people_behind(view.key, everybody).number
        yield ("unknown", area), people_behind(view.key, everybody.having(Facet.WHICH, NOT_KNOWN)).number
        for group in GROUPS:
            found = people_behind(view.key, everybody.having(Facet.OF_GROUP, group))
            assert set(found.activities.filters.groups) == {group} - ENGLAND_ONLY_GROUPS
            yield ("people", area, group), found.number
        for first, second in pairs:
            both = everybody.having(Facet.OF_GROUP, first).having(Facet.AND_GROUP, second)
            found = people_behind(view.key, both)
            assert not found.activities.filters.groups
            yield ("pair", area, first, second), found.number

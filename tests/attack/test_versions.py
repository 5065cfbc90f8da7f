"""A watcher who sees everything before and after one small activity is added learns a range, not its size.

What no rule on single tables can promise: a watcher of many versions who sees each activity come one by one
holds two statements for each step, and ranges can get narrow. The rule rounds and hides within one version; it
does not remember what earlier versions showed. Fixed snapshots would (docs/decisions/0003).
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from domain.shown import ENGLAND_ONLY_GROUPS
from tests.attack.conftest import Open
from tests.attack.nasty_stores import GROUPS, HAND_MADE, NETWORKS, YEAR, Happened, each, true_people
from tests.attack.reader import Lines, Reader, Row, Span, row_of
from tests.attack.reading import NO_END, Cell, Said, everything_said

EVEN = each({"CARER": 40, "OLDER": 30, "": 100, "?": 30})
EXAMPLES: dict[str, tuple[Sequence[Happened], Mapping[str, int]]] = {
    "1 carer where there are 42": (each({"CARER": 42, "": 100}), {"CARER": 1}),
    "7 people of no group": (EVEN, {"": 7}),
    "the first of a group": (EVEN, {"ETH_ASIAN": 4}),
    "a small count that grows": (HAND_MADE["four networks with 7 each, England 30"], {"CARER": 1}),
    "one that ends what hid a total": (HAND_MADE["3, 9 and 14"], {"CARER": 5}),
    "two groups at once": (EVEN, {"CARER": 2, "CARER+OLDER": 5}),
    "the first in a network": (each({"CARER": 40, "": 60}, ["EA", "SO", "WE"]), {"CARER": 6}),
}
WIDTH = len(row_of(("total", "NO")))


def watch(before: Sequence[Said], after: Sequence[Said], *, network: str) -> Reader:
    """A reader of both versions, who sees by the counts of activities where one was added and whom it reached.

    The unknowns are the people before, then the people added.
    """
    first, second = Lines.of(before), Lines.of(after)
    added = Lines.of(
        [
            *(Said(("total", other), 0, 0, "no activity added") for other in NETWORKS if other != network),
            *(
                _reached(before, after, network, group)
                for group in GROUPS
                if group not in ENGLAND_ONLY_GROUPS
            ),
        ]
    )
    nothing = np.zeros_like
    matrix = np.block(
        [
            [first.matrix, nothing(first.matrix)],
            [second.matrix, second.matrix],
            [nothing(added.matrix), added.matrix],
        ]
    )
    low, high = (
        np.concatenate([getattr(one, end) for one in (first, second, added)]) for end in ("low", "high")
    )
    return Reader(Lines(matrix, low, high))


def _reached(before: Sequence[Said], after: Sequence[Said], network: str, group: str) -> Said:
    cell = ("any", network, group)
    was, now = (next((one.low for one in said if one.cell == cell), 0) for said in (before, after))
    return Said(("people", network, group), now - was, NO_END if now > was else 0, "activities")


def of_added(cell: Cell) -> Row:
    return np.concatenate([np.zeros(WIDTH), row_of(cell)])


def of_before(cell: Cell) -> Row:
    return np.concatenate([row_of(cell), np.zeros(WIDTH)])


def both_versions(open_store: Open, happened: Sequence[Happened], cohorts: Mapping[str, int]) -> Reader:
    open_store(happened)
    before = everything_said()
    open_store([*happened, Happened("NO", cohorts)])
    return watch(before, everything_said(), network="NO")


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_people_of_an_added_activity_are_not_pinned(example: str, open_store: Open) -> None:
    happened, cohorts = EXAMPLES[example]
    watcher = both_versions(open_store, happened, cohorts)
    added, before = true_people([Happened("NO", cohorts)], YEAR), true_people(happened, YEAR)
    for cells, row in ((added, of_added), (before, of_before)):
        for cell, people in cells.counts.items():
            if 1 <= people <= 7:
                span = watcher.span(row(cell))
                assert span.low <= people <= span.high
                assert not span.is_pinned, (cell, span)


def test_true_totals_before_and_after_would_pin_it() -> None:
    """The same watcher with exact totals knows that 3 came."""
    before = [
        Said(("people", "NO", "CARER"), 40, 40, "40"),
        Said(("any", "NO", "CARER"), 1, NO_END, "1 activities"),
    ]
    after = [
        Said(("people", "NO", "CARER"), 43, 43, "43"),
        Said(("any", "NO", "CARER"), 2, NO_END, "2 activities"),
    ]
    watcher = watch(before, after, network="NO")
    assert watcher.span(of_added(("people", "NO", "CARER"))) == Span(3, 3)

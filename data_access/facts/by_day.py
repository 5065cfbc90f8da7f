"""Activities and outcomes in the order of days, each with small codes: the days of a view are one stretch of them."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_access.facts.coded import CELL, Coded, SmallCodes
from data_access.facts.snapshot import NONE, Facts, Ints

_NAME = "by day"
_DAYS_IN_16_BITS = 1 << 16
_FEW_GAPS = 8


@dataclass(frozen=True)
class Order:
    """Records by day and then by number: the row of the facts at each place, and where each day begins.

    `days` are the different ordinals, ascending; `firsts` has the first place of each, and at the end how many
    places there are.
    """

    rows: Ints
    days: Ints
    firsts: Ints


class DayTable:
    """All activities, or all outcomes, by the first day of the activity and then by number.

    A place counts in this order. With `like`, a table of the same records as they are now, this one is as of a past
    day: columns that no day changes are shared, and none is kept, as days looked back to are many.
    """

    def __init__(self, facts: Facts, order: Order, *, like: "DayTable | None" = None) -> None:
        self._facts, self._like, self.order = facts, like, order
        self._columns: dict[str, SmallCodes] = {}

    @property
    def rows(self) -> Ints:
        """The row of the facts at each place."""
        return self.order.rows

    def place_of(self, day: int) -> int:
        """The first place on the day with this ordinal or a later one."""
        return int(self.order.firsts[np.searchsorted(self.order.days, day)])

    def codes(self, coded: Coded, places: slice | Ints) -> SmallCodes:
        """The code at each of these places."""
        if self._like and not coded.is_looked_back:
            return self._like.codes(coded, places)
        if coded.is_kept and not self._like:
            found: SmallCodes = self._column(coded)[places]
            return found
        return coded.read(self._facts, self.rows[places])

    def _column(self, coded: Coded) -> SmallCodes:
        found = self._columns.get(coded.name)
        if found is None:
            # Two viewers who ask at once make it twice, which is cheaper than that all wait for a lock.
            found = self._columns[coded.name] = coded.read(self._facts, self.rows)
        return found


class ByDay:
    """The facts in the order of days."""

    def __init__(self, facts: Facts, *, like: "ByDay | None" = None) -> None:
        # A bare copy: the facts and what is derived from them shall be no ring, which only the collector would free.
        self.facts = replace(facts)
        self._like = like
        self.activities: DayTable
        self.outcomes: DayTable
        if like:
            self.activities, self.outcomes = (
                DayTable(self.facts, table.order, like=table) for table in (like.activities, like.outcomes)
            )
        else:
            start, of = facts.activities.start, facts.outcomes.activity
            self.activities, self.outcomes = (
                DayTable(self.facts, order)
                for order in (order_of(start, facts.activities.ids), order_of(start[of], facts.outcomes.ids))
            )

    @cached_property
    def places_of_activities(self) -> Ints:
        """At each place of an outcome the place of its activity."""
        if self._like:
            return self._like.places_of_activities
        rows = self.activities.rows
        places = np.empty(rows.size, dtype=np.int32)
        places[rows] = np.arange(rows.size, dtype=np.int32)
        found: Ints = places[self.facts.outcomes.activity[self.outcomes.rows]]
        return found

    @property
    def cells_of_activities(self) -> SmallCodes:
        """The cell at each place of an activity."""
        return self.activities.codes(CELL, slice(None))

    @cached_property
    def cells_of_outcomes(self) -> SmallCodes:
        """The cell at each place of an outcome: that of its activity."""
        if self._like:
            return self._like.cells_of_outcomes
        found: SmallCodes = self.cells_of_activities[self.places_of_activities]
        return found


def by_day(facts: Facts) -> ByDay:
    """The facts in the order of days, worked out once."""
    found: ByDay | None = facts.derived.get(_NAME)
    if found is None:
        found = facts.derived[_NAME] = ByDay(facts)
    return found


def share_order(facts: Facts, *, past: Facts) -> None:
    """Let the same records as of a past day share the order, and all columns that no day changes."""
    past.derived[_NAME] = ByDay(past, like=by_day(facts))


def order_of(days: Ints, ids: Ints) -> Order:
    """The order of records by their days and then by their numbers, whatever order they come in."""
    rows = _oldest_first(days, ids)
    sorted_days = days[rows]
    is_first = np.ones(days.size, dtype=np.bool_)
    is_first[1:] = sorted_days[1:] != sorted_days[:-1]
    firsts = np.flatnonzero(is_first)
    return Order(rows, sorted_days[firsts], np.append(firsts, days.size).astype(np.int32))


def _oldest_first(days: Ints, ids: Ints) -> Ints:
    if (ids[1:] > ids[:-1]).all():
        return np.argsort(_short(days), kind="stable").astype(np.int32)
    by_number = _by_number(ids)
    found: Ints = by_number[np.argsort(_short(days[by_number]), kind="stable")]
    return found


def _by_number(ids: Ints) -> Ints:
    """The rows by ascending number."""
    largest = int(ids.max())
    if largest > _FEW_GAPS * ids.size:
        return np.argsort(ids).astype(np.int32)
    # With few gaps between the numbers, to lay each on its own place is far quicker than to sort.
    rows = np.full(largest + 1, NONE, dtype=np.int32)
    rows[ids] = np.arange(ids.size, dtype=np.int32)
    found: Ints = rows[rows != NONE]
    return found


def _short(days: Ints) -> NDArray[Any]:
    """The days from the first one on, in 16 bits where they fit: those are sorted ten times as fast."""
    if not days.size:
        return days
    first = days.min()
    return (days - first).astype(np.uint16) if days.max() - first < _DAYS_IN_16_BITS else days

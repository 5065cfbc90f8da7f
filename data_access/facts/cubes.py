"""Cubes of the days of a view: its records counted by what filters choose by and by a code, once for all filters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from data_access.facts.by_day import ByDay, DayTable, by_day
from data_access.facts.coded import Cells, Coded, SmallCodes
from data_access.facts.recent import Recent
from data_access.facts.snapshot import Facts, Flags, Ints
from domain.periods import Period

Cube = NDArray[np.int32]
"""Counts by network, programme, rung (see `Cells`) and code."""
_MOST_STRETCHES = 12
_NAME = "stretches"


class Stretch:
    """The records of some days, and of some groups where these are asked for: places of a table, oldest first.

    `cell` is the cell of each record.
    """

    def __init__(self, table: DayTable, places: slice | Ints, cell: SmallCodes, cells: Cells) -> None:
        self.places, self.cell, self.cells = places, cell, cells
        self._table = table
        self._cubes: dict[object, Cube] = {}

    @property
    def rows(self) -> Ints:
        """The row of the facts of each record."""
        found: Ints = self._table.rows[self.places]
        return found

    def narrowed(self, flags: Flags) -> "Stretch":
        """The records that are flagged, of a stretch that is a slice."""
        first = self.places.start if isinstance(self.places, slice) else 0
        places = (np.flatnonzero(flags) + first).astype(np.int32)
        return Stretch(self._table, places, self.cell[flags], self.cells)

    def index_of(self, places: Ints) -> Ints:
        """The index in this stretch of each of these places, which lie in it."""
        if isinstance(self.places, slice):
            return places - np.int32(self.places.start)
        return np.searchsorted(self.places, places).astype(np.int32)

    def codes(self, coded: Coded) -> SmallCodes:
        """The code of each record."""
        return self._table.codes(coded, self.places)

    def cube(self, coded: Coded | None = None) -> Cube:
        """Counts by cell and code; without a code the last axis has one place."""
        name = coded.name if coded else ""
        found = self._cubes.get(name)
        if found is None:
            found = self._cubes[name] = self._counted(coded)
        return found

    def cube_of_parts(self, parts: Sequence[Period]) -> Cube:
        """Counts by cell and part, each some days of the stretch."""
        key = tuple((part.first, part.last) for part in parts)
        found = self._cubes.get(key)
        if found is None:
            cells = (
                self.cell[self._first_on(part.first.toordinal()) : self._first_on(part.last.toordinal() + 1)]
                for part in parts
            )
            found = self._cubes[key] = np.concatenate([self._by_cell(own, 1) for own in cells], axis=3)
        return found

    def _first_on(self, day: int) -> int:
        """The index of the first record on this day or later."""
        place = self._table.place_of(day)
        if isinstance(self.places, slice):
            first: int = self.places.start
            return min(max(place - first, 0), self.cell.size)
        return int(np.searchsorted(self.places, place))

    def _counted(self, coded: Coded | None) -> Cube:
        if coded is None:
            return self._by_cell(self.cell, 1)
        combined = self.cell.astype(np.int32)
        combined *= coded.size
        combined += self.codes(coded)
        return self._by_cell(combined, coded.size)

    def _by_cell(self, codes: SmallCodes, size: int) -> Cube:
        counts = np.bincount(codes, minlength=self.cells.size * size)
        return counts.astype(np.int32).reshape(*self.cells.shape, size)


@dataclass(frozen=True)
class Days:
    """The activities of some days, and the outcomes of these."""

    ordered: ByDay
    activities: Stretch
    outcomes: Stretch

    def activity_of_outcomes(self) -> Ints:
        """The index among the activities of that of each outcome."""
        return self.activities.index_of(self.ordered.places_of_activities[self.outcomes.places])


def records_of(facts: Facts, first: date, last: date, *, groups: int = 0) -> Days:
    """The records of the days from first to last; with bits of groups, those of activities that reached any of them.

    Kept for the few choices that were asked for last, so that all viewers share the cubes.
    """
    kept: Recent[Days] = facts.derived.setdefault(_NAME, Recent(_MOST_STRETCHES))
    days = first.toordinal(), last.toordinal() + 1
    return kept.get((*days, groups), lambda: _records_of(by_day(facts), days, groups))


def _records_of(ordered: ByDay, days: tuple[int, int], groups: int) -> Days:
    cells = Cells.of(ordered.facts.reference)
    activities, outcomes = (
        Stretch(table, places := slice(*(table.place_of(day) for day in days)), cell[places], cells)
        for table, cell in (
            (ordered.activities, ordered.cells_of_activities),
            (ordered.outcomes, ordered.cells_of_outcomes),
        )
    )
    found = Days(ordered, activities, outcomes)
    if not groups:
        return found
    reached = (ordered.facts.activities.groups[activities.rows] & np.uint64(groups)) != 0
    with_reached = reached[found.activity_of_outcomes()]
    return Days(ordered, activities.narrowed(reached), outcomes.narrowed(with_reached))

"""The activities and outcomes that a view chooses: counted from cubes, or one by one where cubes do not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_access.facts import Facts
from data_access.facts.coded import Coded, SmallCodes
from data_access.facts.cubes import Days, Stretch, records_of
from data_access.facts.recent import Recent
from data_access.facts.snapshot import Flags, Ints
from domain.filters import Filters
from domain.periods import FinancialYear, Period

Counts = NDArray[np.int64]
_MOST_KEPT = 8
_NAME = "chosen"


class ChosenRecords:
    """The records of a stretch that pass the filters by network, programme and rung."""

    def __init__(self, stretch: Stretch, wanted: tuple[Flags, Flags, Flags]) -> None:
        self._stretch, self._wanted = stretch, wanted

    def counts(self, coded: Coded | None = None) -> Counts:
        """By network, programme, rung and code; what the filters leave out is 0. See `Cube`."""
        return self._within(self._stretch.cube(coded))

    def counts_by_part(self, parts: Sequence[Period]) -> Counts:
        """By network, programme, rung and part, each some days of the stretch."""
        return self._within(self._stretch.cube_of_parts(parts))

    def by_network(self, coded: Coded | None = None) -> Counts:
        """By network and code."""
        found: Counts = self.counts(coded).sum(axis=(1, 2))
        return found

    def by_code(self, coded: Coded) -> list[int]:
        """By code."""
        found: list[int] = self.by_network(coded).sum(axis=0).tolist()
        return found

    @cached_property
    def total(self) -> int:
        """How many there are."""
        return int(self.counts().sum())

    @cached_property
    def flags(self) -> Flags:
        """One flag per record of the stretch, oldest first: do the filters choose it?"""
        networks, programmes, rungs = self._wanted
        if all(wanted.all() for wanted in self._wanted):
            return np.ones(self._stretch.cell.size, dtype=np.bool_)
        by_cell = networks[:, None, None] & programmes[:, None] & rungs
        found: Flags = by_cell.reshape(-1)[self._stretch.cell]
        return found

    @property
    def rows(self) -> Ints:
        """The rows of the facts of those that are chosen, oldest first."""
        return self.all_rows[self.flags]

    @property
    def all_rows(self) -> Ints:
        """The row of the facts of each record of the stretch, chosen or not, oldest first."""
        return self._stretch.rows

    @property
    def networks(self) -> NDArray[np.int64]:
        """The place of the network of each that is chosen, oldest first."""
        shape = self._stretch.cells.shape
        by_cell = np.repeat(np.arange(shape[0]), shape[1] * shape[2])
        found: NDArray[np.int64] = by_cell[self._stretch.cell[self.flags]]
        return found

    def codes(self, coded: Coded) -> SmallCodes:
        """The code of each record of the stretch, chosen or not, oldest first."""
        return self._stretch.codes(coded)

    def _within(self, cube: NDArray[Any]) -> Counts:
        networks, programmes, rungs = self._wanted
        wanted = networks[:, None, None, None] & programmes[:, None, None] & rungs[:, None]
        return np.where(wanted, cube, np.int64(0))


@dataclass(frozen=True)
class Chosen:
    """The activities of a view and the outcomes of these."""

    activities: ChosenRecords
    outcomes: ChosenRecords
    days: Days

    def activity_of_outcomes(self) -> Ints:
        """For each outcome of the stretch the index of its activity in the stretch of activities."""
        return self.days.activity_of_outcomes()


def chosen(facts: Facts, filters: Filters, period: Period) -> Chosen:
    """The records of activities that start in the period and pass the filters.

    The last few are kept: what a page shows asks for the same again and again.
    """
    kept: Recent[Chosen] = facts.derived.setdefault(_NAME, Recent(_MOST_KEPT))
    key = (filters.networks, filters.programmes, filters.rungs, filters.groups, period.first, period.last)
    return kept.get(key, lambda: _chosen(facts, filters, period.first, period.last))


def all_records(facts: Facts, *, first: date, last: date) -> Chosen:
    """The records of all activities that start on these days; none where the first comes after the last."""
    return _chosen(facts, Filters(FinancialYear.containing(last).code), first, last)


def _chosen(facts: Facts, filters: Filters, first: date, last: date) -> Chosen:
    reference = facts.reference
    days = records_of(facts, first, last, groups=sum(reference.bit_of(group) for group in filters.groups))
    wanted = (
        _wanted(list(reference.networks), filters.networks),
        _wanted([*reference.programmes, None], filters.programmes),
        _wanted([*reference.rungs, None], filters.rungs),
    )
    return Chosen(ChosenRecords(days.activities, wanted), ChosenRecords(days.outcomes, wanted), days)


def _wanted(codes: list[Any], asked: tuple[str, ...]) -> Flags:
    """One flag per code; nothing asked for is all of them, "none" included."""
    return np.array([not asked or code in asked for code in codes], dtype=np.bool_)

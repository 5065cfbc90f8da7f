"""A reader who puts all statements together and asks an exact solver what each count could still be.

Unknown are the people of each network by the whole set of their groups (parents included), and the people
about whom nobody was asked. Every count of every view is a sum of these, so one system holds all views at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from domain.shown import ENGLAND
from tests.attack.nasty_stores import GROUPS, NETWORKS, closed
from tests.attack.reading import NO_END, Cell, Said

Row = NDArray[np.float64]
KINDS: list[frozenset[str] | None] = [
    None,
    *dict.fromkeys(
        frozenset(closed("+".join(chosen)))
        for size in range(len(GROUPS) + 1)
        for chosen in combinations(GROUPS, size)
    ),
]
"""Every set of groups that people can have; None for people about whom nobody was asked."""
SMALLEST, LARGEST = 1, 7


@dataclass(frozen=True)
class Span:
    """The lowest and highest count that fit everything said; beyond 1 and 7 any that were come across."""

    low: int
    high: int

    @property
    def is_pinned(self) -> bool:
        return self.low == self.high

    @property
    def is_whole(self) -> bool:
        """Whether all of 1 to 7 is left."""
        return self.low <= SMALLEST and self.high >= LARGEST


def row_of(cell: Cell) -> Row:
    """A 1 for each unknown that the cell counts: networks in their order, all kinds of people within each."""
    what, area, *groups = cell
    chosen = np.array([_belongs(kind, what, frozenset(groups)) for kind in KINDS], dtype=np.float64)
    return np.concatenate([chosen if area in {network, ENGLAND} else 0 * chosen for network in NETWORKS])


def _belongs(kind: frozenset[str] | None, what: str, groups: frozenset[str]) -> bool:
    if kind is None:
        return what in {"unknown", "total"}
    match what:
        case "people" | "pair":
            return groups <= kind
        case "any":
            return bool(groups & kind)
    return what in {"known", "total"}


@dataclass(frozen=True)
class Lines:
    """Statements as rows of a matrix over the unknowns, each between low and high."""

    matrix: Row
    low: Row
    high: Row

    @classmethod
    def of(cls, said: Iterable[Said]) -> "Lines":
        low: dict[Cell, int] = {}
        high: dict[Cell, int] = {}
        for one in said:
            low[one.cell] = max(low.get(one.cell, 0), one.low)
            high[one.cell] = min(high.get(one.cell, NO_END), one.high)
        ends = [high[cell] if high[cell] < NO_END else np.inf for cell in low]
        return cls(
            np.array([row_of(cell) for cell in low]),
            np.array(list(low.values()), float),
            np.array(ends, float),
        )

    def fit(self, people: Row) -> bool:
        counts = self.matrix @ people
        return bool((counts >= self.low).all() and (counts <= self.high).all())


class Reader:
    """All statements as one system of whole numbers."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._constraint = LinearConstraint(csr_array(lines.matrix), lines.low, lines.high)
        self._believed: list[Row] = []

    @classmethod
    def of(cls, said: Iterable[Said]) -> "Reader":
        return cls(Lines.of(said))

    def believes(self, people: Mapping[tuple[str, str], int]) -> bool:
        """Whether people by network and cohort fit everything said."""
        return self.fits(unknowns(people))

    def fits(self, people: Row) -> bool:
        """Whether this choice of the unknowns fits everything said."""
        return self._lines.fit(people)

    def span(self, row: Row) -> Span:
        """What a sum of unknowns could be. Raises AssertionError where the statements contradict each other."""
        seen = [int(row @ people) for people in self._believed]
        if seen and min(seen) <= SMALLEST and max(seen) >= LARGEST:
            return Span(min(seen), max(seen))
        return Span(self._least(row), -self._least(-row))

    def _least(self, objective: Row) -> int:
        found = milp(
            objective,
            constraints=self._constraint,
            integrality=np.ones(len(objective)),
            bounds=Bounds(0, NO_END),
            options={"mip_rel_gap": 0},
        )
        assert found.success, found.message
        people = np.rint(found.x)
        assert self._lines.fit(people), "the solver's table does not fit what was said"
        self._believed.append(people)
        return int(objective @ people)


def unknowns(people: Mapping[tuple[str, str], int]) -> Row:
    """People by network and cohort ("CARER+OLDER", "" or "?") as the reader's unknowns."""
    found = np.zeros(len(NETWORKS) * len(KINDS))
    for (network, key), number in people.items():
        kind = None if key == "?" else frozenset(closed(key))
        found[list(NETWORKS).index(network) * len(KINDS) + KINDS.index(kind)] += number
    return found

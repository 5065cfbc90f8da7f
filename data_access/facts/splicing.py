"""Puts rows in the place of others in columns that stay as they were for whoever still holds them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Splice:
    """Stretches of old rows, begin and end, each of which gives way to a stretch of new rows; in ascending order."""

    old_begins: Places
    old_ends: Places
    new_begins: Places
    new_ends: Places

    def applied(self, old: NDArray[Any], new: NDArray[Any]) -> NDArray[Any]:
        """The old column with the new rows in their places; the old column itself where nothing differs."""
        if self._keeps_every_row:
            if np.array_equal(old[self._old_rows], new[self._new_rows]):
                return old
            column = old.copy()
            column[self._old_rows] = new[self._new_rows]
            return column
        return np.concatenate(self._pieces(old, new.astype(old.dtype, copy=False)))

    @cached_property
    def _keeps_every_row(self) -> bool:
        return bool(np.array_equal(self.old_ends - self.old_begins, self.new_ends - self.new_begins))

    @cached_property
    def _old_rows(self) -> Places:
        return _rows(self.old_begins, self.old_ends)

    @cached_property
    def _new_rows(self) -> Places:
        return _rows(self.new_begins, self.new_ends)

    @cached_property
    def _stretches(self) -> list[tuple[int, int, int, int]]:
        """The stretches with those that touch each other, on both sides, taken together."""
        apart = (self.old_ends[:-1] != self.old_begins[1:]) | (self.new_ends[:-1] != self.new_begins[1:])
        first, last = np.append(True, apart), np.append(apart, True)
        bounds = (self.old_begins[first], self.old_ends[last], self.new_begins[first], self.new_ends[last])
        return list(zip(*(bound.tolist() for bound in bounds), strict=True))

    def _pieces(self, old: NDArray[Any], new: NDArray[Any]) -> list[NDArray[Any]]:
        pieces, done = [], 0
        for old_begin, old_end, new_begin, new_end in self._stretches:
            pieces += [old[done:old_begin], new[new_begin:new_end]]
            done = old_end
        return [*pieces, old[done:]]


def splice_of(old: NDArray[Any], new: NDArray[Any], keys: NDArray[Any]) -> Splice:
    """The splice that gives each of these keys the rows that it has among the new ones, perhaps none.

    Both columns of keys are in ascending order, and so are `keys`, each of which is there once.
    """
    return Splice(*_bounds(old, keys), *_bounds(new, keys))


def splice_below(splice: Splice, old: NDArray[Any], new: NDArray[Any]) -> Splice:
    """The splice of rows that belong to those of another; `old` and `new` are the rows they belong to, ascending."""
    begins, ends = (_found(old, bounds, "left") for bounds in (splice.old_begins, splice.old_ends))
    return Splice(
        begins, ends, *(_found(new, bounds, "left") for bounds in (splice.new_begins, splice.new_ends))
    )


def _bounds(column: NDArray[Any], keys: NDArray[Any]) -> tuple[Places, Places]:
    return _found(column, keys, "left"), _found(column, keys, "right")


def _found(column: NDArray[Any], keys: NDArray[Any], side: Literal["left", "right"]) -> Places:
    # A search with keys of another type would turn the whole long column into that type first.
    places: Places = np.searchsorted(column, keys.astype(column.dtype), side=side)
    return places


def _rows(begins: Places, ends: Places) -> Places:
    """Every row of these stretches."""
    lengths = ends - begins
    skipped = np.cumsum(lengths) - lengths
    rows: Places = np.arange(lengths.sum()) + np.repeat(begins - skipped, lengths)
    return rows

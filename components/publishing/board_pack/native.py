"""A chart as plain values, to be drawn natively by slides and by the typesetter."""

from dataclasses import dataclass
from enum import StrEnum, auto
from math import ceil
from typing import Final

_STEP: Final = 10.0
"""Between the numbers on an axis of dots."""


class Kind(StrEnum):
    """How the values are drawn."""

    BARS = auto()
    STACKED = auto()
    COLUMNS = auto()
    DOTS = auto()
    LINES = auto()


class Look(StrEnum):
    """How a set of values is told from the others, by more than its colour."""

    MAIN = auto()
    COMPARED = auto()
    """An outline: another period, or the population."""
    WHOLE = auto()
    """The pale ground that the main bars are a part of."""
    NEUTRAL = auto()
    CONTRAST = auto()


@dataclass(frozen=True)
class Series:
    """One set of values in the order of the labels; None is a gap, where nothing may or can be shown."""

    name: str
    values: tuple[float | None, ...]
    look: Look = Look.MAIN

    @property
    def is_drawn(self) -> bool:
        """Whether any of it is above 0."""
        return any(self.values)


@dataclass(frozen=True)
class NativeChart:
    """A chart: labels from top to bottom or from left to right, its sets of values, and its alternative in words.

    `unit` is "%" or "". `most` is the end of the axis, None where the longest value decides. `title` tells charts of
    one page apart. `ranges` are, by label, the lowest and highest place that a dot could have, or None.
    """

    kind: Kind
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    unit: str = ""
    most: float | None = None
    title: str = ""
    ranges: tuple[tuple[float, float] | None, ...] = ()
    ends: tuple[str, str] = ("", "")
    """What the two ends of the axis are called."""

    @property
    def end(self) -> float:
        """The end of the axis; above 0."""
        if self.most is not None:
            return self.most
        longest = max([1.0, *self._lengths()])
        return ceil(longest / _STEP) * _STEP if self.kind is Kind.DOTS else longest

    @property
    def has_legend(self) -> bool:
        """Whether the sets have to be told apart."""
        return len(self.series) > 1

    def _lengths(self) -> list[float]:
        columns = zip(*(series.values for series in self.series), strict=True)
        rows = [[value or 0.0 for value in column] for column in columns]
        return [sum(row) if self.kind is Kind.STACKED else max(row) for row in rows]

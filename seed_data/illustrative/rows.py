"""What the generator hands over: blocks of rows for one table, and the numbers that rows start from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import Provenance

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Yes = NDArray[np.bool_]

NOTE = "Illustrative record made by Heard's generator"
PROVENANCE = (Provenance.ILLUSTRATIVE.value, NOTE)


@dataclass(frozen=True)
class Rows:
    """Rows of one table, in the order of `columns`; days and moments are text as the store keeps them."""

    table: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class FirstIds:
    """The numbers from which rows that others refer to are counted."""

    activity: int = 1
    cohort: int = 1
    outcome: int = 1
    meeting: int = 1
    dot_question: int = 1


@dataclass(frozen=True)
class Days:
    """The days of the three years that end with `until`, by number from 0."""

    until: date

    YEARS = 3

    @cached_property
    def first(self) -> date:
        """The first day of the span."""
        try:
            return self.until.replace(year=self.until.year - self.YEARS) + timedelta(days=1)
        except ValueError:  # 29 February
            return self.until.replace(year=self.until.year - self.YEARS, day=28) + timedelta(days=1)

    @property
    def last(self) -> int:
        """The number of the day `until`."""
        return (self.until - self.first).days

    @cached_property
    def dates(self) -> list[date]:
        """Each day of the span."""
        return [self.first + timedelta(days=number) for number in range(self.last + 1)]

    @cached_property
    def texts(self) -> list[str]:
        """Each day as the store keeps it."""
        return [day.isoformat() for day in self.dates]

    @cached_property
    def moments(self) -> list[str]:
        """The start of each day as the store keeps a moment."""
        return [f"{text} 00:00:00.000000" for text in self.texts]

    @cached_property
    def years(self) -> Whole:
        """The calendar year of each day."""
        return np.array([day.year for day in self.dates], dtype=np.int64)

    def text_or_none(self, numbers: Whole) -> list[str | None]:
        """Write these days as text; None for a day after the span."""
        texts = self.texts
        last = self.last
        return [texts[number] if number <= last else None for number in numbers.tolist()]


class Picker:
    """Picks one of several choices with weights that differ by row."""

    def __init__(self, weights: Sequence[Sequence[float]] | Real) -> None:
        """Take weights by row and choice. Raises ValueError where a row has no weight at all."""
        table = np.asarray(weights, dtype=np.float64)
        totals = table.sum(axis=1, keepdims=True)
        if not (totals > 0).all():
            raise ValueError("Each row needs a choice with some weight.")
        bounds = np.cumsum(table / totals, axis=1)
        # A draw just under 1 must not fall past the last choice that has weight.
        bounds[bounds > 1 - 1e-9] = 1.0
        self._choices = table.shape[1]
        self._bounds = (bounds + np.arange(len(table))[:, None]).ravel()

    def pick(self, rows: Whole, draws: Real) -> Whole:
        """Choose for each row number by a draw from 0 to 1."""
        found = np.searchsorted(self._bounds, rows + draws, side="right").astype(np.int64)
        picked: Whole = found - rows * self._choices
        return picked


def pick_one(weights: Sequence[float], draws: Real) -> Whole:
    """Choose by the same weights for every draw from 0 to 1."""
    return Picker([list(weights)]).pick(np.zeros(len(draws), dtype=np.int64), draws)


def pick_text(texts: Sequence[str], draws: Real) -> list[str]:
    """Choose one of the texts for each draw, all as likely."""
    return [texts[number] for number in (draws * len(texts)).astype(np.int64).tolist()]

"""Dots that people place in a meeting: the scales they stand on, their middle and their spread, staff and lay apart.

The rule. Staff's dots and lay members' are two sets and are never put together.
- Median: the dot in the middle; of an even number, the mean of the two in the middle. On a scale of steps, both
  of the two are named where they differ, for there is nothing between two steps.
- Spread: from the lower to the upper quartile, with 3 dots or more. A quartile is the median of the lower or the
  upper half; of an odd number, the dot in the middle belongs to neither half (Moore and McCabe's method). On a
  scale of steps, a quartile between two steps is taken outwards, so that at least half of the dots lie within.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Final

from domain.errors import InvalidRecordError
from domain.experience import AGREEMENT, HIGHEST_AGREEMENT
from domain.vocabulary import DotKind, DotScale, RaterKind

GREATEST: Final = 100
"""Of a scale without steps; 0 is its one end."""
FEWEST_FOR_A_SPREAD: Final = 3
CHOOSE_ONE: Final = "Choose one of the answers, please."
ON_EACH_LINE: Final = "Place a dot on each line, please."
CUBE_CITATION: Final = (
    "Gibson A, Welsman J, Britten N. Evaluating patient and public involvement in health research: from "
    "theoretical model to practical workshop. Health Expectations 2017;20(5):826-835. doi:10.1111/hex.12486"
)
"""Where the Cube's four scales come from; it stands where they are shown. Their words here are our own."""
CUBE_CREDIT: Final = (
    "The Cube: Gibson, Welsman and Britten, Health Expectations 2017, doi.org/10.1111/hex.12486"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """A line that dots stand on, from 0 to `greatest`, with its two ends in words.

    `steps` are the names of 0, 1, 2 …, where only those can be chosen; () where any number can. `meanings` explain
    them, in the same order, () where they explain themselves.
    """

    code: DotScale
    low: str
    high: str
    asked: str = ""
    steps: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()

    @property
    def greatest(self) -> int:
        return len(self.steps) - 1 if self.steps else GREATEST

    def share(self, value: float) -> float:
        """How far along the line a value stands, from 0 to 1."""
        return value / self.greatest if self.greatest else 0.0


@dataclass(frozen=True, slots=True)
class PlacedDot:
    """Where somebody put a dot on a scale, as staff or as a lay member."""

    capacity: RaterKind
    scale: DotScale
    value: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The dots of one kind of people on one scale, in their order: their middle and their spread.

    `median` is None without a dot; `middle` are the two dots of an even number that it lies between, or twice the
    one. `spread` is the lower and the upper quartile, None where there are too few dots to say.
    """

    values: tuple[int, ...]
    median: float | None = None
    middle: tuple[int, int] | None = None
    spread: tuple[float, float] | None = None

    @property
    def dots(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class ScaleResult:
    """What came of one scale, staff and lay members apart."""

    scale: Scale
    staff: Summary
    lay: Summary

    def of(self, capacity: RaterKind) -> Summary:
        """What came of it for one kind of people."""
        return self.staff if capacity is RaterKind.STAFF else self.lay


_ON_A_LINE: Final = {
    DotScale.POSITION: Scale(DotScale.POSITION, "Influencing", "Co-ordinating"),
    DotScale.VOICE: Scale(
        DotScale.VOICE, "A weak voice", "A strong voice", "How strong is the voice that people have?"
    ),
    DotScale.WAYS: Scale(
        DotScale.WAYS, "Only one way", "Many ways", "In how many ways can people take part?"
    ),
    DotScale.CONCERNS: Scale(
        DotScale.CONCERNS,
        "The organisation’s",
        "The public’s",
        "Whose concerns do we talk about?",
    ),
    DotScale.CHANGE: Scale(
        DotScale.CHANGE, "It does not change", "It changes", "Does the organisation change because of it?"
    ),
    DotScale.AGREEMENT: Scale(DotScale.AGREEMENT, AGREEMENT[0], AGREEMENT[HIGHEST_AGREEMENT], "", AGREEMENT),
}
SCALES_OF: Final[Mapping[DotKind, tuple[DotScale, ...]]] = {
    DotKind.SPECTRUM: (DotScale.POSITION,),
    DotKind.RUNG: (DotScale.RUNG,),
    DotKind.CUBE: (DotScale.VOICE, DotScale.WAYS, DotScale.CONCERNS, DotScale.CHANGE),
    DotKind.STATEMENT: (DotScale.AGREEMENT,),
}
"""The scales of each kind of question; one who answers puts a dot on each."""


def scales_of(kind: DotKind, *, rungs: Mapping[str, str] | None = None) -> tuple[Scale, ...]:
    """The scales of a kind of question; `rungs` are the names of the ladder's rungs and what they mean, lowest first.

    Raises InvalidRecordError for a question about a rung without a ladder.
    """
    if kind is DotKind.RUNG:
        if not rungs:
            raise InvalidRecordError("The ladder has no rungs, so no dot can be placed on it.")
        steps, meanings = tuple(rungs), tuple(rungs.values())
        return (Scale(DotScale.RUNG, steps[0], steps[-1], steps=steps, meanings=meanings),)
    return tuple(_ON_A_LINE[code] for code in SCALES_OF[kind])


def check_values(values: Mapping[DotScale, int], *, scales: Sequence[Scale]) -> None:
    """Raise InvalidRecordError unless there is one value for each scale, and each stands on its scale."""
    if values.keys() != {scale.code for scale in scales}:
        has_steps = any(scale.steps for scale in scales)
        raise InvalidRecordError(CHOOSE_ONE if has_steps else ON_EACH_LINE)
    for scale in scales:
        if not 0 <= values[scale.code] <= scale.greatest:
            raise InvalidRecordError("A dot must stand on the line. Place it again, please.")


def summary_of(values: Iterable[int]) -> Summary:
    """The middle and the spread of the dots of one kind of people."""
    ordered = tuple(sorted(values))
    if not ordered:
        return Summary(())
    spread = None
    if len(ordered) >= FEWEST_FOR_A_SPREAD:
        half = len(ordered) // 2
        spread = median_of(ordered[:half]), median_of(ordered[-half:])
    return Summary(ordered, median_of(ordered), _middle(ordered), spread)


def median_of(ordered: Sequence[int]) -> float:
    """The value in the middle of at least one, in their order; of an even number, the mean of the two."""
    return sum(_middle(ordered)) / 2


def results_of(dots: Iterable[PlacedDot], *, scales: Sequence[Scale]) -> tuple[ScaleResult, ...]:
    """What came of each scale; dots on other scales are left out."""
    found: dict[tuple[DotScale, RaterKind], list[int]] = {}
    for dot in dots:
        found.setdefault((dot.scale, dot.capacity), []).append(dot.value)
    return tuple(
        ScaleResult(
            scale,
            summary_of(found.get((scale.code, RaterKind.STAFF), ())),
            summary_of(found.get((scale.code, RaterKind.LAY), ())),
        )
        for scale in scales
    )


def steps_within(spread: tuple[float, float]) -> tuple[int, int]:
    """The spread in whole steps, taken outwards."""
    return floor(spread[0]), ceil(spread[1])


def _middle(ordered: Sequence[int]) -> tuple[int, int]:
    return ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]

"""Which groups were reached, where, and compared with who lives there, from counts as they may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.disclosure import (
    NOT_ENOUGH_PEOPLE,
    Kind,
    Shown,
    is_enough_to_compare,
    percentage,
    shown_share,
)
from domain.errors import InvalidRecordError
from domain.limits import ABOUT_THE_SAME_FROM, ABOUT_THE_SAME_TO
from domain.measures import measured_by
from domain.people import ProtectedPeople
from domain.wording import per_cent, rounded_half_up


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A group's published share of an area's population, from 0 to 1, with its year, source and quality."""

    share: float
    year: str
    source: str
    quality: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 1:
            raise InvalidRecordError(f"A share of the population lies between 0 and 1, not at {self.share}.")


class Comparison(StrEnum):
    """How the share reached compares with the share in the population, or why it is not compared."""

    SMALLER = "smaller"
    SAME = "same"
    LARGER = "larger"
    NOT_ENOUGH = "not_enough"
    NO_FIGURE = "no_figure"
    ENGLAND_ONLY = "england_only"


_WORDS = {
    Comparison.SMALLER: "a smaller share than in the population",
    Comparison.SAME: "about the same share as in the population",
    Comparison.LARGER: "a larger share than in the population",
    Comparison.NOT_ENOUGH: NOT_ENOUGH_PEOPLE,
    Comparison.NO_FIGURE: "no reliable population figure",
    Comparison.ENGLAND_ONLY: "shown for England only",
}


@dataclass(frozen=True, slots=True)
class Representation:
    """Share reached divided by share in the population, to 1 decimal; None where it is not compared."""

    comparison: Comparison
    ratio: float | None = None

    @property
    def text(self) -> str:
        return _WORDS[self.comparison]


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One group in one area; percentages are whole, of the counts as shown, None where rule 4 allows none.

    population_percent is the figure as published, unrounded; population_text words it for a table.
    not_known_percent belongs beside every figure on reach: the share of people about whom nothing is known.
    """

    area: str
    group: str
    people: Shown
    known_people: Shown
    reached_percent: int | None
    benchmark: Benchmark | None
    representation: Representation
    not_known_percent: int | None

    @property
    def population_percent(self) -> float | None:
        return None if self.benchmark is None else 100 * self.benchmark.share

    @property
    def population_text(self) -> str:
        return "no reliable figure" if self.benchmark is None else per_cent(self.benchmark.share)


@dataclass(frozen=True, slots=True)
class AreaReach:
    """All people involved in one area, and those of them whose groups are not known."""

    area: str
    total: Shown
    known: Shown
    not_known: Shown
    not_known_percent: int | None

    @property
    def not_known_text(self) -> str:
        """Say how much is not known, in words that stand by themselves."""
        if self.total.kind is Kind.ZERO:
            return "No people recorded."
        if self.not_known.kind is Kind.ZERO:
            return "Groups are known for everyone involved."
        if self.not_known_percent is None:
            return f"Groups are not known for {self.not_known.people}."
        return (
            f"Groups are not known for {self.not_known.people}, {self.not_known_percent}% of those involved."
        )


@dataclass(frozen=True, slots=True)
class Intersection:
    """People who belong to both groups, in one area."""

    area: str
    first: str
    second: str
    people: Shown


@measured_by("reached_share")
def reached_percent(people: Shown, *, known: Shown) -> int | None:
    """Give the group's share of the people whose groups are known, as a whole percentage of what is shown."""
    return percentage(people, known)


@measured_by("share_not_known")
def not_known_percent(unknown: Shown, *, total: Shown) -> int | None:
    """Give the share of people involved whose groups are not known, as a whole percentage."""
    return percentage(unknown, total)


@measured_by("representation")
def representation(people: Shown, *, known: Shown, benchmark: Benchmark | None) -> Representation:
    """Compare the share reached with the population's; a published share of 0 is no figure."""
    if people.kind is Kind.ENGLAND_ONLY:
        return Representation(Comparison.ENGLAND_ONLY)
    if benchmark is None or benchmark.share == 0:
        return Representation(Comparison.NO_FIGURE)
    if not people.is_number or not is_enough_to_compare(known):
        return Representation(Comparison.NOT_ENOUGH)
    # Rounded, so that 8% of people against 10% is 0.8 and not a hair less.
    ratio = round(shown_share(people, known) / benchmark.share, 6)
    comparison = Comparison.SAME
    if ratio < ABOUT_THE_SAME_FROM:
        comparison = Comparison.SMALLER
    elif ratio > ABOUT_THE_SAME_TO:
        comparison = Comparison.LARGER
    return Representation(comparison, ratio=rounded_half_up(10 * ratio) / 10)


def reach_rows(
    protected: ProtectedPeople, *, benchmarks: Mapping[tuple[str, str], Benchmark]
) -> list[ReachRow]:
    """List every group in every area, area by area in their given orders; benchmarks are by (area, group)."""
    return [
        ReachRow(
            area=area,
            group=group,
            people=people,
            known_people=protected.known[area],
            reached_percent=reached_percent(people, known=protected.known[area]),
            benchmark=benchmarks.get((area, group)),
            representation=representation(
                people, known=protected.known[area], benchmark=benchmarks.get((area, group))
            ),
            not_known_percent=not_known_percent(protected.unknown[area], total=protected.total[area]),
        )
        for (area, group), people in protected.people.items()
    ]


def areas_reached(protected: ProtectedPeople) -> list[AreaReach]:
    """List all areas in their given order, England last."""
    return [
        AreaReach(
            area=area,
            total=protected.total[area],
            known=protected.known[area],
            not_known=protected.unknown[area],
            not_known_percent=not_known_percent(protected.unknown[area], total=protected.total[area]),
        )
        for area in protected.areas
    ]


@measured_by("blank_spots")
def blank_spots(rows: Iterable[ReachRow]) -> dict[str, tuple[str, ...]]:
    """List by area the groups that nobody involved belongs to.

    An area without blank spots has an empty tuple. An area where nobody's groups are known is left out: its
    blank spots are unknown. Groups shown for England only are never named for a network.
    """
    spots: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.known_people.kind is Kind.ZERO:
            continue
        before = spots.get(row.area, ())
        spots[row.area] = (*before, row.group) if row.people.kind is Kind.ZERO else before
    return spots


@measured_by("intersections")
def intersections(protected: ProtectedPeople, *, area: str) -> list[Intersection]:
    """List the pairs of groups in an area, in the order of the groups, those with nobody included."""
    return [
        Intersection(area, first, second, people)
        for (where, first, second), people in protected.pairs.items()
        if where == area
    ]

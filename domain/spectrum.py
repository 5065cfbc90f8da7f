"""Where a network stands between influencing and co-ordinating, who says so, and how sure it is.

The rule. Take the newest assessment of each marker that is no older than 18 months. I = mean of level / 3 of
the influencing markers, C = the same of the co-ordinating ones, position = 100 x C / (C + I).
- The dot's means are over the markers assessed. It is drawn where at least 6 markers are assessed, 1 or more
  at each pole, and C + I is not 0: a pole of which nothing is known has no mean.
- The range's means are over all markers of a pole, with the unknown ones filled in. Filling in 3s never
  lowers a mean, 0s never raise it, and the position rises with C and falls with I: a dot lies in its range.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from domain.errors import InvalidRecordError
from domain.limits import FEWEST_MARKERS_FOR_A_DOT, HIGHEST_LEVEL, MONTHS_AN_ASSESSMENT_COUNTS
from domain.measures import measured_by
from domain.periods import months_before
from domain.wording import counted, rounded_half_up


@dataclass(frozen=True, slots=True)
class Assessment:
    """One rating of one marker; recorded orders ratings of the same date, the later one counts."""

    network: str
    marker: str
    level: int
    as_of: date
    rater_kind: str
    evidence: str = ""
    recorded: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.level <= HIGHEST_LEVEL:
            raise InvalidRecordError(f"A level is a number from 0 to {HIGHEST_LEVEL}, not {self.level}.")


@dataclass(frozen=True, slots=True)
class SpectrumMarkers:
    """The codes of the markers that move the dot, by pole."""

    influencing: tuple[str, ...]
    co_ordinating: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.influencing or not self.co_ordinating:
            raise InvalidRecordError("The spectrum needs at least 1 marker at each end.")

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.influencing, *self.co_ordinating)


@dataclass(frozen=True, slots=True)
class Position:
    """A place from 0 (influencing) to 100 (co-ordinating), and the range that unknown markers leave open.

    value is None where there is no dot; low and high are None only where all markers are known to be 0.
    """

    value: float | None
    low: float | None
    high: float | None
    assessed: int
    of: int
    levels: Mapping[str, int] = field(hash=False)

    @property
    def is_drawn(self) -> bool:
        return self.value is not None


def newest_assessments(
    assessments: Iterable[Assessment], *, network: str, rater_kind: str, on: date
) -> dict[str, Assessment]:
    """Find the newest assessment of each marker that counts on a date, by one kind of rater."""
    oldest = months_before(on, MONTHS_AN_ASSESSMENT_COUNTS)
    newest: dict[str, Assessment] = {}
    for one in sorted(assessments, key=lambda one: (one.as_of, one.recorded)):
        if (one.network, one.rater_kind) == (network, rater_kind) and oldest <= one.as_of <= on:
            newest[one.marker] = one
    return newest


def newest_levels(
    assessments: Iterable[Assessment], *, network: str, rater_kind: str, on: date
) -> dict[str, int]:
    """Find the level of each marker that counts on a date; markers not assessed are left out."""
    newest = newest_assessments(assessments, network=network, rater_kind=rater_kind, on=on)
    return {marker: one.level for marker, one in newest.items()}


@measured_by("spectrum_position")
def position(levels: Mapping[str, int], *, markers: SpectrumMarkers) -> Position:
    """Place a network by the levels of its markers; markers of neither pole are ignored."""
    known = {marker: levels[marker] for marker in markers.all if marker in levels}
    low, high = unknown_range(known, markers=markers)
    return Position(
        value=_dot(known, markers),
        low=low,
        high=high,
        assessed=len(known),
        of=len(markers.all),
        levels=known,
    )


@measured_by("spectrum_unknown_range")
def unknown_range(
    levels: Mapping[str, int], *, markers: SpectrumMarkers
) -> tuple[float | None, float | None]:
    """Find the lowest and highest position that fits the levels known, whether or not a dot is drawn.

    Where filling in leaves nothing at either pole, that end has no position of its own: all positions that
    unknown markers can give are then the same one, the other end's.
    """
    low = _position_of(
        influencing=_mean(levels, markers.influencing, unknown=HIGHEST_LEVEL),
        co_ordinating=_mean(levels, markers.co_ordinating, unknown=0),
    )
    high = _position_of(
        influencing=_mean(levels, markers.influencing, unknown=0),
        co_ordinating=_mean(levels, markers.co_ordinating, unknown=HIGHEST_LEVEL),
    )
    return (high if low is None else low), (low if high is None else high)


@measured_by("staff_lay_gap")
def gap(staff: Position, *, lay: Position) -> float | None:
    """Subtract the staff's position from lay people's, in points; None unless both have a dot."""
    if staff.value is None or lay.value is None:
        return None
    return lay.value - staff.value


@measured_by("spectrum_position")
def movement(
    assessments: Sequence[Assessment],
    *,
    network: str,
    rater_kind: str,
    markers: SpectrumMarkers,
    dates: Iterable[date],
) -> list[tuple[date, Position]]:
    """Place a network on each date, in the order of the dates, from what counted then."""
    return [
        (
            on,
            position(
                newest_levels(assessments, network=network, rater_kind=rater_kind, on=on), markers=markers
            ),
        )
        for on in dates
    ]


_WORDS = (
    (20, "close to influencing"),
    (40, "nearer to influencing"),
    (60, "about half way between influencing and co-ordinating"),
    (80, "nearer to co-ordinating"),
)


def describe_position(value: float | None) -> str:
    """Say where a dot is, without judging: both ends are good ways to work."""
    if value is None:
        return "no place on the spectrum yet"
    return next((words for below, words in _WORDS if value < below), "close to co-ordinating")


def describe_gap(points: float | None) -> str:
    """Say who places a network where, compared; a missing rating is never agreement."""
    if points is None:
        return "Staff and lay ratings cannot be compared yet."
    rounded = rounded_half_up(abs(points))
    if rounded == 0:
        return "Staff and lay people place it at the same point."
    pole = "co-ordinating" if points > 0 else "influencing"
    return f"Lay people place it {counted(rounded, 'point', 'points')} closer to {pole} than staff do."


def _dot(known: Mapping[str, int], markers: SpectrumMarkers) -> float | None:
    influencing = [known[marker] for marker in markers.influencing if marker in known]
    co_ordinating = [known[marker] for marker in markers.co_ordinating if marker in known]
    if len(known) < FEWEST_MARKERS_FOR_A_DOT or not influencing or not co_ordinating:
        return None
    return _position_of(
        influencing=Fraction(sum(influencing), len(influencing)),
        co_ordinating=Fraction(sum(co_ordinating), len(co_ordinating)),
    )


def _mean(levels: Mapping[str, int], markers: Sequence[str], *, unknown: int) -> Fraction:
    return Fraction(sum(levels.get(marker, unknown) for marker in markers), len(markers))


def _position_of(*, influencing: Fraction, co_ordinating: Fraction) -> float | None:
    """Compute 100 x C / (C + I) from mean levels, of which the common division by 3 falls out.

    In fractions, so that a dot is never a hair outside its range.
    """
    both = co_ordinating + influencing
    return float(100 * co_ordinating / both) if both else None

"""What a list of times says: median, 95th percentile, and how it compares with a floor."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

WHOLE_FROM = 10


@dataclass(frozen=True)
class Summary:
    """Times of one thing, measured again and again, in milliseconds."""

    median: float
    p95: float
    count: int

    @property
    def text(self) -> str:
        """Median and 95th percentile, as they stand in a table."""
        return f"{spoken(self.median)} / {spoken(self.p95)}"


def summarise(times: Sequence[float]) -> Summary:
    """Raises ValueError where nothing was measured."""
    if not times:
        raise ValueError("Nothing was measured.")
    return Summary(median=median(times), p95=percentile(times, 95), count=len(times))


def percentile(times: Sequence[float], share: float) -> float:
    """The value below which `share` per cent of the times lie, between two neighbours in proportion."""
    ordered = sorted(times)
    place = (len(ordered) - 1) * share / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def ratio(measured: Summary, floor: Summary) -> str:
    """How many times the floor's median, with two decimals."""
    return f"{measured.median / floor.median:.2f}"


def paired_ratio(measured: Sequence[float], floor: Sequence[float]) -> str:
    """The middle one of the ratios turn by turn: a busy minute hurts both of a turn, and so cancels out."""
    return f"{median(one / other for one, other in zip(measured, floor, strict=True)):.2f}"


def spoken(milliseconds: float) -> str:
    """Whole from 10 on, one decimal from 1 on, else two."""
    if milliseconds >= WHOLE_FROM:
        return f"{milliseconds:,.0f}"
    return f"{milliseconds:.1f}" if milliseconds >= 1 else f"{milliseconds:.2f}"

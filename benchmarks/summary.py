"""What a list of times says: median, 95th percentile, and how it compares with a floor."""

from collections.abc import Mapping, Sequence
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


def verdict(ratios: Mapping[tuple[str, str], tuple[Summary, Summary]], *, goal: float) -> str:
    """Of views drawn again and of those drawn for the first time the heaviest page, and whether it keeps the goal.

    `ratios` has by page and kind, "again" or "first", what was measured and its floor.
    """
    said, worst = [], 0.0
    for kind, words in (("again", "again"), ("first", "for the first time")):
        pages = {page: pair for (page, one), pair in ratios.items() if one == kind}
        if not pages:
            continue
        heaviest = max(pages, key=lambda page: pages[page][0].median)
        measured, floor = pages[heaviest]
        worst = max(worst, measured.median / floor.median)
        said.append(
            f"Heaviest page {words}: {heaviest.capitalize()}, **{ratio(measured, floor)}** times the floor."
        )
    return f"{' '.join(said)} Goal: at most {goal}, {'kept' if worst <= goal else 'missed'}."


def kept(found: float, goal: float) -> str:
    """Whether what was found is at most the goal."""
    return "kept" if found <= goal else "missed"


def paired_ratio(measured: Sequence[float], floor: Sequence[float]) -> str:
    """The middle one of the ratios turn by turn: a busy minute hurts both of a turn, and so cancels out."""
    return f"{median(one / other for one, other in zip(measured, floor, strict=True)):.2f}"


def spoken(milliseconds: float) -> str:
    """Whole from 10 on, one decimal from 1 on, else two."""
    if milliseconds >= WHOLE_FROM:
        return f"{milliseconds:,.0f}"
    return f"{milliseconds:.1f}" if milliseconds >= 1 else f"{milliseconds:.2f}"

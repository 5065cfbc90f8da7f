"""Which native charts a story's figures make: shares, other per cents, numbers of one unit, and reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.publishing.document import Metric, ReachPart
from components.publishing.office.text import short

THIS: Final = "Figure"
COMPARED: Final = "Compared with"
WHOLE: Final = "Out of 100%"
REACHED: Final = "People reached"
POPULATION: Final = "Population"
PER_CENT: Final = frozenset({"%", "percent", "per cent"})
_LONGEST_LABEL = 90
_ALL = 100.0
# A bar that is shorter than this share of the longest one can no longer be seen.
_SMALLEST_SEEN = 0.05
# A longer unit stands beside its number only where the longest bar leaves room for it.
_SHORT_UNIT = 8
_ROOM_FOR_UNIT = 1.7
_MOST_LABELS = 8


@dataclass(frozen=True)
class Series:
    """One set of bars; a value of None has no bar. The compared set is an outline, the whole a pale ground."""

    name: str
    values: tuple[float | None, ...]
    is_compared: bool = False
    is_whole: bool = False


@dataclass(frozen=True)
class Chart:
    """A bar chart: labels from top to bottom, one or two series, the format of its numbers, and its alt text.

    `most` is the end of the axis, None where the program chooses. `metrics` are the story's numbers in it, ()
    for reach.
    """

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str
    alt: str
    most: float | None = None
    metrics: tuple[Metric, ...] = ()

    @property
    def bars(self) -> int:
        """How many bars stand below each other, for its height."""
        return len(self.labels) * sum(not series.is_whole for series in self.series)

    @property
    def has_whole(self) -> bool:
        return any(series.is_whole for series in self.series)

    @property
    def has_legend(self) -> bool:
        return any(series.is_compared for series in self.series)


def charts_of(metrics: Sequence[Metric], *, most_labels: int = _MOST_LABELS) -> tuple[Chart, ...]:
    """Charts of all shares, of other per cents, and of what can be compared within a unit; () where there is nothing.

    A number can be compared where it has a baseline, or where another of its unit and scale stands beside it.
    """
    shares = [metric for metric in metrics if metric.share is not None]
    others = [metric for metric in metrics if metric.share is None]
    units = dict.fromkeys(metric.unit for metric in others)
    groups = [shares, *(_comparable([one for one in others if one.unit == unit]) for unit in units)]
    return tuple(
        _chart(group[at : at + most_labels]) for group in groups for at in range(0, len(group), most_labels)
    )


def alone_of(metrics: Sequence[Metric], charts: Sequence[Chart]) -> list[Metric]:
    """The numbers that stand in none of the charts, in order."""
    charted = {id(metric) for chart in charts for metric in chart.metrics}
    return [metric for metric in metrics if id(metric) not in charted]


def chart_of_reach(reach: ReachPart) -> Chart | None:
    """People reached beside the population, in per cent; None where no row may show both."""
    rows = [row for row in reach.rows if row.reached is not None]
    if not rows:
        return None
    return Chart(
        labels=tuple(short(row.group, _LONGEST_LABEL) for row in rows),
        series=(
            Series(REACHED, tuple(row.reached for row in rows)),
            Series(POPULATION, tuple(row.population for row in rows), is_compared=True),
        ),
        number_format='0"%"',
        alt=f"Bar chart. {reach.sentence}",
    )


def _comparable(of_unit: Sequence[Metric]) -> list[Metric]:
    if _is_part_of_100(of_unit) or _is_of_one_scale(of_unit):
        return list(of_unit)
    return [metric for metric in of_unit if metric.baseline is not None]


def _is_part_of_100(metrics: Sequence[Metric]) -> bool:
    """Whether each is a per cent between none and all: a share, or a change by a part of what was there before."""
    return all(_is_per_cent(metric) and 0 <= metric.amount <= _ALL for metric in metrics)


def _is_per_cent(metric: Metric) -> bool:
    return metric.share is not None or metric.unit.strip().lower() in PER_CENT


def _is_of_one_scale(metrics: Sequence[Metric]) -> bool:
    """Whether there are several with a unit, and each bar could be seen beside the longest."""
    amounts = [metric.amount for metric in metrics]
    has_unit = bool(metrics[0].unit.strip())
    return (
        has_unit and len(amounts) > 1 and min(amounts) > 0 and min(amounts) >= max(amounts) * _SMALLEST_SEEN
    )


def _chart(metrics: Sequence[Metric]) -> Chart:
    series = [Series(THIS, tuple(metric.amount for metric in metrics))]
    if any(metric.baseline is not None for metric in metrics):
        baselines = tuple(metric.baseline for metric in metrics)
        series.insert(0, Series(COMPARED, baselines, is_compared=True))
    elif _is_part_of_100(metrics):
        series.insert(0, Series(WHOLE, (_ALL,) * len(metrics), is_whole=True))
    return Chart(
        labels=tuple(_label(metric) for metric in metrics),
        series=tuple(series),
        number_format=_format(metrics),
        alt=f"Bar chart. {'; '.join(metric.sentence for metric in metrics)}.",
        most=_end_of_axis(metrics),
        metrics=tuple(metrics),
    )


def _label(metric: Metric) -> str:
    return short(", ".join(part for part in (metric.label, metric.note) if part), _LONGEST_LABEL)


def _end_of_axis(metrics: Sequence[Metric]) -> float | None:
    longest = max(amount for metric in metrics for amount in (metric.amount, metric.baseline or 0.0))
    if all(_is_per_cent(metric) for metric in metrics):
        return max(_ALL, longest)
    has_room = len(metrics[0].unit) <= _SHORT_UNIT or longest <= 0
    return None if has_room else longest * _ROOM_FOR_UNIT


def _format(metrics: Sequence[Metric]) -> str:
    if all(_is_per_cent(metric) for metric in metrics):
        return f'{_number_format(metrics, whole="0")}"%"'
    number = _number_format(metrics, whole="#,##0")
    plain = "".join(letter for letter in short(metrics[0].unit, 24) if letter not in '"\\')
    return f'{number}" {plain}"' if plain else number


def _number_format(metrics: Sequence[Metric], *, whole: str) -> str:
    """Whole numbers as `whole`; tenths as they are, so that 60 beside 86.5 stays 60; all else with one decimal."""
    amounts = [amount for metric in metrics for amount in (metric.amount, metric.baseline or 0.0)]
    if all(float(amount).is_integer() for amount in amounts):
        return whole
    return "General" if all(round(amount, 1) == amount for amount in amounts) else f"{whole}.0"

"""The drawn graphics of a story as plain charts: where its network stands, and whom it reached."""

from typing import Final

from components.publishing.board_pack.native import Kind, Look, NativeChart, Series
from components.publishing.document import ReachPart, SpectrumLine
from components.publishing.office.words import POPULATION, REACHED

_ALL: Final = 100.0
_POLES: Final = ("Influencing", "Co-ordinating")
_STAFF, _LAY = "Staff", "Lay people"


def spectrum_chart(line: SpectrumLine) -> NativeChart:
    """The two places on the line, and where the staff's could be."""
    low, high = line.staff_low, line.staff_high
    is_open = low is not None and high is not None and low < high
    return NativeChart(
        kind=Kind.DOTS,
        labels=(line.network,),
        series=(
            Series(_STAFF, (_rounded(line.staff),)),
            Series(_LAY, (_rounded(line.lay),), Look.CONTRAST),
        ),
        alt=line.sentence,
        most=_ALL,
        ranges=((low, high),) if is_open and low is not None and high is not None else (),
        ends=_POLES,
    )


def _rounded(place: float | None) -> float | None:
    return None if place is None else float(round(place))


def reach_chart(part: ReachPart) -> NativeChart | None:
    """The shares of each group, those of people reached and of the population; None where nothing may be shown."""
    rows = [row for row in part.rows if row.reached is not None]
    if not rows:
        return None
    return NativeChart(
        kind=Kind.DOTS,
        labels=tuple(row.group for row in rows),
        series=(
            Series(REACHED, tuple(_share(row.reached) for row in rows)),
            Series(POPULATION, tuple(_share(row.population) for row in rows), Look.COMPARED),
        ),
        alt=part.sentence,
        unit="%",
    )


def _share(share: int | None) -> float | None:
    return None if share is None else float(share)

"""Two charts beside each other on one scale, each under its name."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.native import Kind, NativeChart
from components.publishing.live.columns import column_charts
from components.publishing.live.frame import piece
from components.publishing.live.room import LINE, Room
from components.publishing.live.rows import fits_in_rows, row_charts

_TITLE: Final = 32
_GAP: Final = 72.0
_MOST: Final = 2


def beside_each_other(charts: Sequence[NativeChart], room: Room) -> Markup | None:
    """Both charts; None where they are more than two, or one of them has no room in half of the screen."""
    half = Room((room.width - _GAP) / _MOST, room.height - _TITLE * LINE - 20)
    if len(charts) > _MOST or not all(_fits(one, half) for one in charts):
        return None
    drawn = [
        (one.title, (column_charts if one.kind is Kind.COLUMNS else row_charts)(one, half)[0])
        for one in charts
    ]
    return piece("beside", charts=drawn, width=half.width, size=_TITLE)


def _fits(chart: NativeChart, half: Room) -> bool:
    if chart.kind is Kind.COLUMNS:
        return len(column_charts(chart, half)) == 1
    return fits_in_rows(chart, half)

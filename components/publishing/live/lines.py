"""Line charts, several beside each other: each set with marks and a line of its own, named by its last number."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.native import NativeChart, Series
from components.publishing.live.frame import piece
from components.publishing.live.room import LINE, SMALLEST, Room, height_at, width_at
from components.publishing.live.rows import KEY, told
from domain.wording import whole

_MOST: Final = 6
"""Charts on one screen."""
_COLUMNS: Final = 3
_GAP: Final = 40.0
_TITLE: Final = 28
_TEXT: Final = SMALLEST
_SIDE: Final = 20.0
_APART: Final = 30.0
"""The least height between two numbers beside each other."""


@dataclass(frozen=True)
class _Path:
    """A set of values: unbroken runs of points, and the number at the end of the last one."""

    look: str
    runs: tuple[tuple[tuple[float, float], ...], ...]
    number: str
    at: tuple[float, float]


def line_charts(charts: tuple[NativeChart, ...], room: Room) -> list[Markup]:
    """The charts in the order given, six to a piece at most."""
    many = -(-len(charts) // _MOST)
    each = -(-len(charts) // many)
    return [_page(charts[at : at + each], room) for at in range(0, len(charts), each)]


def _page(charts: tuple[NativeChart, ...], room: Room) -> Markup:
    columns = min(len(charts), 2 if len(charts) in {2, 4} else _COLUMNS)
    rows = -(-len(charts) // columns)
    head = KEY * LINE + 16
    box = Room(
        (room.width - _GAP * (columns - 1)) / columns, (room.height - head - _GAP / 2 * (rows - 1)) / rows
    )
    return piece(
        "lines",
        keyed=[(one.look.name.lower(), one.name) for one in charts[0].series],
        key_size=KEY,
        text_size=_TEXT,
        title_size=_TITLE,
        columns=columns,
        panels=[_panel(one, box) for one in charts],
    )


def _panel(chart: NativeChart, box: Room) -> dict[str, object]:
    title = height_at(chart.title, _TITLE, width=box.width, is_bold=True)
    below = _TEXT * LINE + 8
    side = max((width_at(text, _TEXT) for text in ("100", f"{chart.end:g}")), default=0.0) + 2 * _SIDE
    # What the upper end is called stands above the plot, the lower end's name below its axis.
    plot = Room(box.width - side - _SIDE, box.height - title - below * (3 if chart.ends[0] else 1))
    paths = [_path(one, chart, plot) for one in chart.series]
    return {
        "title": chart.title,
        "alt": told(chart, range(len(chart.labels))),
        "width": box.width,
        "height": box.height - title,
        "plot": plot,
        "left": _SIDE,
        "top": below if chart.ends[0] else 0.0,
        "line": below,
        "ends": chart.ends,
        "paths": _apart([one for one in paths if one.runs]),
        "first": chart.labels[0] if chart.labels else "",
        "last": chart.labels[-1] if len(chart.labels) > 1 else "",
    }


def _path(one: Series, chart: NativeChart, plot: Room) -> _Path:
    step = plot.width / max(1, len(chart.labels) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    number, last = "", (0.0, 0.0)
    for at, value in enumerate(one.values):
        if value is None:
            runs.append([])
            continue
        last = (at * step, plot.height * (1 - min(1.0, value / chart.end)))
        number = f"{whole(int(value))}{chart.unit}"
        runs[-1].append(last)
    return _Path(one.look.name.lower(), tuple(tuple(run) for run in runs if run), number, last)


def _apart(paths: list[_Path]) -> list[dict[str, object]]:
    """The paths with their numbers so far apart that none stands on another."""
    placed: list[dict[str, object]] = []
    lowest = float("-inf")
    for one in sorted(paths, key=lambda path: path.at[1]):
        height = max(one.at[1], lowest + _APART)
        lowest = height
        placed.append({"path": one, "number_at": (one.at[0], height)})
    return placed

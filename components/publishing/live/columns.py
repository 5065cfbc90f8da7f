"""Column charts: each label below its columns, each number above its own."""

from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.native import NativeChart
from components.publishing.live.frame import piece
from components.publishing.live.room import LINE, Room, lines_at
from components.publishing.live.rows import KEY, told
from domain.wording import whole

_LABEL: Final = 28
_NUMBER: Final = 34
_NARROWEST: Final = 84.0
"""Of one column, so that its number finds room above it."""
_WIDEST: Final = 170.0
_BETWEEN: Final = 44.0
_HEAD: Final = KEY * LINE + 20
_AIR: Final = 12.0


def column_charts(chart: NativeChart, room: Room) -> list[Markup]:
    """The chart from left to right, over as many pieces as it needs."""
    group = len(chart.series) * _NARROWEST + _BETWEEN
    most = max(1, int(room.width // group))
    many = -(-len(chart.labels) // most)
    each = -(-len(chart.labels) // many)
    starts = range(0, len(chart.labels), each)
    return [_drawn(chart, range(at, min(at + each, len(chart.labels))), each, room) for at in starts]


def _drawn(chart: NativeChart, rows: range, each: int, room: Room) -> Markup:
    group = room.width / each
    wide = min(_WIDEST, (group - _BETWEEN) / len(chart.series))
    lines = max(lines_at(chart.labels[at], _LABEL, width=group - 16) for at in rows)
    head = _HEAD if chart.has_legend else 0.0
    foot = lines * _LABEL * LINE + _AIR
    tallest = room.height - head - foot - _NUMBER * LINE - _AIR
    return piece(
        "columns",
        alt=told(chart, rows),
        keyed=[(one.look.name.lower(), one.name) for one in chart.series] if chart.has_legend else [],
        key_size=KEY,
        label_size=_LABEL,
        number_size=_NUMBER,
        wide=wide,
        group=group,
        tall=room.height - head - foot,
        foot=foot,
        groups=[
            {
                "label": chart.labels[at],
                "bars": [
                    {
                        "look": one.look.name.lower(),
                        "height": (value or 0.0) / chart.end * tallest,
                        "text": "" if value is None else f"{whole(int(value))}{chart.unit}",
                    }
                    for one in chart.series
                    for value in (one.values[at],)
                ],
            }
            for at in rows
        ],
    )

"""Charts in rows: bars, bars of parts, and dots on a line, each with its label beside it and its numbers behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.native import Kind, Look, NativeChart, Series
from components.publishing.live.frame import piece
from components.publishing.live.room import LINE, SIZES, Room, height_at, lines_at, parted, width_at
from domain.wording import whole

KEY: Final = 26
"""The size of what explains the marks."""
_KEY_LINE: Final = 36.0
_KEY_MARK: Final = 90.0
"""The width of a mark with the space around it."""
_LABEL_SHARE: Final = 0.46
_LEAST_TRACK: Final = 0.45
"""The share of the width from which on lengths can be compared well."""
_LABEL_LINES: Final = 2
_GAP: Final = 8.0
"""Between two rows."""
_TALLEST: Final = 130.0
_SEVERAL: Final = 1.15
"""The least height of a bar that stands below another one of the same row, as a multiple of its number's size."""
_COLUMN: Final = 28.0
"""Between the columns of a row."""
_HEAD_AIR: Final = 14.0
_INSET: Final = 20.0
"""Of the line of dots, so that a mark at its end stays within."""


@dataclass(frozen=True)
class _Setting:
    """A chart at a size: the widths of its columns, the height of its head and of each row."""

    size: int
    label: float
    value: float
    track: float
    head: float
    heights: tuple[float, ...]
    key_left: float


@dataclass(frozen=True)
class _Mark:
    """A bar, a part of one, or a dot, in pixels from the left of its row's track; `text` is its number."""

    look: str
    left: float
    width: float
    text: str = ""
    is_inside: bool = False


def row_charts(chart: NativeChart, room: Room) -> list[Markup]:
    """The chart as it stands in the room: one piece where it fits, otherwise as many as it needs."""
    whole_one = _fitting(chart, room)
    if whole_one:
        return [_drawn(chart, whole_one, range(len(chart.labels)), room)]
    ways = [
        (one, parted(one.heights, room.height - one.head))
        for one in (_at(chart, room, size) for size in SIZES)
    ]
    fewest = min(len(parts) for _, parts in ways)
    setting, parts = next((one, parts) for one, parts in ways if len(parts) == fewest)
    return [_drawn(chart, setting, rows, room) for rows in parts]


def fits_in_rows(chart: NativeChart, room: Room) -> bool:
    """Whether all of it stands in the room."""
    return _fitting(chart, room) is not None


def _fitting(chart: NativeChart, room: Room) -> _Setting | None:
    settings = [_at(chart, room, size) for size in SIZES]
    fitting = [one for one in settings if one.head + sum(one.heights) <= room.height]
    neat = (one for one in fitting if _is_neat(chart, one, room))
    return next(neat, max(fitting, key=lambda one: one.track, default=None))


def _is_neat(chart: NativeChart, one: _Setting, room: Room) -> bool:
    """Whether labels take two lines at most, and bars have room to differ."""
    most = max((lines_at(label, one.size, width=one.label) for label in chart.labels), default=0)
    return most <= _LABEL_LINES and one.track >= room.width * _LEAST_TRACK


def _at(chart: NativeChart, room: Room, size: int) -> _Setting:
    widest = max((width_at(label, size) for label in chart.labels), default=0.0) + 8
    label = min(widest, room.width * _LABEL_SHARE)
    value = max((width_at(text, size, is_bold=True) for text in _values(chart)), default=0.0) + 8
    track = room.width - label - value - 2 * _COLUMN
    bars = len(_beside(chart)) if chart.kind is Kind.BARS else 1
    least = max(size * LINE, bars * size * _SEVERAL) + _GAP
    heights = tuple(max(least, height_at(one, size, width=label) + _GAP) for one in chart.labels)
    left = label + _COLUMN if _key_lines(chart, track) == 1 else 0.0
    lines = _key_lines(chart, room.width - left)
    head = lines * _KEY_LINE + any(chart.ends) * KEY * LINE + (_HEAD_AIR if lines or any(chart.ends) else 0.0)
    return _Setting(size, label, value, track, head, heights, left)


def _key_lines(chart: NativeChart, width: float) -> int:
    """How many lines the key takes: each name stands behind its mark and is not parted from it."""
    lines, used = 0, 0.0
    for one in _keyed(chart):
        wide = width_at(one.name, KEY) + _KEY_MARK
        if not lines or used + wide > width:
            lines, used = lines + 1, 0.0
        used += wide
    return lines


def _keyed(chart: NativeChart) -> Sequence[Series]:
    return chart.series if chart.has_legend else ()


def _beside(chart: NativeChart) -> list[Series]:
    """The sets that have a bar of their own in each row."""
    return [one for one in chart.series if one.look is not Look.WHOLE]


def _values(chart: NativeChart) -> list[str]:
    if chart.kind is Kind.BARS:
        return [_of_whole(chart, one, at) for one in _beside(chart) for at in range(len(chart.labels))]
    if chart.kind is Kind.DOTS:
        return [
            "    ".join(_number(one, at, chart.unit) or "–" for one in chart.series) for at in _places(chart)
        ]
    return ["  ".join(_number(one, at, chart.unit) for one in chart.series) for at in _places(chart)]


def _places(chart: NativeChart) -> range:
    return range(len(chart.labels))


def _number(one: Series, at: int, unit: str) -> str:
    value = one.values[at]
    return "" if value is None else f"{whole(int(value))}{unit}"


def _of_whole(chart: NativeChart, one: Series, at: int) -> str:
    """A number, and of how many where that is known."""
    number = _number(one, at, chart.unit)
    of = next((_number(other, at, chart.unit) for other in chart.series if other.look is Look.WHOLE), "")
    return f"{number} of {of}" if number and of else number


def _drawn(chart: NativeChart, setting: _Setting, rows: range, room: Room) -> Markup:
    spare = room.height - setting.head - sum(setting.heights[at] for at in rows)
    more = min(spare / max(1, len(rows)), max(0.0, _TALLEST - max(setting.heights[at] for at in rows)))
    row = {Kind.BARS: _bars, Kind.STACKED: _parts, Kind.DOTS: _dots}[chart.kind]
    return piece(
        "rows",
        chart=chart,
        kind=chart.kind.name.lower(),
        setting=setting,
        keyed=[(one.look.name.lower(), one.name) for one in _keyed(chart)],
        key_size=KEY,
        alt=told(chart, rows),
        inset=_INSET,
        # All bars are as tall as the lowest row lets them be, so that a long label does not make one weigh more.
        tallest=min(setting.heights[at] for at in rows) + max(0.0, more) - _GAP,
        rows=[
            {
                "label": chart.labels[at],
                "height": setting.heights[at] + max(0.0, more),
                **row(chart, setting, at),
            }
            for at in rows
        ],
    )


def told(chart: NativeChart, rows: range) -> str:
    """The chart in words, with the numbers of these rows."""
    lines = []
    for at in rows:
        numbers = [
            f"{one.name} {_number(one, at, chart.unit)}" for one in chart.series if _number(one, at, "")
        ]
        lines.append(f"{chart.labels[at]}: {', '.join(numbers)}" if numbers else chart.labels[at])
    return f"{chart.alt} {'; '.join(lines)}."


def _length(value: float | None, chart: NativeChart, width: float) -> float:
    return min(1.0, (value or 0.0) / chart.end) * width


def _bars(chart: NativeChart, setting: _Setting, at: int) -> dict[str, object]:
    whole_of = next((one for one in chart.series if one.look is Look.WHOLE), None)
    ground = _length(whole_of.values[at], chart, setting.track) if whole_of else 0.0
    return {
        "ground": ground,
        "bars": [
            _Mark(
                one.look.name.lower(),
                0.0,
                _length(one.values[at], chart, setting.track),
                _of_whole(chart, one, at),
            )
            for one in _beside(chart)
        ],
    }


def _parts(chart: NativeChart, setting: _Setting, at: int) -> dict[str, object]:
    """The parts of a bar: a number that is too wide for its part stands behind the bar with its name."""
    lengths = [_length(one.values[at], chart, setting.track) for one in chart.series]
    lefts = [sum(lengths[:place]) for place in range(len(lengths))]
    marks = []
    for one, left, width in zip(chart.series, lefts, lengths, strict=True):
        text = _number(one, at, chart.unit) if one.values[at] else ""
        is_inside = width_at(text, setting.size, is_bold=True) + 16 <= width
        marks.append(_Mark(one.look.name.lower(), left, width, text, is_inside))
    return {
        "bars": [one for one in marks if one.width],
        "end": sum(lengths),
        "outside": [one for one in marks if one.text and not one.is_inside],
    }


def _dots(chart: NativeChart, setting: _Setting, at: int) -> dict[str, object]:
    """The dots of a row, the line of the gap between them, and where a dot could be."""
    width = setting.track - 2 * _INSET
    placed = [(one, one.values[at]) for one in chart.series if one.values[at] is not None]
    marks = [
        _Mark(one.look.name.lower(), _INSET + _length(value, chart, width), 0.0) for one, value in placed
    ]
    ends = sorted(one.left for one in marks)
    open_range = chart.ranges[at] if chart.ranges else None
    return {
        # The filled dot is drawn last, so that a ring of the same place lies round it.
        "bars": sorted(marks, key=lambda one: one.look == "main"),
        "gap": next(pairwise(ends), None),
        "range": [_INSET + _length(end, chart, width) for end in open_range] if open_range else None,
        "numbers": [(one.look.name.lower(), _number(one, at, chart.unit) or "–") for one in chart.series],
    }

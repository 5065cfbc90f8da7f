"""Dots on their scales for a shared screen: staff stand above the line, lay members below, each with their middle."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.publishing.live.room import LINE, SMALLEST, Room, lines_at, width_at
from domain.dot_words import WHO, middle_in_words, result_sentence
from domain.dots import Scale, ScaleResult, Summary, steps_within
from domain.vocabulary import RaterKind

TITLE: Final = 28
NUMBER: Final = 26
_BAND: Final = 44.0
"""Between the two lines that dots stand on; it holds the names of the ends or steps."""
_BAR: Final = 12.0
_INSET: Final = 30.0
_RADII: Final = (18.0, 15.0, 13.0, 11.0, 9.5, 8.0, 7.0, 6.0, 5.0)
_GAP: Final = Room(48.0, 30.0)
_SIDE_BY_SIDE: Final = 2
_HALF_A_STEP: Final = 0.4
_BEFORE: Final = 12.0
"""The height of what a small scale shows of the round before."""


@dataclass(frozen=True)
class Mark:
    """A dot in pixels, from the left and from its line."""

    x: float
    y: float


@dataclass(frozen=True)
class Lane:
    """The dots of one kind of people: `side` is -1 above the line, 1 below. `bar` is the spread, () for none.

    `middle` is where their median stands, with its name; None without a dot.
    """

    kind: str
    side: int
    radius: float
    dots: tuple[Mark, ...]
    bar: tuple[float, float] | tuple[()]
    middle: float | None
    name: str
    name_at: float


@dataclass(frozen=True)
class Block:
    """One scale: its name, its lanes in their height, and the names of its ends or steps in their places.

    `earlier` are the lanes of the round before, of which a small scale shows spread and middle alone.
    """

    title: str
    alt: str
    width: float
    titled: float
    height: float
    lane: float
    names: tuple[tuple[float, str, str], ...]
    lanes: tuple[Lane, ...]
    earlier: tuple[Lane, ...]
    is_small: bool

    @property
    def top(self) -> float:
        """The line that staff's dots stand on."""
        return self.lane

    @property
    def bottom(self) -> float:
        """The line that lay members' dots hang from."""
        return self.lane + _BAND


def blocks_of(
    results: Sequence[ScaleResult], room: Room, *, earlier: Sequence[ScaleResult] = ()
) -> tuple[Block, ...]:
    """The scales in the room: one takes all of it, four stand two by two."""
    columns = _SIDE_BY_SIDE if len(results) > 1 else 1
    rows = -(-len(results) // columns)
    width = (room.width - _GAP.width * (columns - 1)) / columns
    height = (room.height - _GAP.height * (rows - 1)) / rows
    before = dict(zip((one.scale.code for one in earlier), earlier, strict=True))
    # All leave the same room for a name, so that scales beside each other stand on one line.
    titled = (
        max(lines_at(one.scale.asked, TITLE, width=width, is_bold=True) for one in results) * TITLE * LINE
    )
    lower = Room(width, height - titled)
    return tuple(
        _block(one, before.get(one.scale.code), lower, titled=titled, is_small=columns > 1) for one in results
    )


def _block(
    result: ScaleResult, before: ScaleResult | None, room: Room, *, titled: float, is_small: bool
) -> Block:
    scale = result.scale
    lane = (room.height - _BAND) / 2
    place = _Place(room.width, lane, scale, _BEFORE if is_small and before else 0.0)
    alone = () if before is None else place.lanes(before, is_earlier=True)
    return Block(
        title=scale.asked,
        alt=result_sentence([result]),
        width=room.width,
        titled=titled,
        height=room.height,
        lane=lane,
        names=tuple(place.names()),
        lanes=place.lanes(result, before=before if is_small else None),
        earlier=alone,
        is_small=is_small,
    )


@dataclass(frozen=True)
class _Place:
    """Where things stand on a line of this width, with lanes of this height."""

    width: float
    lane: float
    scale: Scale
    start: float = 0.0
    """Left free between bar and dots, for the round before."""

    def x(self, value: float) -> float:
        """The pixels from the left of a value; steps stand in the middle of their share of the line."""
        if self.scale.steps:
            return self.width * (value + 0.5) / len(self.scale.steps)
        return _INSET + (self.width - 2 * _INSET) * self.scale.share(value)

    def names(self) -> list[tuple[float, str, str]]:
        """The names in the band, each with its place and how it is set there."""
        if self.scale.steps:
            return [(self.x(at), "middle", name) for at, name in enumerate(self.scale.steps)]
        return [(0.0, "start", self.scale.low), (self.width, "end", self.scale.high)]

    def lanes(
        self, result: ScaleResult, *, is_earlier: bool = False, before: ScaleResult | None = None
    ) -> tuple[Lane, ...]:
        """Staff above, lay members below; without a dot there is no lane. Names tell where they were `before`."""
        return tuple(
            self._lane(
                result.of(capacity),
                capacity,
                is_earlier=is_earlier,
                was=middle_in_words(before.of(capacity), scale=self.scale) if before else "",
            )
            for capacity in RaterKind
            if result.of(capacity).dots
        )

    def _lane(self, summary: Summary, capacity: RaterKind, *, is_earlier: bool, was: str) -> Lane:
        room = self.lane - NUMBER * LINE - _BAR - 6 - self.start
        radius, dots = _swarm([self.x(value) for value in summary.values], room, start=self.start)
        middle = None if summary.median is None else self.x(summary.median)
        words = middle_in_words(summary, scale=self.scale)
        name = "" if is_earlier else f"{WHO[capacity]}: {words}{f', was {was}' if was else ''}"
        half = width_at(name, NUMBER, is_bold=True) / 2
        return Lane(
            kind="main" if capacity is RaterKind.STAFF else "contrast",
            side=-1 if capacity is RaterKind.STAFF else 1,
            radius=radius,
            dots=dots,
            bar=self._bar(summary),
            middle=middle,
            name=name,
            name_at=min(max(middle or 0.0, half), self.width - half),
        )

    def _bar(self, summary: Summary) -> tuple[float, float] | tuple[()]:
        if summary.spread is None:
            return ()
        low, high = summary.spread
        if self.scale.steps:
            first, last = steps_within(summary.spread)
            low, high = first - _HALF_A_STEP, last + _HALF_A_STEP
        return self.x(low), self.x(high)


def _swarm(places: Sequence[float], height: float, *, start: float = 0.0) -> tuple[float, tuple[Mark, ...]]:
    """Dots as large as find room, each as near to the line as those before it leave it.

    Where there are too many, the smallest ones stand closer, one over another.
    """
    for radius in _RADII:
        levels = _levels(places, radius)
        if (max(levels, default=0) + 1) * 2 * radius <= height:
            break
    rise = min(2 * radius, max(0.0, height - 2 * radius) / max(1, max(levels, default=0)))
    first = start + _BAR + 6 + radius
    return radius, tuple(
        Mark(x, first + level * rise) for x, level in zip(sorted(places), levels, strict=True)
    )


def _levels(places: Sequence[float], radius: float) -> list[int]:
    """For each dot from the left, the lowest level on which it touches no other."""
    ends: list[float] = []
    found = []
    for x in sorted(places):
        level = next((at for at, end in enumerate(ends) if x - end >= 2 * radius), len(ends))
        if level == len(ends):
            ends.append(x)
        ends[level] = x
        found.append(level)
    return found


def waiting(staff: int, lay: int, room: Room) -> tuple[float, list[tuple[str, str, tuple[Mark, ...]]], float]:
    """Dots that have come and stay hidden, staff beside lay members: their radius, the dots, and the height of all."""
    half = room.width / 2 - _GAP.width / 2
    most = max(staff, lay, 1)
    for radius in _RADII:
        in_a_row = max(1, int(half // (2 * radius + 5)))
        if -(-most // in_a_row) * (2 * radius + 5) <= room.height:
            break
    step = 2 * radius + 5
    rise = min(step, room.height / max(1, -(-most // in_a_row)))
    groups = [
        (
            kind,
            f"{WHO[capacity]}: {number}",
            tuple(
                Mark(radius + 2 + at % in_a_row * step, radius + 2 + at // in_a_row * rise)
                for at in range(number)
            ),
        )
        for kind, capacity, number in (("main", RaterKind.STAFF, staff), ("contrast", RaterKind.LAY, lay))
    ]
    return radius, groups, min(room.height, -(-most // in_a_row) * rise + 4)


def key_height() -> float:
    """Of the line that explains the marks."""
    return SMALLEST * LINE + 12

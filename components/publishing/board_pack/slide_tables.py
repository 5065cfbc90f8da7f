"""Tables of the pack on slides: as wide as their words need, over as many slides as their rows need."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.publishing.board_pack.document import PackTable
from components.publishing.board_pack.table_widths import LONGEST, MARGIN, column_widths, stands_upright
from components.publishing.office.text import IN_ENGLISH, short
from components.publishing.slides.deck import Sheet
from components.publishing.slides.fit import BOLD, PLAIN, Box, lines_of, width_of
from components.publishing.slides.shapes import DARK, INK, PAPER, TINT, Align, Cell, Words

TINTS: Final = ("#f4f6f7", "#f6e6ed", "#e0ebf5", "#b7d2ea", "#86b3dd")
"""As `static/heard.css` has them, by the numbers of `components.figures.grid`."""
_SIZES: Final = (14.0, 12.0, 11.0, 10.5)
_LINE: Final = 1.2 / 72
_TALL: Final = 0.07
_FEWEST_ROWS: Final = 4
_UPRIGHT_HEIGHT: Final = 1.3


@dataclass(frozen=True)
class Fitted:
    """A table fitted to a width: size in points, widths of columns and heights of rows in inches, the heading first."""

    points: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    is_upright: bool


def fitted(table: PackTable, box: Box) -> Fitted:
    """The table at the largest size at which all of it stands in the box; at the smallest, where it has to go on."""
    looks = (_at(table, box.width, points) for points in _SIZES)
    return next(
        (look for look in looks if sum(look.heights) <= box.height), _at(table, box.width, _SIZES[-1])
    )


def _at(table: PackTable, width: float, points: float) -> Fitted:
    is_upright = stands_upright(table)
    widths = column_widths(table, width, points)
    head = (
        _UPRIGHT_HEIGHT + _TALL
        if is_upright
        else max(
            _height(name, wide, points, is_bold=True)
            for name, wide in zip(table.columns, widths, strict=True)
        )
    )
    heights = (
        max(
            _height(text, wide, points, is_bold=not at)
            for at, (text, wide) in enumerate(zip(row, widths, strict=True))
        )
        for row in table.rows
    )
    return Fitted(points, widths, (head, *heights), is_upright)


def chunks(look: Fitted, first: float, later: float) -> list[range]:
    """The rows of each slide, whose tables may be as tall as this; later slides share what is left evenly."""
    heights = look.heights[1:]
    begun = _fitting(heights, 0, first - look.heights[0])
    # A few rows alone on a slide look lost.
    if 0 < len(heights) - begun < _FEWEST_ROWS < begun:
        begun -= _FEWEST_ROWS
    pages, left = [range(begun)], len(heights) - begun
    while left:
        at = pages[-1].stop
        most = _fitting(heights, at, later - look.heights[0])
        slides = -(-left // most)
        taken = min(most, -(-left // slides))
        pages.append(range(at, at + taken))
        left -= taken
    return pages


def _fitting(heights: Sequence[float], start: int, room: float) -> int:
    """How many rows from `start` on stand in the room, at least one."""
    taken, high = 0, 0.0
    for tall in heights[start:]:
        high += tall
        if high > room and taken:
            break
        taken += 1
    return taken


def draw_table(sheet: Sheet, table: PackTable, look: Fitted, rows: range, box: Box, *, alt: str) -> None:
    """Some of the rows below the heading row."""
    cells = [[_head(name, at, look) for at, name in enumerate(table.columns)]]
    cells += [_row(table, at, look.points) for at in rows]
    heights = [look.heights[0], *(look.heights[at + 1] for at in rows)]
    box = Box(box.left, box.top, sum(look.widths), sum(heights))
    sheet.table(box, cells, heights=heights, alt=alt, widths=look.widths)


def _height(text: str, width: float, points: float, *, is_bold: bool = False) -> float:
    face = BOLD if is_bold else PLAIN
    lines = lines_of(short(text, LONGEST), points, width=width - MARGIN + 0.04, face=face)
    return lines * points * _LINE + _TALL


def _head(name: str, at: int, look: Fitted) -> Cell:
    is_upright = look.is_upright and at > 0
    lines = _upright(name, look.points) if is_upright else [short(name, LONGEST)]
    first, *more = (
        Words(line, IN_ENGLISH, look.points, is_bold=not is_upright, colour=PAPER, after=0) for line in lines
    )
    return Cell(first, DARK, is_tight=True, is_upright=is_upright, more=tuple(more))


def _upright(name: str, points: float) -> list[str]:
    """The name in two lines at most, parted here, as programs part upright text each in their own way."""
    room = _UPRIGHT_HEIGHT - 0.06
    if width_of(name, points) <= room:
        return [name]
    words = name.split()
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))] or [(name, "")]
    first, second = min(cuts, key=lambda pair: max(width_of(part, points) for part in pair))
    return [_narrow(part, points, room) for part in (first, second) if part]


def _narrow(text: str, points: float, room: float) -> str:
    """The text, cut where it is wider than the room."""
    kept = text
    while width_of(kept, points) > room and len(kept) > 1:
        kept = short(text, len(kept) - 1)
    return kept


def _row(table: PackTable, at: int, points: float) -> list[Cell]:
    row, is_heading = table.rows[at], at in table.headings
    tints: Sequence[int] = table.tints[at] if table.tints else ()
    ground = TINT if (at % 2 and not table.is_grid) or is_heading else PAPER
    return [
        Cell(
            Words(
                short(text, LONGEST),
                IN_ENGLISH,
                points,
                is_bold=place == 0 or is_heading,
                colour=INK,
                align=_align(table, place),
                after=0,
            ),
            TINTS[tints[place - 1]] if tints and place else ground,
            is_tight=True,
        )
        for place, text in enumerate(row)
    ]


def _align(table: PackTable, place: int) -> Align:
    if table.is_grid and place:
        return "ctr"
    return "r" if table.numbers and table.numbers[place] else "l"

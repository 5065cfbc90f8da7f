"""Tables on screens: as large as their words allow, over as many screens as their rows and columns need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.document import PackTable
from components.publishing.board_pack.table_widths import MARGIN, UPRIGHT_FROM, column_widths
from components.publishing.live.frame import piece
from components.publishing.live.room import SIZES, SMALLEST, Room, height_at, longest_word, parted, width_at

TINTS: Final = ("not-shown", "nobody", "few", "some", "many")
"""Names of the tints in the style sheet, by the numbers of `components.figures.grid`."""
_INCH: Final = 72
_PAD: Final = 24.0
"""Left and right of a cell together."""
_ROW_GAP: Final = 12.0
_UPRIGHT: Final = 210.0
"""The tallest name of a column that stands upright."""
_FIRST: Final = 520.0
_LEAST_FIRST: Final = 300.0
_LARGEST: Final = 36
"""The size of the largest cells."""


@dataclass(frozen=True)
class _Setting:
    """A table at a size: the widths of its columns, the height of its head and of each row."""

    size: int
    widths: tuple[float, ...]
    head: float
    heights: tuple[float, ...]
    is_upright: bool


def table_pieces(table: PackTable, room: Room, *, caption: str) -> list[Markup]:
    """The table in as many pieces as it needs: all columns of the first rows, then those of the next."""
    return [piece for part in _by_columns(table, room) for piece in _by_rows(part, room, caption)]


def _by_rows(table: PackTable, room: Room, caption: str) -> list[Markup]:
    """At the largest size at which it needs no more screens than at the smallest."""
    settings = [one for size in SIZES if size <= _LARGEST and _is_neat(one := _at(table, room, size), table)]
    settings = settings or [_at(table, room, SMALLEST)]
    ways = [(one, parted(one.heights, room.height - one.head)) for one in settings]
    fewest = len(ways[-1][1])
    setting, parts = next((one, parts) for one, parts in ways if len(parts) <= fewest)
    return [_drawn(table, setting, rows, caption) for rows in parts]


def _is_neat(one: _Setting, table: PackTable) -> bool:
    """Whether no word is parted."""
    least = _least(table, one.size, is_upright=one.is_upright)
    return all(wide + 1 >= low for wide, low in zip(one.widths, least, strict=True))


def _by_columns(table: PackTable, room: Room) -> list[PackTable]:
    """The table, or several with the same first column where its columns are too many for the width."""
    least = _least(table, SMALLEST, is_upright=_stands_upright(table))
    first = min(max(least[0], _LEAST_FIRST), _FIRST)
    columns = range(1, len(table.columns))
    groups = parted([least[at] for at in columns], room.width - first) if columns else []
    if not groups[1:]:
        return [table]
    return [_with_columns(table, [0, *(one + 1 for one in group)]) for group in groups]


def _with_columns(table: PackTable, places: Sequence[int]) -> PackTable:
    return replace(
        table,
        columns=tuple(table.columns[at] for at in places),
        rows=tuple(tuple(row[at] for at in places) for row in table.rows),
        tints=tuple(tuple(row[at - 1] for at in places if at) for row in table.tints),
        numbers=tuple(table.numbers[at] for at in places) if table.numbers else (),
    )


def _stands_upright(table: PackTable) -> bool:
    return table.is_grid and len(table.columns) >= UPRIGHT_FROM


def _least(table: PackTable, size: int, *, is_upright: bool) -> list[float]:
    """By column, the width of its longest word."""
    found = []
    for at, name in enumerate(table.columns):
        texts = [row[at] for row in table.rows]
        words = [longest_word(text, size, is_bold=at == 0) for text in texts]
        head = 2 * size * 1.25 if is_upright and at else longest_word(name, size, is_bold=True)
        found.append(min(_FIRST, max([head, *words])) + _PAD)
    return found


def _at(table: PackTable, room: Room, size: int) -> _Setting:
    is_upright = _stands_upright(table)
    widths = _widths(table, room, size, is_upright=is_upright)
    if is_upright:
        head = min(_UPRIGHT, max(width_at(name, size) for name in table.columns[1:])) + _ROW_GAP
    else:
        head = _tallest(table.columns, widths, size, is_bold=True)
    heights = tuple(_tallest(row, widths, size) for row in table.rows)
    return _Setting(size, widths, head, heights, is_upright)


def _widths(table: PackTable, room: Room, size: int, *, is_upright: bool) -> tuple[float, ...]:
    if not is_upright:
        more = _PAD - MARGIN * _INCH
        inches = column_widths(table, (room.width - more * len(table.columns)) / _INCH, size)
        least = _least(table, size, is_upright=False)
        return _at_least([one * _INCH + more for one in inches], least)
    least = _least(table, size, is_upright=True)
    each = max(least[1:])
    first = room.width - each * (len(least) - 1)
    widest = max(width_at(row[0], size, is_bold=True) for row in table.rows) + _PAD
    first = max(_LEAST_FIRST, min(first, widest, _FIRST))
    return (first, *((room.width - first) / (len(least) - 1) for _ in least[1:]))


def _at_least(widths: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """The widths with those that are too narrow for a word made wider, if the others can spare it."""
    spare = sum(max(0.0, wide - low) for wide, low in zip(widths, least, strict=True))
    wanted = sum(max(0.0, low - wide) for wide, low in zip(widths, least, strict=True))
    share = wanted / spare if spare else 1.0
    if share > 1:
        return tuple(widths)
    return tuple(
        max(wide - max(0.0, wide - low) * share, low) for wide, low in zip(widths, least, strict=True)
    )


def _tallest(row: Sequence[str], widths: Sequence[float], size: int, *, is_bold: bool = False) -> float:
    return _ROW_GAP + max(
        max(height_at(text, size, width=wide - _PAD + 2, is_bold=is_bold or not at), size * 1.25)
        for at, (text, wide) in enumerate(zip(row, widths, strict=True))
    )


def _drawn(table: PackTable, setting: _Setting, rows: range, caption: str) -> Markup:
    return piece(
        "table",
        caption=caption,
        columns=table.columns,
        setting=setting,
        is_grid=table.is_grid,
        numbers=table.numbers or (False,) * len(table.columns),
        rows=[
            {
                "cells": table.rows[at],
                "tints": [TINTS[tint] for tint in table.tints[at]] if table.tints else [],
                "height": setting.heights[at],
                "is_heading": at in table.headings,
            }
            for at in rows
        ],
    )

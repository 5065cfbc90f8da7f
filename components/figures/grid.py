"""A grid of cells: rows and columns with labels, each cell with its text, its tint and what it says in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOT_SHOWN, NOBODY, FEW, SOME, MANY = range(5)
"""The tints of cells, from nothing shown to many; `static/heard.css` gives them their colours."""


@dataclass(frozen=True)
class Grid:
    """What a grid shows, row by row; drawn as a table, because it is one.

    A table stays legible on a phone, where its first column stays in sight, and is read out cell by cell.
    `keys` are those of `Drawing.opens`, "" for a cell that opens nothing; () where no cell does.
    `headings` are the places of rows that stand above others.
    """

    corner: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    tints: tuple[tuple[int, ...], ...]
    in_full: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[str, ...], ...] = ()
    headings: tuple[int, ...] = ()


def grid_of(
    corner: str,
    *,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    texts: Sequence[Sequence[str]],
    tints: Sequence[Sequence[int]],
    in_full: Sequence[Sequence[str]],
    keys: Sequence[Sequence[str]] = (),
    headings: Sequence[int] = (),
) -> Grid:
    """A grid from labels by code and lists of rows."""
    return Grid(
        corner=corner,
        rows=tuple(rows.values()),
        columns=tuple(columns.values()),
        texts=tuple(tuple(row) for row in texts),
        tints=tuple(tuple(row) for row in tints),
        in_full=tuple(tuple(row) for row in in_full),
        keys=tuple(tuple(row) for row in keys),
        headings=tuple(headings),
    )

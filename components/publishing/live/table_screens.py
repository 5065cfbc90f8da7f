"""A table over as many screens as it may go on for, and its drawings in parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.document import PackTable
from components.publishing.live.frame import Face, screen
from components.publishing.live.of_words import part_key
from components.publishing.live.screen import Screen
from components.publishing.live.tables import table_pieces

MOST: Final = 6
"""Screens that a table may go on over; a grid has as many as it needs, as its heading speaks of all its rows."""
_ROW: Final = re.compile(r'<th scope="row">.*?</th>')


def table_screens(key: str, face: Face, table: PackTable, *, caption: str, cut: str) -> Iterator[Screen]:
    """The table; of a plain one only six screens, and `cut` says where the rest is."""
    pieces = table_pieces(table, face.of_part(1, MOST).room, caption=caption)
    if len(pieces) > MOST and not table.is_grid:
        face = replace(face, note=f"{cut} {face.note}".strip())
        pieces = table_pieces(table, face.of_part(1, MOST).room, caption=caption)[:MOST]
    yield from in_parts(key, face, pieces)


def in_parts(key: str, face: Face, pieces: Sequence[Markup]) -> Iterator[Screen]:
    """A screen for each piece, "1 of 2" where they are several."""
    for at, one in enumerate(pieces, start=1):
        yield screen(part_key(key, at), face.of_part(at, len(pieces)), one)


def row_by_row(tables: Sequence[tuple[Screen, ...]]) -> Iterator[Screen]:
    """The screens of tables of several periods: same rows follow each other where all are parted alike."""
    if len(tables) == 1:
        return iter(tables[0])
    rows = [[_ROW.findall(one.body) for one in screens] for screens in tables]
    if all(one == rows[0] for one in rows):
        return chain.from_iterable(zip(*tables, strict=True))
    return chain.from_iterable(tables)

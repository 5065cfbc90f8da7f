"""A table over as many screens as it may go on for, and its drawings in parts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.document import PackTable
from components.publishing.live.frame import Face, screen
from components.publishing.live.of_words import part_key
from components.publishing.live.screen import Screen
from components.publishing.live.tables import table_pieces

MOST: Final = 6
"""Screens that a table may go on over."""


def table_screens(key: str, face: Face, table: PackTable, *, caption: str, cut: str) -> Iterator[Screen]:
    """The table; what stands on a later screen than the sixth is left out, and `cut` says where it is."""
    pieces = table_pieces(table, face.of_part(1, MOST).room, caption=caption)
    if len(pieces) > MOST:
        face = replace(face, note=f"{cut} {face.note}".strip())
        pieces = table_pieces(table, face.of_part(1, MOST).room, caption=caption)[:MOST]
    yield from in_parts(key, face, pieces)


def in_parts(key: str, face: Face, pieces: Sequence[Markup]) -> Iterator[Screen]:
    """A screen for each piece, "1 of 2" where they are several."""
    for at, one in enumerate(pieces, start=1):
        yield screen(part_key(key, at), face.of_part(at, len(pieces)), one)

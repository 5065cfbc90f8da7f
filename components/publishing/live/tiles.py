"""The map of tiles: each network in its place with the same weight, its number, and its place on the spectrum."""

from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.charted import number_of
from components.publishing.board_pack.document import PackPage
from components.publishing.live.frame import piece
from components.publishing.live.room import LINE, SMALLEST, Room, height_at

COLUMNS: Final = ("Network", "Activities", "Newest record", "Staff position", "Lay position")
"""What the table of the page must have to be drawn as a map."""
_GAP: Final = 12.0
_PAD: Final = 14.0
_SPECTRUM: Final = 34.0
_NUMBERS: Final = (44, 36, 30)
_TALLEST: Final = 210.0
_SIDE: Final = 16.0


def is_map(page: PackPage) -> bool:
    """Whether the page knows the places of its tiles."""
    return bool(page.places) and page.table.columns == COLUMNS and len(page.places) == len(page.table.rows)


def map_piece(page: PackPage, room: Room) -> Markup | None:
    """The map; None where the tiles would be too small for their words."""
    across = max(x for x, _ in page.places) + 1
    down = max(y for _, y in page.places) + 1
    width = (room.width - _GAP * (across - 1)) / across
    height = min(_TALLEST, (room.height - _GAP * (down - 1)) / down)
    names = max(height_at(row[0], SMALLEST, width=width - 2 * _PAD, is_bold=True) for row in page.table.rows)
    left = height - names - _SPECTRUM - 2 * _PAD
    size = next((one for one in _NUMBERS if one * LINE <= left), 0)
    if not size:
        return None
    tiles = [
        {
            "left": x * (width + _GAP),
            "top": y * (height + _GAP),
            "name": row[0],
            "number": "" if row[1] == "0" else row[1],
            "fresh": row[2],
            "staff": _place(row[3], width),
            "lay": _place(row[4], width),
        }
        for row, (x, y) in zip(page.table.rows, page.places, strict=True)
    ]
    return piece(
        "tiles",
        alt=f"Map of tiles. {' '.join(page.table.in_words())}",
        tiles=tiles,
        width=width,
        height=height,
        room=room,
        size=size,
        small=SMALLEST,
        track=width - 2 * _PAD,
        spectrum=_SPECTRUM,
        side=_SIDE,
    )


def _place(cell: str, width: float) -> float | None:
    """How far from the left of a tile's line a dot is."""
    number = number_of(cell)
    return None if number is None else _SIDE + number / 100 * (width - 2 * _PAD - 2 * _SIDE)

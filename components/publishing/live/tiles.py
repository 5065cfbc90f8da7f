"""The map of tiles: each network in its place with the same weight, its number, and its place on the spectrum."""

from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.charted import number_of
from components.publishing.board_pack.document import PackPage
from components.publishing.live.frame import piece
from components.publishing.live.room import LINE, SMALLEST, Room, height_at

COLUMNS: Final = ("Network", "Activities", "Newest record", "Staff position", "Lay position")
"""What the table of the page must have to be drawn as a map."""
QUIET: Final = "quiet"
"""What the table says of a network without new records, at the head of its cell."""
FEWEST: Final = 2
"""Networks that make a map."""
MAP_NOTE: Final = (
    "In each tile: the number of activities, and a line from influencing to co-ordinating. "
    "A filled dot is how staff rate their network, a ring how lay partners do."
)
_GAP: Final = 12.0
_PAD: Final = 14.0
_SPECTRUM: Final = 30.0
_NUMBERS: Final = (44, 36, 30, SMALLEST)
_TALLEST: Final = 210.0
_SIDE: Final = 16.0
_NUMBER: Final = 110.0
"""The room of a number beside a name."""
_AIR: Final = 22.0
"""Above and below the words of a tile, with its edge."""


def is_map(page: PackPage) -> bool:
    """Whether the page knows the places of its tiles."""
    many = len(page.places)
    return many >= FEWEST and many == len(page.table.rows) and page.table.columns == COLUMNS


def map_piece(page: PackPage, room: Room) -> Markup | None:
    """The map; None where the tiles would be too small for their words."""
    across = max(x for x, _ in page.places) + 1
    down = max(y for _, y in page.places) + 1
    width = (room.width - _GAP * (across - 1)) / across
    height = min(_TALLEST, (room.height - _GAP * (down - 1)) / down)
    if max(_needed(row, width) for row in page.table.rows) > height:
        return None
    size = next(one for one in _NUMBERS if one * LINE <= height - _SPECTRUM - _AIR)
    tiles = [
        {
            "left": x * (width + _GAP),
            "top": y * (height + _GAP),
            "name": row[0],
            "number": row[1] if number_of(row[1]) else "",
            "is_quiet": row[2].startswith(QUIET),
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


def _needed(row: tuple[str, ...], width: float) -> float:
    """The height of a tile's words and its line."""
    name = height_at(row[0], SMALLEST, width=width - 2 * _PAD - _NUMBER, is_bold=True)
    is_quiet = number_of(row[1]) is None
    words = height_at(row[2], SMALLEST, width=width - 2 * _PAD) if is_quiet else 0.0
    return name + words + (0.0 if is_quiet else _SPECTRUM) + _AIR


def _place(cell: str, width: float) -> float | None:
    """How far from the left of a tile's line a dot is."""
    number = number_of(cell)
    return None if number is None else _SIDE + number / 100 * (width - 2 * _PAD - 2 * _SIDE)

"""The figures at a glance: a card for each, its number as large as it can be."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.document import HeadFigure
from components.publishing.live.frame import piece
from components.publishing.live.room import LINE, SMALLEST, Room, height_at, width_at

MOST_CARDS: Final = 6
_GAP: Final = 24.0
_PAD: Final = 28.0
_COLUMNS: Final = {4: 2}
"""Cards beside each other, by how many there are; 3 for all other numbers."""
_LABEL: Final = 30
_VALUES: Final = (180, 150, 128, 110, 96, 84, 72, 60, 48, 40, 34)
_WORDS: Final = (32, 30, 28, 26, SMALLEST)


def glance_piece(figures: Sequence[HeadFigure], room: Room, *, language: str = "en-GB") -> Markup:
    """The cards in rows of three, or of two where they are two or four."""
    columns = min(len(figures), _COLUMNS.get(len(figures), 3))
    rows = -(-len(figures) // columns)
    width = (room.width - _GAP * (columns - 1)) / columns
    inner = Room(width - 2 * _PAD, (room.height - _GAP * (rows - 1)) / rows - 2 * _PAD)
    return piece(
        "glance",
        language=language,
        columns=columns,
        label_size=_LABEL,
        height=inner.height + 2 * _PAD,
        cards=[_card(one, inner) for one in figures],
    )


def _card(one: HeadFigure, inner: Room) -> dict[str, object]:
    left = inner.height - height_at(one.label, _LABEL, width=inner.width, is_bold=True)
    words = next((size for size in _WORDS if _tall(one, size, inner) <= left * 0.55), SMALLEST)
    left -= _tall(one, words, inner)
    fits = (
        size
        for size in _VALUES
        if size * LINE <= left and width_at(one.value, size, is_bold=True) <= inner.width
    )
    return {"figure": one, "size": next(fits, _VALUES[-1]), "words": words}


def _tall(one: HeadFigure, size: int, inner: Room) -> float:
    return height_at(one.comparison, size, width=inner.width)

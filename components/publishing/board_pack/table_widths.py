"""How wide the columns of a table of the pack are, on slides as in the PDF."""

from typing import Final

from components.publishing.board_pack.document import PackTable
from components.publishing.office.text import short
from components.publishing.slides.fit import BOLD, width_of

LONGEST: Final = 110
"""Letters of a cell on a slide; the PDF has them all."""
MARGIN: Final = 0.14
UPRIGHT_FROM: Final = 8
"""Columns from which on the names of a grid's columns stand upright."""
_SMALLEST: Final = 0.45
_FIRST_SHARE: Final = 0.36


def stands_upright(table: PackTable) -> bool:
    """Whether the names of its columns stand upright."""
    return table.is_grid and len(table.columns) >= UPRIGHT_FROM


def column_widths(table: PackTable, width: float, points: float) -> tuple[float, ...]:
    """Columns as wide as their texts, narrower where that is too wide together; all of them fill the width."""
    is_upright = stands_upright(table)
    texts = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    heads = [""] * len(table.columns) if is_upright else list(table.columns)
    least = [
        max([_SMALLEST, *(_longest_word(text, points) for text in (head, *column))])
        for head, column in zip(heads, texts, strict=True)
    ]
    wanted = [
        max([low, *(_width(text, points) for text in column)])
        for low, column in zip(least, texts, strict=True)
    ]
    if is_upright:
        first = min(wanted[0], _FIRST_SHARE * width)
        return (first, *((width - first) / (len(wanted) - 1) for _ in wanted[1:]))
    if sum(wanted) <= width:
        return tuple(want * width / sum(wanted) for want in wanted)
    if sum(least) >= width:
        return tuple(low * width / sum(least) for low in least)
    share = (width - sum(least)) / (sum(wanted) - sum(least))
    return tuple(low + (want - low) * share for low, want in zip(least, wanted, strict=True))


def _width(text: str, points: float) -> float:
    return width_of(short(text, LONGEST), points) + MARGIN


def _longest_word(text: str, points: float) -> float:
    return max((width_of(word, points, BOLD) for word in text.split()), default=0.0) + MARGIN

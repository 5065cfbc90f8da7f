"""The texts of a story on screens: short parts share one, and beside few words stands the drawn crowd."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from components.publishing.crowd import crowd_markup, story_colour
from components.publishing.live.frame import Face, piece, screen
from components.publishing.live.of_words import AFTER, words_screens
from components.publishing.live.room import INNER, height_at
from components.publishing.live.screen import Screen
from components.publishing.theme import HEARD

_SIZES: Final = (72, 64, 56, 52, 48, 46)
_PICTURE: Final = 600
_GAP: Final = 64
_WIDTH: Final = float(INNER - _PICTURE - _GAP)
_HEADING: Final = 0.75
"""Of the size of the text below it; 34 at least."""
_SMALLEST_HEADING: Final = 34
_MOST: Final = 3
"""Parts on one screen."""


@dataclass(frozen=True)
class Told:
    """A part of a story: its name in addresses, its heading, and its paragraphs."""

    name: str
    heading: str
    paragraphs: tuple[str, ...]


def text_screens(key: str, face: Face, parts: Sequence[Told], *, slug: str) -> Iterator[Screen]:
    """The parts in their order; `face` has the story's title. A screen goes by the name of its first part."""
    left = list(parts)
    while left:
        many = next((many for many in range(min(_MOST, len(left)), 0, -1) if _size(face, left[:many])), 1)
        shown, left = left[:many], left[many:]
        yield from _together(f"{key}/{shown[0].name}", face, shown, slug)


def _together(key: str, face: Face, parts: Sequence[Told], slug: str) -> Iterator[Screen]:
    headed = _headed(face, parts)
    size = _size(face, parts)
    if not size:
        yield from words_screens(key, headed, parts[0].paragraphs)
        return
    height = headed.room.height
    drawn = crowd_markup(key, HEARD, width=_PICTURE, height=height, field=story_colour(slug, HEARD))
    body = piece(
        "parts",
        language=face.language,
        parts=[(one.heading if len(parts) > 1 else "", one.paragraphs) for one in parts],
        size=size,
        heading_size=_heading_size(size),
        width=_WIDTH,
        crowd=drawn,
        picture_width=_PICTURE,
        height=height,
    )
    yield screen(key, headed, body)


def _headed(face: Face, parts: Sequence[Told]) -> Face:
    """One part is headed by its own heading, several by the title of the story."""
    return replace(face, title=parts[0].heading) if len(parts) == 1 else replace(face, kicker="")


def _heading_size(size: int) -> int:
    return max(_SMALLEST_HEADING, round(size * _HEADING))


def _size(face: Face, parts: Sequence[Told]) -> int:
    """The largest size at which all of it stands beside the picture; 0 where none does."""
    room = _headed(face, parts).room.height
    return next((size for size in _SIZES if _tall(parts, size) <= room), 0)


def _tall(parts: Sequence[Told], size: int) -> float:
    texts = [text for one in parts for text in one.paragraphs]
    lines = sum(height_at(text, size, width=_WIDTH) + size * AFTER for text in texts)
    if len(parts) == 1:
        return lines
    return lines + sum(
        height_at(one.heading, _heading_size(size), width=_WIDTH, is_bold=True) for one in parts
    )

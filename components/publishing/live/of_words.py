"""Screens of words alone: the title of a point of the agenda, and sentences below a heading."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from components.publishing.live.frame import TALLEST_HEADLINE, Face, id_of, piece, screen
from components.publishing.live.room import INNER, LINE, SMALLEST, Room, height_at
from components.publishing.live.screen import Screen
from components.publishing.slides.fit import Box, filled_pages

AFTER: Final = 0.5
"""Of a size, between two sentences."""
_SIZES: Final = (64, 56, 48, 44, 40, 36, 34)
_SMALLER: Final = (32, 30, 28, 26, SMALLEST)
_PAGED: Final = 34
_MOST: Final = 6
_INCH: Final = 72
_TITLES: Final = (110, 96, 84, 72, 60, 52, 44, 36, 30)
_TALLEST_TITLE: Final = 480.0
_LEADS: Final = (44, 40, 36, 32, 28, SMALLEST)
_TALLEST_LEAD: Final = 280.0
_READING_WIDTH: Final = 1_560.0


def title_screen(key: str, title: str, *, lead: str = "", notice: str = "") -> Screen:
    """A title alone, very large; what is too long for a screen at the smallest size ends with "…".

    `notice` says that it is illustrative, or "".
    """
    size = _size(title, _TITLES, _TALLEST_TITLE, is_bold=True)
    lead_size = _size(lead, _LEADS, _TALLEST_LEAD)
    body = piece(
        "opening",
        id=id_of(key),
        title=_cut(title, size, _TALLEST_TITLE),
        size=size,
        lead=_cut(lead, lead_size, _TALLEST_LEAD),
        lead_size=lead_size,
        notice=notice,
    )
    return Screen(key, title, body)


def words_screen(key: str, title: str, sentences: Sequence[str]) -> Screen:
    """Sentences below a heading on one screen, as large as they can be; what finds no room there ends with "…"."""
    face = _headed(title)
    size = _of_all(sentences, face.room, (*_SIZES, *_SMALLER))
    shown = list(sentences) if size else _first_page(sentences, face.room)
    return _worded(key, face, shown, size or SMALLEST)


def words_screens(key: str, face: Face, sentences: Sequence[str]) -> tuple[Screen, ...]:
    """Sentences below a heading over as many screens as they need; () for no sentence.

    Of what six screens cannot hold, the last one ends with "…".
    """
    said = [one for one in sentences if one]
    if not said:
        return ()
    size = _of_all(said, face.room, (*_SIZES, *_SMALLER[:-2]))
    if size:
        return (_worded(key, face, said, size),)
    pages, is_whole = filled_pages(said, _box(face.of_part(1, _MOST).room), _PAGED, most=_MOST)
    if not is_whole:
        pages[-1] = _broken_off(pages[-1])
    return tuple(
        _worded(part_key(key, at), face.of_part(at, len(pages)), page, _PAGED)
        for at, page in enumerate(pages, start=1)
    )


def part_key(key: str, at: int) -> str:
    """The key of a part, counted from 1: the first has that of the whole, so that nobody is lost when it grows."""
    return key if at == 1 else f"{key}/{at}"


def _worded(key: str, face: Face, sentences: Sequence[str], size: int) -> Screen:
    body = piece("words", sentences=sentences, size=size, language=face.language)
    return screen(key, face, body, kind="words")


def _headed(title: str) -> Face:
    face = Face(title)
    return face if face.is_short else replace(face, title=_cut(title, face.headline_size, TALLEST_HEADLINE))


def _of_all(sentences: Sequence[str], room: Room, sizes: Sequence[int]) -> int:
    """The largest size at which all of it stands in the room; 0 where none does."""
    return next((size for size in sizes if _tall(sentences, size) <= room.height), 0)


def _tall(sentences: Sequence[str], size: int) -> float:
    lines = sum(height_at(one, size, width=_READING_WIDTH) for one in sentences)
    return lines + len(sentences) * size * AFTER


def _first_page(sentences: Sequence[str], room: Room) -> list[str]:
    pages, _ = filled_pages(sentences, _box(room), SMALLEST, most=1)
    return _broken_off(pages[0])


def _broken_off(page: Sequence[str]) -> list[str]:
    return [*page[:-1], f"{page[-1]} …"] if page else []


def _box(room: Room) -> Box:
    """The room for `filled_pages`, whose lines are a little lower."""
    return Box(0, 0, _READING_WIDTH / _INCH, room.height / _INCH / LINE * 1.15)


def _size(text: str, sizes: Sequence[int], room: float, *, is_bold: bool = False) -> int:
    fitting = (size for size in sizes if height_at(text, size, width=INNER, is_bold=is_bold) <= room)
    return next(fitting, sizes[-1])


def _cut(text: str, size: int, room: float) -> str:
    """The text, or as many of its first letters as find room."""
    if height_at(text, size, width=INNER, is_bold=True) <= room:
        return text
    first, last = 0, len(text)
    while first < last:
        middle = (first + last + 1) // 2
        fits = height_at(f"{text[:middle]} …", size, width=INNER, is_bold=True) <= room
        first, last = (middle, last) if fits else (first, middle - 1)
    return f"{text[:first].rstrip()} …"

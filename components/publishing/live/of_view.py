"""A view on screens: one message each, its picture below it, and what must be read with it on the same screen or next.

Keys are "<page>/<drawing>", with "/2" for its second screen and so on, "/words" for what is read with it and
"/table" for a table that says more than the chart. So a figure that changes leaves everybody where they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Final

from markupsafe import Markup

from components.publishing.board_pack.document import (
    AT_A_GLANCE,
    MISSING,
    NOTHING_MISSING,
    BoardPack,
    PackPage,
    PackSection,
)
from components.publishing.board_pack.from_drawings import sentences
from components.publishing.board_pack.native import Kind, NativeChart
from components.publishing.live.around import Around, around_of, keyed_pages
from components.publishing.live.columns import column_charts
from components.publishing.live.frame import Face, is_lead, is_note, screen
from components.publishing.live.glance import glance_piece
from components.publishing.live.lines import line_charts
from components.publishing.live.of_words import words_screens
from components.publishing.live.room import Room
from components.publishing.live.rows import fits_in_rows, row_charts
from components.publishing.live.screen import Screen
from components.publishing.live.side_by_side import beside_each_other
from components.publishing.live.table_screens import in_parts, row_by_row, table_screens
from components.publishing.live.tiles import MAP_NOTE, is_map, map_piece
from domain.wording import counted

OVERVIEW: Final = "overview"
"""The page that opens with the figures at a glance and closes with what is missing."""
NOTHING: Final = "There is nothing to show here."
READ_WITH: Final = "To read with it"
NUMBERS: Final = "The numbers"
_WAYS: Final = ((True, True), (True, False), (False, False))
"""Whether the rest of the finding and the notes stand beside a chart: one that is whole without them has them next."""


def screens_of_pack(pack: BoardPack) -> tuple[Screen, ...]:
    """The screens of a view in the order of its pages; at least one."""
    screens = [one for section in pack.sections for one in _of_section(pack, section)]
    if screens:
        return tuple(screens)
    around = around_of(pack, "nothing", pack.title)
    return words_screens(around.key, around.face(pack.title), [NOTHING, pack.sentence])


def _of_section(pack: BoardPack, section: PackSection) -> Iterator[Screen]:
    if section.key == OVERVIEW:
        yield from _at_a_glance(pack, section)
    pages = [
        (page, _kept_page(page, around_of(pack, key, section.heading))) for key, page in keyed_pages(section)
    ]
    for _, group in groupby(pages, key=lambda one: one[0].name if one[0].table.is_grid else id(one)):
        yield from row_by_row([screens for _, screens in group])
    if section.key == OVERVIEW:
        around = around_of(pack, f"{section.key}/missing", section.heading)
        yield from words_screens(around.key, around.face(MISSING), pack.missing or (NOTHING_MISSING,))


def _at_a_glance(pack: BoardPack, section: PackSection) -> Iterator[Screen]:
    if pack.headlines:
        around = around_of(pack, f"{section.key}/glance", section.heading)
        face = around.face(section.question, topic=AT_A_GLANCE)
        yield screen(around.key, face, glance_piece(pack.headlines, face.room))


# A change of the store leaves most pages as they are; laying out a table alone takes up to 0.1 s.
@lru_cache(maxsize=128)
def _kept_page(page: PackPage, around: Around) -> tuple[Screen, ...]:
    return tuple(_of_page(page, around))


def _of_page(page: PackPage, around: Around) -> Iterator[Screen]:
    """The drawing, its table where that says more, and the words that found no room beside them."""
    if not page.charts and not page.has_rows:
        yield from _of_nothing(page, around)
        return
    ways = [_face(page, around, with_lead=lead, with_note=note) for lead, note in _WAYS]
    if page.charts:
        drawn = [(_pieces(page, face), face, left_out) for face, left_out in ways]
        pieces, face, left_out = min(drawn, key=lambda one: len(one[0]))
        yield from in_parts(around.key, face, pieces)
        if page.has_rows and page.shows_table:
            yield from _of_table(f"{around.key}/table", around.face(page.table_title, topic=NUMBERS), page)
    else:
        # What a table is read with explains its signs: it stays beside it.
        face, left_out = ways[0]
        yield from _of_table(around.key, face, page)
    yield from words_screens(f"{around.key}/words", around.face(page.title, topic=READ_WITH), left_out)


def _of_nothing(page: PackPage, around: Around) -> Iterator[Screen]:
    """The finding alone: what explains the marks of a drawing says nothing where nothing is drawn."""
    face, left_out = _face(replace(page, notes=()), around, with_lead=False, with_note=False)
    yield from words_screens(around.key, face, left_out or [NOTHING])


def _face(page: PackPage, around: Around, *, with_lead: bool, with_note: bool) -> tuple[Face, list[str]]:
    """The words around a drawing, and those for which it has no room."""
    message = around.face(page.heading, topic=page.title)
    face = message if message.is_short else around.face(page.title)
    notes = (MAP_NOTE,) if is_map(page) else page.notes
    note = " ".join(notes)
    has_lead, has_note = with_lead and is_lead(page.rest), with_note and is_note(note)
    left_out = [
        *((page.heading,) if not message.is_short else ()),
        *(sentences(page.rest) if not has_lead else ()),
        *(notes if not has_note else ()),
    ]
    return replace(face, lead=page.rest if has_lead else "", note=note if has_note else ""), left_out


def _pieces(page: PackPage, face: Face) -> list[Markup]:
    """The drawing of a page in as many pieces as it needs."""
    room = face.of_part(1, 2).room
    if is_map(page) and len(page.charts) == 1 and (drawn := map_piece(page, face.room)):
        return [drawn]
    if page.charts[0].kind is Kind.LINES:
        return line_charts(page.charts, room)
    if len(page.charts) > 1 and (drawn := beside_each_other(page.charts, face.room)):
        return [drawn]
    return [piece for chart in page.charts for piece in _alone(chart, face.room, room)]


def _alone(chart: NativeChart, room: Room, in_parts: Room) -> Sequence[Markup]:
    if chart.kind is Kind.COLUMNS:
        return column_charts(chart, in_parts)
    return row_charts(chart, room if fits_in_rows(chart, room) else in_parts)


def _of_table(key: str, face: Face, page: PackPage) -> Iterator[Screen]:
    rows = counted(len(page.table.rows), "row", "rows")
    cut = f"The page has all {rows}."
    yield from table_screens(key, face, page.table, caption=page.table_title, cut=cut)

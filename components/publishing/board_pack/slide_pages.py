"""The slides of one drawing: its finding with the native chart, or its table over as many slides as it needs."""

from dataclasses import replace
from typing import Final

from components.publishing.board_pack.document import BoardPack, PackPage
from components.publishing.board_pack.slide_charts import draw_charts
from components.publishing.board_pack.slide_frame import (
    Frame,
    add_notes_below,
    begin,
    close,
    frame,
    notes_of,
    where_from,
)
from components.publishing.board_pack.slide_tables import chunks, draw_table, fitted
from components.publishing.slides.deck import Deck, noted
from components.publishing.slides.fit import Box
from components.publishing.slides.master import BODY
from domain.wording import counted

MOST_SLIDES: Final = 5
"""That a table may go on over; the PDF has all of it."""
NUMBERS: Final = "the numbers"
CONTINUED: Final = "Continued. The notes of the first slide of this table say how it is measured."


def add_page(deck: Deck, pack: BoardPack, page: PackPage, *, section: str) -> None:
    """A chart and, where it says more, the table; or the table alone."""
    if page.charts or not page.has_rows:
        around = frame(pack, page, section=section, title=page.heading, text=page.rest)
        sheet = begin(deck, around)
        draw_charts(sheet, page, _between(around))
        add_notes_below(sheet, around)
        close(sheet, pack)
        sheet.notes(noted(notes_of(pack, page)))
    if page.has_rows and (page.shows_table or not page.charts):
        _add_table(deck, pack, page, section=section)


def _between(around: Frame) -> Box:
    return Box(BODY.left, around.top, BODY.width, around.bottom - around.top)


def _add_table(deck: Deck, pack: BoardPack, page: PackPage, *, section: str) -> None:
    is_new = not page.charts
    title, text = (page.heading, page.rest) if is_new else (f"{page.table_title}: {NUMBERS}", "")
    page = page if is_new else replace(page, title=page.table_title)
    first = frame(pack, page, section=section, title=title, text=text)
    later = frame(pack, page, section=section, title=_part(page, MOST_SLIDES, MOST_SLIDES), text="")
    look = fitted(page.table, _between(first))
    pages = chunks(look, _between(first).height, _between(later).height)
    shown = pages[:MOST_SLIDES]
    cut = f"The PDF of this pack has all {counted(len(page.table.rows), 'row', 'rows')}."
    for at, rows in enumerate(shown):
        around = first
        if at:
            is_cut = at + 1 == len(shown) < len(pages)
            around = frame(
                pack, page, section=section, title=_part(page, at + 1, len(shown)), text=cut if is_cut else ""
            )
        sheet = begin(deck, around)
        draw_table(sheet, page.table, look, rows, _between(around), alt=page.alt)
        add_notes_below(sheet, around)
        close(sheet, pack)
        sheet.notes(noted(notes_of(pack, page) if at == 0 else [*where_from(pack), CONTINUED]))


def _part(page: PackPage, at: int, of: int) -> str:
    return f"{page.title} (part {at} of {of})"

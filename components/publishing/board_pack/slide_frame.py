"""What every slide of the pack shares: kicker, title and words above the picture, notes below it, the closing lines."""

from dataclasses import dataclass
from typing import Final

from components.publishing.board_pack.document import BoardPack, MeasureNote, PackPage
from components.publishing.office.package import day_in_words
from components.publishing.office.text import short
from components.publishing.slides.deck import Deck, Sheet
from components.publishing.slides.fit import DISPLAY, Box, height_of, lines_of, size_for
from components.publishing.slides.master import BODY, TITLE, TITLE_ONLY
from components.publishing.slides.shapes import INK, QUIET, Words
from domain.wording import counted

SMALL: Final = 12.0
_TEXT: Final = 16.0
_FOOT: Final = 6.8
_NOTICE: Final = 0.26
_KICKER: Final = Box(BODY.left, 0.2, BODY.width, 0.26)
_TITLE_SIZES: Final = (30.0, 26.0, 22.0, 20.0)
_LONGEST_TITLE: Final = 150
_ROWS_IN_NOTES: Final = 20
_MORE: Final = " The notes have the rest."


@dataclass(frozen=True)
class Frame:
    """The words around a picture, fitted, and the heights between which the picture stands."""

    kicker: str
    title: str
    text: str
    notes: str
    text_top: float
    top: float
    bottom: float


def bottom_of(pack: BoardPack) -> float:
    """Where what a slide says ends: the closing lines follow."""
    return _FOOT - (_NOTICE if pack.notice else 0.0)


def frame(pack: BoardPack, page: PackPage, *, section: str, title: str, text: str) -> Frame:
    """The words of a slide; what is cut stands in the notes, and the slide says so."""
    size = size_for([title], TITLE, _TITLE_SIZES, DISPLAY)
    shown = title if size else short(title, _LONGEST_TITLE)
    is_one_line = lines_of(shown, size or _TITLE_SIZES[-1], width=TITLE.width, face=DISPLAY) == 1
    top = 1.35 if is_one_line else 1.72
    text = _cut(text if size else f"{title} {text}", _TEXT, lines=2 if len(page.charts) > 1 else 3)
    notes = _cut(" ".join(page.notes), SMALL, lines=2)
    above = height_of([text], _TEXT, width=BODY.width) if text else 0.0
    below = height_of([notes], SMALL, width=BODY.width) if notes else 0.0
    return Frame(
        kicker=f"{section} · {page.title}",
        title=shown,
        text=text,
        notes=notes,
        text_top=top,
        top=top + above,
        bottom=bottom_of(pack) - below - 0.08,
    )


def begin(deck: Deck, around: Frame) -> Sheet:
    """A slide with these words; the picture follows, then `close`."""
    sheet = deck.add(TITLE_ONLY)
    sheet.title(around.title)
    sheet.box(_KICKER, [Words(short(around.kicker, 120), size=SMALL, colour=QUIET, after=0)])
    if around.text:
        box = Box(BODY.left, around.text_top, BODY.width, around.top - around.text_top)
        sheet.box(box, [Words(around.text, size=_TEXT, colour=INK, after=0)])
    return sheet


def add_notes_below(sheet: Sheet, around: Frame) -> None:
    """What the picture must be read with."""
    if around.notes:
        height = height_of([around.notes], SMALL, width=BODY.width)
        box = Box(BODY.left, around.bottom + 0.08, BODY.width, height)
        sheet.box(box, [Words(around.notes, size=SMALL, colour=QUIET, after=0)])


def close(sheet: Sheet, pack: BoardPack) -> None:
    """The line on illustrative records, then footer and number."""
    if pack.notice:
        box = Box(BODY.left, _FOOT - _NOTICE + 0.04, BODY.width, 0.22)
        sheet.box(box, [Words(pack.notice, size=SMALL, colour=QUIET, is_bold=True, after=0)])
    sheet.feet()


def where_from(pack: BoardPack) -> list[str]:
    """The sentences that stand in the notes of every slide."""
    counted_here = f"What is counted: {ended(pack.sentence)}"
    return [counted_here, pack.beside, f"Made on {day_in_words(pack.dated)} from Heard.", pack.notice]


def notes_of(pack: BoardPack, page: PackPage) -> list[str]:
    """The notes of a drawing: what is counted, its finding, how it is measured, and a small table in words."""
    rows = page.table.in_words()
    if len(rows) > _ROWS_IN_NOTES:
        rows = (f"The table has {counted(len(rows), 'row', 'rows')}. The PDF of this pack has all of them.",)
    measured = [line for one in page.measures for line in measured_in_words(one)]
    return [
        *where_from(pack),
        *page.finding,
        *page.notes,
        *measured,
        *(["In numbers:" if page.measures else "The list:"] if rows else []),
        *rows,
    ]


def measured_in_words(one: MeasureNote) -> list[str]:
    """How something is measured, from what, and what it cannot say."""
    return [f"How it is measured: {ended(f'{one.name}. {one.formula}')}", f"Source: {one.source}", one.limits]


def ended(text: str) -> str:
    """The text with a full stop, where it has none."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _cut(text: str, points: float, *, lines: int) -> str:
    """The text in so many lines; where it is cut, it says where the rest is."""
    if lines_of(text, points, width=BODY.width) <= lines:
        return text
    kept = text
    while lines_of(kept + _MORE, points, width=BODY.width) > lines:
        kept = short(text, len(kept) - 1)
    return kept + _MORE

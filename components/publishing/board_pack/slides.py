"""The board pack as slides: cover, figures at a glance, a slide a drawing with its native chart, how we count."""

from typing import Final

from components.publishing.board_pack.document import (
    AT_A_GLANCE,
    HOW_WE_COUNT,
    MISSING,
    NOTHING_MISSING,
    BoardPack,
    HeadFigure,
)
from components.publishing.board_pack.slide_frame import (
    bottom_of,
    close,
    ended,
    measured_in_words,
    where_from,
)
from components.publishing.board_pack.slide_pages import add_page
from components.publishing.office.package import About, day_in_words
from components.publishing.office.text import ENGLISH, short
from components.publishing.slides.cover import Opening, draw_opening
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import DISPLAY, Box, filled_pages, size_for
from components.publishing.slides.master import BODY, TEXT, TITLE_ONLY
from components.publishing.slides.sections import IN_THE_NOTES
from components.publishing.slides.shapes import ACCENT, GOLD, INK, QUIET, TINT, Words
from components.publishing.theme import Theme

SEED: Final = "board-pack"
"""Of the drawn crowd on the cover."""
_COLUMNS: Final = 3
_GAP: Final = 0.2
_CARD: Final = 2.25
_INSET: Final = 0.2
_VALUE_SIZES: Final = (40.0, 32.0, 26.0, 22.0, 18.0)
_WORD_SIZES: Final = (22.0, 20.0, 18.0)
"""Of words that stand in the place of a number."""
_WORDS_SIZES: Final = (15.0, 14.0, 13.0, 12.0)
_GAP_SIZES: Final = (22.0, 20.0, 18.0, 16.0, 14.0)
_MEASURES: Final = 14.0
_TOP: Final = 1.45


def board_pptx(pack: BoardPack, theme: Theme) -> bytes:
    """The pack as PPTX; the same pack gives the same bytes."""
    deck = Deck(theme, footer=pack.footer)
    deck.begin(AT_A_GLANCE)
    _add_cover(deck, pack, theme)
    _add_glance(deck, pack)
    _add_missing(deck, pack)
    for section in pack.sections:
        deck.begin(section.heading)
        for page in section.pages:
            add_page(deck, pack, page, section=section.heading)
    deck.begin(HOW_WE_COUNT)
    _add_how_we_count(deck, pack)
    return deck.saved(About(pack.title, pack.dated, f"{pack.kicker}: {pack.sentence}", language=ENGLISH))


def _add_cover(deck: Deck, pack: BoardPack, theme: Theme) -> None:
    line = f"Made on {day_in_words(pack.dated)} from Heard"
    text = " ".join(part for part in (ended(pack.sentence), pack.beside, pack.notice) if part)
    sheet = draw_opening(deck, Opening(SEED, pack.kicker, pack.title, text, line, ENGLISH, None), theme)
    held = [f"{one.heading}: {one.question}" for one in pack.sections]
    sheet.notes(noted([f"{pack.kicker}: {pack.title}", *where_from(pack), *held]))


def _add_glance(deck: Deck, pack: BoardPack) -> None:
    sheet = deck.add(TITLE_ONLY)
    sheet.title(AT_A_GLANCE)
    rows = max(1, -(-len(pack.headlines) // _COLUMNS))
    width = (BODY.width - _GAP * (_COLUMNS - 1)) / _COLUMNS
    height = min(_CARD, (bottom_of(pack) - _TOP - 0.1 - _GAP * (rows - 1)) / rows)
    for at, one in enumerate(pack.headlines):
        row, place = divmod(at, _COLUMNS)
        left, top = BODY.left + place * (width + _GAP), _TOP + row * (height + _GAP)
        _draw_card(sheet, one, Box(left, top, width, height))
    close(sheet, pack)
    sheet.notes(noted([*where_from(pack), *(one.sentence for one in pack.headlines), pack.protection]))


def _draw_card(sheet: Sheet, one: HeadFigure, box: Box) -> None:
    sheet.bar(box, TINT)
    sheet.bar(Box(box.left, box.top, 0.07, box.height), GOLD)
    left, width = box.left + _INSET, box.width - 2 * _INSET
    label = Words(short(one.label, 40), size=16, colour=INK, is_bold=True, after=0)
    sheet.box(Box(left, box.top + 0.12, width, 0.32), [label])
    sizes = _WORD_SIZES if one.is_words else _VALUE_SIZES
    size = size_for([one.value], Box(0, 0, width, 1.0), sizes, DISPLAY) or sizes[-1]
    value = Words(short(one.value, 40), size=size, colour=ACCENT, is_bold=True, is_display=True, after=0)
    sheet.box(Box(left, box.top + 0.44, width, 0.74), [value])
    words = Box(left, box.top + 1.2, width, box.height - 1.25)
    fit = size_for([one.comparison], Box(0, 0, width, words.height + 0.1), _WORDS_SIZES) or _WORDS_SIZES[-1]
    sheet.box(words, [Words(short(one.comparison, 200), size=fit, colour=QUIET, after=0)])


def _add_missing(deck: Deck, pack: BoardPack) -> None:
    sheet = deck.add(TEXT)
    sheet.title(MISSING)
    gaps = list(pack.missing) or [NOTHING_MISSING]
    box = Box(BODY.left, _TOP, BODY.width, bottom_of(pack) - _TOP)
    size = size_for(gaps, box, _GAP_SIZES) or _GAP_SIZES[-1]
    room = Box(box.left, box.top, box.width, box.height - 0.4)
    pages, is_whole = filled_pages(gaps, box, size, most=1)
    if not is_whole:
        pages, _ = filled_pages(gaps, room, size, most=1)
    said = [Words(text, size=size) for text in pages[0]]
    more = [] if is_whole else [Words(IN_THE_NOTES, size=14, is_bold=True, colour=QUIET)]
    sheet.texts(1, [*said, *more], box=box)
    close(sheet, pack)
    sheet.notes(noted([*where_from(pack), *gaps]))


def _add_how_we_count(deck: Deck, pack: BoardPack) -> None:
    """What each measure is made of, over as many slides as that takes, and where population figures come from."""
    told = [f"{ended(one.name)} {ended(one.formula)} From: {one.source}" for one in pack.measures]
    texts = [text for text in (*told, pack.protection, pack.sources) if text]
    box = Box(BODY.left, _TOP, BODY.width, bottom_of(pack) - _TOP - 0.1)
    pages, _ = filled_pages(texts, box, _MEASURES, most=len(texts))
    limits = [line for one in pack.measures for line in measured_in_words(one)]
    for at, page in enumerate(pages):
        sheet = deck.add(TEXT)
        sheet.title(HOW_WE_COUNT if len(pages) == 1 else f"{HOW_WE_COUNT}, part {at + 1} of {len(pages)}")
        sheet.texts(1, [Words(text, size=_MEASURES) for text in page], box=box)
        close(sheet, pack)
        held = [*limits, pack.protection, pack.sources] if at == 0 else page
        sheet.notes(noted([*where_from(pack), *held]))

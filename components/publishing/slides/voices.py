"""What people said, on slides: quotes, you said and we did as a native table, and further pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from components.publishing.document import Pair, Picture, Quote
from components.publishing.office import words
from components.publishing.office.picture import cut_to, office_bytes
from components.publishing.office.text import IN_ENGLISH, legal, short
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import BOLD, DISPLAY, PLAIN, Box, Face, height_of, size_for
from components.publishing.slides.master import BODY, LEFT, QUOTE, TITLE_ONLY, WIDE
from components.publishing.slides.sections import IN_THE_NOTES
from components.publishing.slides.shapes import DARK, GOLD, INK, PAPER, QUIET, TINT, Cell, Words
from components.publishing.slides.speeches import Speeches

_QUOTE_SIZES: Final = (48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 18.0)
_QUOTE_BOX: Final = Box(LEFT + 0.45, 1.9, WIDE - 1.6, 3.6)
_LONGEST_QUOTE = 300
_BESIDE_WIDTH, _BESIDE_HEIGHT = 4.6, 4.3
_CELL_SIZES: Final = (28.0, 24.0, 22.0, 20.0, 18.0, 16.0)
_CELL_EDGE = 0.3
_LONGEST_CELL = 330
_HEAD_HEIGHT = 0.55
_PICTURE_HEIGHT = 4.4


def add_quotes(
    deck: Deck, quotes: Sequence[Quote], speeches: Speeches, *, pictures: Sequence[Picture] = ()
) -> None:
    """A slide for each quote, a picture beside it while there are any, and slides for the pictures that are left."""
    beside = list(zip_longest(quotes, pictures[: len(quotes)]))
    for at, (quote, picture) in enumerate(beside, start=1):
        sheet = deck.add(QUOTE)
        sheet.title(words.QUOTES if len(quotes) == 1 else f"{words.QUOTES} ({at} of {len(quotes)})")
        width = _QUOTE_BOX.width
        if picture is not None:
            width -= _draw_beside(sheet, picture, speeches) + 0.4
        _draw_quote(sheet, quote, replace(_QUOTE_BOX, width=width), speeches)
        sheet.feet()
        heading = noted([words.QUOTES]) if at == 1 else []
        seen = picture_notes(picture, speeches) if picture is not None else []
        sheet.notes([*heading, *quote_notes(quote, speeches), *seen])
    add_pictures(deck, pictures[len(quotes) :], speeches)


def _draw_quote(sheet: Sheet, quote: Quote, box: Box, speeches: Speeches) -> None:
    """The words in the largest size that fits, in the middle of the box, with a bar of gold before them."""
    text = words.quoted(quote.text)
    size = size_for([text], box, _QUOTE_SIZES, DISPLAY)
    shown = text if size else f"{short(text, _LONGEST_QUOTE)} {IN_THE_NOTES}"
    points = size or _QUOTE_SIZES[-1]
    height = height_of([shown], points, width=box.width, face=DISPLAY)
    top = box.top + max(0.0, (box.height - height) / 2)
    sheet.bar(Box(LEFT, top, 0.09, height + 0.55), GOLD)
    said = [
        Words(shown, speeches.of(quote.text), points, is_bold=True, colour=DARK, is_display=True, after=12),
        Words(short(quote.attribution, 110), speeches.of(quote.attribution), 18, is_bold=True, colour=QUIET),
    ]
    sheet.box(Box(box.left, top, box.width, height + 0.7), said)


def _draw_beside(sheet: Sheet, picture: Picture, speeches: Speeches) -> float:
    """A picture at the right edge of a quote, whole; the answer is the width that it takes, in inches."""
    ratio = picture.width / picture.height
    width = min(_BESIDE_WIDTH, _BESIDE_HEIGHT * ratio)
    height = width / ratio
    box = Box(LEFT + WIDE - width, BODY.top, width, height)
    sheet.picture(office_bytes(picture), box, alt=picture.alt, cut=cut_to(picture, ratio=ratio))
    if picture.credit:
        credit = Words(short(picture.credit, 60), speeches.of(picture.credit), 12, colour=QUIET)
        sheet.box(Box(LEFT + WIDE - _BESIDE_WIDTH, BODY.top + height + 0.08, _BESIDE_WIDTH, 0.3), [credit])
    return _BESIDE_WIDTH


def quote_notes(quote: Quote, speeches: Speeches) -> list[Words]:
    """A quote whole, and whose it is."""
    return [
        *noted([words.quoted(quote.text)], speeches.of(quote.text)),
        *noted([quote.attribution], speeches.of(quote.attribution)),
    ]


def add_pairs(deck: Deck, pairs: Sequence[Pair], speeches: Speeches) -> None:
    """Tables of what people said and what was done, as many rows on a slide as find room."""
    if not pairs:
        return
    size = next((size for size in _CELL_SIZES if _rows_height(pairs, size) <= BODY.height), _CELL_SIZES[-1])
    pages = list(_pages(pairs, size))
    for at, page in enumerate(pages, start=1):
        sheet = deck.add(TITLE_ONLY)
        sheet.title(words.PAIRS if len(pages) == 1 else f"{words.PAIRS} ({at} of {len(pages)})")
        rows = [_head(), *(_row(pair, size, speeches) for pair in page)]
        heights = [_HEAD_HEIGHT, *(_row_height(pair, size) for pair in page)]
        box = Box(BODY.left, BODY.top, BODY.width, sum(heights))
        sheet.table(box, rows, heights=heights, alt=f"Table. {words.PAIRS}, {len(page)} rows.")
        sheet.feet()
        heading = noted([words.PAIRS]) if at == 1 else []
        sheet.notes([*heading, *(one for pair in page for one in pair_notes(pair, speeches))])


def pair_notes(pair: Pair, speeches: Speeches) -> list[Words]:
    """What people said and what was done, whole."""
    return [
        one
        for label, text in ((words.YOU_SAID, pair.you_said), (words.WE_DID, pair.we_did))
        for one in noted([f"{label}: {text}"] if legal(text).strip() else [], speeches.of(text))
    ]


def _head() -> list[Cell]:
    labels = ((words.YOU_SAID, QUIET), (words.WE_DID, DARK))
    return [
        Cell(Words(label, IN_ENGLISH, 18, is_bold=True, colour=PAPER), ground) for label, ground in labels
    ]


def _row(pair: Pair, size: float, speeches: Speeches) -> list[Cell]:
    said, did = short(pair.you_said, _LONGEST_CELL), short(pair.we_did, _LONGEST_CELL)
    return [
        Cell(Words(said, speeches.of(said), size, is_bold=True, colour=INK), TINT),
        Cell(Words(did, speeches.of(did), size, colour=INK), PAPER),
    ]


def _row_height(pair: Pair, size: float) -> float:
    width = WIDE / 2 - _CELL_EDGE
    cells: tuple[tuple[str, Face], ...] = ((pair.you_said, BOLD), (pair.we_did, PLAIN))
    return 0.25 + max(
        height_of([short(text, _LONGEST_CELL)], size, width=width, face=face) for text, face in cells
    )


def _rows_height(pairs: Sequence[Pair], size: float) -> float:
    return _HEAD_HEIGHT + sum(_row_height(pair, size) for pair in pairs)


def _pages(pairs: Sequence[Pair], size: float) -> Iterator[list[Pair]]:
    page: list[Pair] = []
    for pair in pairs:
        if page and _rows_height([*page, pair], size) > BODY.height:
            yield page
            page = []
        page.append(pair)
    yield page


def add_pictures(deck: Deck, pictures: Sequence[Picture], speeches: Speeches) -> None:
    """A slide for each further picture, whole, with its credit."""
    for at, picture in enumerate(pictures, start=1):
        sheet = deck.add(TITLE_ONLY)
        sheet.title(f"Picture {at}" if len(pictures) > 1 else "Picture")
        ratio = picture.width / picture.height
        height = min(_PICTURE_HEIGHT, WIDE / ratio)
        box = Box(BODY.left, BODY.top, height * ratio, height)
        cut = cut_to(picture, ratio=ratio)
        sheet.picture(office_bytes(picture), box, alt=picture.alt, cut=cut)
        if picture.credit:
            credit = Words(short(picture.credit, 120), speeches.of(picture.credit), 14, colour=QUIET)
            sheet.box(Box(BODY.left, BODY.top + height + 0.1, WIDE, 0.4), [credit])
        sheet.feet()
        sheet.notes(picture_notes(picture, speeches))


def picture_notes(picture: Picture, speeches: Speeches) -> list[Words]:
    """What a picture shows, and whom to credit."""
    return [*noted([picture.alt], speeches.of(picture.alt)), *noted([picture.credit])]

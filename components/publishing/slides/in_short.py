"""A story in short, on one slide of an issue: what changed and how, its numbers in charts and cards, a quote."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from components.publishing.document import Quote, Section, StoryDocument
from components.publishing.office import words
from components.publishing.office.charted import alone_of, charts_of
from components.publishing.office.text import short
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import DISPLAY, Box, height_of, size_for
from components.publishing.slides.involvement import involvement_notes, reach_notes
from components.publishing.slides.master import BODY, TEXT
from components.publishing.slides.numbers import draw_cards, draw_charts, metric_notes
from components.publishing.slides.sections import IN_THE_NOTES, part_height, said_of
from components.publishing.slides.shapes import ACCENT, DARK, GOLD, QUIET, TINT, Words
from components.publishing.slides.sources import source_notes
from components.publishing.slides.speeches import Speeches
from components.publishing.slides.voices import pair_notes, quote_notes
from domain.story import TEXT_PARTS

_TITLE_LETTERS = 80
_SIZES: Final = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)
_LEFT_WIDTH = 5.2
_GUTTER = 0.45
_INSET = 0.2
_CUT = 420
_CARD_ROOM = 1.55
_CHART_POINTS = 16.0
_QUOTE_SIZES: Final = (32.0, 28.0, 26.0, 22.0, 20.0, 18.0, 16.0)
_QUOTE_LETTERS = 260
_QUOTE_EDGE = 0.3
_ATTRIBUTION = 0.6
# With less height than this, charts and cards can no longer be read.
_LEAST_FOR_NUMBERS = 2.2
_TALLEST_CARDS = 2.2
_CARDS_IN_ONE_COLUMN = 3
_MOST_CARDS, _CARDS_BELOW = 6, 2
# What is shown first where there is not room for all, from the most wanted on.
_WANTED: Final = tuple(TEXT_PARTS[part] for part in ("outcomes", "approach", "background", "key_learning"))


def add_in_short(deck: Deck, story: StoryDocument) -> None:
    """The slide, with all of the story's words in the notes."""
    sheet = deck.add(TEXT)
    speeches = Speeches(story.language)
    sheet.title(f"{short(story.title, _TITLE_LETTERS)}: in short", speeches.of(story.title))
    has_side = bool(story.metrics or story.quotes)
    width = _LEFT_WIDTH if has_side else BODY.width
    place = Box(BODY.left, BODY.top, width, BODY.height)
    side = Box(BODY.left + width + _GUTTER, BODY.top, BODY.width - width - _GUTTER, BODY.height)
    if story.metrics and story.quotes:
        place, side = _draw_quote_below(sheet, story, (place, side), speeches)
    _draw_texts(sheet, story, place, speeches)
    if has_side:
        _draw_side(sheet, story, side, speeches)
    sheet.feet()
    sheet.notes(story_notes(story))


def _draw_quote_below(
    sheet: Sheet, story: StoryDocument, places: tuple[Box, Box], speeches: Speeches
) -> tuple[Box, Box]:
    """The first quote, whole: below the text where both find room, else below the numbers; what is left of both.

    A quote that fits neither is left to the notes: part of a sentence can say what nobody meant.
    """
    left, side = places
    quote = story.quotes[0]
    for place in places:
        high = _quote_height(quote, place.width)
        above = replace(place, height=place.height - high - _GUTTER / 2)
        has_room = _has_room(story, above) if place is left else above.height >= _LEAST_FOR_NUMBERS
        if has_room:
            below = replace(place, top=above.top + above.height + _GUTTER / 2, height=high)
            _draw_quote(sheet, quote, below, speeches)
            return (above, side) if place is left else (left, above)
    return places


def _has_room(story: StoryDocument, place: Box) -> bool:
    return _chosen(story, _inside(place))[1] is not None


def _inside(place: Box) -> Box:
    return Box(place.left + _INSET, place.top + _INSET, place.width - 2 * _INSET, place.height - 2 * _INSET)


def _quote_height(quote: Quote, width: float) -> float:
    text = words.quoted(quote.text)
    return height_of([text], _QUOTE_SIZES[-1], width=width - _QUOTE_EDGE, face=DISPLAY) + _ATTRIBUTION


def _draw_texts(sheet: Sheet, story: StoryDocument, place: Box, speeches: Speeches) -> None:
    """As many parts as fit, on a pale ground as high as they are."""
    box = _inside(place)
    chosen, size = _chosen(story, box)
    if size:
        said = list(said_of(chosen, size, speeches))
        height = part_height(chosen, size, width=box.width)
    else:
        text = short(" ".join(chosen[0].paragraphs), _CUT)
        shown = Section(chosen[0].heading, (text,))
        said = [
            *said_of([shown], _SIZES[-1], speeches),
            Words(IN_THE_NOTES, size=14, is_bold=True, colour=QUIET),
        ]
        height = box.height
    sheet.bar(replace(place, height=height + 2 * _INSET), TINT)
    sheet.bar(replace(place, height=0.05), ACCENT)
    sheet.texts(1, said, box=replace(box, height=height + 0.05))


def _chosen(story: StoryDocument, box: Box) -> tuple[list[Section], float | None]:
    """The parts to show, in order of reading, and their size: the most wanted first, more while they fit.

    None is the size of a single part that is too long and must be cut.
    """
    standfirst = Section(story.kicker, (story.standfirst,))
    first = next((one for name in _WANTED for one in story.sections if one.heading == name), None)
    kept = [first or next(iter(story.sections), standfirst)]
    wanted = [one for name in _WANTED for one in story.sections if one.heading == name]
    for section in (*wanted, *story.sections):
        more = [one for one in story.sections if one in kept or one is section]
        if section not in kept and _size(more, box):
            kept = more
    return kept, _size(kept, box)


def _size(sections: Sequence[Section], box: Box) -> float | None:
    return next((size for size in _SIZES if part_height(sections, size, width=box.width) <= box.height), None)


def _draw_side(sheet: Sheet, story: StoryDocument, box: Box, speeches: Speeches) -> None:
    """Charts of what can be compared above cards of the rest, or the first quote where there are no numbers."""
    if not story.metrics:
        _draw_quote(sheet, story.quotes[0], box, speeches)
        return
    charts = charts_of(story.metrics)
    alone = alone_of(story.metrics, charts)
    if not charts:
        columns = 1 if len(alone) <= _CARDS_IN_ONE_COLUMN else 2
        draw_cards(sheet, alone[:_MOST_CARDS], box, speeches, columns=columns)
        return
    # A single bar leaves room to say its number large.
    told = alone[:_CARDS_BELOW] or (story.metrics[:1] if sum(one.bars for one in charts) == 1 else ())
    room = _CARD_ROOM if told and box.height > _LEAST_FOR_NUMBERS + _CARD_ROOM else 0.0
    above = replace(box, height=box.height - room)
    foot = draw_charts(sheet, charts, above, points=_CHART_POINTS)
    if room:
        below = Box(box.left, foot + 0.15, box.width, min(_TALLEST_CARDS, box.top + box.height - foot - 0.15))
        draw_cards(sheet, told, below, speeches, columns=len(told))


def _draw_quote(sheet: Sheet, quote: Quote, box: Box, speeches: Speeches) -> None:
    """A quote in the largest size that fits, cut where none does, and whose it is."""
    inner = Box(box.left + _QUOTE_EDGE, box.top, box.width - _QUOTE_EDGE, box.height - _ATTRIBUTION)
    text = short(words.quoted(quote.text), _QUOTE_LETTERS)
    size = size_for([text], inner, _QUOTE_SIZES, DISPLAY) or _QUOTE_SIZES[-1]
    height = height_of([text], size, width=inner.width, face=DISPLAY) + _ATTRIBUTION
    sheet.bar(Box(box.left, box.top, 0.08, height), GOLD)
    said = [
        Words(text, speeches.of(text), size, is_bold=True, colour=DARK, is_display=True, after=4),
        Words(short(quote.attribution, 100), speeches.of(quote.attribution), 16, is_bold=True, colour=QUIET),
    ]
    sheet.box(Box(inner.left, inner.top, inner.width, height), said)


def story_notes(story: StoryDocument) -> list[Words]:
    """Everything that the story says after its opening, in the order of reading."""
    speeches = Speeches(story.language)
    said = [
        one
        for section in story.sections
        for text in (section.heading, *section.paragraphs)
        for one in noted([text], speeches.of(text))
    ]
    said += [one for metric in story.metrics for one in metric_notes(metric, speeches)]
    said += [one for quote in story.quotes for one in quote_notes(quote, speeches)]
    said += [one for pair in story.pairs for one in pair_notes(pair, speeches)]
    if story.rung or story.groups or story.spectrum:
        said += involvement_notes(story)
    if story.reach is not None:
        said += reach_notes(story.reach)
    return said + source_notes(story)

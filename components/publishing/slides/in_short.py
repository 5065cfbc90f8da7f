"""A story in short, on one slide of an issue: what changed, with its first numbers or its first quote."""

from components.publishing.document import Section, StoryDocument
from components.publishing.office import words
from components.publishing.office.text import short
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import BOLD, DISPLAY, Box, height_of, size_for
from components.publishing.slides.involvement import involvement_notes, reach_notes
from components.publishing.slides.master import BODY, TEXT
from components.publishing.slides.numbers import compared_words, draw_cards, metric_notes
from components.publishing.slides.sections import IN_THE_NOTES
from components.publishing.slides.shapes import DARK, GOLD, QUIET, Words
from components.publishing.slides.sources import source_notes
from components.publishing.slides.speeches import Speeches
from components.publishing.slides.voices import pair_notes, quote_notes
from domain.story import TEXT_PARTS

_TITLE_LETTERS = 80
_SIZES = (22.0, 20.0, 18.0)
_LEFT_WIDTH = 6.4
_CUT = 420
_HEADING_SIZE = 20.0
_NUMBERS = 3
_QUOTE_SIZES = (26.0, 22.0, 20.0, 18.0)
_QUOTE_LETTERS = 260


def add_in_short(deck: Deck, story: StoryDocument) -> None:
    """The slide, with all of the story's words in the notes."""
    sheet = deck.add(TEXT)
    speeches = Speeches(story.language)
    sheet.title(f"{short(story.title, _TITLE_LETTERS)}: in short", speeches.of(story.title))
    has_side = bool(story.metrics or story.quotes)
    width = _LEFT_WIDTH if has_side else BODY.width
    box = Box(BODY.left, BODY.top, width, BODY.height)
    sheet.texts(1, _said(_chosen(story), box, speeches), box=box)
    if has_side:
        left = BODY.left + width + 0.5
        _draw_side(sheet, story, Box(left, BODY.top, BODY.left + BODY.width - left, BODY.height), speeches)
    sheet.feet()
    sheet.notes(story_notes(story))


def _chosen(story: StoryDocument) -> Section:
    """What changed; where that is not written, the first part; where nothing is, the standfirst."""
    changed = [section for section in story.sections if section.heading == TEXT_PARTS["outcomes"]]
    if found := changed or list(story.sections[:1]):
        return found[0]
    return Section(story.kicker, (story.standfirst,))


def _said(section: Section, box: Box, speeches: Speeches) -> list[Words]:
    heading = Words(
        short(section.heading, 90), speeches.of(section.heading), _HEADING_SIZE, is_bold=True, colour=DARK
    )
    taken = height_of([heading.text], _HEADING_SIZE, width=box.width, face=BOLD)
    size = size_for(section.paragraphs, box, _SIZES, extra=taken)
    if size:
        return [heading, *(Words(text, speeches.of(text), size) for text in section.paragraphs)]
    text = short(" ".join(section.paragraphs), _CUT)
    return [
        heading,
        Words(text, speeches.of(text), _SIZES[-1]),
        Words(IN_THE_NOTES, size=14, is_bold=True, colour=QUIET),
    ]


def _draw_side(sheet: Sheet, story: StoryDocument, box: Box, speeches: Speeches) -> None:
    if story.metrics:
        most = _NUMBERS - 1 if any(compared_words(metric) for metric in story.metrics) else _NUMBERS
        draw_cards(sheet, story.metrics[:most], box, speeches, columns=1)
        return
    quote = story.quotes[0]
    inner = Box(box.left + 0.3, box.top, box.width - 0.3, box.height - 0.8)
    text = short(words.quoted(quote.text), _QUOTE_LETTERS)
    size = size_for([text], inner, _QUOTE_SIZES, DISPLAY) or _QUOTE_SIZES[-1]
    height = height_of([text], size, width=inner.width, face=DISPLAY) + 0.6
    sheet.bar(Box(box.left, box.top, 0.08, height), GOLD)
    said = [
        Words(text, speeches.of(text), size, is_bold=True, colour=DARK, is_display=True),
        Words(short(quote.attribution, 80), speeches.of(quote.attribution), 16, is_bold=True, colour=QUIET),
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

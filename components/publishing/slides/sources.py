"""The last slide of a story: its sources with their links, and its small print."""

from typing import Final

from components.publishing.document import StoryDocument
from components.publishing.office import words
from components.publishing.office.text import IN_ENGLISH, short, web_link
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import Box, height_of, size_for
from components.publishing.slides.master import TWO_TEXTS, column
from components.publishing.slides.sections import IN_THE_NOTES
from components.publishing.slides.shapes import QUIET, TINT, Words
from components.publishing.slides.speeches import Speeches

_LARGE: Final = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
_FINE: Final = (18.0, 16.0, 14.0, 12.0)
_LONGEST = 200
_INSET = 0.25


def add_sources(deck: Deck, story: StoryDocument) -> None:
    """One slide, sources beside the small print; what finds no room on it stands in the notes, which hold all."""
    sheet = deck.add(TWO_TEXTS)
    sheet.title(words.SOURCES)
    speeches = Speeches(story.language)
    sources = [(source.citation, web_link(source.link)) for source in story.sources]
    if story.address:
        sources.append((f"{words.ON_THE_WEB}: {story.address}", web_link(story.address)))
    texts = [short(text, _LONGEST) for text, _link in sources]
    box = column(0, 2)
    size = size_for(texts, box, _LARGE) or _LARGE[-1]
    said = [
        sheet.linked(Words(text, speeches.of(text), size), link)
        for text, (_text, link) in zip(texts, sources, strict=True)
    ]
    sheet.texts(1, _fitting(said, box), box=box)
    _draw_small_print(sheet, story.small_print)
    sheet.feet()
    sheet.notes([*noted([words.SOURCES]), *source_notes(story)])


def _draw_small_print(sheet: Sheet, lines: tuple[str, ...]) -> None:
    """The small print on a pale ground as high as it is."""
    place = column(1, 2)
    box = Box(place.left + _INSET, place.top + _INSET, place.width - 2 * _INSET, place.height - 2 * _INSET)
    small = [short(line, _LONGEST) for line in lines]
    size = size_for(small, box, _FINE) or _FINE[-1]
    said = _fitting([Words(line, IN_ENGLISH, size, colour=QUIET) for line in small], box)
    height = sum(height_of([one.text], one.size or 0, width=box.width) for one in said)
    sheet.bar(Box(place.left, place.top, place.width, height + 2 * _INSET), TINT)
    sheet.texts(2, said, box=Box(box.left, box.top, box.width, height + 0.05))


def source_notes(story: StoryDocument) -> list[Words]:
    """Each source with its address, and the small print."""
    speeches = Speeches(story.language)
    cited = [
        one
        for source in story.sources
        for one in noted([f"{source.citation} {source.link}".strip()], speeches.of(source.citation))
    ]
    web = [f"{words.ON_THE_WEB}: {story.address}"] if story.address else []
    return cited + noted([*web, *story.small_print])


def _fitting(said: list[Words], box: Box) -> list[Words]:
    """All of these where they fit; else the first of them, and the words that there is more in the notes."""
    if sum(height_of([one.text], one.size or 0, width=box.width) for one in said) <= box.height:
        return said
    high, fitting = 0.4, []
    for one in said:
        high += height_of([one.text], one.size or 0, width=box.width)
        if high > box.height:
            break
        fitting.append(one)
    return [*fitting, Words(IN_THE_NOTES, IN_ENGLISH, 14, is_bold=True, colour=QUIET)]

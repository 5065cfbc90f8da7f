"""The last slide of a story: its sources with their links, and its small print."""

from dataclasses import replace

from components.publishing.document import StoryDocument
from components.publishing.office import words
from components.publishing.office.text import IN_ENGLISH, short, web_link
from components.publishing.slides.deck import Deck, noted
from components.publishing.slides.fit import Box, height_of
from components.publishing.slides.master import BODY, TEXT
from components.publishing.slides.sections import IN_THE_NOTES
from components.publishing.slides.shapes import QUIET, Words
from components.publishing.slides.speeches import Speeches

_SIZES = ((20.0, 16.0), (18.0, 14.0), (16.0, 14.0), (14.0, 12.0))
_LONGEST = 200


def add_sources(deck: Deck, story: StoryDocument) -> None:
    """One slide; what finds no room on it stands in the notes, which hold all of it."""
    sheet = deck.add(TEXT)
    sheet.title(words.SOURCES)
    speeches = Speeches(story.language)
    sources = [(source.citation, web_link(source.link)) for source in story.sources]
    if story.address:
        sources.append((f"{words.ON_THE_WEB}: {story.address}", web_link(story.address)))
    small = list(story.provenance.lines)
    large, fine = _sizes([text for text, _link in sources], small)
    said = [
        sheet.linked(Words(short(text, _LONGEST), speeches.of(text), large, after=6), link)
        for text, link in sources
    ]
    if said:
        said[-1] = replace(said[-1], after=18)
    said += [Words(short(line, _LONGEST), IN_ENGLISH, fine, colour=QUIET, after=4) for line in small]
    fitting = _fitting(said)
    if len(fitting) < len(said):
        fitting.append(Words(IN_THE_NOTES, IN_ENGLISH, 14, is_bold=True, colour=QUIET))
    sheet.texts(1, fitting)
    sheet.feet()
    sheet.notes([*noted([words.SOURCES]), *source_notes(story)])


def source_notes(story: StoryDocument) -> list[Words]:
    """Each source with its address, and the small print."""
    speeches = Speeches(story.language)
    cited = [
        one
        for source in story.sources
        for one in noted([f"{source.citation} {source.link}".strip()], speeches.of(source.citation))
    ]
    web = [f"{words.ON_THE_WEB}: {story.address}"] if story.address else []
    return cited + noted([*web, *story.provenance.lines])


def _sizes(sources: list[str], small: list[str]) -> tuple[float, float]:
    for large, fine in _SIZES:
        high = 0.2 + height_of([short(text, _LONGEST) for text in sources], large, width=BODY.width)
        high += height_of([short(text, _LONGEST) for text in small], fine, width=BODY.width)
        if high <= BODY.height:
            return large, fine
    return _SIZES[-1]


def _fitting(said: list[Words]) -> list[Words]:
    """The first of these that fit the slide, with room left to say that there is more."""
    box = Box(BODY.left, BODY.top, BODY.width, BODY.height - 0.4)
    high, fitting = 0.0, []
    for words_of in said:
        high += height_of([words_of.text], words_of.size or 0, width=box.width)
        if high > box.height:
            break
        fitting.append(words_of)
    return fitting

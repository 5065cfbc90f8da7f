"""The written parts of a story on slides: short ones side by side, long ones alone and continued."""

from collections.abc import Sequence
from typing import Final

from components.publishing.document import Section
from components.publishing.office.text import IN_ENGLISH
from components.publishing.slides.deck import Deck, noted
from components.publishing.slides.fit import BOLD, Box, filled_pages, height_of, size_for
from components.publishing.slides.master import BODY, TEXT, THREE_TEXTS, TWO_TEXTS, column
from components.publishing.slides.shapes import ACCENT, DARK, QUIET, Words
from components.publishing.slides.speeches import Speeches
from domain.story import TEXT_PARTS

COLUMN_SIZES: Final = (26.0, 24.0, 22.0, 20.0, 18.0)
TEXT_SIZES: Final = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)
_CONTINUED_SIZE = 18.0
_MOST_SLIDES = 4
_MOST_COLUMNS = 3
_LAYOUTS: Final = {2: TWO_TEXTS, _MOST_COLUMNS: THREE_TEXTS}
_HEADING_SIZE = 20.0
_HEADING_ROOM = 0.6
_RULE = 0.05
_RULE_ROOM = 0.25
IN_THE_NOTES: Final = "The full text is in the notes."
FOLLOWS: Final = "Continued. The full text is in the notes of the first slide of this part."
# What a slide with several parts is called, by the first of them.
_TITLES: Final = {
    TEXT_PARTS["background"]: "Why and how",
    TEXT_PARTS["approach"]: "How it was done",
    TEXT_PARTS["outcomes"]: "What came of it",
    TEXT_PARTS["key_learning"]: "What to learn from it",
    TEXT_PARTS["reached"]: "Reach and limits",
}
_BREAK_BEFORE: Final = TEXT_PARTS["outcomes"]


def add_sections(deck: Deck, sections: Sequence[Section], speeches: Speeches) -> None:
    """Slides for the written parts, each with its whole text in the notes."""
    for together in _arranged(sections):
        size = _common_size(together) if len(together) > 1 else None
        if size is None:
            for section in together:
                add_texts(deck, section.heading, section.paragraphs, speeches)
        else:
            _add_columns(deck, together, speeches, size)


def _arranged(sections: Sequence[Section]) -> list[list[Section]]:
    """The parts in groups for one slide each: what was wanted and done first, then what came of it."""
    headings = [section.heading for section in sections]
    first = headings.index(_BREAK_BEFORE) if _BREAK_BEFORE in headings else 0
    return [*_shared_out(sections[:first]), *_shared_out(sections[first:])]


def _shared_out(sections: Sequence[Section]) -> list[list[Section]]:
    slides = -(-len(sections) // _MOST_COLUMNS)
    if not slides:
        return []
    each = -(-len(sections) // slides)
    return [list(sections[at : at + each]) for at in range(0, len(sections), each)]


def _common_size(sections: Sequence[Section]) -> float | None:
    """The size at which each fits its column, headings too; None where one does not."""
    sizes = []
    for at, section in enumerate(sections):
        box = column(at, len(sections))
        heading = height_of([section.heading], _HEADING_SIZE, width=box.width, face=BOLD)
        if heading > 2 * _HEADING_ROOM:
            return None
        sizes.append(size_for(section.paragraphs, box, COLUMN_SIZES, extra=heading + _RULE_ROOM))
    found = [size for size in sizes if size is not None]
    return min(found) if len(found) == len(sizes) else None


def _add_columns(deck: Deck, sections: Sequence[Section], speeches: Speeches, size: float) -> None:
    sheet = deck.add(_LAYOUTS[len(sections)])
    title = _TITLES.get(sections[0].heading, " · ".join(section.heading for section in sections))
    sheet.title(title, IN_ENGLISH if sections[0].heading in _TITLES else speeches.of(title))
    for index, section in enumerate(sections, start=1):
        box = column(index - 1, len(sections))
        sheet.bar(Box(box.left, box.top, box.width, _RULE), ACCENT)
        heading = Words(
            section.heading, speeches.of(section.heading), _HEADING_SIZE, is_bold=True, colour=DARK
        )
        below = Box(box.left, box.top + _RULE_ROOM, box.width, box.height - _RULE_ROOM)
        texts = [heading, *(Words(text, speeches.of(text), size) for text in section.paragraphs)]
        sheet.texts(index, texts, box=below)
    sheet.feet()
    sheet.notes(
        [words for section in sections for words in _whole(section.heading, section.paragraphs, speeches)]
    )


def _whole(heading: str, paragraphs: Sequence[str], speeches: Speeches) -> list[Words]:
    return [words for text in (heading, *paragraphs) for words in noted([text], speeches.of(text))]


def add_texts(deck: Deck, heading: str, paragraphs: Sequence[str], speeches: Speeches) -> None:
    """One part on slides of its own: continued where it is long, and beyond four slides in the notes alone."""
    size = size_for(paragraphs, BODY, TEXT_SIZES)
    body = Box(BODY.left, BODY.top, BODY.width, BODY.height - 0.4)
    if size is None:
        pages, is_whole = filled_pages(paragraphs, body, _CONTINUED_SIZE, most=_MOST_SLIDES)
    else:
        pages, is_whole = [list(paragraphs)], True
    for at, page in enumerate(pages, start=1):
        sheet = deck.add(TEXT)
        title = heading if len(pages) == 1 else f"{heading} ({at} of {len(pages)})"
        sheet.title(title, speeches.of(heading))
        words = [Words(text, speeches.of(text), size or _CONTINUED_SIZE) for text in page]
        if at == len(pages) and not is_whole:
            words.append(Words(IN_THE_NOTES, IN_ENGLISH, 14, is_bold=True, colour=QUIET))
        sheet.texts(1, words)
        sheet.feet()
        sheet.notes(_whole(heading, paragraphs, speeches) if at == 1 else noted([FOLLOWS]))

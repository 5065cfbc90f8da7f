"""How people were involved and who was reached, on slides."""

from dataclasses import replace
from typing import Final

from components.publishing.document import ReachPart, ReachRow, StoryDocument
from components.publishing.office import words
from components.publishing.office.captions import reach_caption, spectrum_caption
from components.publishing.office.charted import chart_of_reach
from components.publishing.office.text import IN_ENGLISH, short
from components.publishing.slides.deck import Deck, noted
from components.publishing.slides.fit import Box, height_of, size_for
from components.publishing.slides.master import BODY, LEFT, TITLE_ONLY, WIDE
from components.publishing.slides.shapes import INK, QUIET, Words
from components.publishing.slides.speeches import Speeches

_TEXT_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)
_MOST_ROWS = 7
_TEXT_LETTERS = 300
_TEXT_ROOM = 1.7
_CAPTION: Final = Box(LEFT, 5.95, WIDE, 0.75)
_POINTS = 18.0
_TALLEST_LINE = 2.6
_TALLEST_REACH_BAR = 0.62


def add_involvement(deck: Deck, story: StoryDocument) -> None:
    """One slide with the way of involving people, whom the story is about, and the network's line."""
    if not (story.rung or story.rung_reason or story.groups or story.spectrum):
        return
    sheet = deck.add(TITLE_ONLY)
    sheet.title(words.INVOLVEMENT)
    speeches = Speeches(story.language)
    line = story.spectrum
    box = Box(LEFT, BODY.top, WIDE, _TEXT_ROOM if line else BODY.height)
    texts = [text for text in (_rung(story), short(story.rung_reason, _TEXT_LETTERS), _groups(story)) if text]
    size = size_for(texts, box, _TEXT_SIZES) or _TEXT_SIZES[-1]
    if texts:
        box = replace(box, height=min(box.height, height_of(texts, size, width=box.width) + 0.1))
        sheet.box(box, [Words(text, speeches.of(text), size, colour=INK, after=6) for text in texts])
    if line is not None:
        top = box.top + (box.height if texts else 0)
        room = _CAPTION.top - top - 0.1
        height = min(room, _TALLEST_LINE)
        sheet.spectrum(line, Box(LEFT, top + (room - height) / 2, WIDE, height), points=_POINTS)
        caption = Words(short(spectrum_caption(line), 300), IN_ENGLISH, 16, colour=QUIET)
        sheet.box(_CAPTION, [caption])
    sheet.feet()
    sheet.notes(involvement_notes(story))


def involvement_notes(story: StoryDocument) -> list[Words]:
    """The same in words."""
    speeches = Speeches(story.language)
    said = noted([words.INVOLVEMENT, _rung(story)])
    said += noted([story.rung_reason], speeches.of(story.rung_reason))
    groups = [f"{words.GROUPS}: {', '.join(story.groups)}."] if story.groups else []
    return said + noted([*groups, spectrum_caption(story.spectrum) if story.spectrum else ""])


def _rung(story: StoryDocument) -> str:
    return f"{words.RUNG}: {story.rung}." if story.rung else ""


def _groups(story: StoryDocument) -> str:
    return short(f"{words.GROUPS}: {', '.join(story.groups)}.", _TEXT_LETTERS) if story.groups else ""


def add_reach(deck: Deck, reach: ReachPart) -> None:
    """One slide: the finding, and a native chart of the groups that may be compared."""
    sheet = deck.add(TITLE_ONLY)
    sheet.title(words.REACH)
    box = Box(LEFT, BODY.top - 0.1, WIDE, 1.0)
    text = short(reach.sentence, _TEXT_LETTERS)
    size = size_for([text], box, _TEXT_SIZES) or _TEXT_SIZES[-1]
    sheet.box(box, [Words(text, IN_ENGLISH, size, colour=INK)])
    top = BODY.top + 1.0
    chart = chart_of_reach(replace(reach, rows=reach.rows[:_MOST_ROWS]))
    if chart is not None:
        height = min(3.35, 0.9 + _TALLEST_REACH_BAR * chart.bars)
        sheet.chart(chart, Box(LEFT, top, WIDE, height), points=_POINTS)
    note = Words(short(reach_caption(reach), 220), IN_ENGLISH, 14, colour=QUIET)
    sheet.box(Box(LEFT, 6.2, WIDE, 0.55), [note], anchor="b")
    sheet.feet()
    sheet.notes(reach_notes(reach))


def reach_notes(reach: ReachPart) -> list[Words]:
    """The finding, each row in words, and the note."""
    return noted([words.REACH, reach.sentence, *(_in_words(row) for row in reach.rows), reach_caption(reach)])


def _in_words(row: ReachRow) -> str:
    reached, population = words.per_cent(row.reached), words.per_cent(row.population)
    people = f" ({row.people})" if row.people else ""
    return f"{row.group}: {words.REACHED.lower()} {reached}{people}, {words.POPULATION.lower()} {population}."

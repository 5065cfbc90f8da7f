"""How people were involved and who was reached, on slides."""

from components.publishing.document import ReachPart, ReachRow, StoryDocument
from components.publishing.office import words
from components.publishing.office.chart import chart_of_reach
from components.publishing.office.package import day_in_words
from components.publishing.office.text import IN_ENGLISH, short
from components.publishing.slides.deck import Deck, noted
from components.publishing.slides.fit import Box, size_for
from components.publishing.slides.master import BODY, LEFT, TITLE_ONLY, WIDE
from components.publishing.slides.shapes import INK, QUIET, Words
from components.publishing.slides.spectrum import draw_spectrum
from components.publishing.slides.speeches import Speeches

_TEXT_SIZES = (22.0, 20.0, 18.0, 16.0)
_MOST_ROWS = 7
_TEXT_LETTERS = 300


def add_involvement(deck: Deck, story: StoryDocument) -> None:
    """One slide with the way of involving people, whom the story is about, and the network's line."""
    if not (story.rung or story.rung_reason or story.groups or story.spectrum):
        return
    sheet = deck.add(TITLE_ONLY)
    sheet.title(words.INVOLVEMENT)
    speeches = Speeches(story.language)
    line = story.spectrum
    box = Box(LEFT, BODY.top, WIDE, 1.7 if line else BODY.height)
    texts = [text for text in (_rung(story), short(story.rung_reason, _TEXT_LETTERS), _groups(story)) if text]
    size = size_for(texts, box, _TEXT_SIZES)
    sheet.box(
        box, [Words(text, speeches.of(text), size or _TEXT_SIZES[-1], colour=INK, after=6) for text in texts]
    )
    if line is not None:
        top = box.top + box.height
        high = draw_spectrum(sheet, line, left=LEFT + 0.6, top=top, width=WIDE - 1.2)
        caption = Words(short(_spectrum(story), 260), IN_ENGLISH, 16, colour=QUIET)
        sheet.box(Box(LEFT, top + high + 0.05, WIDE, 0.6), [caption])
    sheet.feet()
    sheet.notes(involvement_notes(story))


def involvement_notes(story: StoryDocument) -> list[Words]:
    """The same in words."""
    speeches = Speeches(story.language)
    said = noted([words.INVOLVEMENT, _rung(story)])
    said += noted([story.rung_reason], speeches.of(story.rung_reason))
    groups = [f"{words.GROUPS}: {', '.join(story.groups)}."] if story.groups else []
    return said + noted([*groups, _spectrum(story)])


def _rung(story: StoryDocument) -> str:
    return f"{words.RUNG}: {story.rung}." if story.rung else ""


def _groups(story: StoryDocument) -> str:
    return short(f"{words.GROUPS}: {', '.join(story.groups)}.", _TEXT_LETTERS) if story.groups else ""


def _spectrum(story: StoryDocument) -> str:
    line = story.spectrum
    if line is None:
        return ""
    illustrative = f"{words.ILLUSTRATIVE} " if line.is_illustrative else ""
    return f"{illustrative}{line.sentence} {words.AS_OF} {day_in_words(line.as_of)}."


def add_reach(deck: Deck, reach: ReachPart) -> None:
    """One slide: the finding, and a native chart of the groups that may be compared."""
    sheet = deck.add(TITLE_ONLY)
    sheet.title(words.REACH)
    finding = Words(short(reach.sentence, _TEXT_LETTERS), IN_ENGLISH, 18, colour=INK)
    sheet.box(Box(LEFT, BODY.top - 0.1, WIDE, 0.9), [finding])
    top = BODY.top + 0.9
    rows = reach.rows[:_MOST_ROWS]
    chart = chart_of_reach(ReachPart(reach.network, reach.period, rows, reach.sentence, reach.note))
    if chart is not None:
        height = min(3.4, 0.6 + 0.45 * chart.bars + 0.3)
        sheet.chart(chart, Box(LEFT, top, WIDE, height), points=16)
    note = Words(short(_reach_note(reach), 220), IN_ENGLISH, 14, colour=QUIET)
    sheet.box(Box(LEFT, 6.15, WIDE, 0.55), [note], anchor="b")
    sheet.feet()
    sheet.notes(reach_notes(reach))


def reach_notes(reach: ReachPart) -> list[Words]:
    """The finding, each row in words, and the note."""
    return noted([words.REACH, reach.sentence, *(_in_words(row) for row in reach.rows), _reach_note(reach)])


def _reach_note(reach: ReachPart) -> str:
    illustrative = f"{words.ILLUSTRATIVE} " if reach.is_illustrative else ""
    return f"{illustrative}{reach.network}, {reach.period}. {reach.note}".strip()


def _in_words(row: ReachRow) -> str:
    reached, population = words.per_cent(row.reached), words.per_cent(row.population)
    people = f" ({row.people})" if row.people else ""
    return f"{row.group}: {words.REACHED.lower()} {reached}{people}, {words.POPULATION.lower()} {population}."

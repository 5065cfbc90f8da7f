"""The written parts of a story on slides: short ones in columns side by side, long ones alone and continued."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from components.publishing.document import Section
from components.publishing.office.text import IN_ENGLISH
from components.publishing.slides.deck import Deck, noted
from components.publishing.slides.fit import BOLD, Box, filled_pages, height_of, size_for
from components.publishing.slides.master import BODY, TEXT, THREE_TEXTS, TWO_TEXTS, Layout, column
from components.publishing.slides.shapes import ACCENT, DARK, QUIET, TINT, Words
from components.publishing.slides.speeches import Speeches
from domain.story import TEXT_PARTS

COLUMN_SIZES: Final = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)
TEXT_SIZES: Final = (28.0, 26.0, 24.0, 22.0, 20.0, 18.0)
# A whole story on one slide is easier to follow than on several, as long as its letters are of this size.
_TOGETHER_SIZES: Final = (24.0, 22.0, 20.0)
_CONTINUED_SIZE = 18.0
_MOST_SLIDES = 4
_MOST_TOGETHER = 6
_LAYOUTS: Final[dict[int, Layout]] = {1: TEXT, 2: TWO_TEXTS, 3: THREE_TEXTS}
_HEADING_SIZE = 20.0
_HEADING_ROOM = 1.2
_RULE = 0.05
_INSET = 0.2
_BETWEEN = 14.0
IN_THE_NOTES: Final = "The full text is in the notes."
FOLLOWS: Final = "Continued. The full text is in the notes of the first slide of this part."
WHOLE_STORY: Final = "The story in short"
# What a slide with several parts is called, by the first of them.
_TITLES: Final = {
    TEXT_PARTS["background"]: "Why and how",
    TEXT_PARTS["approach"]: "How it was done",
    TEXT_PARTS["outcomes"]: "What came of it",
    TEXT_PARTS["key_learning"]: "What to learn from it",
    TEXT_PARTS["reached"]: "Reach and limits",
}
_BREAK_BEFORE: Final = TEXT_PARTS["outcomes"]


@dataclass(frozen=True)
class _Setting:
    """Parts in columns, the size of their text, and the height of the tallest column in inches."""

    columns: tuple[tuple[Section, ...], ...]
    size: float
    height: float


def add_sections(deck: Deck, sections: Sequence[Section], speeches: Speeches) -> None:
    """Slides for the written parts, each with its whole text in the notes."""
    if whole := _setting(sections, _TOGETHER_SIZES):
        _add_columns(deck, whole, speeches, title=WHOLE_STORY)
        return
    for group in _halves(sections):
        if setting := _setting(group, COLUMN_SIZES):
            _add_columns(deck, setting, speeches, title=_TITLES.get(group[0].heading, ""))
        else:
            for section in group:
                add_texts(deck, section.heading, section.paragraphs, speeches)


def _halves(sections: Sequence[Section]) -> list[Sequence[Section]]:
    """What was wanted and done first, then what came of it; each in groups that one slide may hold."""
    headings = [section.heading for section in sections]
    first = headings.index(_BREAK_BEFORE) if _BREAK_BEFORE in headings else 0
    return [*_groups(sections[:first]), *_groups(sections[first:])]


def _groups(sections: Sequence[Section]) -> Iterator[Sequence[Section]]:
    """As many parts at a time as fit on a slide together, at least one."""
    at = 0
    while at < len(sections):
        most = min(len(sections) - at, _MOST_TOGETHER)
        fitting = (many for many in range(most, 1, -1) if _setting(sections[at : at + many], COLUMN_SIZES))
        taken = next(fitting, 1)
        yield sections[at : at + taken]
        at += taken


def _setting(sections: Sequence[Section], sizes: Sequence[float]) -> _Setting | None:
    """The columns in which the parts stand largest, then shortest; None where they fit at none of the sizes.

    A single part is left to a slide of its own.
    """
    if not 1 < len(sections) <= _MOST_TOGETHER:
        return None
    ways = list(_ways(sections))
    for size in sizes:
        settings = [_Setting(columns, size, _tallest(columns, size)) for columns in ways]
        fitting = [setting for setting in settings if setting.height <= BODY.height]
        if fitting:
            return min(fitting, key=lambda setting: setting.height)
    return None


def _ways(sections: Sequence[Section]) -> Iterator[tuple[tuple[Section, ...], ...]]:
    """Every way to stand in two or three columns, in order."""
    for many in range(2, min(len(_LAYOUTS), len(sections)) + 1):
        for breaks in combinations(range(1, len(sections)), many - 1):
            ends = (0, *breaks, len(sections))
            yield tuple(tuple(sections[a:b]) for a, b in pairwise(ends))


def _tallest(columns: tuple[tuple[Section, ...], ...], size: float) -> float:
    """The height of the tallest column in inches, endless where a heading is too long for a column."""
    width = column(0, len(columns)).width - 2 * _INSET
    return 2 * _INSET + max(part_height(sections, size, width=width) for sections in columns)


def part_height(sections: Sequence[Section], size: float, *, width: float) -> float:
    """The height of parts below each other, in inches; endless where a heading is too long for the width."""
    height = (len(sections) - 1) * _BETWEEN / 72
    for section in sections:
        heading = height_of([section.heading], _HEADING_SIZE, width=width, face=BOLD)
        if heading > _HEADING_ROOM:
            return float("inf")
        height += heading + height_of(section.paragraphs, size, width=width)
    return height


def _add_columns(deck: Deck, setting: _Setting, speeches: Speeches, *, title: str) -> None:
    columns, size = setting.columns, setting.size
    sections = [section for one in columns for section in one]
    sheet = deck.add(_LAYOUTS[len(columns)])
    joined = " · ".join(section.heading for section in sections)
    sheet.title(title or joined, IN_ENGLISH if title else speeches.of(joined))
    for index, parts in enumerate(columns, start=1):
        box = column(index - 1, len(columns))
        sheet.bar(Box(box.left, box.top, box.width, setting.height), TINT)
        sheet.bar(Box(box.left, box.top, box.width, _RULE), ACCENT)
        inner = Box(
            box.left + _INSET, box.top + _INSET, box.width - 2 * _INSET, setting.height - 2 * _INSET + 0.05
        )
        sheet.texts(index, list(said_of(parts, size, speeches)), box=inner)
    sheet.feet()
    sheet.notes(
        [words for section in sections for words in _whole(section.heading, section.paragraphs, speeches)]
    )


def said_of(sections: Sequence[Section], size: float, speeches: Speeches) -> Iterator[Words]:
    """Parts below each other, each under its heading."""
    for at, section in enumerate(sections, start=1):
        yield Words(section.heading, speeches.of(section.heading), _HEADING_SIZE, is_bold=True, colour=DARK)
        for number, text in enumerate(section.paragraphs, start=1):
            is_end = number == len(section.paragraphs) and at < len(sections)
            yield Words(text, speeches.of(text), size, after=_BETWEEN + 9 if is_end else None)


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

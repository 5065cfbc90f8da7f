"""An issue as a deck: cover, contents that lead to each story, welcome, each story in short, the back page."""

from collections.abc import Sequence

from components.publishing.document import IssueDocument, StoryDocument
from components.publishing.office import words
from components.publishing.office.package import day_in_words
from components.publishing.office.text import short
from components.publishing.slides.cover import Opening, add_cover, cover_notes, draw_opening
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import Box, size_for
from components.publishing.slides.in_short import add_in_short, story_notes
from components.publishing.slides.master import TWO_TEXTS, column
from components.publishing.slides.sections import add_texts
from components.publishing.slides.shapes import Words
from components.publishing.slides.speeches import Speeches
from components.publishing.theme import Theme

_ENTRIES_A_COLUMN = 10
_ENTRY_SIZES = (20.0, 18.0, 16.0)
_ENTRY_LETTERS = 64


def issue_deck(issue: IssueDocument, theme: Theme) -> Deck:
    """The slides of an issue."""
    deck = Deck(theme, footer=issue.title)
    speeches = Speeches(issue.language)
    deck.begin(issue.title)
    _add_front(deck, issue, theme)
    contents = _contents_sheets(deck, issue)
    if issue.editorial:
        add_texts(deck, words.WELCOME, issue.welcome, speeches)
    openers = [_add_story(deck, story, theme) for story in issue.stories]
    _write_contents(contents, issue, openers)
    deck.begin(words.BACK)
    back = (*issue.back_page, *(text for text in (issue.illustrative,) if text))
    add_texts(deck, words.BACK, (*back, f"{words.RECORD} {issue.fingerprint[:12]}."), speeches)
    return deck


def _add_front(deck: Deck, issue: IssueDocument, theme: Theme) -> None:
    cover = issue.face
    kicker = f"{words.COVER_STORY}: {cover.title}"
    opening = Opening(
        issue.cover_seed or issue.slug,
        kicker,
        issue.title,
        cover.standfirst,
        day_in_words(issue.dated),
        issue.language,
        cover.cover_picture,
    )
    sheet = draw_opening(deck, opening, theme)
    sheet.notes(noted([issue.title, kicker, cover.standfirst, day_in_words(issue.dated)]))


def _contents_sheets(deck: Deck, issue: IssueDocument) -> list[Sheet]:
    pages = -(-len(issue.stories) // (2 * _ENTRIES_A_COLUMN))
    sheets = []
    for at in range(1, pages + 1):
        sheet = deck.add(TWO_TEXTS)
        sheet.title(words.CONTENTS if pages == 1 else f"{words.CONTENTS} ({at} of {pages})")
        sheets.append(sheet)
    return sheets


def _write_contents(sheets: Sequence[Sheet], issue: IssueDocument, openers: Sequence[Sheet]) -> None:
    """Each title leads to its story: written when the stories stand."""
    titles = [short(story.title, _ENTRY_LETTERS) for story in issue.stories]
    longest = titles[:_ENTRIES_A_COLUMN] if len(titles) > _ENTRIES_A_COLUMN else titles
    size = size_for(longest, column(0, 2), _ENTRY_SIZES) or _ENTRY_SIZES[-1]
    entries = list(zip(issue.stories, openers, strict=True))
    each = 2 * _ENTRIES_A_COLUMN
    for at, sheet in enumerate(sheets):
        page = entries[at * each : (at + 1) * each]
        half = -(-len(page) // 2)
        for index, part in enumerate((page[:half], page[half:]), start=1):
            sheet.texts(
                index, [_entry(sheet, story, opener, size) for story, opener in part], box=_column(index)
            )
        sheet.feet()
        sheet.notes(noted([words.CONTENTS, *(story.title for story, _opener in page)]))


def _column(index: int) -> Box:
    return column(index - 1, 2)


def _entry(sheet: Sheet, story: StoryDocument, opener: Sheet, size: float) -> Words:
    title = short(story.title, _ENTRY_LETTERS)
    return sheet.led_to(Words(title, Speeches(story.language).of(title), size), opener)


def _add_story(deck: Deck, story: StoryDocument, theme: Theme) -> Sheet:
    deck.begin(story.title)
    opener = add_cover(deck, story, theme)
    if story.sections or story.metrics or story.quotes:
        add_in_short(deck, story)
    else:
        opener.notes([*cover_notes(story), *story_notes(story)])
    return opener

"""An issue in Word: cover, contents that lead to each story, welcome, the stories, the back page."""

from collections.abc import Iterator

from components.publishing.document import IssueDocument
from components.publishing.office import words
from components.publishing.office.package import day_in_words
from components.publishing.office.picture import crowd_png, cut_to, office_bytes
from components.publishing.office.text import speech_of
from components.publishing.theme import Theme
from components.publishing.word.drawing import Drawings
from components.publishing.word.markup import (
    FIELD_END,
    bookmarked,
    field_start,
    link_within,
    paragraph,
    run,
)
from components.publishing.word.part import Links
from components.publishing.word.story import TEXT_WIDTH_MM, StoryWriter

_COVER_HEIGHT_MM = 110
# Bookmarks are numbered across the document: stories from 1, these after any number of stories.
_WELCOME_NUMBER, _BACK_NUMBER = 9_001, 9_002


def issue_parts(issue: IssueDocument, *, theme: Theme, drawings: Drawings, links: Links) -> list[str]:
    """Paragraphs and tables as XML, from cover to back."""
    parts = [*_cover(issue, theme, drawings), *_contents(issue), *_welcome(issue)]
    for number, story in enumerate(issue.stories, start=1):
        writer = StoryWriter(story, theme=theme, drawings=drawings, links=links, depth=1, number=number)
        parts.extend(writer.parts())
    return [*parts, *_back(issue)]


def _cover(issue: IssueDocument, theme: Theme, drawings: Drawings) -> Iterator[str]:
    cover = issue.face
    speech = speech_of(issue.title, language=issue.language)
    yield paragraph("Kicker", run(day_in_words(issue.dated)))
    yield paragraph("Title", run(issue.title, speech), speech=speech)
    ratio = TEXT_WIDTH_MM / _COVER_HEIGHT_MM
    picture = cover.cover_picture
    if picture is None:
        drawing = crowd_png(
            issue.cover_seed or issue.slug, theme, width=TEXT_WIDTH_MM, height=_COVER_HEIGHT_MM
        )
        yield paragraph("Illustration", drawings.picture(drawing, alt="", ratio=ratio))
    else:
        cut = cut_to(picture, ratio=ratio)
        drawn = drawings.picture(office_bytes(picture), alt=picture.alt, ratio=ratio, cut=cut)
        yield paragraph("Illustration", drawn)
    yield paragraph("Kicker", run(words.COVER_STORY))
    for style, text in (("Cover Line", cover.title), ("Subtitle", cover.standfirst)):
        if text:
            said = speech_of(text, language=cover.language)
            yield paragraph(style, run(text, said), speech=said)
    if issue.illustrative:
        yield paragraph("Small Print", run(issue.illustrative))


def _contents(issue: IssueDocument) -> Iterator[str]:
    yield paragraph("Contents Head", run(words.CONTENTS), on_new_page=True)
    entries = [("welcome", words.WELCOME, "en-GB")] if issue.editorial else []
    entries += [
        (f"story{at}", story.title, story.language) for at, story in enumerate(issue.stories, start=1)
    ]
    entries += [("back", words.BACK, "en-GB")] if issue.back_page else []
    for at, (bookmark, title, language) in enumerate(entries):
        start = field_start('TOC \\o "1-1" \\n \\h') if at == 0 else ""
        end = FIELD_END if at == len(entries) - 1 else ""
        speech = speech_of(title, language=language)
        entry = link_within(run(title, speech, style="Hyperlink"), bookmark=bookmark)
        yield paragraph("toc 1", f"{start}{entry}{end}", speech=speech)


def _welcome(issue: IssueDocument) -> Iterator[str]:
    if issue.editorial:
        yield paragraph("heading 1", bookmarked(run(words.WELCOME), name="welcome", number=_WELCOME_NUMBER))
    yield from _texts(issue, issue.welcome)


def _texts(issue: IssueDocument, texts: tuple[str, ...]) -> Iterator[str]:
    for text in texts:
        speech = speech_of(text, language=issue.language)
        yield paragraph("Normal", run(text, speech), speech=speech)


def _back(issue: IssueDocument) -> Iterator[str]:
    if issue.back_page:
        yield paragraph(
            "heading 1", bookmarked(run(words.BACK), name="back", number=_BACK_NUMBER), on_new_page=True
        )
    yield from _texts(issue, issue.back_page)
    yield paragraph("Small Print", run(f"{words.RECORD} {issue.fingerprint[:12]}."))

"""Easy Read: a story in short sentences of large type, with a picture beside each.

Its words are those that were written for Easy Read. A story without them is set in its own sentences, whole, and
says so at its head.
"""

from typing import Final

from components.publishing.crowd import crowd_svg, story_colour
from components.publishing.document import (
    Document,
    IssueDocument,
    Quote,
    ReachPart,
    SpectrumLine,
    StoryDocument,
)
from components.publishing.easy_read_line import spectrum_svg, words_of_line
from components.publishing.easy_read_own_words import own_words
from components.publishing.easy_read_rows import OURS, Pages, Said, said, sentences_said
from components.publishing.labels import language_tag
from components.publishing.office.text import speech_of
from components.publishing.pictograms import Pictogram
from components.publishing.running_text import day
from components.publishing.short_sentences import sentences_of, words_in
from components.publishing.theme import Theme
from components.publishing.typesetting import compile_pdf
from components.publishing.web_words import link_or_nothing, one_line
from domain.easy_read import MOST_WORDS, hard_words

NOT_WRITTEN: Final = (
    "This story is not written in Easy Read yet. These are the sentences of the story itself."
)
_TEMPLATE: Final = "easy_read/easy_read.typ"
_TAG: Final = "Easy Read"
_ART_WIDTH: Final = 174
# Flat, so that a story keeps to two pages.
_ART_HEIGHT: Final = 26
_ART_HEIGHT_OF_ISSUE: Final = 34
_PHOTOGRAPH_MM: Final = 84


def easy_read_pdf(document: Document, theme: Theme) -> bytes:
    """The document in Easy Read, as a PDF after PDF/UA-1. Raises TypesettingError."""
    pages = Pages(theme)
    if isinstance(document, IssueDocument):
        _issue(pages, document)
        colour = theme.dark
    else:
        _story(pages, document, is_alone=True)
        colour = story_colour(document.slug, theme)
    return compile_pdf(
        _TEMPLATE,
        {"language": language_tag(document.language), "blocks": pages.blocks, "colour": colour},
        title=f"{one_line(document.title)}: {_TAG}",
        dated=document.dated,
        theme=theme,
        images=pages.images,
    )


def _issue(pages: Pages, issue: IssueDocument) -> None:
    crowd = crowd_svg(
        issue.slug, pages.theme, width=_ART_WIDTH, height=_ART_HEIGHT_OF_ISSUE, field=pages.theme.dark
    )
    pages.blocks.append(
        {
            "kind": "title", "tag": _TAG, "kicker": day(issue.dated), "kicker_language": OURS,
            "title": one_line(issue.title), "level": 1, "colour": pages.theme.dark,
            "language": language_tag(issue.language), "picture": pages.kept_svg(crowd), "alt": "",
            "credit": "", "on_new_page": False, "picture_mm": _ART_HEIGHT_OF_ISSUE,
        }
    )  # fmt: skip
    pages.lines("notice", sentences_said(issue.illustrative))
    pages.told(issue.cover_line, issue.language, otherwise=Pictogram.TALK)
    if issue.editorial:
        pages.heading("Welcome")
    for text in issue.welcome:
        picture = pages.picture_for(text, otherwise=Pictogram.TALK)
        pages.row(sentences_said(text, language=issue.language), picture=picture)
    pages.heading("In this issue")
    pages.lines("list", [said(story.title, language=story.language) for story in issue.stories])
    for story in issue.stories:
        _story(pages, story, is_alone=False)
    pages.level = 2
    pages.heading("About this issue")
    small = [said(text, language=issue.language) for text in issue.back_page]
    pages.lines("small", [*small, said(f"Record {issue.fingerprint[:12]}.")])


def _story(pages: Pages, story: StoryDocument, *, is_alone: bool) -> None:
    pages.level = 2 if is_alone else 3
    _opening(pages, story, is_alone=is_alone)
    if story.easy_read:
        _written(pages, story)
    else:
        pages.lines("notice", sentences_said(NOT_WRITTEN))
        own_words(pages, story)
    for picture in story.pictures[1:]:
        words = sentences_said(picture.credit, language=story.language)
        pages.row(words, picture=pages.photograph(picture), alt=picture.alt, width=_PHOTOGRAPH_MM)
    if story.spectrum:
        _spectrum(pages, story.spectrum)
    if story.reach and is_alone:
        _reach(pages, story.reach)
    _small_print(pages, story)


def _opening(pages: Pages, story: StoryDocument, *, is_alone: bool) -> None:
    lead = story.cover_picture
    art = crowd_svg(story.slug, pages.theme, width=_ART_WIDTH, height=_ART_HEIGHT)
    pages.blocks.append(
        {
            "kind": "title", "tag": _TAG, "kicker": one_line(story.kicker),
            "kicker_language": speech_of(story.kicker, language=story.language).tag,
            "title": one_line(story.title), "level": pages.level - 1,
            "colour": story_colour(story.slug, pages.theme), "language": language_tag(story.language),
            "picture": pages.photograph(lead) if lead else pages.kept_svg(art),
            "alt": lead.alt if lead else "", "credit": one_line(lead.credit) if lead else "",
            "on_new_page": not is_alone, "picture_mm": _ART_HEIGHT,
        }
    )  # fmt: skip
    # What is made up says so on the first page, however long the text is.
    pages.lines("notice", sentences_said(story.provenance.illustrative))


def _written(pages: Pages, story: StoryDocument) -> None:
    """What was written for Easy Read, a sentence a row; a part stands apart from the next by some air."""
    for number, part in enumerate(story.easy_read):
        for at, line in enumerate(part):
            pages.row(
                [said(line, language=story.language)],
                picture=pages.picture_for(line),
                begins=at == 0 and number > 0,
            )
    whole = "\n".join(line for part in story.easy_read for line in part)
    for quote in story.quotes:
        if _is_easy(quote) and one_line(quote.text) not in whole:
            words = [said(f"“{one_line(quote.text)}”", language=story.language)]
            words += sentences_said(quote.attribution, language=story.language, strong=True)
            pages.row(words, picture=pages.drawing(Pictogram.TALK))
    hard = hard_words(whole, language=story.language)
    if hard:
        pages.heading("Hard words")
    for term, plain in hard:
        pages.row([said(f"{term}:", strong=True), said(f"{plain}.")], picture=pages.drawing(Pictogram.BOOK))


def _is_easy(quote: Quote) -> bool:
    return all(words_in(sentence) <= MOST_WORDS for sentence in sentences_of(one_line(quote.text)))


def _spectrum(pages: Pages, line: SpectrumLine) -> None:
    """The line with what its ends and marks are; its sentence, which is long, is the picture's alternative."""
    pages.heading("Where the network stands")
    drawn = words_of_line(line)
    if not drawn:
        pages.row(sentences_said(line.sentence), picture=pages.drawing(Pictogram.LOOK))
        return
    made_up = "These marks are made up. " if line.is_illustrative else ""
    head = f"{made_up}This is {line.network} on {day(line.as_of)}."
    words = [one for text in (head, *drawn) for one in sentences_said(text)]
    pages.row(words, picture=pages.kept_svg(spectrum_svg(line, pages.theme)), alt=line.sentence)


def _reach(pages: Pages, reach: ReachPart) -> None:
    pages.heading("Whom the network reached")
    words = [*sentences_said(reach.sentence), *sentences_said(reach.not_known)]
    pages.row(words, picture=pages.people())


def _small_print(pages: Pages, story: StoryDocument) -> None:
    pages.heading("About this story")
    small: list[Said] = []
    who = ", ".join(one_line(name) for name in (story.organisation, story.network) if name)
    if who:
        small.append(said(f"Who did it: {who}."))
    small += [said(one.citation, language=story.language, link=one.link) for one in story.sources]
    small.append(said(" ".join(story.small_print)))
    link = link_or_nothing(story.address)
    if link:
        small.append(said(f"The whole story: {link}", link=link))
    pages.lines("small", small)

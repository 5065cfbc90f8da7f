"""Easy Read: a story in short lines of large type, with a picture beside each idea.

The words are those of the story, in its order. Sentences of more than 15 words are parted where that is safe;
others are set a clause to a line, and the last row says so. Nothing is added but headings and what the
record holds besides: who did the work, what a number is compared with.
"""

from typing import Final

from components.publishing.crowd import crowd_svg, story_colour
from components.publishing.document import (
    Document,
    IssueDocument,
    Metric,
    Pair,
    ReachPart,
    ReachRow,
    SpectrumLine,
    StoryDocument,
)
from components.publishing.easy_read_line import spectrum_svg, words_of_line
from components.publishing.easy_read_rows import OURS, Pages, said, sentences_said
from components.publishing.office.text import speech_of
from components.publishing.pictograms import Pictogram, dots_svg, pictogram_for_heading
from components.publishing.running_text import day, placed
from components.publishing.short_sentences import Sentence, short_sentences
from components.publishing.theme import Theme
from components.publishing.typesetting import compile_pdf
from components.publishing.web_words import language_tag, link_or_nothing, one_line

_TEMPLATE: Final = "easy_read/easy_read.typ"
_TAG: Final = "Easy Read"
_ART: Final = (174, 84)
_PHOTOGRAPH_MM: Final = 84
# A picture of tenths may miss the share by two per cent, and what floating point adds.
_TRUE_ENOUGH: Final = 0.0201


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


def long_sentences(story: StoryDocument) -> tuple[str, ...]:
    """The sentences that Easy Read cannot bring to 15 words or fewer, for the writer to mend; () is the aim."""
    texts = (story.standfirst, *(text for section in story.sections for text in section.paragraphs))
    return tuple(one.text for text in texts for one in short_sentences(text) if one.is_long)


def _issue(pages: Pages, issue: IssueDocument) -> None:
    width, height = _ART
    crowd = crowd_svg(issue.slug, pages.theme, width=width, height=height, field=pages.theme.dark)
    pages.blocks.append(
        {
            "kind": "title", "tag": _TAG, "kicker": day(issue.dated), "kicker_language": OURS,
            "title": one_line(issue.title), "level": 1, "colour": pages.theme.dark,
            "language": language_tag(issue.language), "picture": pages.kept_svg(crowd), "alt": "",
            "credit": "", "on_new_page": False,
        }
    )  # fmt: skip
    pages.told(issue.illustrative, otherwise=Pictogram.LOOK)
    if issue.editorial:
        pages.heading("Welcome")
    for text in issue.editorial:
        pages.told(text, issue.language, otherwise=Pictogram.TALK)
    pages.heading("In this issue")
    for story in issue.stories:
        pages.fixed(story.title, Pictogram.PAPER, story.language)
    for story in issue.stories:
        _story(pages, story, is_alone=False)
    pages.level = 2
    pages.heading("About this issue")
    for text in issue.back_page:
        pages.told(text, issue.language)
    pages.fixed(f"Record {issue.fingerprint[:12]}.", Pictogram.PAPER)


def _story(pages: Pages, story: StoryDocument, *, is_alone: bool) -> None:
    pages.level = 2 if is_alone else 3
    pages.long = 0
    _opening(pages, story, is_alone=is_alone)
    for section in story.sections:
        pages.heading(section.heading, story.language)
        for number, text in enumerate(section.paragraphs):
            first = pictogram_for_heading(section.heading) if number == 0 else None
            pages.told(text, story.language, otherwise=first)
    _numbers(pages, story)
    _quotes(pages, story)
    _photographs(pages, story)
    if story.pairs:
        pages.heading("You said, we did")
    for pair in story.pairs:
        _pair(pages, pair, story.language)
    _about(pages, story)
    if story.spectrum:
        _spectrum(pages, story.spectrum)
    if story.reach:
        _reach(pages, story.reach)
    _small_print(pages, story)


def _opening(pages: Pages, story: StoryDocument, *, is_alone: bool) -> None:
    lead = story.cover_picture
    width, height = _ART
    art = crowd_svg(story.slug, pages.theme, width=width, height=height)
    pages.blocks.append(
        {
            "kind": "title", "tag": _TAG, "kicker": one_line(story.kicker),
            "kicker_language": speech_of(story.kicker, language=story.language).tag,
            "title": one_line(story.title), "level": pages.level - 1,
            "colour": story_colour(story.slug, pages.theme), "language": language_tag(story.language),
            "picture": pages.photograph(lead) if lead else pages.kept_svg(art),
            "alt": lead.alt if lead else "", "credit": one_line(lead.credit) if lead else "",
            "on_new_page": not is_alone,
        }
    )  # fmt: skip
    # What is made up says so on the first page, however long the standfirst is.
    pages.told(story.provenance.illustrative, otherwise=Pictogram.LOOK)
    pages.told(story.standfirst, story.language)


def _numbers(pages: Pages, story: StoryDocument) -> None:
    if not story.metrics:
        return
    pages.heading("In numbers")
    for metric in story.metrics:
        _number(pages, metric, story.language)
    listed = {"", *(one_line(source.citation) for source in story.sources)}
    for source in dict.fromkeys(one_line(metric.source) for metric in story.metrics):
        if source not in listed:
            pages.fixed(f"Source of the numbers: {source}", Pictogram.PAPER, story.language)


def _number(pages: Pages, metric: Metric, language: str) -> None:
    compared = f"compared with {metric.compared_with}" if metric.compared_with else ""
    words = sentences_said(metric.label, language=language, strong=True)
    for text in (compared, metric.period, metric.note):
        words += sentences_said(text, language=language)
    filled = tenths(metric.share)
    dots: dict[str, str] = {}
    if filled is not None:
        picture = pages.kept_svg(dots_svg(filled, pages.theme))
        dots = {"picture": picture, "alt": f"{filled} of 10 dots are filled."}
    tag = speech_of(metric.figure, language=OURS).tag
    pages.row(words, figure=one_line(metric.figure), language=tag, **dots)


def tenths(share: float | None) -> int | None:
    """The share as so many of ten, where that is true to within two per cent; None where a picture would mislead."""
    if share is None or not 0 <= share <= 1:
        return None
    nearest = round(share * 10)
    return nearest if abs(share - nearest / 10) <= _TRUE_ENOUGH else None


def _quotes(pages: Pages, story: StoryDocument) -> None:
    if story.quotes:
        pages.heading("What people said")
    for quote in story.quotes:
        words = sentences_said(f"“{one_line(quote.text)}”", language=story.language)
        words += sentences_said(quote.attribution, language=story.language, strong=True)
        pages.row(words, picture=pages.drawing(Pictogram.TALK))


def _photographs(pages: Pages, story: StoryDocument) -> None:
    for picture in story.pictures[1:]:
        words = sentences_said(picture.credit, language=story.language)
        pages.row(words, picture=pages.photograph(picture), alt=picture.alt, width=_PHOTOGRAPH_MM)


def _pair(pages: Pages, pair: Pair, language: str) -> None:
    said_words = sentences_said(pair.you_said, language=language)
    did_words = sentences_said(pair.we_did, language=language)
    if said_words:
        words = [*sentences_said("You said:", strong=True), *said_words]
        pages.row(words, picture=pages.drawing(Pictogram.TALK))
    if did_words:
        words = [*sentences_said("We did:", strong=True), *did_words]
        pages.row(words, picture=pages.picture_for(pair.we_did))


def _about(pages: Pages, story: StoryDocument) -> None:
    if not (story.organisation or story.network or story.groups or story.rung):
        return
    pages.heading("About this work")
    if story.organisation:
        pages.fixed(f"Who did it: {one_line(story.organisation)}", None)
    if story.network:
        pages.fixed(f"Network: {one_line(story.network)}", Pictogram.PLACE)
    if story.groups:
        groups = Sentence(("Whose voices:",), tuple((one_line(group),) for group in story.groups))
        pages.row([said(groups)], picture=pages.drawing(Pictogram.TALK))
    if story.rung:
        pages.fixed(f"How people took part: {one_line(story.rung)}", None)
        pages.told(story.rung_reason, story.language)


def _spectrum(pages: Pages, line: SpectrumLine) -> None:
    pages.heading("Where the network stands")
    pages.told(line.sentence, otherwise=Pictogram.LOOK)
    words = words_of_line(line)
    if words:
        picture = pages.kept_svg(spectrum_svg(line, pages.theme))
        pages.row([one for text in words for one in sentences_said(text)], picture=picture)
    pages.fixed(placed(line.network, day(line.as_of), made_up=line.is_illustrative), Pictogram.PLACE)


def _reach(pages: Pages, reach: ReachPart) -> None:
    pages.heading("Whom the network reached")
    pages.told(reach.sentence)
    for row in reach.rows:
        pages.row(_reach_words(row), picture=pages.people())
    pages.told(reach.note, otherwise=Pictogram.LOOK)
    pages.fixed(placed(reach.network, reach.period, made_up=reach.is_illustrative), Pictogram.PLACE)


def _reach_words(row: ReachRow) -> list[dict[str, object]]:
    reached = "not shown" if row.reached is None else f"{row.reached} in 100"
    lives = "not known" if row.population is None else f"{row.population} in 100"
    people = f" ({row.people})" if row.people else ""
    return [
        *sentences_said(row.group, strong=True),
        *sentences_said(f"Of the people reached: {reached}{people}."),
        *sentences_said(f"Of all who live there: {lives}."),
    ]


def _small_print(pages: Pages, story: StoryDocument) -> None:
    link = link_or_nothing(story.address)
    if story.sources or link:
        pages.heading("Sources")
    for source in story.sources:
        pages.fixed(source.citation, Pictogram.PAPER, story.language, link=source.link)
    if link:
        words = [*sentences_said("Read the whole story on the web:"), *sentences_said(link, link=link)]
        pages.row(words, picture=pages.drawing(Pictogram.PHONE))
    pages.heading("How this story was made")
    small = story.provenance
    drawings = {small.consent: Pictogram.DONE, small.disclosure: Pictogram.LOOK}
    for line in small.lines[:-1]:
        pages.fixed(line, drawings.get(line, Pictogram.PAPER))
    words = [*sentences_said(small.lines[-1]), *_about_easy_read(pages.long)]
    pages.row(words, picture=pages.drawing(Pictogram.BOOK))


def _about_easy_read(long: int) -> list[dict[str, object]]:
    """Says how the words were treated, and how many sentences stayed long."""
    texts = ["This is an Easy Read copy.", "The words are those of the story."]
    if long:
        count = "1 sentence is" if long == 1 else f"{long} sentences are"
        texts += [f"{count} still long.", "Each part has its own line."]
    return [one for text in texts for one in sentences_said(text)]

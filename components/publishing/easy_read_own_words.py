"""A story that is not written in Easy Read: its own sentences, whole and in their order, beside pictures."""

from typing import Final

from components.publishing.document import Metric, Pair, StoryDocument
from components.publishing.easy_read_rows import OURS, Pages, said, sentences_said
from components.publishing.office.text import speech_of
from components.publishing.pictograms import Pictogram, dots_svg, pictogram_for_heading
from components.publishing.web_words import one_line

# A picture of tenths may miss the share by two per cent, and what floating point adds.
_TRUE_ENOUGH: Final = 0.0201


def own_words(pages: Pages, story: StoryDocument) -> None:
    """Standfirst, sections, numbers, quotes, pairs, and how people took part."""
    pages.told(story.standfirst, story.language)
    for section in story.sections:
        pages.heading(section.heading, story.language)
        for number, text in enumerate(section.paragraphs):
            first = pictogram_for_heading(section.heading) if number == 0 else None
            pages.told(text, story.language, otherwise=first)
    _numbers(pages, story)
    if story.quotes:
        pages.heading("What people said")
    for quote in story.quotes:
        words = sentences_said(f"“{one_line(quote.text)}”", language=story.language)
        words += sentences_said(quote.attribution, language=story.language, strong=True)
        pages.row(words, picture=pages.drawing(Pictogram.TALK))
    if story.pairs:
        pages.heading("You said, we did")
    for pair in story.pairs:
        _pair(pages, pair, story.language)
    _took_part(pages, story)


def _numbers(pages: Pages, story: StoryDocument) -> None:
    if not story.metrics:
        return
    pages.heading("In numbers")
    for metric in story.metrics:
        _number(pages, metric, story.language)
    listed = {"", *(one_line(source.citation) for source in story.sources)}
    sources = dict.fromkeys(one_line(metric.source) for metric in story.metrics)
    pages.lines(
        "small",
        [
            said(f"Source of the numbers: {one}", language=story.language)
            for one in sources
            if one not in listed
        ],
    )


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


def _pair(pages: Pages, pair: Pair, language: str) -> None:
    said_words = sentences_said(pair.you_said, language=language)
    did_words = sentences_said(pair.we_did, language=language)
    if said_words:
        words = [said("You said:", strong=True), *said_words]
        pages.row(words, picture=pages.drawing(Pictogram.TALK))
    if did_words:
        words = [said("We did:", strong=True), *did_words]
        pages.row(words, picture=pages.picture_for(pair.we_did))


def _took_part(pages: Pages, story: StoryDocument) -> None:
    if not (story.groups or story.rung):
        return
    pages.heading("Who took part")
    pages.lines("list", [said(group) for group in story.groups])
    if story.rung:
        how = said(f"How people took part: {one_line(story.rung)}.")
        words = [how, *sentences_said(story.rung_reason, language=story.language)]
        pages.row(words, picture=pages.drawing(Pictogram.TALK))

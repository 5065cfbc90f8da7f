"""A story or an issue as one run of paragraphs, each with its part: what plain text and InDesign set in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from components.publishing.behind_words import (
    HEADING,
    ILLUSTRATIVE,
    about_activity,
    evidence_in_words,
    reason_of,
    standing_of,
    strength_of,
)
from components.publishing.document import (
    Document,
    IssueDocument,
    Metric,
    Picture,
    ReachPart,
    ReachRow,
    RecordedActivity,
    RecordedOutcome,
    StoryDocument,
)
from components.publishing.labels import ENGLISH, labels_for
from components.publishing.web_words import link_or_nothing, one_line


class Part(Enum):
    """What a paragraph is; the value is the name of its style, as a designer reads it."""

    ISSUE = "Issue title"
    KICKER = "Kicker"
    HEADLINE = "Headline"
    STANDFIRST = "Standfirst"
    BYLINE = "Byline"
    NOTICE = "Notice"
    HEADING = "Heading"
    BODY = "Body"
    LIST = "List"
    FIGURE = "Figure"
    FIGURE_LABEL = "Figure label"
    QUOTE = "Quote"
    ATTRIBUTION = "Attribution"
    YOU_SAID = "You said"
    WE_DID = "We did"
    PICTURE = "Picture"
    CREDIT = "Credit"
    SOURCE = "Source"
    SMALL_PRINT = "Small print"


@dataclass(frozen=True)
class Line:
    """A paragraph on one line, never empty. `is_ours` marks words that are English in a story of any language.

    `starts_story` marks the first paragraph of each story within an issue.
    """

    part: Part
    text: str
    link: str = ""
    language: str = "en-GB"
    is_ours: bool = False
    starts_story: bool = False


def day(moment: date) -> str:
    """The date as it is read out: 3 November 2026."""
    return f"{moment.day} {moment:%B %Y}"


def lines_of(document: Document) -> tuple[Line, ...]:
    """Every text of the document, with alternatives of pictures and graphics, in the order of reading."""
    return lines_of_issue(document) if isinstance(document, IssueDocument) else lines_of_story(document)


def lines_of_story(story: StoryDocument) -> tuple[Line, ...]:
    """The story from kicker to small print."""
    made = (
        *_opening(story),
        *_pictures(story, story.pictures[:1]),
        *_sections(story),
        *_numbers(story),
        *_quotes(story),
        *_pictures(story, story.pictures[1:]),
        *_pairs(story),
        *_about(story),
        *_behind(story),
        *_network(story),
        *_sources(story),
    )
    return tuple(line for line in made if line.text)


def lines_of_issue(issue: IssueDocument) -> tuple[Line, ...]:
    """The issue from its title to the back page, with a list of its stories before them."""
    tag = issue.language
    front = [
        _line(Part.ISSUE, issue.title, tag),
        _ours(Part.BYLINE, day(issue.dated)),
        _line(Part.STANDFIRST, issue.cover_line, tag),
        _ours(Part.NOTICE, issue.illustrative),
        _ours(Part.HEADING, "Welcome" if issue.editorial else ""),
        *(_line(Part.BODY, text, tag) for text in issue.welcome),
        _ours(Part.HEADING, "In this issue"),
        *(_line(Part.LIST, story.title, story.language) for story in issue.stories),
    ]
    back = [
        _ours(Part.HEADING, "About this issue"),
        *(_line(Part.BODY, text, tag) for text in issue.back_page),
        Line(Part.SMALL_PRINT, *_address(issue.address), is_ours=True),
        _ours(Part.SMALL_PRINT, f"Record {issue.fingerprint[:12]}."),
    ]
    stories = (line for story in issue.stories for line in _marked(lines_of_story(story)))
    return tuple(line for line in (*front, *stories, *back) if line.text)


def _marked(lines: tuple[Line, ...]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        yield Line(line.part, line.text, line.link, line.language, line.is_ours, starts_story=number == 0)


def _line(part: Part, text: str, language: str, link: str = "") -> Line:
    return Line(part, one_line(text), link_or_nothing(link), language)


def _ours(part: Part, text: str) -> Line:
    return Line(part, one_line(text), is_ours=True)


def _label(part: Part, name: str, story: StoryDocument) -> Line:
    """A label in the language of the story where it is translated."""
    labels = labels_for(story.language)
    return Line(part, labels[name], language=labels.language, is_ours=labels is ENGLISH)


def _told(part: Part, texts: Iterable[str], story: StoryDocument) -> Iterator[Line]:
    return (_line(part, text, story.language) for text in texts)


def _address(address: str) -> tuple[str, str]:
    link = link_or_nothing(address)
    return (f"Read it on the web: {link}" if link else "", link)


def _opening(story: StoryDocument) -> Iterator[Line]:
    tag = story.language
    yield _line(Part.KICKER, story.kicker, tag)
    yield _line(Part.HEADLINE, story.title, tag)
    yield _line(Part.STANDFIRST, story.standfirst, tag)
    yield _line(Part.BYLINE, story.organisation, tag)
    yield _ours(Part.BYLINE, day(story.dated))
    yield _ours(Part.NOTICE, story.provenance.illustrative)


def _sections(story: StoryDocument) -> Iterator[Line]:
    labels = labels_for(story.language)
    for section in story.sections:
        yield _line(Part.HEADING, labels.heading(section.heading), story.language)
        yield from _told(Part.BODY, section.paragraphs, story)


def _numbers(story: StoryDocument) -> Iterator[Line]:
    if not story.metrics:
        return
    yield _label(Part.HEADING, "numbers", story)
    for metric in story.metrics:
        yield _line(Part.FIGURE, metric.figure, story.language)
        yield _line(Part.FIGURE_LABEL, label_of(metric), story.language)
    sources = dict.fromkeys(metric.source for metric in story.metrics if metric.source)
    labels = labels_for(story.language)
    yield from _told(
        Part.SMALL_PRINT, (labels("source_of_numbers", source=source) for source in sources), story
    )


def label_of(metric: Metric) -> str:
    """What the number must be read with, on one line: label, comparator, period and note."""
    compared = f"compared with {metric.compared_with}" if metric.compared_with else ""
    return ", ".join(text for text in (metric.label, compared, metric.period, metric.note) if text)


def _quotes(story: StoryDocument) -> Iterator[Line]:
    for quote in story.quotes:
        yield _line(Part.QUOTE, f"“{one_line(quote.text)}”", story.language)
        yield _line(Part.ATTRIBUTION, quote.attribution, story.language)


def _pictures(story: StoryDocument, pictures: tuple[Picture, ...]) -> Iterator[Line]:
    for picture in pictures:
        yield _line(Part.PICTURE, picture.alt, story.language)
        yield _line(Part.CREDIT, picture.credit, story.language)


def _pairs(story: StoryDocument) -> Iterator[Line]:
    if not story.pairs:
        return
    yield _label(Part.HEADING, "pairs", story)
    for pair in story.pairs:
        yield _line(Part.YOU_SAID, pair.you_said, story.language)
        yield _line(Part.WE_DID, pair.we_did, story.language)


def _about(story: StoryDocument) -> Iterator[Line]:
    if not (story.network or story.groups or story.rung):
        return
    labels = labels_for(story.language)
    yield _label(Part.HEADING, "about", story)
    for name, text in (
        ("network", story.network),
        ("voices", "; ".join(story.groups)),
        ("took_part", story.rung),
    ):
        if text:
            yield replace(_label(Part.LIST, name, story), text=one_line(f"{labels[name]}: {text}"))
    yield _line(Part.BODY, story.rung_reason if story.rung else "", story.language)


def _behind(story: StoryDocument) -> Iterator[Line]:
    if story.behind:
        yield _ours(Part.HEADING, HEADING)
    for activity in story.behind:
        yield from _activity(activity)


def _activity(activity: RecordedActivity) -> Iterator[Line]:
    yield _ours(Part.BODY, f"{one_line(activity.title)}. {about_activity(activity)}")
    yield _ours(Part.NOTICE, ILLUSTRATIVE if activity.is_illustrative else "")
    for outcome in activity.outcomes:
        yield from _outcome(outcome)


def _outcome(outcome: RecordedOutcome) -> Iterator[Line]:
    yield _ours(Part.BODY, f"What came of it: {standing_of(outcome).lower()}")
    yield _ours(Part.YOU_SAID, outcome.you_said)
    if outcome.is_planned and outcome.we_did:
        yield _ours(Part.LIST, f"{outcome.did_label}: {outcome.we_did}")
    else:
        yield _ours(Part.WE_DID, outcome.we_did)
    for text in (reason_of(outcome), outcome.number, *strength_of(outcome)):
        yield _ours(Part.LIST, text)
    for evidence in outcome.evidence:
        link = link_or_nothing(evidence.link)
        yield Line(Part.SOURCE, one_line(evidence_in_words(evidence)), link, is_ours=True)


def _network(story: StoryDocument) -> Iterator[Line]:
    if story.spectrum:
        line = story.spectrum
        yield _label(Part.HEADING, "stands", story)
        yield _ours(Part.BODY, line.sentence)
        yield _ours(Part.SMALL_PRINT, placed(line.network, day(line.as_of), made_up=line.is_illustrative))
    if story.reach:
        yield _label(Part.HEADING, "reach", story)
        yield from _reach(story.reach)


def _reach(reach: ReachPart) -> Iterator[Line]:
    yield _ours(Part.BODY, reach.sentence)
    for row in reach.rows:
        yield _ours(Part.LIST, reach_sentence(row))
    if reach.not_known:
        yield _ours(Part.BODY, reach.not_known)
    yield _ours(Part.SMALL_PRINT, placed(reach.network, reach.period, made_up=reach.is_illustrative))
    yield _ours(Part.SMALL_PRINT, reach.note)


def reach_sentence(row: ReachRow) -> str:
    """One group in words; a share that is hidden or not known is said to be so."""
    reached = "share not shown" if row.reached is None else f"{row.reached}% of those reached"
    lives = "share of all not known" if row.population is None else f"{row.population}% of all who live there"
    people = f" ({row.people})" if row.people else ""
    return f"{row.group}: {reached}{people}, {lives}"


def placed(network: str, when: str, *, made_up: bool) -> str:
    """The network and the time of a graphic, which say that they are illustrative where they are."""
    return f"{network}, {when}.{' Illustrative.' if made_up else ''}"


def _sources(story: StoryDocument) -> Iterator[Line]:
    if story.sources:
        yield _label(Part.HEADING, "sources", story)
    for source in story.sources:
        yield _line(Part.SOURCE, source.citation, story.language, source.link)
    yield _label(Part.HEADING, "made", story)
    yield from (_ours(Part.SMALL_PRINT, text) for text in story.small_print)
    yield Line(Part.SMALL_PRINT, *_address(story.address), is_ours=True)

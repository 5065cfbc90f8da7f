"""What the templates of the magazine are given: the parts of a document as plain values, with their pictures."""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from components.publishing.crowd import colour_in_issue, crowd_svg, story_colour
from components.publishing.document import (
    IssueDocument,
    Metric,
    Picture,
    ReachPart,
    SpectrumLine,
    StoryDocument,
)
from components.publishing.labels import Labels, is_right_to_left, labels_for
from components.publishing.looks import Look
from components.publishing.theme import Theme
from domain.story import TEXT_PARTS
from domain.wording import day, rounded_half_up

Values = dict[str, Any]

_TAG = re.compile(r"([A-Za-z]{2,3})(?:-[A-Za-z]{4})?(?:-([A-Za-z]{2}))?")
_SUFFIXES: Final = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg", "image/webp": "webp"}
_BLANK: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2" width="3" height="2"/>'
_LONGEST_LABEL: Final = 90
_LONGEST_FIGURE: Final = 6
# The frame of the drawn crowd, in thousandths: it is cut to the frame of the page.
_BAND: Final = (2100.0, 1000.0)
_COVER: Final = (2100.0, 1560.0)
_BACK: Final = (2100.0, 740.0)
_CLOSING: Final = (2100.0, 1050.0)
MOST_SHARES: Final = 3
"""That stand beside each other as dots."""


@dataclass
class Plates:
    """The pictures of a document on their way to the typesetter, each under a name of its own.

    `is_sketch` leaves drawings blank: their frames are as large, which is all that copy-fit asks.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    is_sketch: bool = False

    def add(self, name: str, picture: Picture) -> Values:
        """Take a picture in, and name it for a template."""
        file = f"{name}.{_SUFFIXES.get(picture.media_type, 'png')}"
        self.files[file] = picture.content
        return {"file": file, "alt": picture.alt, "credit": picture.credit}

    def draw(self, name: str, drawing: Callable[[], str]) -> Values:
        """Take a drawing in as decoration."""
        self.files[f"{name}.svg"] = (_BLANK if self.is_sketch else drawing()).encode()
        return {"file": f"{name}.svg", "alt": "", "credit": ""}


def language_of(tag: str) -> str:
    """A language with its region as the typesetter knows them; British English where the tag is none."""
    found = _TAG.match(tag)
    if not found:
        return "en-GB"
    language, region = found.groups()
    return f"{language.lower()}-{region.upper()}" if region else language.lower()


def story_values(
    story: StoryDocument, theme: Theme, plates: Plates, look: Look, *, colour: str = ""
) -> Values:
    """A story for the template of a feature, in its own colour where none is given; its pictures go to the plates."""
    name = f"story-{len(plates.files)}"
    colour = colour or story_colour(story.slug, theme)
    lead = story.cover_picture
    labels = labels_for(story.language)
    credit = labels("picture", credit=lead.credit) if lead and lead.credit else ""
    shares = [] if plates.is_sketch else _shares(story)
    sources = [_source_in_short(one.source, story, labels) for one in story.metrics]
    source = sources[0] if len(set(sources)) == 1 else ""
    return {
        "slug": story.slug,
        "language": language_of(story.language),
        "is_leftward": is_right_to_left(story.language),
        "labels": {**labels.texts, "language": language_of(labels.language)},
        "colour": colour,
        "look": asdict(look),
        "picture": plates.add(name, lead)
        if lead
        else plates.draw(
            name, lambda: crowd_svg(story.slug, theme, width=_BAND[0], height=_BAND[1], field=colour)
        ),
        "shares": shares,
        "closing": plates.draw(
            f"{name}-closing",
            lambda: crowd_svg(
                f"{story.slug}, again", theme, width=_CLOSING[0], height=_CLOSING[1], field=colour
            ),
        )
        if look.closing_mm and not shares
        else None,
        "others": [
            plates.add(f"{name}-{number}", other) for number, other in enumerate(story.pictures[1:], 1)
        ],
        "title": story.title,
        "kicker": story.kicker,
        "organisation": story.organisation,
        "standfirst": story.standfirst,
        "sections": [
            {
                "heading": labels.heading(one.heading),
                "is_ours": one.heading in TEXT_PARTS.values(),
                "paragraphs": list(one.paragraphs),
            }
            for one in story.sections
        ],
        "metrics": [
            _metric_values(one, labels, source="" if source else short)
            for one, short in zip(story.metrics, sources, strict=True)
        ],
        "metrics_source": source,
        "quotes": [{"text": one.text, "attribution": one.attribution} for one in story.quotes],
        "pairs": [{"you_said": one.you_said, "we_did": one.we_did} for one in story.pairs],
        "facts": _facts(story),
        "spectrum": spectrum_values(story.spectrum) if story.spectrum else None,
        "reach": _reach_values(story.reach) if story.reach else None,
        "sources": [{"citation": one.citation, "link": one.link} for one in story.sources],
        "provenance": list(story.small_print),
        "credit": credit,
    }


def _shares(story: StoryDocument) -> list[Values]:
    """The shares of a whole among the numbers, in dots of a hundred: all of them or none, as some alone may mislead."""
    found = [one for one in story.metrics if one.share is not None]
    is_short = all(len(one.label) <= _LONGEST_LABEL and len(one.figure) <= _LONGEST_FIGURE for one in found)
    labels = labels_for(story.language)
    return [_share_values(one, labels) for one in found] if is_short and len(found) <= MOST_SHARES else []


def _share_values(metric: Metric, labels: Labels) -> Values:
    dots = rounded_half_up(100 * (metric.share or 0))
    return {
        **_metric_values(metric, labels, source=""),
        "filled": dots,
        "alt": f"{dots} of 100 dots are filled: {metric.figure} {metric.label}.",
    }


def _source_in_short(source: str, story: StoryDocument, labels: Labels) -> str:
    """Where a number is from, "" where nobody said: by the names of the story's sources where it is among them."""
    named = [
        one.citation for one in story.sources if one.citation in source or (one.link and one.link in source)
    ]
    return f"{labels['source']}: {', '.join(dict.fromkeys(named)) or source}" if source.strip() else ""


def _metric_values(metric: Metric, labels: Labels, *, source: str) -> Values:
    compared = labels("compared_with", what=metric.compared_with) if metric.compared_with else ""
    parts = [
        text[0].upper() + text[1:] for text in (compared, metric.period, metric.note, source) if text.strip()
    ]
    small = ". ".join(parts)
    return {
        "figure": metric.figure,
        "label": metric.label,
        "share": metric.share,
        "small": f"{small}." if small and not small.endswith(".") else small,
        "small_parts": parts if is_right_to_left(labels.language) else [],
        "compared_with": metric.compared_with,
    }


def _facts(story: StoryDocument) -> list[Values]:
    """Rows of a name in the language of the labels, what the record says in English, and the story's own words."""
    labels = labels_for(story.language)
    rows = (
        ("network", story.network, ""),
        ("voices", ", ".join(story.groups), ""),
        ("took_part", story.rung, story.rung_reason),
    )
    return [
        {"name": labels[name], "recorded": recorded, "own": own}
        for name, recorded, own in rows
        if recorded or own
    ]


def spectrum_values(line: SpectrumLine) -> Values:
    """A network's place, with the sentence as its alternative and the small print below it."""
    return {
        "network": line.network,
        "staff": line.staff,
        "staff_low": line.staff_low,
        "staff_high": line.staff_high,
        "lay": line.lay,
        "lay_low": line.lay_low,
        "lay_high": line.lay_high,
        "alt": line.sentence,
        "caption": _of_date(line, name=line.network),
    }


def _of_date(line: SpectrumLine, *, name: str) -> str:
    return f"{name} on {day(line.as_of)}.{' Illustrative.' if line.is_illustrative else ''}"


def _reach_values(part: ReachPart) -> Values:
    return {
        "sentence": part.sentence,
        "rows": [
            {
                "group": row.group,
                "people": row.people or "not shown",
                "reached": row.reached,
                "population": row.population,
            }
            for row in part.rows
        ],
        "caption": " ".join(
            text
            for text in (
                f"{part.network}, {part.period}." if part.period else f"{part.network}.",
                part.not_known,
                part.note,
                "Illustrative." if part.is_illustrative else "",
            )
            if text
        ),
    }


def issue_values(
    issue: IssueDocument, theme: Theme, plates: Plates, looks: dict[StoryDocument, Look]
) -> Values:
    """A whole issue for its template, cover to back."""
    subtitle = issue.title.removeprefix(theme.publication).strip(" ,:·–-")
    cover = issue.face
    seed = issue.cover_seed or cover.slug
    lead = cover.cover_picture
    networks = networks_of(issue.stories)
    return {
        "language": language_of(issue.language),
        "masthead": theme.publication,
        "subtitle": subtitle[:1].upper() + subtitle[1:],
        "month": f"{issue.dated:%B %Y}",
        "cover": {
            "slug": cover.slug,
            "language": language_of(cover.language),
            "kicker": cover.kicker,
            "title": cover.title,
            "standfirst": cover.standfirst,
            "is_inside": issue.cover in issue.stories,
            "picture": plates.add("cover", lead)
            if lead
            else plates.draw(
                "cover",
                lambda: crowd_svg(seed, theme, width=_COVER[0], height=_COVER[1], field=theme.dark),
            ),
        },
        "counts": _counts(issue),
        "editorial": list(issue.editorial),
        "signed": issue.editorial_signed if issue.is_signed else "",
        "has_welcome": bool(issue.editorial or networks),
        "welcome_line": "Where the networks of this issue stand" if networks else "",
        "spectrum": [spectrum_values(one) for one in networks],
        "spectrum_caption": " ".join(dict.fromkeys(_of_date(one, name="Places") for one in networks)),
        "back_page": list(issue.back_page),
        "back_picture": plates.draw(
            "back", lambda: crowd_svg(issue.slug, theme, width=_BACK[0], height=_BACK[1], field=theme.accent)
        ),
        "address": {"text": issue.address, "link": issue.address},
        "illustrative": issue.illustrative,
        "record": issue.fingerprint[:12],
        "stories": [
            story_values(one, theme, plates, looks[one], colour=colour_in_issue(place, theme))
            for place, one in enumerate(issue.stories)
        ],
    }


def networks_of(stories: Iterable[StoryDocument]) -> list[SpectrumLine]:
    """The places of the networks that the stories come from, each once, by name: no order of merit."""
    lines = {one.spectrum.network: one.spectrum for one in stories if one.spectrum}
    return [lines[name] for name in sorted(lines)]


def _counts(issue: IssueDocument) -> list[Values]:
    """What the issue holds, counted from its stories; a count of 0 is not printed."""
    counted = (
        (len(issue.stories), "story", "stories"),
        (len({one.network for one in issue.stories if one.network}), "network", "networks"),
        (
            len({group for one in issue.stories for group in one.groups}),
            "group of people",
            "groups of people",
        ),
    )
    return [
        {"figure": f"{number:,}", "label": one if number == 1 else many}
        for number, one, many in counted
        if number
    ]

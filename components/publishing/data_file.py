"""The data file: a story or an issue as JSON that says its version and what each of its fields means.

Pictures stand in it as base64 with their SHA-256, not as names of files beside it: one file is whole wherever
it is sent, archived or read again, and pictures are bounded when they are stored. A reader that does not need
them passes over "content". Fields are only ever added under one version; where one is renamed, removed or
changes its meaning, the version goes up.
"""

import base64
import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from components.publishing.document import (
    Document,
    IssueDocument,
    Picture,
    RecordedActivity,
    StoryDocument,
)

SCHEMA: Final = "heard-publication"
VERSION: Final = 1

Fields = Mapping[str, str]

METRIC: Final[Fields] = {
    "figure": "the number as it is printed",
    "label": "what it counts",
    "amount": "the bare number; null where it is not finite",
    "unit": "the unit of amount and baseline",
    "share": "0 to 1 where the number is a share of a whole, else null",
    "baseline": "the number that it is compared with, in the same unit; null without",
    "compared_with": "the comparator in words",
    "period": "the time that it covers",
    "note": "what it must be read with",
    "source": "where the number can be read",
}
SPECTRUM: Final[Fields] = {
    "network": "whose place it is",
    "as_of": "the day, as YYYY-MM-DD",
    "staff": "0 influencing to 100 co-ordinating, as staff see it; null where too little is known",
    "staff_low": "the lowest place that unknown markers leave open; null where none is unknown",
    "staff_high": "the highest such place",
    "lay": "the same as lay partners see it; never averaged with staff",
    "lay_low": "the lowest place that unknown markers leave open",
    "lay_high": "the highest such place",
    "sentence": "the same in words",
    "is_illustrative": "true where it rests on made-up records",
    "staff_rated": "how many of the markers staff rated",
    "lay_rated": "how many lay partners rated",
    "markers": "how many markers move the dots",
}
REACH_ROW: Final[Fields] = {
    "group": "the group",
    "reached": "whole per cent of the people reached; null where it is not shown",
    "population": "whole per cent of all who live there; null where it is not known",
    "people": "the number of people in words, rounded or hidden where it is small",
}
REACH: Final[Fields] = {
    "network": "whose reach it is",
    "period": "the time that it covers",
    "sentence": "the finding in words",
    "not_known": "for how many of the people involved the groups are not known",
    "note": "what it must be read with",
    "is_illustrative": "true where it rests on made-up records",
}
PROVENANCE: Final[Fields] = {
    "illustrative": "says that the story is made up, where it is",
    "source": "where the facts come from",
    "consent": "what the people named and pictured agreed to",
    "co_signature": "which lay partner co-signed, or why none did",
    "disclosure": "how small numbers of people are treated",
    "fingerprint": "SHA-256 of the record",
}
PICTURE: Final[Fields] = {
    "media_type": "the kind of the picture",
    "width": "in pixels",
    "height": "in pixels",
    "alt": "its text alternative; empty where it is decorative",
    "credit": "whom to credit",
    "sha256": "of the bytes",
    "content": "the bytes in base64",
}
STORY: Final[Fields] = {
    "slug": "the story's name in addresses",
    "title": "the headline",
    "kicker": "the line above the headline",
    "standfirst": "the lines below the headline",
    "organisation": "who did the work",
    "network": "the health innovation network",
    "language": "BCP 47 tag of the texts",
    "groups": "whose voices the story holds",
    "rung": "the rung of the ladder of co-production",
    "rung_reason": "why this rung",
    "dated": "the day of the version, as YYYY-MM-DD",
    "address": "the story's page on the web",
}
ISSUE: Final[Fields] = {
    "slug": "the issue's name in addresses",
    "title": "its title",
    "dated": "its day, as YYYY-MM-DD",
    "cover_line": "the line on the cover; empty where it has the title of its story",
    "cover_crowd": "the number of the drawing on the cover; 0 where it has a picture or that of its story",
    "editorial": "paragraphs of the welcome",
    "editorial_signed": "who signed the welcome; empty where nobody did",
    "back_page": "paragraphs of the back page",
    "language": "BCP 47 tag of these texts",
    "illustrative": "says that the issue holds made-up records, where it does",
    "fingerprint": "SHA-256 of the record",
    "address": "its page on the web",
}
SECTION: Final[Fields] = {"heading": "the heading", "paragraphs": "at least one"}
QUOTE: Final[Fields] = {
    "text": "the words, without quotation marks",
    "attribution": "how the person is named",
}
PAIR: Final[Fields] = {"you_said": "what people said", "we_did": "what was done, or why it was not"}
ACTIVITY: Final[Fields] = {
    "title": "what was done",
    "network": "the health innovation network",
    "when": "the day or days, in words",
    "programme": "the programme; empty without one",
    "rung": "the rung of the ladder of co-production; empty where none was recorded",
    "is_illustrative": "true where the record is made up",
}
OUTCOME: Final[Fields] = {
    "direction": "which way it went",
    "status": "planned, made or not possible",
    "level": "for whom it is of value",
    "reason": "why it was not possible; empty otherwise",
    "you_said": "what people said",
    "we_did": "what was done; what is planned where the status is planned",
    "number": "its metric in words, without any count of people",
    "has_source": "true where there is evidence",
    "was_compared": "true where a number was measured against a comparator",
    "was_confirmed": "true where people involved confirmed it; null where nobody recorded it",
}
EVIDENCE: Final[Fields] = {
    "kind": "what sort of evidence it is",
    "title": "its title",
    "what_it_shows": "what it shows",
    "link": "its address; empty without a page",
}
SOURCE: Final[Fields] = {"citation": "where facts can be read", "link": "its address; empty without a page"}

FIELDS: Final[Mapping[str, Fields]] = {
    "issue": {
        **ISSUE,
        "cover": "the slug of the story on the cover",
        "cover_art": "SHA-256 of the picture chosen for the cover; empty where it has that of its story",
        "stories": "in the order of printing",
    },
    "story": {
        **STORY,
        "sections": "in the order of reading",
        "metrics": "numbers of the story",
        "quotes": "words of people",
        "pairs": "you said, we did",
        "pictures": "the first leads the story",
        "spectrum": "the network between influencing and co-ordinating, or null",
        "reach": "whom the network reached, or null",
        "sources": "where facts can be read",
        "provenance": "the small print",
        "behind": "the records that the story tells of",
        "easy_read": "the sentences of its Easy Read text by part; empty where none is written",
    },
    "section": SECTION,
    "metric": METRIC,
    "quote": QUOTE,
    "pair": PAIR,
    "picture": PICTURE,
    "spectrum": SPECTRUM,
    "reach": {**REACH, "rows": "one for each group"},
    "reach_row": REACH_ROW,
    "source": SOURCE,
    "activity": {**ACTIVITY, "outcomes": "what came of it, as far as the story tells of it"},
    "outcome": {**OUTCOME, "evidence": "what supports it"},
    "evidence": EVIDENCE,
    "provenance": PROVENANCE,
}
"""Every field by the object that holds it, with its meaning. The file carries this as "fields"."""


def as_json(document: Document) -> bytes:
    """The document in UTF-8: schema, version, meanings, and either "story" or "issue".

    Half characters, which UTF-8 cannot hold, stand as escapes.
    """
    kind = "issue" if isinstance(document, IssueDocument) else "story"
    content = _issue(document) if isinstance(document, IssueDocument) else _story(document)
    whole = {"schema": SCHEMA, "schema_version": VERSION, "kind": kind, "fields": FIELDS, kind: content}
    text = json.dumps(whole, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode(errors="backslashreplace")


def _issue(issue: IssueDocument) -> dict[str, Any]:
    return {
        **_chosen(issue, ISSUE),
        "cover": issue.cover.slug,
        "cover_art": hashlib.sha256(issue.cover_art.content).hexdigest() if issue.cover_art else "",
        "stories": [_story(story) for story in issue.stories],
    }


def _story(story: StoryDocument) -> dict[str, Any]:
    reach = story.reach
    return {
        **_chosen(story, STORY),
        "sections": _list(story.sections, SECTION),
        "metrics": _list(story.metrics, METRIC),
        "quotes": _list(story.quotes, QUOTE),
        "pairs": _list(story.pairs, PAIR),
        "pictures": [_picture(picture) for picture in story.pictures],
        "spectrum": _chosen(story.spectrum, SPECTRUM) if story.spectrum else None,
        "reach": {**_chosen(reach, REACH), "rows": _list(reach.rows, REACH_ROW)} if reach else None,
        "sources": _list(story.sources, SOURCE),
        "provenance": _chosen(story.provenance, PROVENANCE),
        "behind": [_activity(activity) for activity in story.behind],
        "easy_read": [list(part) for part in story.easy_read],
    }


def _activity(activity: RecordedActivity) -> dict[str, Any]:
    outcomes = [
        {**_chosen(one, OUTCOME), "evidence": _list(one.evidence, EVIDENCE)} for one in activity.outcomes
    ]
    return {**_chosen(activity, ACTIVITY), "outcomes": outcomes}


def _list(parts: Iterable[object], fields: Fields) -> list[dict[str, Any]]:
    return [_chosen(part, fields) for part in parts]


def _chosen(part: object, fields: Fields) -> dict[str, Any]:
    return {name: _plain(getattr(part, name)) for name in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _picture(picture: Picture) -> dict[str, Any]:
    return {
        "media_type": picture.media_type,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "credit": picture.credit,
        "sha256": hashlib.sha256(picture.content).hexdigest(),
        "content": base64.b64encode(picture.content).decode("ascii"),
    }

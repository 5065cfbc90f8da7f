"""Turns the published case studies into stories with their parts, each with its citation."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from data_access.tables import StoryGroup, StoryMetric, StoryQuote, StorySource, Table
from domain.vocabulary import Provenance, StoryKind, StoryStatus
from seed_data.reference_files import read_case_studies, read_rows

Row = dict[str, Any]

NO_CO_SIGNATURE = "Published by its makers before Heard began. This summary was not co-signed."


@dataclass(frozen=True)
class PublishedStory:
    """One story: the columns of its row, and the rows of each table of its parts without `story_id`."""

    values: Row
    parts: dict[type[Table], list[Row]]

    @property
    def slug(self) -> str:
        """The story's name in addresses, by which it is known again."""
        return str(self.values["slug"])


def published_stories() -> list[PublishedStory]:
    """List all case studies and mentions, in the order of their file."""
    short_names = {row["code"]: row["short_name"] for row in read_rows("networks")}
    return [
        PublishedStory(values=_values(study, short_names), parts=_parts(study))
        for study in read_case_studies()
    ]


def slug_of(title: str) -> str:
    """Write the title as part of an address: small letters, digits and single hyphens."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in title.lower())
    return "-".join(words.split())


def _values(study: Row, short_names: dict[str, str]) -> Row:
    network = study["network"] or None
    return {
        "slug": slug_of(study["title"]),
        "kind": StoryKind(study["kind"]),
        "status": StoryStatus.PUBLISHED,
        "title": study["title"],
        "kicker": short_names[network] if network else "Across England",
        "standfirst": study["standfirst"],
        "organisation": study["organisation"],
        "network_code": network,
        "rung_code": study["rung"] or None,
        "rung_reason": study["rung_basis"],
        "background": study["background_and_aim"],
        "approach": _paragraphs(study["approach"]),
        "outcomes": _paragraphs(study["outcomes"]),
        "key_learning": _paragraphs(study["key_learning"]),
        "limits": _limits(study),
        "reached": _paragraphs([text[0].upper() + text[1:] for text in study["groups_as_described"]]),
        "no_co_signature_reason": NO_CO_SIGNATURE,
        "provenance": Provenance.PUBLISHED,
        "provenance_note": study["citation"],
    }


def _limits(study: Row) -> str:
    """Say what the story cannot show, and on what ground it is placed with a network."""
    basis = study["network_basis"]
    return _paragraphs([study["limits"], f"Network: {basis}." if study["network"] else f"Area: {basis}."])


def _paragraphs(texts: list[str]) -> str:
    return "\n\n".join(texts)


def _parts(study: Row) -> dict[type[Table], list[Row]]:
    return {
        StoryGroup: [{"group_code": code} for code in sorted(study["groups"])],
        StoryMetric: [
            {
                "position": position,
                "label": metric["label"],
                "value": float(metric["value"]),
                "unit": metric["unit"],
                "comparator": metric["comparator"],
                "period": metric["period"],
                "note": metric["note"],
                "is_share": metric["is_share"],
                "source": study["citation"],
            }
            for position, metric in enumerate(study["metrics"], start=1)
        ],
        StoryQuote: [
            {"position": position, "text": quote["text"], "attribution": quote["attribution"]}
            for position, quote in enumerate(study["quotes"], start=1)
        ],
        StorySource: _sources(study),
    }


def _sources(study: Row) -> list[Row]:
    """Make a row for each page; a source without a page is one row with its citation."""
    pages = [{"citation": citation_of(link), "link": link} for link in study["links"]]
    found = pages or [{"citation": study["citation"], "link": ""}]
    return [{"position": position, **row} for position, row in enumerate(found, start=1)]


def citation_of(link: str) -> str:
    """Name a page as far as it is known: title and publisher, or the publisher alone, with the host."""
    host = urlsplit(link).netloc.removeprefix("www.")
    page = _pages().get(link)
    if page is None:
        return host
    named = ", ".join(part for part in (page["title"], page["publisher"]) if part)
    return f"{named} ({host})"


@cache
def _pages() -> dict[str, dict[str, str]]:
    return {page["link"]: page for page in read_rows("pages")}

"""Turns the published case studies into stories with their parts, each with its citation."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from data_access.tables import StoryGroup, StoryMetric, StoryPair, StoryQuote, StorySource, Table
from domain.vocabulary import Provenance, StoryKind, StoryStatus
from seed_data.reference_files import read_case_studies, read_rows

Row = dict[str, Any]

NO_CO_SIGNATURE = "Its makers published it before Heard began."


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
    """List all case studies and mentions, in the order of their file; its `notes` are left out: nobody prints them."""
    return [PublishedStory(values=_values(study), parts=_parts(study)) for study in read_case_studies()]


def _values(study: Row) -> Row:
    return {
        "slug": study["slug"],
        "kind": StoryKind(study["kind"]),
        "status": StoryStatus.PUBLISHED,
        "title": study["title"],
        "kicker": study["kicker"],
        "standfirst": study["standfirst"],
        "organisation": study["organisation"],
        "network_code": study["network"] or None,
        "rung_code": study["rung"] or None,
        "rung_reason": study["rung_reason"],
        "background": _paragraphs(study["background_and_aim"]),
        "approach": _paragraphs(study["approach"]),
        "outcomes": _paragraphs(study["outcomes"]),
        "key_learning": _paragraphs(study["key_learning"]),
        "limits": _paragraphs(study["limits"]),
        "reached": _paragraphs(study["reached"]),
        "easy_read": _paragraphs(["\n".join(part) for part in study["easy_read"]]),
        "no_co_signature_reason": NO_CO_SIGNATURE,
        "provenance": Provenance.PUBLISHED,
        "provenance_note": _source(study),
    }


def _source(study: Row) -> str:
    """Where the study is from: its citation, or the addresses of its pages, as the Overview and documents read them."""
    return study["citation"] or " ; ".join(study["links"])


def _paragraphs(texts: list[str]) -> str:
    return "\n\n".join(texts)


def _parts(study: Row) -> dict[type[Table], list[Row]]:
    return {
        StoryGroup: [{"group_code": code} for code in sorted(study["groups"])],
        StoryMetric: [
            {
                "position": position,
                "key": metric["key"],
                "label": metric["label"],
                "value": float(metric["value"]),
                "unit": metric["unit"],
                "baseline": metric["baseline"],
                "comparator": metric["comparator"],
                "period": metric["period"],
                "note": metric["note"],
                "is_share": metric["is_share"],
                "source": _source(study),
            }
            for position, metric in enumerate(study["metrics"], start=1)
        ],
        StoryQuote: [
            {"position": position, "text": quote["text"], "attribution": quote["attribution"]}
            for position, quote in enumerate(study["quotes"], start=1)
        ],
        StoryPair: [{"position": position, **pair} for position, pair in enumerate(study["pairs"], start=1)],
        StorySource: _sources(study),
    }


def _sources(study: Row) -> list[Row]:
    """Make a row for each page, each once; a source without a page is one row with its citation."""
    pages = [{"citation": citation_of(link), "link": link} for link in study["links"]]
    found = pages or [{"citation": study["citation"], "link": ""}]
    return [{"position": position, **row} for position, row in enumerate(found, start=1)]


def citation_of(link: str) -> str:
    """Name a page by its title and publisher; one that nobody described goes by its host."""
    page = _pages().get(link)
    return f"{page['title']}, {page['publisher']}" if page else urlsplit(link).netloc.removeprefix("www.")


@cache
def _pages() -> dict[str, dict[str, str]]:
    return {page["link"]: page for page in read_rows("pages")}

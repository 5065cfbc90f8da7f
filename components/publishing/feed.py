"""The Atom feed of published stories (RFC 4287), newest first."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from components.publishing.document import StoryDocument
from components.publishing.labels import language_tag
from components.publishing.theme import HEARD
from components.publishing.web_page import description_of
from components.publishing.web_templates import fill
from components.publishing.web_words import one_line

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
TITLE = "Heard: stories"
SUBTITLE = "How patients, carers and communities shape health and care"
LONGEST = 50
"""How many stories a feed holds."""
# A name space of our own: a story keeps its id when the address of the site changes.
_OURS = uuid.UUID("6f2a3e4e-7d0b-5b51-9a3c-0c5f7f1c2d11")
_BEFORE_ALL = date(2000, 1, 1)


@dataclass(frozen=True)
class _Entry:
    id: str
    title: str
    language: str
    moment: str
    address: str
    author: str
    groups: tuple[str, ...]
    summary: str


def atom_feed(stories: Sequence[StoryDocument], *, own_address: str, list_address: str) -> bytes:
    """The feed. A story's link is its own address or, where it has none, `list_address` with its slug.

    Dates are days, so each stands for midnight; without stories the feed is as old as it can be.
    """
    newest = sorted(stories, key=lambda story: (story.dated, story.slug), reverse=True)[:LONGEST]
    entries = [_entry(story, list_address) for story in newest]
    text = fill(
        "web/atom.xml",
        language="en-GB",
        theme=HEARD,
        title=TITLE,
        subtitle=SUBTITLE,
        feed_id=_id("feed"),
        updated=_midnight(newest[0].dated if newest else _BEFORE_ALL),
        own_address=own_address,
        list_address=list_address,
        entries=entries,
    )
    return text.encode()


def _entry(story: StoryDocument, list_address: str) -> _Entry:
    return _Entry(
        id=_id(f"story/{story.slug}"),
        title=one_line(story.title),
        language=language_tag(story.language),
        moment=_midnight(story.dated),
        address=story.address or f"{list_address.rstrip('/')}/{story.slug}",
        author=one_line(story.organisation) or "Heard",
        groups=story.groups,
        summary=description_of(story) or one_line(story.title),
    )


def _id(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_OURS, name)}"


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"

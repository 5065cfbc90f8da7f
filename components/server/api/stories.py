"""The published stories, as their list shows them."""

from datetime import date

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.record_pages import page_of
from components.server.api.resource import Found, Resource, Row
from data_access.engine import get_engine
from data_access.queries.stories import story_cards
from domain.permissions import PUBLIC
from domain.story_numbers import figure_text
from domain.vocabulary import Provenance

NOTE = "Stories are chosen by network, group and rung. Year, programme and a past day change nothing here."


class StoryRow(Row):
    """A story."""

    slug: str = Field(description="Its name in addresses")
    title: str = Field(description="Its title")
    standfirst: str = Field(description="What it is about; may be empty")
    network: str | None = Field(description="Code of the network; null for one of all England")
    organisation: str = Field(description="Whose story it is; may be empty")
    groups: tuple[str, ...] = Field(description="Codes of the groups that it is about")
    rung: str | None = Field(description="Code of its rung of the ladder; null where it is not recorded")
    number: str = Field(description="Its first number that is compared with another, with what it counts")
    published: date | None = Field(
        description="When it was published here; null for one that came with Heard"
    )
    language: str = Field(description="The language that it is written in")
    provenance: Provenance = Field(description="Where it comes from")
    address: str = Field(description="Where a person reads it")


def read_stories(asked: Asked) -> Found:
    """One page of what is published, in the order of the list of stories."""
    cards = story_cards(get_engine(), actor=PUBLIC, filters=asked.filters)
    rows = [
        StoryRow(
            slug=card.slug,
            title=card.title,
            standfirst=card.standfirst,
            network=card.network,
            organisation=card.organisation,
            groups=card.groups,
            rung=card.rung,
            number=f"{figure_text(card.number)} {card.number.label}".strip() if card.number else "",
            published=card.published_at.date() if card.published_at else None,
            language=card.language,
            provenance=card.provenance,
            address=f"/s/{card.slug}",
        )
        for card in page_of(cards, asked)
    ]
    return Found(rows, total=len(cards), notes=(NOTE,))


STORIES = Resource(
    name="stories",
    title="Stories",
    about="The stories that are published, each with the address where a person reads it.",
    row=StoryRow,
    takes=Takes(has_pages=True),
    read=read_stories,
)

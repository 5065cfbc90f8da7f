"""What a screen in a lobby shows to whoever passes: a few charts that need no legend, then the newest stories."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from components.publishing.from_records import published_story
from components.publishing.live.of_story import told_briefly
from components.publishing.live.of_view import screens_of_pack
from components.publishing.live.screen import Deck, Screen
from components.ui.board_pack_loaders import board_pack
from components.ui.live_decks import LiveDeck, Query, asked_view
from components.ui.view_of_address import ShownView
from data_access.engine import get_engine
from data_access.queries.stories.cards import story_cards
from domain.errors import NotFoundError
from domain.permissions import PUBLIC

OVERVIEW: Final = "overview"
CHARTS: Final[Mapping[str, frozenset[str]]] = {
    OVERVIEW: frozenset({"tile_map"}),
    "spectrum": frozenset({"spectrum"}),
    "reach": frozenset({"representation"}),
    "change": frozenset({"outcomes", "how_long"}),
}
"""By page, its drawings that a visitor reads at a glance: no heat map with short names, no list of records."""
STORIES: Final = "story"
MOST_STORIES: Final = 3
HEADING: Final = "Who was involved, and what changed"
_FOR_ITS_PAGE: Final = frozenset({"missing", "table"})
"""The ends of keys of screens that only somebody who works with the figures reads."""


def deck_of_lobby(query: Query, part: str = "") -> LiveDeck:
    """The main figures under these filters, then the newest stories; or one part: a page, or all stories.

    Raises NotFoundError for a part that is not there.
    """
    if part not in {"", STORIES, *CHARTS}:
        raise NotFoundError("The lobby has no such part.")
    shown, said = asked_view(OVERVIEW, query)
    pages = [page for page in CHARTS if part in {"", page}]
    screens = [screen for page in pages for screen in _of_page(replace(shown, page=page))]
    if part in {"", STORIES}:
        screens += _of_stories()
    return LiveDeck(Deck(HEADING, tuple(screens)), said)


def _of_page(shown: ShownView) -> Iterator[Screen]:
    pack = board_pack(shown.view, (shown.page,), has_front=shown.page == OVERVIEW, only=CHARTS[shown.page])
    for screen in screens_of_pack(pack):
        if _FOR_ITS_PAGE.isdisjoint(screen.key.split("/")):
            yield screen


def _of_stories() -> Iterator[Screen]:
    engine = get_engine()
    cards = sorted(story_cards(engine, actor=PUBLIC), key=lambda one: one.updated_at, reverse=True)
    for card in cards[:MOST_STORIES]:
        story = published_story(engine, card.slug)
        if story is not None:
            yield from told_briefly(story)

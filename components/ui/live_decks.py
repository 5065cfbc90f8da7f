"""The decks that a shared screen shows: of a view, a story or a question. The lobby and meetings are made of these."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.publishing.from_records import published_story
from components.publishing.live.of_story import screens_of_story
from components.publishing.live.of_view import screens_of_pack
from components.publishing.live.screen import Deck, Screen
from components.ui.board_pack_loaders import CHAPTERS, board_pack
from components.ui.dots_screen import screen_of_question
from components.ui.left_out import left_out
from components.ui.view_of_address import ShownView, view_of_address
from data_access.engine import get_engine
from domain.errors import NotFoundError
from domain.permissions import OPERATOR
from domain.screens import ScreenAddress

NO_STORY = "There is no such story here. The address may be mistyped, or the story may not be published."
OVERVIEW = "overview"
Query = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Point:
    """A point of the running order: the keys of its screens begin with `key`, whosever figures they show.

    `minutes` are 0 where it is given no time.
    """

    key: str
    title: str
    minutes: int


@dataclass(frozen=True)
class LiveDeck:
    """A deck as it is shown now. `said` tells what the address asked for in vain, "" where all was understood.

    `points` are those of a running order, () where there is none.
    """

    deck: Deck
    said: str = ""
    points: tuple[Point, ...] = ()


def deck_of_view(page: str, query: Query) -> LiveDeck:
    """The drawings of a page under these filters. Raises StoreError where the store cannot be asked."""
    shown, said = asked_view(page, query)
    heading = next(one.heading for one in CHAPTERS if one.key == page)
    return LiveDeck(Deck(heading, screens_of_view(shown)), said)


def deck_of_story(slug: str, *, notice: str = "") -> LiveDeck:
    """A published story, with a notice on each screen. Raises NotFoundError where there is none in public."""
    story = published_story(get_engine(), slug)
    if story is None:
        raise NotFoundError(NO_STORY)
    return LiveDeck(Deck(story.title, screens_of_story(story, notice=notice)))


def screens_of_view(shown: ShownView) -> tuple[Screen, ...]:
    """The screens of a view; the overview alone begins with the figures of all."""
    has_front = shown.page == OVERVIEW
    return screens_of_pack(board_pack(shown.view, (shown.page,), has_front=has_front))


def asked_view(page: str, query: Query) -> tuple[ShownView, str]:
    """The view that an address asks for, and a sentence on what was left out of it, as the app has it."""
    shown = view_of_address(ScreenAddress.view(page, query).text)
    return shown, left_out(shown.left_out)


def deck_of_question(question_id: int, home: str) -> LiveDeck:
    """A question to the room; `home` is where its phones reach Heard. Raises NotFoundError where there is none."""
    screen = screen_of_question(question_id, actor=OPERATOR, home=home)
    return LiveDeck(Deck(screen.title, (screen,)))

"""Who follows the store hears of a change by anybody, costs one watcher, and holds up no stop."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from starlette.requests import Request
from starlette.responses import StreamingResponse

from components.publishing.live.of_words import title_screen
from components.publishing.live.screen import Deck
from components.server.live import followers as module
from components.server.live.followers import Followers, TooManyFollowersError
from components.server.live.open_pages import OpenPages
from components.server.live.routes import Live
from components.server.live.shelf import MOST_KEPT, Shelf, ShownDeck
from components.ui.live_decks import LiveDeck
from data_access.engine import open_engine
from data_access.queries.live_marks import Marks, Scope, read_marks
from domain.errors import StoreError
from tests.integration.factories import raise_version
from tests.integration.served import serving_store

TODAY = date(2026, 11, 22)
FIGURES, RECORDS = Scope(), Scope(records=True)


def marks(version: int, audited: int = 0, **dots: str) -> Marks:
    return Marks(TODAY, version, audited, {int(name[1:]): text for name, text in dots.items()})


class Store:
    """What the watcher reads; `now` is what it finds, an error where it is out of reach."""

    def __init__(self) -> None:
        self.now: Marks | Exception = marks(1)

    def __call__(self, _meetings: frozenset[int]) -> Marks:
        if isinstance(self.now, Exception):
            raise self.now
        return self.now


def following(store: Store, **settings: Any) -> Followers:
    return Followers(read=store, looks_every=0.01, **settings)


async def soon(news: AsyncIterator[str | None]) -> str | None:
    return await asyncio.wait_for(anext(news), 5)


def watchers() -> int:
    return sum(one.name == "heard-live-watcher" for one in threading.enumerate())


def test_a_follower_hears_of_what_it_shows_and_of_nothing_else() -> None:
    async def follow() -> None:
        store = Store()
        followers = following(store)
        figures = followers.news(FIGURES, marks(1).of(FIGURES))
        room = followers.news(Scope(records=True, meeting=3), marks(1).of(Scope(records=True, meeting=3)))
        assert await soon(figures) == marks(1).of(FIGURES)
        await soon(room)
        store.now = marks(1, 5, _3="a dot")
        assert await soon(room) == store.now.of(Scope(records=True, meeting=3))
        store.now = marks(2, 6, _3="a dot")
        assert await soon(figures) == store.now.of(FIGURES)
        assert await soon(room) == store.now.of(Scope(records=True, meeting=3))
        await figures.aclose()
        await room.aclose()

    asyncio.run(follow())


def test_one_who_read_an_older_mark_hears_the_newer_although_nothing_changes_any_more() -> None:
    async def follow() -> None:
        store = Store()
        followers = following(store)
        first = followers.news(FIGURES, marks(1).of(FIGURES))
        await soon(first)
        store.now = marks(2)
        await soon(first)
        late = followers.news(FIGURES, marks(1).of(FIGURES))
        assert [await soon(late), await soon(late)] == [marks(1).of(FIGURES), marks(2).of(FIGURES)]
        await first.aclose()
        await late.aclose()

    asyncio.run(follow())


def test_a_store_out_of_reach_is_said_once_and_its_return_too(caplog: pytest.LogCaptureFixture) -> None:
    async def follow() -> None:
        store = Store()
        news = following(store).news(FIGURES, marks(1).of(FIGURES))
        await soon(news)
        store.now = OperationalError("SELECT", {}, Exception("a secret"))
        assert await soon(news) is None
        # Some more looks, none of which has news.
        await asyncio.sleep(0.1)
        store.now = marks(1)
        assert await soon(news) == marks(1).of(FIGURES)
        await news.aclose()

    asyncio.run(follow())
    assert [record.getMessage() for record in caplog.records] == [
        "The store cannot be asked for changes: OperationalError"
    ]


def test_the_watcher_runs_only_while_somebody_follows() -> None:
    async def follow() -> None:
        followers = following(Store())
        news = [followers.news(FIGURES, "a mark") for _ in range(3)]
        for one in news:
            await soon(one)
        assert (len(followers), watchers()) == (3, 1)
        for one in news:
            await one.aclose()
        assert len(followers) == 0

    asyncio.run(follow())
    for thread in threading.enumerate():
        if thread.name == "heard-live-watcher":
            thread.join(5)
    assert watchers() == 0


def test_a_connection_without_news_is_told_that_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BEATS_EVERY", 0.02)

    async def follow() -> None:
        news = following(Store()).news(FIGURES, marks(1).of(FIGURES))
        await soon(news)
        assert await soon(news) == ""
        await news.aclose()

    asyncio.run(follow())


def test_there_are_never_more_followers_than_we_take() -> None:
    async def follow() -> None:
        followers = following(Store(), most=1)
        first, second = (followers.news(FIGURES, "a mark") for _ in range(2))
        await soon(first)
        with pytest.raises(TooManyFollowersError):
            await soon(second)
        await first.aclose()

    asyncio.run(follow())


def test_a_server_that_stops_lets_all_go_at_once() -> None:
    async def follow() -> None:
        followers = following(Store())
        news = followers.news(FIGURES, marks(1).of(FIGURES))
        await soon(news)
        followers.end()
        with pytest.raises(StopAsyncIteration):
            await soon(news)

    asyncio.run(follow())


@pytest.fixture
def served(store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An empty store of either kind that this process serves."""
    monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())
    with serving_store(store, tmp_path / "secrets") as engine:
        yield engine


def a_request(address: str) -> Request:
    scope = {
        "type": "http", "method": "GET", "path": "/live/changes", "headers": [(b"host", b"heard.test")],
        "query_string": f"of={address}".encode(),
    }  # fmt: skip
    return Request(scope)


def test_the_stream_tells_of_a_write_by_another_process(served: Engine) -> None:
    other = open_engine(served.url.render_as_string(hide_password=False))

    async def follow() -> None:
        live = Live(followers=Followers(looks_every=0.01))
        answer = await live.changes(a_request("/live/reach"))
        assert isinstance(answer, StreamingResponse)
        assert (answer.media_type, answer.headers["x-accel-buffering"]) == ("text/event-stream", "no")
        assert answer.headers["cache-control"] == "no-store"
        events = answer.body_iterator
        before = read_marks(served, today=TODAY).of(FIGURES)
        assert f'"mark": "{before}"' in str(await anext(events))
        raise_version(other)
        after = str(await asyncio.wait_for(anext(events), 5))
        assert after.startswith("event: mark\n")
        assert before not in after
        live.end()
        assert [one async for one in events] == []
        again = await live.changes(a_request("/live/reach"))
        assert again.status_code == 200

    asyncio.run(follow())
    other.dispose()


@pytest.mark.usefixtures("served")
def test_one_too_many_is_told_so_plainly() -> None:
    live = Live(followers=Followers(most=0))
    answer = asyncio.run(live.changes(a_request("/live/reach")))
    assert answer.status_code == 503
    assert "asks again by itself" in bytes(answer.body).decode()


# --- Decks are made once.


def a_deck(key: str = "a") -> ShownDeck:
    return ShownDeck(LiveDeck(Deck(key, (title_screen(key, key),))), mark="m", assets="v")


def run(question: Callable[[], Awaitable[Any]]) -> Any:
    async def ask() -> Any:
        return await question()

    return asyncio.run(ask())


def test_a_deck_is_made_once_for_all_who_ask_together_even_when_one_of_them_leaves() -> None:
    made: list[int] = []
    may_end = threading.Event()

    def make() -> ShownDeck:
        made.append(1)
        assert may_end.wait(5)
        return a_deck()

    async def ask() -> list[ShownDeck]:
        shelf = Shelf()
        asked = [asyncio.create_task(shelf.deck("a", make)) for _ in range(3)]
        await asyncio.sleep(0.05)
        asked[0].cancel()
        may_end.set()
        return [await one for one in asked[1:]] + [await shelf.deck("a", make)]

    found = asyncio.run(ask())
    assert len(made) == 1
    assert all(one is found[0] for one in found)


def test_a_deck_that_could_not_be_made_is_tried_again() -> None:
    shelf, answers = Shelf(), [StoreError("The store is out of reach."), None]

    def make() -> ShownDeck:
        if (answer := answers.pop(0)) is not None:
            raise answer
        return a_deck()

    with pytest.raises(StoreError):
        run(lambda: shelf.deck("a", make))
    assert run(lambda: shelf.deck("a", make)).live.deck.name == "a"


def test_the_shelf_holds_no_more_than_its_places() -> None:
    shelf, made = Shelf(), []

    def maker(key: int) -> Callable[[], ShownDeck]:
        def make() -> ShownDeck:
            made.append(key)
            return a_deck(str(key))

        return make

    async def ask() -> None:
        for key in [*range(MOST_KEPT), 0, MOST_KEPT, 0, 1]:
            await shelf.deck(key, maker(key))

    asyncio.run(ask())
    # The first was asked for again, so the second gave way.
    assert made == [*range(MOST_KEPT + 1), 1]


def test_open_pages_hear_of_newer_figures_and_take_turns() -> None:
    store = Store()
    pages = OpenPages(following(store))

    async def follow() -> list[dict[str, Any]]:
        with pages.followers.following(FIGURES, ""), pages.followers.following(FIGURES, ""):
            stream = pages.stream(marks(1).of(FIGURES))
            told = [await soon(stream)]
            store.now = marks(2, audited=9)
            told.append(await soon(stream))
            await stream.aclose()
        return [json.loads(str(one).partition("data: ")[2]) for one in told]

    first, second = asyncio.run(follow())
    assert (first["mark"], second["mark"]) == (marks(1).of(FIGURES), marks(2).of(FIGURES))
    # Three follow: they take their turns within 75 ms, and then each rests for 2 s and four times as long.
    assert (second["within"], second["rest"]) == (75, 2_300)

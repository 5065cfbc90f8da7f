"""What a process knows of its rooms: asked of the store seldom, anew after a change, and known while it is away."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

import pytest

from components.server.dots.rooms import KEPT_SECONDS, Rooms
from data_access.queries.dot_rooms import PhoneQuestion, Room
from domain.dots import ScaleResult
from domain.errors import StoreError
from domain.vocabulary import DotKind, DotState, MeetingState, Provenance
from tests.integration.dots.scene import CODE

PATIENCE = 10.0


@dataclass
class Store:
    """Answers with a room titled as the store has it, and counts how often it was asked."""

    title: str = "first"
    is_away: bool = False
    asked: int = 0
    now: float = 100.0
    question: PhoneQuestion | None = None
    asked_for_results: list[int] = field(default_factory=list)
    meanwhile: Callable[[], object] = field(default=lambda: None)

    def read(self, code: str) -> Room | None:
        self.asked += 1
        if self.is_away:
            raise StoreError("away")
        title = self.title
        self.meanwhile()
        is_there = code == CODE
        room = Room(1, title, code, MeetingState.LIVE, Provenance.SUBMITTED, self.question)
        return room if is_there else None

    def results(self, question_id: int) -> tuple[ScaleResult, ...]:
        self.asked_for_results.append(question_id)
        return ()

    @property
    def rooms(self) -> Rooms:
        return Rooms(read=self.read, results=self.results, clock=lambda: self.now)


def title(room: Room | None) -> str:
    return room.title if room else ""


def test_a_room_is_asked_for_once_in_half_a_second_however_many_wait() -> None:
    store = Store()
    rooms = store.rooms

    async def wait() -> None:
        await asyncio.gather(*(rooms.room(CODE) for _ in range(9)))
        store.now += KEPT_SECONDS - 0.1
        await rooms.room(CODE)
        assert store.asked == 1
        store.now += 0.1
        await rooms.room(CODE)
        assert store.asked == 2
        assert await rooms.room("BCDFG") is None

    asyncio.run(wait())
    assert (rooms.knows(CODE), rooms.knows("BCDFG")) == (True, False)


def test_a_room_stays_known_while_it_is_read_anew_and_while_the_store_is_away() -> None:
    store = Store()
    rooms, known = store.rooms, []
    store.meanwhile = lambda: known.append(rooms.knows(CODE))

    async def read_anew() -> None:
        await rooms.room(CODE)
        store.title = "second"
        assert title(await rooms.fresh(CODE)) == "second"
        store.is_away = True
        with pytest.raises(StoreError):
            await rooms.fresh(CODE)

    asyncio.run(read_anew())
    assert known == [False, True]
    assert rooms.knows(CODE)


def test_a_read_that_began_before_a_change_is_not_taken_for_what_is_there_now() -> None:
    store, has_begun, may_end = Store(), Event(), Event()
    rooms = store.rooms

    def slowly() -> None:
        has_begun.set()
        assert may_end.wait(PATIENCE)

    async def change_meanwhile() -> None:
        store.meanwhile = slowly
        earlier = asyncio.create_task(rooms.room(CODE))
        await asyncio.to_thread(has_begun.wait, PATIENCE)
        store.title = "second"
        anew = [asyncio.create_task(rooms.fresh(CODE)) for _ in range(9)]
        await asyncio.sleep(0)
        may_end.set()
        assert title(await earlier) == "first"
        assert {title(await one) for one in anew} == {"second"}

    asyncio.run(change_meanwhile())
    # Those who wait for it share the second read.
    assert store.asked == 2


def test_what_came_of_a_question_is_read_once_for_each_round_that_is_shown() -> None:
    store = Store()
    rooms = store.rooms

    async def ask(round_number: int, state: DotState) -> None:
        store.question = PhoneQuestion(7, round_number, state, DotKind.STATEMENT, "Early enough?", ())
        for _ in range(3):
            await rooms.fresh(CODE)

    asyncio.run(ask(1, DotState.OPEN))
    assert store.asked_for_results == []
    asyncio.run(ask(1, DotState.REVEALED))
    assert store.asked_for_results == [7]
    asyncio.run(ask(2, DotState.REVEALED))
    assert store.asked_for_results == [7, 7]

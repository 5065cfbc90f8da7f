"""What is on show in each room, asked of the store at most twice a second however many phones wait there."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import inf
from time import monotonic
from typing import Final

from anyio import to_thread

from data_access.engine import get_engine
from data_access.queries.dot_rooms import Room, results_for_phones, room_of_code
from domain.dots import ScaleResult
from domain.vocabulary import DotState

KEPT_SECONDS: Final = 0.5
MOST_ROOMS: Final = 64
LONG_AGO: Final = -inf


def read_room(code: str) -> Room | None:
    """The room in this process's store."""
    return room_of_code(get_engine(), code)


def read_results(question_id: int) -> tuple[ScaleResult, ...]:
    """What came of a question of this process's store."""
    return results_for_phones(get_engine(), question_id)


@dataclass
class Rooms:
    """The rooms of this process; all of it belongs to the event loop."""

    read: Callable[[str], Room | None] = read_room
    results: Callable[[int], tuple[ScaleResult, ...]] = read_results
    clock: Callable[[], float] = monotonic
    _seen: OrderedDict[str, tuple[float, Room]] = field(default_factory=OrderedDict)
    _asking: dict[str, "asyncio.Task[Room | None]"] = field(default_factory=dict)

    def knows(self, code: str) -> bool:
        """Whether this code led to a room before."""
        return code in self._seen

    async def room(self, code: str) -> Room | None:
        """The room with this code as it was half a second ago or later; None where no meeting has it.

        A question whose dots are shown has its results.
        Raises what the store raises.
        """
        at, room = self._seen.get(code, (LONG_AGO, None))
        if room is not None and self.clock() - at < KEPT_SECONDS:
            return room
        if code not in self._asking:
            self._asking[code] = asyncio.create_task(self._ask(code))
        # Whoever goes away leaves the others waiting for it.
        return await asyncio.shield(self._asking[code])

    async def fresh(self, code: str) -> Room | None:
        """The room as the store has it now or later. Raises what the store raises."""
        if earlier := self._asking.get(code):
            # It began before, and may bring what was there before.
            await asyncio.wait([earlier])
        if code in self._seen:
            # Only its time is over: a room that is known stays known while the store is away.
            self._seen[code] = (LONG_AGO, self._seen[code][1])
        return await self.room(code)

    async def _ask(self, code: str) -> Room | None:
        try:
            asked_at = self.clock()
            _, before = self._seen.get(code, (LONG_AGO, None))
            room = await to_thread.run_sync(self._read, code, before)
        finally:
            self._asking.pop(code, None)
        if room is None:
            self._seen.pop(code, None)
            return None
        self._seen[code] = (asked_at, room)
        self._seen.move_to_end(code)
        while len(self._seen) > MOST_ROOMS:
            self._seen.popitem(last=False)
        return room

    def _read(self, code: str, before: Room | None) -> Room | None:
        room = self.read(code)
        if room is None or room.question is None or room.question.state is DotState.OPEN:
            return room
        # No dot is placed or moved while they are shown, so they are read once for all phones.
        known = before.question if before is not None and before.mark == room.mark else None
        results = self.results(room.question.id) if known is None else known.results
        return replace(room, question=replace(room.question, results=results))

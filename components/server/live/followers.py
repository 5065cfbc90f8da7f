"""Who follows the store: each follower is told when what it shows has changed, by one watcher for the process."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from data_access.engine import get_engine
from data_access.queries.live_marks import Marks, Scope, read_marks
from data_access.settings import get_settings
from domain.errors import StoreError

LOOKS_EVERY = 0.25
"""Seconds between two looks at the store; a look costs about half a millisecond."""
BEATS_EVERY = 2.5
"""Seconds after which a follower hears that it is still connected."""
MOST = 400
STORE_IS_AWAY = (SQLAlchemyError, StoreError)
_log = logging.getLogger(__name__)


class TooManyFollowersError(Exception):
    """No more screens can follow this process."""


@dataclass(eq=False)
class Follower:
    """One open view: what it depends on, and the newest mark of that; None while the store is out of reach."""

    scope: Scope
    mark: str | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, marks: Marks | None) -> None:
        """Take the marks; whoever waits wakes up where they differ."""
        mark = marks.of(self.scope) if marks else None
        if mark != self.mark:
            self.mark = mark
            self.news.set()


def read_now(meetings: frozenset[int]) -> Marks:
    """The marks of this process's store today."""
    return read_marks(get_engine(), today=get_settings().current_day(), meetings=meetings)


@dataclass
class Followers:
    """All followers of this process. All of it but the watcher's own thread belongs to the event loop."""

    read: Callable[[frozenset[int]], Marks] = read_now
    most: int = MOST
    looks_every: float = LOOKS_EVERY
    has_ended: bool = False
    _all: set[Follower] = field(default_factory=set)
    _meetings: frozenset[int] = frozenset()
    _has_new: bool = False
    _stop: Event | None = None

    def __len__(self) -> int:
        return len(self._all)

    @contextmanager
    def following(self, scope: Scope, mark: str) -> Iterator[Follower]:
        """A follower for as long as the block lasts; the watcher runs while there is one.

        Raises TooManyFollowersError where there are as many as we take.
        """
        if len(self._all) >= self.most:
            raise TooManyFollowersError
        follower = Follower(scope, mark)
        self._all.add(follower)
        self._count()
        self._watch(asyncio.get_running_loop())
        try:
            yield follower
        finally:
            self._all.discard(follower)
            self._count()
            if not self._all:
                self._rest()

    async def news(self, scope: Scope, mark: str) -> AsyncIterator[str | None]:
        """The mark now and at each change, None while the store is out of reach; "" says only that we are here.

        Ends when the server does.
        """
        with self.following(scope, mark) as follower:
            yield mark
            while not self.has_ended:
                try:
                    await asyncio.wait_for(follower.news.wait(), BEATS_EVERY)
                except TimeoutError:
                    yield ""
                    continue
                follower.news.clear()
                if not self.has_ended:
                    yield follower.mark

    def end(self) -> None:
        """Let all go, so that a server that stops need not wait for them."""
        self.has_ended = True
        self._rest()
        for follower in self._all:
            follower.news.set()

    def _count(self) -> None:
        """Lay ready for the watcher what it is to look at."""
        self._meetings = frozenset(one.scope.meeting for one in self._all if one.scope.meeting is not None)
        self._has_new = True

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._stop is None:
            self._stop = Event()
            Thread(target=self._look, args=(loop, self._stop), name="heard-live-watcher", daemon=True).start()

    def _rest(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _look(self, loop: asyncio.AbstractEventLoop, stop: Event) -> None:
        """Look at the store again and again, off the event loop, until nobody follows."""
        last: Marks | None = None
        is_away = False
        while not stop.wait(self.looks_every):
            # Whoever came since the last look may have read an older mark.
            has_new, self._has_new = self._has_new, False
            marks = self._marks(was_away=is_away)
            is_away = marks is None
            if marks == last and not has_new:
                continue
            last = marks
            try:
                loop.call_soon_threadsafe(self._tell, marks)
            except RuntimeError:
                return  # The loop is closed: the server has ended.

    def _marks(self, *, was_away: bool) -> Marks | None:
        try:
            return self.read(self._meetings)
        except STORE_IS_AWAY as error:
            if not was_away:
                _log.warning("The store cannot be asked for changes: %s", type(error).__name__)
            return None

    def _tell(self, marks: Marks | None) -> None:
        for follower in self._all:
            follower.hear(marks)

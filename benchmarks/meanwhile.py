"""What goes on while something long is measured: how much memory it takes, and how long another viewer waits."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread

import psutil

from benchmarks.views import YEARS
from benchmarks.visits import Visit
from tests.browser.running_server import RunningServer

MB = 1024**2
LOOK_EVERY = 0.05
EVERY = 1.0
"""Seconds between two changes of the viewer."""


@dataclass
class Memory:
    """The most resident memory of a process and of those that it started, in MB; together, and the largest alone."""

    together: float = 0
    largest: float = 0

    def look(self, process: psutil.Process) -> None:
        """Take note of what they hold now."""
        sizes = [_resident(one) for one in (process, *process.children(recursive=True))]
        self.together = max(self.together, sum(sizes) / MB)
        self.largest = max(self.largest, max(sizes) / MB)


@dataclass
class Watched:
    """What a viewer of the Overview waited for, in ms, while something went on."""

    times: list[float] = field(default_factory=list)
    stop: Event = field(default_factory=Event)


@contextmanager
def another_viewer(server: RunningServer) -> Iterator[Watched]:
    """Somebody who changes the year of the Overview once a second for as long as the block lasts."""
    watched = Watched()

    async def look() -> None:
        async with Visit(server.address, page="") as visit:
            await visit.open()
            for number in count():
                if watched.stop.is_set():
                    return
                watched.times.append(await visit.choose({"year": list(YEARS.values())[number % 2]}))
                await asyncio.sleep(max(0.0, EVERY - watched.times[-1] / 1000))

    viewer = Thread(target=lambda: asyncio.run(look()), daemon=True)
    viewer.start()
    try:
        yield watched
    finally:
        watched.stop.set()
        viewer.join()


@contextmanager
def watched_memory(process: psutil.Process, memory: Memory) -> Iterator[None]:
    """Look at a process again and again for as long as the block lasts."""
    stop = Event()

    def look() -> None:
        while not stop.wait(LOOK_EVERY):
            try:
                memory.look(process)
            except psutil.NoSuchProcess:
                return

    watcher = Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0

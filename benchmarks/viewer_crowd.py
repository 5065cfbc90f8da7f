"""The viewers of `benchmarks.viewers`, in a process of their own: `python -m benchmarks.viewer_crowd ADDRESS STEP…`.

Says a line of JSON at each step, when so many viewers have changed their filters for so many seconds, then waits for
a line before it goes on.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from benchmarks.views import ADDRESSES, YEARS
from benchmarks.visits import Visit

AT_ONCE = 4
"""Viewers who open their page at the same time."""


@dataclass
class Crowd:
    """All viewers so far; each changes a filter every so many seconds, at moments of its own."""

    address: str
    every: float
    stack: AsyncExitStack
    visits: list[Visit] = field(default_factory=list)
    lot: random.Random = field(default_factory=lambda: random.Random(7))

    async def grow(self, size: int) -> None:
        """Let further viewers open their page until there are so many."""
        pages = list(ADDRESSES.values())
        for first in range(len(self.visits), size, AT_ONCE):
            new = [
                Visit(self.address, page=pages[number % len(pages)].strip("/"))
                for number in range(first, min(size, first + AT_ONCE))
            ]
            for one in new:
                await self.stack.enter_async_context(one)
            await asyncio.gather(*(one.open() for one in new))
            self.visits += new

    async def change(self, seconds: float) -> list[float]:
        """Milliseconds of all changes that began within so many seconds."""
        ends = time.monotonic() + seconds
        all_times = await asyncio.gather(*(self._keep_changing(one, ends) for one in self.visits))
        return [time for times in all_times for time in times]

    async def _keep_changing(self, visit: Visit, ends: float) -> list[float]:
        times: list[float] = []
        due = time.monotonic() + self.lot.uniform(0, self.every)
        while due < ends:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            networks = visit.options["networks"]
            one = self.lot.choice([*networks, None])
            choice = {"year": self.lot.choice(list(YEARS.values())), "networks": [one] if one else []}
            times.append(await visit.choose(choice))
            # Who waited longer than until the next change makes it at once.
            due += self.every
        return times


async def live(address: str, *, steps: Sequence[int], seconds: float, every: float) -> None:
    """Grow step by step and say what each took."""
    async with AsyncExitStack() as stack:
        crowd = Crowd(address, every, stack)
        for step in steps:
            await crowd.grow(step)
            used = time.process_time()
            times = await crowd.change(seconds)
            share = (time.process_time() - used) / seconds
            print(json.dumps({"viewers": step, "times": times, "share": share}), flush=True)
            if not await asyncio.to_thread(sys.stdin.readline):
                return


def main() -> None:
    """Be the crowd."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.viewer_crowd", description=__doc__)
    parser.add_argument("address")
    parser.add_argument("steps", type=int, nargs="+")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--every", type=float, required=True)
    chosen = parser.parse_args()
    asyncio.run(live(chosen.address, steps=chosen.steps, seconds=chosen.seconds, every=chosen.every))


if __name__ == "__main__":
    main()

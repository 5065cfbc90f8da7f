"""Server time of a filter change on every page that explores, from the changed state of a widget to the end of the run:
`python -m benchmarks.server_time [--activities 1000000 5000000] [--changes 30]`.

Half of the changes lead to a view that the process has drawn, half to one that it has not.
"""

import asyncio
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import psutil

from benchmarks.command import parser_of, served, tell
from benchmarks.machine import conditions
from benchmarks.performance_page import table
from benchmarks.stores import prepared_store
from benchmarks.summary import kept, spoken, summarise
from benchmarks.views import ADDRESSES, YEARS
from benchmarks.visits import Choice, Visit
from tests.browser.running_server import RunningServer

GOAL_MEDIAN, GOAL_P95 = 40, 120
GOAL_OF_SIZE = 3
YEAR_NAMES = tuple(YEARS.values())
ALL_NETWORKS: Sequence[str] = ()


@dataclass
class Times:
    """Milliseconds on the clock of changes to views seen before and not, and processor time of one on average."""

    seen: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    processor: float = 0

    @property
    def together(self) -> list[float]:
        """All of them."""
        return [*self.seen, *self.new]


Found = dict[tuple[int, str], Times]
"""By size of the store and page."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("server_time", about=__doc__)
    parser.add_argument("--activities", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--changes", type=int, default=30, help="of each kind, on each page")
    parser.add_argument("--page", nargs="+", choices=list(ADDRESSES), default=list(ADDRESSES))
    chosen = parser.parse_args(arguments)
    found: Found = {}
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = Path(name)
        for size in chosen.activities:
            data_dir = prepared_store(chosen.stores or folder, activities=size)
            with served(data_dir, log=folder / "server.log") as server:
                for page in chosen.page:
                    found[size, page] = asyncio.run(measured(server, page, changes=chosen.changes))
    text = f"{report(found)}\n\n{verdicts(found)}\n\n{conditions()}"
    tell(text, section="server time", dry=chosen.dry)


async def measured(server: RunningServer, page: str, *, changes: int) -> Times:
    """The times of one viewer on a page."""
    times = Times()
    process = psutil.Process(server.process.pid)
    async with Visit(server.address, page=ADDRESSES[page].strip("/")) as visit:
        await visit.open(f"year={next(iter(YEARS))}")
        for year in (*reversed(YEAR_NAMES), *reversed(YEAR_NAMES)):
            await visit.choose({"year": year})
        before = sum(process.cpu_times()[:2])
        for number, unseen in enumerate(_unseen(visit, most=changes)):
            year = YEAR_NAMES[number % len(YEAR_NAMES)]
            times.new.append(await visit.choose(unseen))
            times.seen.append(await visit.choose({"year": year, "networks": ALL_NETWORKS}))
        times.processor = 1000 * (sum(process.cpu_times()[:2]) - before) / len(times.together)
    return times


def _unseen(visit: Visit, *, most: int) -> Iterator[Mapping[str, Choice]]:
    """All networks but two, another two each time."""
    networks = visit.options["networks"]
    for _, (one, other) in zip(range(most), combinations(networks, 2), strict=False):
        yield {"networks": [name for name in networks if name not in {one, other}]}


def report(found: Found) -> str:
    """A row a page and size."""
    rows = [
        [
            f"{page.capitalize()}, {size:,}",
            summarise(times.together).text,
            summarise(times.seen).text,
            summarise(times.new).text,
            spoken(times.processor),
            str(len(times.together)),
        ]
        for (size, page), times in found.items()
    ]
    header = ["ms, median / 95th", "all", "seen before", "not seen before", "processor, each", "changes"]
    return table(header, rows)


def verdicts(found: Found) -> str:
    """The slowest page of each size, and what the goals say of it."""
    said, slowest = [], {}
    for size in sorted({size for size, _ in found}):
        pages = {page: summarise(times.together) for (one, page), times in found.items() if one == size}
        median = max(pages, key=lambda page: pages[page].median)
        p95 = max(pages, key=lambda page: pages[page].p95)
        slowest[size] = pages[median].median
        times = 1 if size == min(slowest) else GOAL_OF_SIZE
        said.append(
            f"{size:,} activities: the slowest median is that of {median.capitalize()}, "
            f"{spoken(pages[median].median)} ms, goal at most {times * GOAL_MEDIAN}, "
            f"{kept(pages[median].median, times * GOAL_MEDIAN)}; the slowest 95th that of {p95.capitalize()}, "
            f"{spoken(pages[p95].p95)} ms, goal at most {times * GOAL_P95}, "
            f"{kept(pages[p95].p95, times * GOAL_P95)}."
        )
    return " ".join(said)


if __name__ == "__main__":
    main()

"""Resident memory of the server over very many reruns: `python -m benchmarks.soak [--reruns 100000]`.

Nine reruns in ten are of a page with few elements, so that many fit into an hour; every tenth is the next of
96 views of the pages that explore. Visitors leave and others come. Memory is level when the last tenth of the
reruns stands where the second tenth stood: in the first, views are drawn for the first time and kept.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import psutil

from benchmarks.command import parser_of, served, tell
from benchmarks.machine import conditions
from benchmarks.memory import every_view
from benchmarks.performance_page import table
from benchmarks.stores import prepared_store
from benchmarks.summary import summarise
from benchmarks.viewer import Viewer
from benchmarks.views import ADDRESSES
from tests.browser.running_server import RunningServer

QUICK_PAGE = "data-protection"
VISITORS = 8
STAYS = 500
"""Reruns after which one of the visitors leaves and another comes."""
LEVEL = 1.05


@dataclass(frozen=True)
class Moment:
    """What was measured after so many reruns: megabytes, and the median milliseconds of a rerun since the last."""

    reruns: int
    megabytes: float
    milliseconds: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print each moment and write the table."""
    parser = parser_of("soak", about=__doc__)
    parser.add_argument("--activities", type=int, default=1500)
    parser.add_argument("--reruns", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=1_000, help="reruns between two looks at memory")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = Path(name)
        store = prepared_store(chosen.stores or folder, activities=chosen.activities)
        with served(store, log=folder / "server.log") as server:
            moments = list(_watched(server, reruns=chosen.reruns, every=chosen.every))
    text = f"{report(moments)}\n\n{conditions()}"
    tell(text, section="soak", dry=chosen.dry)


def report(moments: Sequence[Moment]) -> str:
    """A row for each tenth of the reruns, and whether the last one is level with the second."""
    size = max(1, len(moments) // 10)
    tenths = [moments[start : start + size] for start in range(0, len(moments), size)][:10]
    levels = [median(one.megabytes for one in tenth) for tenth in tenths]
    rows = [
        [f"up to {tenth[-1].reruns:,}", f"{level:.0f}", f"{median(one.milliseconds for one in tenth):.1f}"]
        for tenth, level in zip(tenths, levels, strict=True)
    ]
    said = table(["reruns", "resident memory, MB", "ms a rerun"], rows)
    match levels:
        case [_, second, *_, last]:
            grown = last / second
        case _:
            return said
    verdict = "level" if grown <= LEVEL else "not level"
    return f"{said}\n\nThe last tenth stands at **{grown:.2f}** times the second: {verdict}. Goal: at most {LEVEL}."


def _watched(server: RunningServer, *, reruns: int, every: int) -> Iterator[Moment]:
    process, times = psutil.Process(server.process.pid), []
    for number, one in enumerate(islice(_reruns(server.address), reruns), start=1):
        times.append(one)
        if number % every == 0:
            moment = Moment(number, process.memory_info().rss / 1024**2, summarise(times).median)
            times = []
            print(
                f"{moment.reruns:>9,} {moment.megabytes:6.1f} MB {moment.milliseconds:6.1f} ms",
                flush=True,
            )
            yield moment


def _reruns(address: str) -> Iterator[float]:
    """The milliseconds of one rerun after the other, each by the next of the visitors."""
    views = cycle(every_view())
    with ExitStack() as stack:
        visitors = [stack.enter_context(Viewer(address)) for _ in range(VISITORS)]
        for number in cycle(range(STAYS * VISITORS * 10)):
            place = number % VISITORS
            if number % STAYS == STAYS - 1:
                visitors[place].close()
                visitors[place] = stack.enter_context(Viewer(address))
            if number % 10:
                yield visitors[place].ask(QUICK_PAGE, query="")
            else:
                view = next(views)
                page = ADDRESSES[view.page].strip("/")
                yield visitors[place].ask(page, query=urlencode(view.query, doseq=True))


if __name__ == "__main__":
    main()

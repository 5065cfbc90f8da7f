"""Resident memory of the server: after start, after the first view of each page, after many reruns:
`python -m benchmarks.memory [--activities 1500 1000000] [--reruns 200]`.
"""

import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

import psutil

from benchmarks.command import parser_of, tell
from benchmarks.machine import conditions
from benchmarks.performance_page import table
from benchmarks.stores import SECONDS_TO_READ, prepared_store
from benchmarks.summary import spoken, summarise
from benchmarks.viewer import Viewer
from benchmarks.views import ADDRESSES, NETWORKS, YEARS, Asked
from tests.browser.running_server import RunningServer

MOMENTS = ("after start", "after the first view of each page", "after the reruns")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("memory", about=__doc__)
    parser.add_argument("--activities", type=int, nargs="+", default=[1500, 1_000_000])
    parser.add_argument("--reruns", type=int, default=200, help="filter changes of one viewer (default 200)")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = Path(name)
        found = {
            size: measure(
                prepared_store(chosen.stores or folder, activities=size),
                reruns=chosen.reruns,
                log=folder / "server.log",
            )
            for size in chosen.activities
        }
    text = f"{report(found, reruns=chosen.reruns)}\n\n{conditions()}"
    tell(text, section="memory", dry=chosen.dry)


def measure(data_dir: Path, *, reruns: int, log: Path) -> dict[str, float]:
    """Megabytes at each moment, seconds of the start, and the median milliseconds of a rerun on the server."""
    server = RunningServer(data_dir=data_dir, log=log, settings={})
    try:
        began = time.perf_counter()
        server.wait_until_healthy(seconds=SECONDS_TO_READ)
        found = {"seconds until it answers": time.perf_counter() - began, MOMENTS[0]: _megabytes(server)}
        with Viewer(server.address) as viewer:
            for page in ADDRESSES:
                _ask(viewer, Asked(page, next(iter(YEARS))))
            found[MOMENTS[1]] = _megabytes(server)
            times = [_ask(viewer, view) for view in islice(cycle(every_view()), reruns)]
        found[MOMENTS[2]] = _megabytes(server)
        found["server time of a rerun, ms"] = summarise(times).median
        return found
    finally:
        server.stop()


def report(found: dict[int, dict[str, float]], *, reruns: int) -> str:
    """A row a moment, a column a size, and how many times the smallest the largest is."""
    sizes = sorted(found)
    rows = [
        [
            f"{name} ({reruns:,})" if name == MOMENTS[2] else name,
            *(spoken(found[size][name]) for size in sizes),
            f"{found[sizes[-1]][name] / found[sizes[0]][name]:.2f}",
        ]
        for name in found[sizes[0]]
    ]
    return table(["resident memory, MB", *(f"{size:,} activities" for size in sizes), "last / first"], rows)


def every_view() -> list[Asked]:
    """Views of all pages, both years, all networks and all but one: 96 different ones."""
    return [
        Asked(page, year, left_out) for left_out in ("", *NETWORKS) for page in ADDRESSES for year in YEARS
    ]


def _ask(viewer: Viewer, view: Asked) -> float:
    return viewer.ask(ADDRESSES[view.page].strip("/"), query=urlencode(view.query, doseq=True))


def _megabytes(server: RunningServer) -> float:
    return float(psutil.Process(server.process.pid).memory_info().rss / 1024**2)


if __name__ == "__main__":
    main()

"""The start of a server until it is healthy, and the size of its snapshot:
`python -m benchmarks.start [--activities 1500 1000000] [--rounds 3]`.

The first start finds nothing but the store, the later ones whatever the one before has kept.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.command import parser_of, served, tell
from benchmarks.machine import conditions
from benchmarks.performance_page import table
from benchmarks.stores import copied_store, prepared_store
from benchmarks.summary import kept, spoken
from tests.browser.running_server import ROOT, environment

GOAL_SECONDS, GOAL_MB = 6, 150
MB = 1024**2
SECONDS_TO_KEEP = 120
IDLE = 20
"""Per cent of a core, below which a server only waits."""


@dataclass(frozen=True)
class Start:
    """Seconds until healthy, processor seconds until then, and resident MB at that moment."""

    seconds: float
    processor: float
    memory: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("start", about=__doc__)
    parser.add_argument("--activities", type=int, nargs="+", default=[1500, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3, help="starts after the first")
    chosen = parser.parse_args(arguments)
    rows, said = [], []
    for size in chosen.activities:
        with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
            prepared = prepared_store(chosen.stores or Path(name), activities=size)
            data_dir = copied_store(prepared, folder=Path(name))
            first, *later = starts(data_dir, rounds=1 + chosen.rounds, log=Path(name) / "server.log")
            columns, held = snapshot(data_dir)
        usual = sorted(later or [first], key=lambda one: one.seconds)[len(later) // 2]
        for what, one in (("first start", first), ("later start", usual)):
            numbers = (f"{one.seconds:.1f}", f"{one.processor:.1f}", spoken(one.memory))
            rows.append([f"{size:,} activities, {what}", *numbers, spoken(columns), spoken(held)])
        said.append(
            f"{size:,} activities: healthy after {usual.seconds:.1f} s, goal at most {GOAL_SECONDS}, "
            f"{kept(usual.seconds, GOAL_SECONDS)}; the snapshot adds {spoken(held)} MB, goal at most {GOAL_MB}, "
            f"{kept(held, GOAL_MB)}."
        )
    header = ["", "seconds", "processor seconds", "memory, MB", "columns, MB", "snapshot adds, MB"]
    text = f"{table(header, rows)}\n\n{' '.join(said)}\n\n{conditions()}"
    tell(text, section="start", dry=chosen.dry)


def starts(data_dir: Path, *, rounds: int, log: Path) -> list[Start]:
    """The same server started again and again on its store."""
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        with served(data_dir, log=log) as server:
            seconds = time.perf_counter() - began
            process = psutil.Process(server.process.pid)
            processor = sum(process.cpu_times()[:2])
            found.append(Start(seconds, processor, process.memory_info().rss / MB))
            _wait_until_idle(process)
    return found


def _wait_until_idle(process: psutil.Process) -> None:
    """Let it finish what it does after it is healthy, such as keeping what it read."""
    process.cpu_percent()
    deadline = time.monotonic() + SECONDS_TO_KEEP
    while time.monotonic() < deadline and process.cpu_percent(1) > IDLE:
        continue


def snapshot(data_dir: Path) -> tuple[float, float]:
    """MB of the columns, and by how many MB a process grows that reads them."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.snapshot_size"],
        cwd=ROOT,
        env=environment(data_dir),
        check=True,
        capture_output=True,
    )
    columns, held = json.loads(told.stdout)
    return columns / MB, held / MB


if __name__ == "__main__":
    main()

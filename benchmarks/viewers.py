"""How many viewers one process holds who each change a filter every 5 seconds, and what one of them takes:
`python -m benchmarks.viewers [--steps 50 100 150 200 250 300] [--activities 1500]`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import psutil

from benchmarks.command import parser_of, served, tell
from benchmarks.machine import conditions
from benchmarks.performance_page import table
from benchmarks.stores import prepared_store
from benchmarks.summary import Summary, spoken, summarise
from tests.browser.running_server import ROOT, RunningServer

GOAL_VIEWERS, GOAL_MS, GOAL_MB = 250, 1_000, 0.3
MB = 1024**2


@dataclass(frozen=True)
class Step:
    """So many viewers: their times, resident memory in MB, and shares of a core of the server and of the crowd."""

    viewers: int
    times: Summary
    memory: float
    share: float
    crowd: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("viewers", about=__doc__)
    parser.add_argument("--activities", type=int, default=1500)
    parser.add_argument("--steps", type=int, nargs="+", default=[10, 50, 100, 150, 200, 250, 300])
    parser.add_argument("--seconds", type=float, default=40, help="how long each step lasts")
    parser.add_argument("--every", type=float, default=5, help="seconds between two changes of one viewer")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = Path(name)
        data_dir = prepared_store(chosen.stores or folder, activities=chosen.activities)
        with served(data_dir, log=folder / "server.log") as server:
            steps = list(measured(server, chosen))
    text = f"{report(steps, activities=chosen.activities)}\n\n{verdict(steps)}\n\n{conditions()}"
    tell(text, section="viewers", dry=chosen.dry)


def measured(server: RunningServer, chosen: argparse.Namespace) -> Iterator[Step]:
    """What each step came to."""
    process = psutil.Process(server.process.pid)
    process.cpu_percent()
    with _crowd(server, chosen) as (said, heard):
        for _ in chosen.steps:
            line = said.readline()
            if not line:
                raise RuntimeError(f"The viewers are gone.\n{server.read_log()}")
            told: dict[str, Any] = json.loads(line)
            # Over the whole life of a step, the share is that of its changes and of those who came.
            share = process.cpu_percent() / 100
            memory = process.memory_info().rss / MB
            yield Step(told["viewers"], summarise(told["times"]), memory, share, told["share"])
            heard.write("go on\n")
            heard.flush()


@contextmanager
def _crowd(server: RunningServer, chosen: argparse.Namespace) -> Iterator[tuple[IO[str], IO[str]]]:
    command = [sys.executable, "-m", "benchmarks.viewer_crowd", server.address, *map(str, chosen.steps)]
    command += ["--seconds", str(chosen.seconds), "--every", str(chosen.every)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as crowd:
        try:
            if crowd.stdin and crowd.stdout:
                yield crowd.stdout, crowd.stdin
        finally:
            crowd.kill()


def each(steps: Sequence[Step]) -> float:
    """MB that each viewer takes, between the first step and the largest that kept its time, or else the last."""
    first, last = steps[0], _held(steps) or steps[-1]
    if last is first:
        last = steps[-1]
    return (last.memory - first.memory) / max(1, last.viewers - first.viewers)


def _held(steps: Sequence[Step]) -> Step | None:
    kept = [step for step in steps if step.times.p95 < GOAL_MS]
    return max(kept, key=lambda step: step.viewers) if kept else None


def report(steps: Sequence[Step], *, activities: int) -> str:
    """A row a step."""
    rows = [
        [
            str(step.viewers),
            spoken(step.times.median),
            spoken(step.times.p95),
            str(step.times.count),
            spoken(step.memory),
            f"{step.share:.2f}",
            f"{step.crowd:.2f}",
        ]
        for step in steps
    ]
    header = [
        f"viewers, {activities:,} activities", "median, ms", "95th, ms", "changes", "memory, MB",
        "cores of the server", "cores of the viewers",
    ]  # fmt: skip
    return table(header, rows)


def verdict(steps: Sequence[Step]) -> str:
    """How many are held, and what each takes."""
    held, memory = _held(steps), each(steps)
    viewers = held.viewers if held else 0
    return (
        f"Held with a 95th under {GOAL_MS:,} ms: **{viewers}** viewers, goal at least {GOAL_VIEWERS}, "
        f"{'kept' if viewers >= GOAL_VIEWERS else 'missed'}. Each takes {memory:.2f} MB, goal at most {GOAL_MB}, "
        f"{'kept' if memory <= GOAL_MB else 'missed'}."
    )


if __name__ == "__main__":
    main()

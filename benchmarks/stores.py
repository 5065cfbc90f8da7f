"""Stores to measure on: as `make run` leaves one, with as many illustrative activities as asked for."""

import subprocess
import sys
from pathlib import Path

from tests.browser.running_server import ROOT, environment

SECONDS_TO_READ = 450
"""A server reads the facts at its start: at a million activities, from a slow disk, longer than a test waits."""


def prepared_store(folder: Path, *, activities: int) -> Path:
    """The data folder of a store with so many activities, made now or kept from an earlier run."""
    data_dir = folder / f"store-{activities}"
    finished = data_dir / "finished"
    if not finished.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        print(f"Making a store with {activities:,} activities in {data_dir}", flush=True)
        for command in (["prepare", "--without-illustrative"], ["demo", "--activities", str(activities)]):
            subprocess.run(
                [sys.executable, "-m", "data_access", *command],
                cwd=ROOT,
                env=environment(data_dir),
                check=True,
                stdout=subprocess.DEVNULL,
            )
        finished.touch()
    return data_dir

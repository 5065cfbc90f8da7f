"""Stores to measure on: as `make run` leaves one, with as many illustrative activities as asked for."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.browser.running_server import ROOT, environment

SECONDS_TO_READ = 450
"""A server reads the facts at its start: at a million activities, from a slow disk, longer than a test waits."""


def prepared_store(folder: Path, *, activities: int) -> Path:
    """The data folder of a store with so many activities, made now or kept from an earlier run.

    A kept one is brought to the tables of today. For reading: whoever writes takes a `copied_store`.
    """
    data_dir = folder / f"store-{activities}"
    finished = data_dir / "finished"
    made = finished.exists()
    if not made:
        shutil.rmtree(data_dir, ignore_errors=True)
        data_dir.mkdir(parents=True)
        print(f"Making a store with {activities:,} activities in {data_dir}", flush=True)
    began = time.monotonic()
    _command(data_dir, "prepare", "--without-illustrative")
    if not made:
        _command(data_dir, "demo", "--activities", str(activities))
        finished.touch()
        print(f"It took {time.monotonic() - began:,.0f} s", flush=True)
    return data_dir


def copied_store(prepared: Path, *, folder: Path) -> Path:
    """A copy of the data folder that may be written to."""
    data_dir = folder / "var"
    shutil.copytree(prepared, data_dir)
    return data_dir


def _command(data_dir: Path, *command: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "data_access", *command],
        cwd=ROOT,
        env=environment(data_dir),
        check=True,
        stdout=subprocess.DEVNULL,
    )

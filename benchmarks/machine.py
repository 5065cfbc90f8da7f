"""Says on what a benchmark ran: machine, versions, day."""

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version

import psutil

from domain.wording import day

LIBRARIES = ("streamlit", "plotly", "pandas", "numpy", "SQLAlchemy")


def conditions(*more: str) -> str:
    """One sentence on machine, versions and day; `more` are further versions, of a browser for example."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = psutil.virtual_memory().total / 1024**3
    versions = ", ".join([f"{name} {version(name)}" for name in LIBRARIES] + list(more))
    return (
        f"Measured on {day(datetime.now(tz=UTC).date())}: {cores} cores ({platform.machine()}), "
        f"{memory:.0f} GB of memory, {platform.system()}, Python {sys.version.split()[0]}, {versions}. {_busy()}"
    ).strip()


def _busy() -> str:
    """How much else the machine had to do; empty where the system does not tell."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f"Load average over the last 5 minutes: {os.getloadavg()[1]:.1f}."

"""Runs every check in turn: `python -m tests`. The first that fails ends the run with its exit status."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
WORKERS = str(min(4, os.cpu_count() or 1))

CHECKS: list[tuple[str, list[str]]] = [
    ("Format", ["ruff", "format", "--check", "."]),
    ("Lint", ["ruff", "check", "."]),
    ("Types", ["mypy"]),
    ("Which part may import which", ["lint-imports", "--no-logo"]),
    ("Tests", ["pytest", "-n", WORKERS, "--dist", "loadgroup", "--cov", "--cov-report="]),
    ("Coverage, all", ["coverage", "report", "--fail-under=95"]),
    (
        "Coverage, rules and figures",
        ["coverage", "report", "--include=domain/*,components/figures/*", "--fail-under=100"],
    ),
]


def run_check(name: str, command: list[str]) -> int:
    """Run one check from the virtual environment that this runs in; returns its exit status."""
    print(f"\n== {name}: {' '.join(command)}", flush=True)  # noqa: T201  the runner speaks to a person
    return subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, check=False).returncode


def main() -> int:
    """Run all checks; returns the first exit status that is not 0."""
    for name, command in CHECKS:
        status = run_check(name, command)
        if status:
            print(f"\n{name}: failed.")  # noqa: T201
            return status
    print("\nEverything passed.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())

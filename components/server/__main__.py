"""Starts Heard: `python -m components.server [SCRIPT]`."""

import argparse
import logging
import sys
from importlib import import_module
from pathlib import Path

from components.server.collector import rest
from components.server.reading_ahead import read_ahead
from domain.errors import HeardError


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; 1 and one sentence on standard error when it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m components.server", description="Start Heard.")
    parser.add_argument("script", nargs="?", type=Path, help="another Streamlit script to serve, for a trial")
    script: Path | None = parser.parse_args(arguments).script
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    rest()
    try:
        if script is None:
            read_ahead()
        # Loaded now, while the facts are read: this brings half of all modules along.
        import_module("components.server.starting").start(script)
    except HeardError as error:
        sys.stderr.write(f"Heard cannot start: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

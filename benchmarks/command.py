"""What the benchmarks' commands have in common: their options, a server to measure, and the page on speed."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.performance_page import write_section
from benchmarks.stores import SECONDS_TO_READ
from tests.browser.running_server import RunningServer


def parser_of(name: str, *, about: str | None) -> argparse.ArgumentParser:
    """The parser of `python -m benchmarks.NAME`, with the options that all of them have."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=about)
    parser.add_argument("--stores", type=Path, help="folder in which prepared stores are kept between runs")
    parser.add_argument("--dry", action="store_true", help="print only, leave docs/performance.md as it is")
    return parser


@contextmanager
def served(data_dir: Path, *, log: Path) -> Iterator[RunningServer]:
    """Heard on a data folder, healthy, until the block ends."""
    server = RunningServer(data_dir=data_dir, log=log, settings={})
    try:
        server.wait_until_healthy(seconds=SECONDS_TO_READ)
        yield server
    finally:
        server.stop()


def tell(text: str, *, section: str, dry: bool) -> None:
    """Print what was measured, and write it into its section of the page unless `dry`."""
    print(text)
    if not dry:
        write_section(name=section, text=text)

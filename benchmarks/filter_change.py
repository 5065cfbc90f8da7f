"""From a filter change to painted, Heard beside a bare Streamlit script that shows the same from constants:
`python -m benchmarks.filter_change [--activities 1000000]`.

Both sides run in the same browser, in turn, in one run. `docs/performance.md` says how to read the result.
"""

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.machine import conditions
from benchmarks.painted import Painted, choose_year, open_view, shown
from benchmarks.performance_page import table, write_section
from benchmarks.stores import SECONDS_TO_READ, prepared_store
from benchmarks.summary import paired_ratio, ratio, summarise, verdict
from benchmarks.views import NETWORKS, SCRIPTS, YEARS, Asked, NotedViews, note_views
from tests.browser.browsing import HOW_TO_GET_IT, find_chromium, launch
from tests.browser.running_server import ROOT, RunningServer

GOAL = 1.2
FLOOR_SCRIPT = Path(__file__).parent / "floor" / "bare_app.py"
SIDES = ("heard", "floor")
Times = dict[tuple[str, str, str], list[Painted]]
"""By page, kind ("again" or "first") and side."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    chosen = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = Path(name)
        data_dir = prepared_store(chosen.stores or folder, activities=chosen.activities)
        pages = chosen.page or list(SCRIPTS)
        asked = [
            Asked(page, year, left_out)
            for page in pages
            for left_out in ("", *NETWORKS[: chosen.first])
            for year in YEARS
        ]
        noted = note_views(asked, data_dir=data_dir, folder=folder)
        with _servers(folder, data_dir=data_dir) as servers, _chromium() as browser:
            run = Run(browser, servers=servers, noted=noted)
            for page in pages:
                run.again(page, rounds=chosen.rounds)
                run.first(page, left_out=NETWORKS[: chosen.first])
            version = f"Chromium {browser.version}"
    text = report(run.times, activities=chosen.activities, machine=conditions(version))
    print(text)
    if not chosen.dry:
        write_section(name=f"filter change {chosen.activities}", text=text)


class Run:
    """One visitor on each side, taking turns; `times` is what was measured."""

    def __init__(self, browser: Browser, *, servers: dict[str, RunningServer], noted: NotedViews) -> None:
        self.times: Times = {}
        self._servers = servers
        self._noted = noted
        self._pages = {side: self._visitor(browser, servers[side].address) for side in SIDES}

    def again(self, page: str, *, rounds: int) -> None:
        """To and fro between two views that were drawn before: `rounds` changes on each side."""
        view = Asked(page, next(iter(YEARS)))
        self._open(view)
        for _ in range(2):
            view = view.other_year
            self._choose(view, kind="")
        for _ in range(rounds):
            view = view.other_year
            self._choose(view, kind="again")

    def first(self, page: str, *, left_out: Sequence[str]) -> None:
        """Changes to views that the process has not drawn: all networks but one, a different one each time."""
        for network in left_out:
            view = Asked(page, next(iter(YEARS)), network)
            self._open(view)
            self._choose(view.other_year, kind="first")

    def _open(self, view: Asked) -> None:
        sentence = self._noted.sentence(view)
        open_view(self._pages["heard"], view.address, sentence=sentence)
        open_view(self._pages["floor"], view.floor_address, sentence=sentence)
        self._check_same(view)

    def _choose(self, view: Asked, *, kind: str) -> None:
        choice = self._noted.choice(view)
        # Who goes first changes from turn to turn.
        turn = sum(len(times) for times in self.times.values()) // len(SIDES)
        for side in SIDES if turn % 2 else reversed(SIDES):
            painted = choose_year(self._pages[side], choice)
            if kind:
                self.times.setdefault((view.page, kind, side), []).append(painted)
        self._check_same(view)

    def _check_same(self, view: Asked) -> None:
        heard, floor = (shown(self._pages[side]) for side in SIDES)
        if heard != floor:
            raise RuntimeError(f"The two sides of {view} do not show the same.\n{heard}\n{floor}")

    @staticmethod
    def _visitor(browser: Browser, address: str) -> Page:
        context = browser.new_context(
            base_url=address, viewport={"width": 1440, "height": 900}, locale="en-GB", color_scheme="light"
        )
        return context.new_page()


def report(times: Times, *, activities: int, machine: str) -> str:
    """The table and the sentence below it."""
    rows, ratios = [], {}
    for page, kind in dict.fromkeys((page, kind) for page, kind, _ in times):
        heard, floor = ([one.painted for one in times[page, kind, side]] for side in SIDES)
        script = [summarise([one.script for one in times[page, kind, side]]) for side in SIDES]
        one, other = summarise(heard), summarise(floor)
        ratios[page, kind] = (one, other)
        rows.append(
            [
                f"{page.capitalize()}, {kind.replace('first', 'first time')}",
                one.text,
                other.text,
                ratio(one, other),
                paired_ratio(heard, floor),
                f"{script[0].median:,.0f}",
                f"{script[1].median:,.0f}",
                str(one.count),
            ]
        )
    header = [
        f"{activities:,} activities",
        "Heard, ms",
        "floor, ms",
        "Heard / floor",
        "turn by turn",
        "Heard, script ended",
        "floor, script ended",
        "changes",
    ]
    return f"{table(header, rows)}\n\n{verdict(ratios, goal=GOAL)}\n\n{machine}"


@contextmanager
def _servers(folder: Path, *, data_dir: Path) -> Iterator[dict[str, RunningServer]]:
    """Heard on the store, and the bare script beside the same look and the same static files."""
    bare = folder / "bare"
    shutil.copytree(ROOT / ".streamlit", bare / ".streamlit")
    shutil.copytree(ROOT / "static", bare / "static")
    shutil.copy(FLOOR_SCRIPT, bare / "app.py")
    shutil.copy(folder / "views.json", bare / "views.json")
    empty = folder / "no-store"
    empty.mkdir()
    servers = {
        "heard": RunningServer(data_dir=data_dir, log=folder / "heard.log", settings={}),
        "floor": RunningServer(data_dir=empty, log=folder / "floor.log", settings={}, script=bare / "app.py"),
    }
    try:
        for server in servers.values():
            server.wait_until_healthy(seconds=SECONDS_TO_READ)
        yield servers
    finally:
        for server in servers.values():
            server.stop()


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        raise SystemExit(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = launch(playwright, path=path)
        yield browser
        browser.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.filter_change", description=__doc__)
    parser.add_argument("--activities", type=int, default=1500, help="size of the store (default 1500)")
    parser.add_argument("--rounds", type=int, default=20, help="changes to views drawn before, on each side")
    parser.add_argument(
        "--first", type=int, default=12, help="changes to views never drawn, on each side (0 to 15)"
    )
    parser.add_argument("--page", action="append", choices=list(SCRIPTS), help="measure this page only")
    parser.add_argument("--stores", type=Path, help="folder in which prepared stores are kept between runs")
    parser.add_argument("--dry", action="store_true", help="print only, leave docs/performance.md as it is")
    return parser


if __name__ == "__main__":
    main()

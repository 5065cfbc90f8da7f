"""Shared screens: what 20 open ones cost while nothing changes, how soon a change shows, how soon a restart is over:
`python -m benchmarks.live_views [--views 20] [--rounds 10]`.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy.engine import Engine
from sqlmodel import col

from benchmarks.command import parser_of, tell
from benchmarks.machine import conditions
from benchmarks.performance_page import table
from benchmarks.stores import SECONDS_TO_READ, prepared_store
from benchmarks.summary import Summary, summarise
from data_access.engine import open_engine
from data_access.tables import Network
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from tests.browser.browsing import find_chromium, launch
from tests.browser.running_server import RunningServer

WAIT = 120_000
ADDRESSES = (
    "/live/spectrum",
    "/live/spectrum?year=2025-26",
    "/live/spectrum?network=SL&network=GM",
    "/live/spectrum?compare=2025-26",
)
"""Four decks, each shown by a quarter of the views: those who look at the same one share it."""
USUAL, OTHER = "South London", "South of the Thames"
PAUSE = 1.5
"""Seconds between two changes."""
# The clock of the page is that of the machine; the frame after next has been presented.
PROBE = """text => { window.shown = new Promise(resolve => {
  const look = () => {
    if (document.querySelector('#deck > [data-shown]')?.textContent.includes(text))
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
    else setTimeout(look, 5);
  };
  look();
}); }"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("live_views", about=__doc__)
    parser.add_argument("--views", type=int, default=20)
    parser.add_argument(
        "--rounds", type=int, default=10, help="changes, and a restart for every fifth of them"
    )
    parser.add_argument("--seconds", type=float, default=30, help="how long nothing changes (default 30)")
    parser.add_argument("--activities", type=int, default=1500)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = Path(name)
        data_dir = folder / "var"
        shutil.copytree(prepared_store(chosen.stores or folder, activities=chosen.activities), data_dir)
        text = f"{measured(data_dir, chosen, log=folder / 'server.log')}\n\n{conditions()}"
    tell(text, section="live views", dry=chosen.dry)


def measured(data_dir: Path, chosen: argparse.Namespace, *, log: Path) -> str:
    """The table of one run."""
    server = RunningServer(data_dir=data_dir, log=log, settings={})
    store = open_engine(f"sqlite:///{(data_dir / 'heard.db').as_posix()}")
    try:
        server.wait_until_healthy(seconds=SECONDS_TO_READ)
        with sync_playwright() as playwright:
            browser = launch(playwright, path=find_chromium() or "chromium")
            alone = idle_share(server, seconds=chosen.seconds)
            pages = [opened(browser, server, number) for number in range(chosen.views)]
            time.sleep(PAUSE)
            followed = idle_share(server, seconds=chosen.seconds)
            shown = changes(pages, store, rounds=chosen.rounds)
            back = restarts(pages, server, rounds=max(1, chosen.rounds // 5))
            browser.close()
    finally:
        store.dispose()
        server.stop()
    return report(chosen, alone=alone, followed=followed, shown=shown, back=back)


def opened(browser: Browser, server: RunningServer, number: int) -> Page:
    """A view in a browser profile of its own, on the screen that names the network whose name changes."""
    page = browser.new_context(base_url=server.address).new_page()
    page.goto(ADDRESSES[number % len(ADDRESSES)], timeout=WAIT)
    page.wait_for_selector("#deck > [data-shown]", timeout=WAIT)
    key = page.evaluate(
        "text => [...document.querySelectorAll('#deck > *')].find(one => one.textContent.includes(text))"
        "?.dataset.key",
        USUAL,
    )
    page.evaluate("key => { location.hash = key; }", key)
    page.wait_for_selector(f'#deck > [data-shown][data-key="{key}"]', timeout=WAIT)
    return page


def idle_share(server: RunningServer, *, seconds: float) -> float:
    """The share of one core that the server takes while nothing changes, in per cent."""
    process = psutil.Process(server.process.pid)
    before = process.cpu_times()
    time.sleep(seconds)
    after = process.cpu_times()
    return 100 * float(after.user + after.system - before.user - before.system) / seconds


def changes(pages: Sequence[Page], store: Engine, *, rounds: int) -> Summary:
    """Milliseconds from a commit in this process until a view of the server has painted it, over all views."""
    times: list[float] = []
    for number in range(rounds):
        name = USUAL if number % 2 else OTHER
        for page in pages:
            page.evaluate(PROBE, name)
        rename(store, name)
        committed = 1_000 * time.time()
        times += [float(page.evaluate("() => window.shown")) - committed for page in pages]
        time.sleep(PAUSE)
    return summarise(times)


def rename(store: Engine, name: str) -> None:
    """Call South London by another name, as an administrator of another process would."""
    with unit_of_work(store, actor=OPERATOR) as work:
        work.session.execute(sa.update(Network).where(col(Network.code) == "SL").values(short_name=name))
        work.audit("changed", "network", "SL")


def restarts(pages: Sequence[Page], server: RunningServer, *, rounds: int) -> Summary:
    """Milliseconds from the moment at which a new server answers until a view follows it on the same screen."""
    times: list[float] = []
    for _ in range(rounds):
        places = [page.url for page in pages]
        server.stop()
        for page in pages:
            page.wait_for_function("() => document.getElementById('line').textContent", timeout=WAIT)
        server.start_again()
        answered = 1_000 * time.time()
        for page in pages:
            page.wait_for_function("() => document.getElementById('line')?.textContent === ''", timeout=WAIT)
            times.append(max(0.0, 1_000 * time.time() - answered))
        if [page.url for page in pages] != places:
            raise RuntimeError("A view came back on another screen.")
    return summarise(times)


def report(
    chosen: argparse.Namespace, *, alone: float, followed: float, shown: Summary, back: Summary
) -> str:
    """The table, with the goals beside what was measured."""
    seconds = f"{chosen.seconds:g} s"
    rows = [
        [f"share of a core while nothing changes for {seconds}, nobody following", f"{alone:.1f}%", ""],
        [f"the same with {chosen.views} views", f"{followed:.1f}%", "under 5%"],
        ["from another process's commit to painted, median / 95th", f"{shown.text} ms", "under 2,000 ms"],
        ["a new server answers until a view is back, median / 95th", f"{back.text} ms", "under 10,000 ms"],
    ]
    return table([f"{chosen.views} views, {chosen.activities:,} activities", "measured", "goal"], rows)


if __name__ == "__main__":
    main()

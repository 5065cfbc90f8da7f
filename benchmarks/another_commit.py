"""From another process's commit until an open page shows the new figure:
`python -m benchmarks.another_commit [--activities 1000000] [--rounds 10] [--pages 1]`.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy.engine import Engine

from benchmarks.browser import chromium, visitor
from benchmarks.command import parser_of, tell
from benchmarks.machine import conditions
from benchmarks.painted import READY, WAIT
from benchmarks.performance_page import table
from benchmarks.stores import SECONDS_TO_READ, copied_store, prepared_store
from benchmarks.summary import kept, summarise
from data_access.commands.drafts import ActivityDraft
from data_access.commands.recording import RecordDraft, save_record
from data_access.engine import open_engine
from domain.permissions import OPERATOR
from tests.browser.running_server import RunningServer

GOAL_MS = 1_000
PAUSE = 4.0
"""Seconds between two commits: a page that drew itself anew rests before it does so again."""
DAY = date(2026, 11, 3)
CARD = ".st-key-headline_0 h3"
# The clock of the page is that of the machine; the frame after next has been presented.
PROBE = """([place, text]) => { window.shown = new Promise(resolve => {
  const look = () => {
    if (document.querySelector(place)?.textContent.trim() === text)
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
    else setTimeout(look, 5);
  };
  look();
}); }"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("another_commit", about=__doc__)
    parser.add_argument("--activities", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--rounds", type=int, default=10, help="commits")
    parser.add_argument("--pages", type=int, default=1, help="open pages, each in a profile of its own")
    chosen = parser.parse_args(arguments)
    rows, said = [], []
    for size in chosen.activities:
        with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
            prepared = prepared_store(chosen.stores or Path(name), activities=size)
            data_dir = copied_store(prepared, folder=Path(name))
            shown = summarise(measured(data_dir, chosen, log=Path(name) / "server.log"))
        rows.append([f"{size:,} activities, {chosen.pages} open", shown.text, str(shown.count)])
        said.append(
            f"{size:,} activities: {shown.median:,.0f} ms, goal at most {GOAL_MS:,}, {kept(shown.median, GOAL_MS)}."
        )
    header = ["from another process's commit to painted", "median / 95th, ms", "times"]
    text = f"{table(header, rows)}\n\n{' '.join(said)}\n\n{conditions()}"
    tell(text, section="another commit", dry=chosen.dry)


def measured(data_dir: Path, chosen: argparse.Namespace, *, log: Path) -> list[float]:
    """Milliseconds of each page at each commit."""
    server = RunningServer(data_dir=data_dir, log=log, settings={})
    store = open_engine(f"sqlite:///{(data_dir / 'heard.db').as_posix()}")
    try:
        server.wait_until_healthy(seconds=SECONDS_TO_READ)
        with chromium() as browser:
            pages = [visitor(browser) for _ in range(chosen.pages)]
            for page in pages:
                page.goto(server.address, timeout=WAIT)
                page.wait_for_selector(f"{READY} {CARD}", timeout=WAIT)
                page.evaluate("() => { window.sameDocument = true; }")
            return [time for number in range(chosen.rounds) for time in one_commit(pages, store, number)]
    finally:
        store.dispose()
        server.stop()


def one_commit(pages: Sequence[Page], store: Engine, number: int) -> list[float]:
    """Record an activity and wait until every page shows one more; raises RuntimeError where a page was loaded anew."""
    time.sleep(PAUSE)
    shown = int(pages[0].locator(CARD).inner_text().replace(",", ""))
    for page in pages:
        page.evaluate(PROBE, [CARD, f"{shown + 1:,}"])
    activity = ActivityDraft(
        network_code="SL", local_reference=f"commit-{number}", title="Written elsewhere", start_date=DAY
    )
    save_record(store, RecordDraft(activity=activity), actor=OPERATOR, submission_key=f"commit-{number}")
    committed = 1_000 * time.time()
    times = [float(page.evaluate("() => window.shown")) - committed for page in pages]
    if not all(page.evaluate("() => window.sameDocument") for page in pages):
        raise RuntimeError("A page was loaded anew.")
    return times


if __name__ == "__main__":
    main()

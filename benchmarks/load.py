"""The load of a page, Heard beside its peers: bytes of a cold one, and how soon a warm one is painted:
`python -m benchmarks.load [--activities 1500] [--rounds 15]`.
"""

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.browser import chromium, visitor
from benchmarks.command import parser_of
from benchmarks.machine import conditions
from benchmarks.painted import QUIET, WAIT
from benchmarks.peers.servers import HEARD, NAMES, PEERS, Sides, sides_on
from benchmarks.performance_page import table, write_section
from benchmarks.stores import prepared_store
from benchmarks.summary import kept, paired_ratio, summarise
from benchmarks.views import SCRIPTS, YEARS, Asked, NotedViews, note_views

GOAL_MB = 2.2
GOAL_WARM = ("dash", 1.0)
MB = 1_000_000
REST = 1_500
"""Milliseconds after which nothing of a load is on its way any more."""
# The clock of a page begins with its navigation. Two frames on from a change, the frame that shows it has been
# presented. What counts is the last change of the main part, once all that the page has to show is there.
PROBE = """
window.load = {last: null, painted: null};
new MutationObserver(records => {
  const main = document.querySelector('[data-testid="stMain"]');
  if (!main || !records.some(record => main.contains(record.target))) return;
  const at = load.last = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => {
    if (load.last === at) load.painted = performance.now();
  }));
}).observe(document, {attributes: true, childList: true, characterData: true, subtree: true});
window.loaded = (sentence, charts) => {
  const main = document.querySelector('[data-testid="stMain"]');
  const app = document.querySelector('[data-testid="stApp"]');
  const place = key => main.querySelector(`[class*="st-key-${key}"] .js-plotly-plot .main-svg`);
  return load.painted !== null && load.painted >= load.last && performance.now() - load.last > QUIET
    && app.dataset.testScriptState === 'notRunning' && charts.every(place)
    && main.querySelector('.st-key-filter_sentence')?.innerText.trim() === sentence ? load.painted : 0;
};
""".replace("QUIET", str(QUIET))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    chosen = _parser().parse_args(arguments)
    sides = (HEARD, *(chosen.side or PEERS))
    view = Asked(chosen.page, next(iter(YEARS)))
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name, chromium() as browser:
        folder = Path(name)
        data_dir = prepared_store(chosen.stores or folder, activities=chosen.activities)
        noted = note_views([view, view.other_year], data_dir=data_dir, folder=folder)
        with sides_on(folder, data_dir=data_dir, environments=chosen.environments) as servers:
            servers.start(sides, pages=[view.page])
            run = Run(browser, servers=servers, noted=noted, view=view)
            for turn in range(chosen.rounds):
                for place in range(len(sides)):
                    run.visit(sides[(turn + place) % len(sides)])
        machine = conditions(f"Chromium {browser.version}", "dash 4.4.1")
    text = f"{report(run, sides=sides, activities=chosen.activities)}\n\n{machine}"
    print(text)
    if chosen.parts:
        print(run.largest())
    if not chosen.dry:
        write_section(name="load", text=text)


class Run:
    """Visits to a view by sides; by side, bytes and times of cold loads, and times of warm ones."""

    def __init__(self, browser: Browser, *, servers: Sides, noted: NotedViews, view: Asked) -> None:
        self.cold_bytes: dict[str, list[int]] = defaultdict(list)
        self.cold: dict[str, list[float]] = defaultdict(list)
        self.warm: dict[str, list[float]] = defaultdict(list)
        self._parts: Counter[str] = Counter()
        self._browser, self._servers, self._view = browser, servers, view
        self._wanted = [noted.sentence(view), noted.charts(view)]

    def visit(self, side: str) -> None:
        """With an empty cache, then once more in a new tab with what was kept."""
        page = visitor(self._browser)
        address = self._servers.address(side, self._view)
        wire = Wire(page)
        self.cold[side].append(self._painted(page, address))
        # Fonts and the like may still be on their way.
        page.wait_for_timeout(REST)
        self.cold_bytes[side].append(wire.received)
        if side == HEARD:
            self._parts = wire.parts
        again = page.context.new_page()
        page.close()
        self.warm[side].append(self._painted(again, address))
        again.context.close()

    def _painted(self, page: Page, address: str) -> float:
        page.add_init_script(PROBE)
        page.goto(address, timeout=WAIT, wait_until="commit")
        found = page.wait_for_function(
            "([sentence, charts]) => window.loaded?.(sentence, charts)", arg=self._wanted, timeout=WAIT
        )
        return float(found.json_value())

    def largest(self, most: int = 25) -> str:
        """What a cold load of Heard consists of."""
        return "\n".join(f"{size:>9,}  {name}" for name, size in self._parts.most_common(most))


class Wire:
    """Counts what a page receives, headers included, as it comes over the wire; and what its websockets carry."""

    def __init__(self, page: Page) -> None:
        self.parts: Counter[str] = Counter()
        self._names: dict[str, str] = {}
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        client.on("Network.requestWillBeSent", self._asked)
        client.on("Network.loadingFinished", self._finished)
        client.on("Network.webSocketFrameReceived", self._frame)

    @property
    def received(self) -> int:
        """All bytes so far."""
        return self.parts.total()

    def _asked(self, event: dict[str, Any]) -> None:
        self._names[event["requestId"]] = event["request"]["url"].partition("?")[0]

    def _finished(self, event: dict[str, Any]) -> None:
        self.parts[self._names.get(event["requestId"], "?")] += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        # Binary frames come in base64: four letters for three bytes.
        size = len(frame["payloadData"]) * (3 if frame["opcode"] != 1 else 4) // 4
        self.parts["websocket"] += size


def report(run: Run, *, sides: Sequence[str], activities: int) -> str:
    """A row a side, and what the goals say."""
    rows = [
        [
            NAMES[side],
            f"{summarise(run.cold_bytes[side]).median / MB:.2f}",
            summarise(run.cold[side]).text,
            summarise(run.warm[side]).text,
            paired_ratio(run.warm[HEARD], run.warm[side]),
            str(len(run.warm[side])),
        ]
        for side in sides
    ]
    found = summarise(run.cold_bytes[HEARD]).median / MB
    said = [f"Cold load: {found:.2f} MB, goal at most {GOAL_MB}, {kept(found, GOAL_MB)}."]
    side, goal = GOAL_WARM
    if side in sides:
        times = float(paired_ratio(run.warm[HEARD], run.warm[side]))
        said.append(f"Warm load: {times:.2f} × {NAMES[side]}, goal at most {goal}, {kept(times, goal)}.")
    header = [
        f"Overview, {activities:,} activities",
        "cold load, MB",
        "cold, painted, ms",
        "warm, painted, ms",
        "Heard / this, warm",
        "loads",
    ]
    return f"{table(header, rows)}\n\n{' '.join(said)}"


def _parser() -> argparse.ArgumentParser:
    parser = parser_of("load", about=__doc__)
    parser.add_argument("--activities", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=15, help="cold and warm loads of each side")
    parser.add_argument("--page", choices=list(SCRIPTS), default="overview")
    parser.add_argument("--side", nargs="+", choices=[*PEERS, "floor"])
    parser.add_argument("--parts", action="store_true", help="also print what a cold load consists of")
    parser.add_argument("--environments", type=Path, help="folder for the environment of the Dash peer")
    return parser


if __name__ == "__main__":
    main()

"""Drives a real Chromium: find it, open a page whole, ask axe, measure, move by keyboard."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response, expect

from components.server.script_errors import SENTENCE

VENDOR = Path(__file__).parent / "vendor"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW_TO_GET_IT = (
    "No Chromium was found, so the browser tests are left out. Install one "
    "(on Debian: apt-get install chromium) or name it with HEARD_CHROMIUM=/path/to/chromium."
)
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WCAG_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
WAIT = 45_000
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Charts draw after the script is done: each must have its picture, and no placeholder may be left.
WHOLE = """() => !document.querySelector('[data-testid="stSkeleton"]')
  && [...document.querySelectorAll('[class*="st-key-plot_"]')]
    .every(chart => chart.querySelector('.main-svg'))"""
SIDEWAYS = """() => {
  const wide = [];
  const page = document.querySelector('[data-testid="stMain"]') ?? document.documentElement;
  if (document.documentElement.scrollWidth > innerWidth) wide.push('the document');
  if (page.scrollWidth > page.clientWidth) wide.push('the main part');
  return wide;
}"""
FOCUSED = """() => {
  const e = document.activeElement, s = getComputedStyle(e);
  const drawn = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
  return {
    tag: e.tagName.toLowerCase(),
    test_id: e.dataset.testid ?? '',
    name: (e.getAttribute('aria-label') ?? e.innerText ?? '').trim().slice(0, 200),
    visible: drawn || e === document.body,
  };
}"""


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome: the one that HEARD_CHROMIUM names, or else the first on the PATH."""
    named = os.environ.get("HEARD_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright, *, path: str) -> Browser:
    """A headless browser that itself asks nothing of the network."""
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return playwright.chromium.launch(executable_path=path, args=[*FLAGS, *as_root])


@dataclass
class Recorder:
    """Notes what a page must never do; `faults` is empty when all was well."""

    home: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Start before the page goes anywhere."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text}")

    def _request(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in {"data", "blob", "about"} and asked.netloc != urlsplit(self.home).netloc:
            self.faults.append(f"request to another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A request that a page drops because it moves on is no fault.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"failed request: {request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"status {response.status}: {response.url}")


def open_page(page: Page, path: str, *, heading: str | None = None) -> None:
    """Go to the path and wait until the script has ended, the main heading shows and every chart is drawn."""
    page.goto(path, timeout=WAIT)
    wait_until_whole(page)
    shown = page.get_by_role("heading", level=1)
    expect(shown.first).to_be_visible(timeout=WAIT)
    # Nothing runs before the script begins, either: only with its heading there is a page to wait for.
    wait_until_whole(page)
    expect(page.get_by_text(SENTENCE), "the page failed").to_have_count(0)
    if heading is not None:
        expect(shown.first).to_have_text(heading, timeout=WAIT)


STEADY = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(
    document.getAnimations().every(one => !(one instanceof CSSTransition) || one.playState !== "running")))))"""
"""No colour is on its way from one scheme to the other: a busy machine shows the way for long."""


def wait_until_whole(page: Page) -> None:
    """Wait until nothing runs and nothing is left to draw."""
    page.wait_for_selector(READY, timeout=WAIT)
    page.wait_for_function(WHOLE, timeout=WAIT)


def axe_violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA, a line for each place; empty when the page is clean."""
    page.wait_for_function(STEADY, timeout=WAIT)
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        list(WCAG_TAGS),
    )
    return [
        f"{violation['id']}: {' '.join(node['target'])}: {node['failureSummary']} in {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def set_scheme(page: Page, scheme: str) -> None:
    """`light` or `dark`, as the reader's system would ask for it."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def no_sideways_scroll(page: Page) -> list[str]:
    """Names what is wider than the window; boxes that scroll by themselves do not count. Empty is good."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found


def tab_stops(page: Page, *, most: int = 900) -> list[dict[str, Any]]:
    """Every stop of the Tab key from the top of the page, until it comes round again."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop: dict[str, Any] = page.evaluate(FOCUSED)
        if stop["tag"] == "body" and stops:
            break
        stops.append(stop)
    return stops

"""Measures in a real browser how long it takes from a choice in a filter until the new view is painted."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

WAIT = 120_000
READY = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# Milliseconds without any change of the page after which it counts as finished; not part of the time.
QUIET = 400
PROBE = """
window.probe = {
  arm({sentence, changing, kept}) {
    const app = document.querySelector('[data-testid="stApp"]');
    const main = () => document.querySelector('[data-testid="stMain"]');
    const plots = () => new Map([...main().querySelectorAll('.js-plotly-plot')].map(
      plot => [plot.closest('[class*="st-key-plot_"]').className.match(/st-key-(plot_\\w+)/)[1], plot]));
    const before = new Map([...plots()].map(([key, plot]) => [key, plot.data]));
    const found = {start: null, script: null, last: null, painted: null};
    const choose = event => { found.start ??= event.timeStamp; };
    addEventListener('click', choose, {capture: true, once: true});
    // Two frames on from a change, the frame that shows it has been presented.
    const watcher = new MutationObserver(records => {
      if (found.start === null) return;
      if (app.dataset.testScriptState === 'notRunning') found.script ??= performance.now();
      else found.script = null;
      if (!records.some(record => main().contains(record.target))) return;
      const at = found.last = performance.now();
      requestAnimationFrame(() => requestAnimationFrame(() => {
        if (found.last === at) found.painted = performance.now();
      }));
    });
    watcher.observe(app, {attributes: true, childList: true, characterData: true, subtree: true});
    const drawn = () => {
      const now = plots();
      const text = main().querySelector('.st-key-filter_sentence')?.innerText.trim();
      return text === sentence && app.dataset.testScriptState === 'notRunning'
        && now.size === changing.length + kept.length
        && [...now.values()].every(plot => plot.querySelector('.main-svg') && plot._fullLayout)
        && changing.every(key => now.has(key) && now.get(key).data !== before.get(key));
    };
    this.finished = new Promise((resolve, reject) => {
      const armed = performance.now();
      const look = () => {
        const now = performance.now();
        if (found.painted !== null && now - found.last > QUIET && found.painted >= found.last && drawn()) {
          watcher.disconnect();
          resolve({painted: found.painted - found.start, script: found.script - found.start});
        } else if (now - armed > WAIT) {
          watcher.disconnect();
          reject(new Error('not drawn in time: ' + JSON.stringify([found, [...plots().keys()],
            main().querySelector('.st-key-filter_sentence')?.innerText])));
        } else setTimeout(look, 25);
      };
      look();
    });
  },
  shown() {
    const main = document.querySelector('[data-testid="stMain"]');
    const plain = value => ArrayBuffer.isView(value) ? [...value] : value;
    const read = trace => Object.fromEntries(['x', 'y', 'z', 'text', 'customdata']
      .filter(name => trace[name] != null).map(name => [name, plain(trace[name])]));
    const texts = [...main.querySelectorAll(
      '[data-testid="stText"], [data-testid="stMarkdownContainer"], [data-testid="stHeading"]')]
      .map(one => one.textContent.trim());
    return {
      texts,
      plots: [...main.querySelectorAll('.js-plotly-plot')].map(plot => plot.data.map(read)),
    };
  },
};
""".replace("QUIET", str(QUIET)).replace("WAIT", str(WAIT))


@dataclass(frozen=True)
class Choice:
    """A choice of a year in the sidebar, and how to know that the page shows it.

    `changing` are the keys of the charts whose figures differ from those before, `kept` the others.
    """

    label: str
    sentence: str
    changing: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Painted:
    """Milliseconds from the click on the choice: until the script had ended, and until the view was painted."""

    script: float
    painted: float


def open_view(page: Page, address: str, *, sentence: str) -> None:
    """Load a page and wait until it stands still."""
    page.goto(address, timeout=WAIT)
    page.wait_for_selector(READY, timeout=WAIT)
    expect(page.locator(".st-key-filter_sentence")).to_have_text(sentence, timeout=WAIT)
    page.wait_for_function(
        """() => !document.querySelector('[data-testid="stMain"] [data-testid="stSkeleton"]')
          && [...document.querySelectorAll('[class*="st-key-plot_"]')]
            .every(chart => chart.querySelector('.main-svg'))""",
        timeout=WAIT,
    )
    page.wait_for_timeout(QUIET)
    page.evaluate(PROBE)


def choose_year(page: Page, choice: Choice) -> Painted:
    """Choose the year with the mouse, as a person does, and time it."""
    page.bring_to_front()
    page.locator(".st-key-filter_year :is(button, input:not([aria-hidden]))").first.click()
    option = page.locator('[role="option"]', has_text=re.compile(f"^{re.escape(choice.label)}$"))
    option.wait_for()
    page.evaluate(
        "choice => window.probe.arm(choice)",
        {"sentence": choice.sentence, "changing": choice.changing, "kept": choice.kept},
    )
    option.click()
    found: dict[str, float] = page.evaluate("() => window.probe.finished")
    return Painted(script=found["script"], painted=found["painted"])


def shown(page: Page) -> dict[str, Any]:
    """What the page shows: its texts, and the data of its charts."""
    found: dict[str, Any] = page.evaluate("() => window.probe.shown()")
    return found

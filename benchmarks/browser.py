"""The browser that benchmarks measure in, and a visitor in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.browsing import HOW_TO_GET_IT, find_chromium, launch


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; ends the program with what to do where there is none."""
    path = find_chromium()
    if path is None:
        raise SystemExit(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = launch(playwright, path=path)
        yield browser
        browser.close()


def visitor(browser: Browser) -> Page:
    """A page in a profile of its own, with nothing in its cache."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", color_scheme="light"
    )
    return context.new_page()

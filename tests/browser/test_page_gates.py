"""What every page must pass in a real browser: whole, silent, accessible, on a phone, zoomed, by keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.browsing import axe_violations, no_sideways_scroll, open_page, tab_stops, wait_until_whole
from tests.browser.running_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Path and main heading of each page, in the order of the navigation.
PAGES = [
    ("/", "Where do we stand?"),
    ("/spectrum", "Where does each network stand, and do lay people agree?"),
    ("/reach", "Who was reached, and whom did we miss?"),
    ("/activities", "What was done, and how were people involved?"),
    ("/change", "What changed, for whom, and did people hear of it?"),
    ("/strategy", "What do we do for the strategy, and where are the gaps?"),
    ("/strategy?covered=resources", "What do we do for the strategy, and where are the gaps?"),
    ("/board-pack", "What would you take to the board?"),
    ("/network", "Which network?"),
    ("/network?n=SL", "Health Innovation Network South London"),
    ("/records", "Which records are these?"),
    ("/records?list=outcomes&status=made&network=SL", "Which records are these?"),
    ("/records?list=people&of-group=CARER", "Which records are these?"),
    ("/records?list=ratings&network=SL", "Which records are these?"),
    ("/activity?a=1", "Teaching session on newer asthma medicines, with Black communities"),
    ("/activity?a=nothing", "We cannot find this activity"),
    ("/stories", "What changed when people were heard?"),
    ("/live-screens", "What would you show on a screen?"),
    ("/library", "What do networks share with each other?"),
    ("/how-we-measure", "How do we measure?"),
    ("/data-protection", "What do we hold about you, and why?"),
    ("/sign-in", "Sign in"),
    ("/set-password", "Set your password"),
]
FILTERED = {
    "/",
    "/spectrum",
    "/reach",
    "/activities",
    "/change",
    "/strategy",
    "/board-pack",
    "/records",
    "/live-screens",
}
BAR = [
    "Overview",
    "Spectrum",
    "Reach",
    "Activities",
    "Change",
    "Strategy",
    "Network",
    "Stories",
    "Sign in",
]
MENUS = ["Forum", "About"]
IN_MENUS = ["Library", "Show on a screen", "How we measure", "Data protection"]
FILTERS = [
    "Year, April to March",
    "Compare with another year",
    "Networks",
    "Programmes",
    "Seldom-heard groups",
    "Rungs of the ladder",
]
TABLE_BUTTON = "Show the table and download it"

Visit = Callable[..., Page]
each_page = pytest.mark.parametrize(("path", "heading"), PAGES, ids=[path for path, _ in PAGES])


@each_page
def test_a_deep_link_shows_its_page_to_the_first_visitor_of_a_fresh_server_by_keyboard_and_to_axe(
    fresh_server: Callable[..., RunningServer], visit: Visit, path: str, heading: str
) -> None:
    """One visit, as most of what a check takes is the page's way into the browser."""
    server = fresh_server()
    page = visit(server)
    open_page(page, path, heading=heading)
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert len(page.get_by_test_id("stMain").inner_text()) > 200
    expect(page.get_by_test_id("stException")).to_have_count(0)
    server.check_alive()
    assert axe_violations(page) == []
    check_tab_key(page, path)
    check_enter_key(page)
    assert axe_violations(page) == []


def check_tab_key(page: Page, path: str) -> None:
    """The Tab key reaches navigation, filters and every table, and shows where it is."""
    charts = page.locator("figure.heard-chart").count() + page.locator("table.heard-grid").count()
    stops = tab_stops(page)
    assert names_of(stops, tag="a") >= set(BAR)
    assert any(MENUS[0] in stop["name"] for stop in stops)
    if is_filtered(path):
        assert names_of(stops, tag="input") >= set(FILTERS)
    assert sum(TABLE_BUTTON in stop["name"] for stop in stops) == charts
    assert [stop for stop in stops if not stop["visible"]] == [], "the focus cannot be seen"


def check_enter_key(page: Page) -> None:
    """The Enter key opens every table."""
    closed = page.locator("details:not([open]) > summary")
    for left in reversed(range(closed.count())):
        closed.first.focus()
        page.keyboard.press("Enter")
        expect(closed).to_have_count(left)
    wait_until_whole(page)
    page.wait_for_timeout(300)  # the boxes open with a movement, in which axe would see the text fade


def test_the_first_page_is_found_by_its_name_too(heard_server: RunningServer, visit: Visit) -> None:
    page = visit(heard_server)
    open_page(page, "/overview?year=2025-26", heading="Where do we stand?")
    assert page.url == f"{heard_server.address}/?year=2025-26"
    expect(page.get_by_text("Page not found")).to_have_count(0)


@each_page
def test_axe_finds_nothing_in_dark_colours(
    heard_server: RunningServer, visit: Visit, path: str, heading: str
) -> None:
    page = visit(heard_server, scheme="dark")
    open_page(page, path, heading=heading)
    assert axe_violations(page) == []


@each_page
def test_a_page_is_usable_on_a_phone_320_wide(
    heard_server: RunningServer, visit: Visit, path: str, heading: str
) -> None:
    page = visit(heard_server, width=320, height=640)
    open_page(page, path, heading=heading)
    assert no_sideways_scroll(page) == []
    assert axe_violations(page) == []
    check_heading_is_uncovered(page)
    page.get_by_test_id("stExpandSidebarButton").click()
    for name in (*BAR, *IN_MENUS):
        expect(page.get_by_test_id("stSidebarNav").get_by_role("link", name=name, exact=True)).to_be_visible()
    for name in FILTERS if is_filtered(path) else ():
        expect(page.get_by_role("combobox", name=name, exact=True)).to_be_visible()
    assert axe_violations(page) == []


@each_page
def test_a_page_is_usable_at_twice_the_size(
    heard_server: RunningServer, visit: Visit, path: str, heading: str
) -> None:
    page = visit(heard_server, width=640, height=450, scale=2)
    open_page(page, path, heading=heading)
    assert no_sideways_scroll(page) == []
    check_heading_is_uncovered(page)


def is_filtered(path: str) -> bool:
    """Whether the page at this address, whatever it asks for, shows the shared filters."""
    return path.partition("?")[0] in FILTERED


def names_of(stops: list[dict[str, Any]], *, tag: str) -> set[str]:
    """The names of the stops that are elements of this kind."""
    return {stop["name"] for stop in stops if stop["tag"] == tag}


def check_heading_is_uncovered(page: Page) -> None:
    """The main heading is what a finger would touch at its place: nothing lies over it."""
    touched = page.get_by_role("heading", level=1).first.evaluate(
        """h => { const b = h.getBoundingClientRect();
                  return h.contains(document.elementFromPoint(b.left + 8, b.top + b.height / 2)); }"""
    )
    assert touched, "something covers the heading"

"""Ways through the pages that explore: from a figure to its records and back, to a network's light page and back."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from data_access.commands.sessions import start_session
from data_access.engine import open_engine
from domain.vocabulary import SignInWay, UserRole
from tests.browser.browsing import (
    WAIT,
    axe_violations,
    no_sideways_scroll,
    open_page,
    tab_stops,
    wait_until_whole,
)
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer
from tests.integration.factories import an_account
from tests.roles.conftest import cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
RECORDS = "Which records are these?"
MARKUP = "<img src=x onerror=window.hit=1>**b** :red[r] [l](javascript:window.hit=1) '\" --"
HOSTILE = {
    "/": ("year", "network", "group", "rung", "programme", "as_of", "compare"),
    "/spectrum": ("year", "network", "look"),
    "/reach": ("year", "group"),
    "/activities": ("q", "page", "year"),
    "/change": ("status", "direction", "level", "said", "numbers"),
    "/strategy": ("covered", "line", "from-network"),
    "/network": ("n", "as_of"),
    "/records": ("list", "status", "from", "until", "page", "people"),
    "/activity": ("a",),
    "/stories": ("q", "network", "group", "rung"),
}


@pytest.mark.parametrize(
    "path", ["/", "/spectrum", "/reach", "/activities", "/change", "/strategy", "/network?n=SL"]
)
def test_a_figure_leads_to_its_records_and_the_way_back_to_the_same_view(page: Page, path: str) -> None:
    open_page(page, path)
    question = page.get_by_role("heading", level=1).inner_text()
    began = page.url
    page.locator('[data-testid="stMain"] a[href*="records?"]:visible').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RECORDS, timeout=WAIT)
    wait_until_whole(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(question, timeout=WAIT)
    wait_until_whole(page)
    assert page.url == began


@pytest.mark.parametrize("path", HOSTILE)
def test_markup_in_an_address_is_shown_as_it_was_typed_and_runs_nothing(page: Page, path: str) -> None:
    open_page(page, f"{path}?{urlencode(dict.fromkeys(HOSTILE[path], MARKUP))}")
    main = page.get_by_test_id("stMain")
    assert page.evaluate("window.hit") is None
    assert main.locator('img[src="x"], a[href^="javascript"], [style*="red"]').count() == 0
    if path != "/activity":
        assert (
            "<img src=x onerror=" in main.inner_text() or MARKUP in main.locator("input").first.input_value()
        )


def test_the_page_of_a_network_leads_to_its_light_page_and_back(page: Page) -> None:
    open_page(page, "/network?n=SL", heading="Health Innovation Network South London")
    page.get_by_role("link", name="The same as a light page, to share or print").click()
    page.wait_for_url("**/n/SL")
    expect(page.get_by_role("heading", level=1)).to_have_text("Health Innovation Network South London")
    page.locator('a[href^="/network?n=SL"]').first.click()
    page.wait_for_url("**/network?n=SL*")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Health Innovation Network South London", timeout=WAIT
    )


def test_every_stop_of_the_keyboard_is_seen_on_a_light_page(page: Page) -> None:
    page.goto("/n/SL")
    stops = tab_stops(page)
    assert stops[0]["name"] == "Skip to the text"
    assert all(stop["visible"] for stop in stops)


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server whose store these tests may write to."""
    return start_server()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_actions_and_resources_are_recorded_by_everybody_who_may(
    server: RunningServer, visit: Visit, width: int, scheme: str
) -> None:
    page = visit(server, width=width, scheme=scheme)
    sign_in(page, server)
    open_page(page, "/actions-and-resources")
    assert no_sideways_scroll(page) == []
    assert axe_violations(page) == []
    if width > 1000 and scheme == "light":
        assert [stop for stop in tab_stops(page) if not stop["visible"]] == []


def sign_in(page: Page, server: RunningServer) -> None:
    """Let the visitor be a new contributor of South London, in the store of this server."""
    engine = open_engine(f"sqlite:///{(server.log.parent / 'var' / 'heard.db').as_posix()}")
    account = an_account(engine, UserRole.CONTRIBUTOR, ("SL",))
    ticket = start_session(engine, user_id=account, way=SignInWay.PASSWORD).ticket
    engine.dispose()
    name, _, value = cookie_of(server, ticket).partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": server.address}])

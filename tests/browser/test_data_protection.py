"""What the data protection page says of cookies and other websites is what a browser sees."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from domain.data_protection import COOKIE_OF_EVERYBODY, COOKIES
from tests.browser.browsing import axe_violations, no_sideways_scroll, open_page
from tests.browser.running_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PATH, HEADING = "/data-protection", "What do we hold about you, and why?"
Visit = Callable[..., Page]


def test_who_only_reads_is_given_the_one_cookie_that_the_page_names(
    heard_server: RunningServer, visit: Visit
) -> None:
    """That no other host is asked holds for every visit of these tests (`Recorder`)."""
    page = visit(heard_server)
    open_page(page, PATH, heading=HEADING)
    open_page(page, "/", heading="Where do we stand?")
    assert {cookie["name"] for cookie in page.context.cookies()} == {COOKIE_OF_EVERYBODY}
    open_page(page, PATH, heading=HEADING)
    assert COOKIES[0] in page.get_by_test_id("stMain").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible_in_both_colour_schemes(
    heard_server: RunningServer, visit: Visit, scheme: str
) -> None:
    page = visit(heard_server, scheme=scheme)
    open_page(page, PATH, heading=HEADING)
    assert axe_violations(page) == []


def test_the_page_fits_a_phone(heard_server: RunningServer, visit: Visit) -> None:
    page = visit(heard_server, width=320, height=640)
    open_page(page, PATH, heading=HEADING)
    assert no_sideways_scroll(page) == []

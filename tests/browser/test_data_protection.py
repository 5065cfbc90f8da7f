"""What the data protection page says of cookies and other websites is what a browser sees."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from domain.data_protection import COOKIES
from tests.browser.browsing import open_page
from tests.browser.running_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Streamlit sets it on the first page, for a check that it makes itself.
COOKIE_OF_EVERYBODY = "_streamlit_xsrf"
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

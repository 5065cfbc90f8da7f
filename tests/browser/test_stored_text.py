"""Stored text shows letter by letter as it was typed, in tables, labels, buttons and messages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.ui.plain_text import JOINER
from tests.browser.browsing import WAIT, open_page
from tests.browser.conftest import StartServer
from tests.browser.stored_text_words import TEXT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCRIPT = Path(__file__).with_name("stored_text_script.py")
PLACES = {
    "a cell of a table": '[data-testid="stTable"] td',
    "a heading of a table": '[data-testid="stTable"] th[scope="col"]',
    "a button": '[data-testid="stButton"] button',
    "the label of a list": '[data-testid="stSelectbox"] [data-testid="stWidgetLabel"]',
    "the label of an expander": '[data-testid="stExpander"] summary [data-testid="stMarkdownContainer"]',
    "running text": '[data-testid="stExpanderDetails"] [data-testid="stMarkdownContainer"]',
    "a message": '[data-testid="stAlert"] [data-testid="stMarkdownContainer"]',
}
DRAWN = "a, strong, code, svg, img, [data-testid=stIconMaterial], [class*=stMarkdown][style], .katex, span[role=img]"


@pytest.fixture
def page(chromium: Browser, start_server: StartServer) -> Iterator[Page]:
    """A visitor of the script. It stands apart from Heard's own style and letters, which are not looked for."""
    context = chromium.new_context(base_url=start_server(script=SCRIPT).address)
    yield context.new_page()
    context.close()


def test_stored_text_stays_as_it_was_typed(page: Page) -> None:
    open_page(page, "/", heading="Stored text")
    # The page's own words show that icons and emoji are drawn where they are meant.
    expect(page.get_by_text("\N{SMILING FACE WITH OPEN MOUTH AND SMILING EYES}")).to_be_visible(timeout=WAIT)
    for place, selector in PLACES.items():
        found = page.locator(selector).last
        assert " ".join(found.inner_text().replace(JOINER, "").split()) == TEXT, place
        assert found.locator(DRAWN).count() == 0, place

"""An open page shows what another process wrote, by itself, and takes nothing from whoever stands on it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from data_access.commands.drafts import ActivityDraft
from data_access.commands.recording import RecordDraft, save_record
from domain.permissions import OPERATOR
from tests.browser.browsing import open_page
from tests.browser.conftest import StartServer
from tests.browser.running_server import opened_store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WITHIN = 8_000
"""In ms, for what takes a second on a machine that does nothing else; `benchmarks.another_commit` measures it."""
LONG = 1_500
"""In ms, more than nobody acts before the page asks for newer figures."""
BUTTON = """enabled => {
  document.querySelector('[class*="st-key-shows_figures_"] button').disabled = !enabled;
}"""
ACTIVITY = ActivityDraft(
    network_code="SL", local_reference="newer", title="Written elsewhere", start_date=date(2026, 11, 3)
)
LATER = ACTIVITY.model_copy(update={"local_reference": "later"})


def test_an_open_page_shows_a_record_of_another_process_and_leaves_an_open_menu_open(
    visit: Callable[..., Page], fresh_server: StartServer
) -> None:
    server = fresh_server()
    page = visit(server)
    open_page(page, "/")
    card = page.locator(".st-key-headline_0 h3")
    before = int(card.inner_text().replace(",", ""))
    page.evaluate("() => { window.sameDocument = true; }")
    page.locator(".st-key-filter_networks input").click()
    page.keyboard.type("Lond")
    option = page.get_by_role("option", name=re.compile("South London"))
    expect(option).to_be_visible()
    with opened_store(server) as store:
        save_record(store, RecordDraft(activity=ACTIVITY), actor=OPERATOR, submission_key="newer")
    expect(card).to_have_text(f"{before + 1:,}", timeout=WITHIN)
    expect(option).to_be_visible()
    assert page.locator(".st-key-filter_networks input").input_value() == "Lond"
    assert page.evaluate("() => window.sameDocument")
    expect(page.get_by_text("Show the newest figures")).to_be_hidden()
    page.keyboard.press("Escape")
    page.mouse.move(600, 400)
    page.mouse.down()
    with opened_store(server) as store:
        save_record(store, RecordDraft(activity=LATER), actor=OPERATOR, submission_key="later")
    page.wait_for_timeout(2 * LONG)
    assert card.inner_text() == f"{before + 1:,}", "the page ran under a pointer that was held"
    page.evaluate(BUTTON, False)
    page.mouse.up()
    page.wait_for_timeout(LONG)
    page.evaluate(BUTTON, True)
    expect(card).to_have_text(f"{before + 2:,}", timeout=WITHIN)

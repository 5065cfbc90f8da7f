"""From a new account to its first sign-in, in a real browser: the link is copied, used once, and then dead."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from data_access.commands.accounts import set_password_hash
from data_access.commands.passwords import hash_password
from data_access.queries.accounts import account_by_email
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from tests.browser.browsing import SIDEWAYS, WAIT, axe_violations, open_page, wait_until_whole
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer, opened_store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADMIN = "admin@heard.example"
PASSWORD = "a kettle on a green bus"
OWN_PASSWORD = "nine slow purple lamps"


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server whose administrator has a password that the tests know."""
    server = start_server()
    with opened_store(server) as engine:
        admin = account_by_email(engine, ADMIN)
        assert admin is not None
        with unit_of_work(engine, actor=OPERATOR, changes_facts=False) as work:
            set_password_hash(work, admin.id, hash_password(PASSWORD))
    return server


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Signed in as")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)


def test_a_new_account_gets_a_link_sets_its_password_and_signs_in(
    visit: Callable[..., Page], server: RunningServer
) -> None:
    page = visit(server)
    open_page(page, "/accounts")
    sign_in(page, ADMIN, PASSWORD)
    page.get_by_role("button", name="Add an account").click()
    expect(page.get_by_role("heading", name="Add an account")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    page.get_by_label("Name", exact=True).fill("Dee Example")
    page.get_by_label("E-mail address").fill("dee@heard.example")
    page.get_by_text("PPI Forum", exact=True).click()
    page.get_by_role("button", name="Add the account").click()
    sheet = page.locator(".st-key-sheet_link")
    expect(sheet).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    assert axe_violations(page) == []
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.get_by_role("button", name="Copy to clipboard").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{server.address}/set-password?link=")
    newcomer = visit(server, width=320)
    open_page(newcomer, copied)
    newcomer.get_by_label("New password", exact=True).fill(OWN_PASSWORD)
    newcomer.get_by_label("New password again").fill(OWN_PASSWORD)
    newcomer.get_by_role("button", name="Set password").click()
    sign_in(newcomer, "dee@heard.example", OWN_PASSWORD)
    expect(newcomer.get_by_text("Signed in as Dee Example")).to_be_visible()
    thief = visit(server)
    open_page(thief, copied)
    expect(thief.get_by_text("This link was used already")).to_be_visible(timeout=WAIT)


def test_the_list_and_a_sheet_fit_a_narrow_phone(visit: Callable[..., Page], server: RunningServer) -> None:
    page = visit(server, width=320)
    open_page(page, "/accounts")
    sign_in(page, ADMIN, PASSWORD)
    assert page.evaluate(SIDEWAYS) == []
    page.get_by_role("button", name="Demonstration contributor").click()
    expect(page.get_by_role("heading", name="Change the account of")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    assert page.evaluate(SIDEWAYS) == []

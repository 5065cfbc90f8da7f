"""Signing in and out in a real browser: deep links, tabs, copies of the cookie, other ports, and the pages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.engine import Engine
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from components.ui.sign_in import WRONG
from data_access.commands.password_links import make_link
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import LinkPurpose, UserRole
from tests.browser.browsing import (
    WAIT,
    axe_violations,
    no_sideways_scroll,
    open_page,
    tab_stops,
    wait_until_whole,
)
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer, opened_store
from tests.integration.factories import an_account
from tests.roles.visiting import LARGEST, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MAIL, PASSWORD, NEW = "ada@heard.example", "seven green umbrellas", "nine purple kettles"
GATED = "Please sign in to see this page"
DEEP_LINK = "/your-account?from=a+letter"


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    return start_server()


@pytest.fixture(scope="module")
def store(server: RunningServer) -> Iterator[Engine]:
    """The store that the server runs on, with the account of Ada."""
    with opened_store(server) as engine:
        an_account(engine, UserRole.ADMIN, (), email=MAIL, name="Ada", password=PASSWORD)
        yield engine


@pytest.fixture
def ada(visit: Callable[..., Page], server: RunningServer, store: Engine) -> Page:
    """The browser of Ada, who has not signed in yet."""
    assert store
    return visit(server)


def sign_in(page: Page, *, email: str = MAIL, password: str = PASSWORD) -> None:
    """Fill in the form, as somebody does who uses the keyboard, and wait until the browser has its cookie."""
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    with page.expect_response("**/session/start", timeout=WAIT) as answer:
        page.keyboard.press("Enter")
    assert answer.value.status == 204
    wait_until_whole(page)


def sign_out(page: Page) -> None:
    with page.expect_response("**/session/end", timeout=WAIT) as answer:
        page.get_by_role("button", name="Sign out", exact=True).click()
    assert answer.value.status == 204


def expect_signed_in(page: Page) -> None:
    expect(page.get_by_text("Signed in as Ada")).to_be_visible(timeout=WAIT)


def expect_signed_out(page: Page) -> None:
    expect(page.get_by_role("heading", level=1, name=GATED)).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Signed in as Ada")).to_have_count(0)


def test_a_deep_link_survives_signing_in_and_a_refresh_stays_signed_in(
    ada: Page, server: RunningServer
) -> None:
    open_page(ada, DEEP_LINK, heading=GATED)
    sign_in(ada)
    expect(ada.get_by_role("heading", level=1, name="Your account")).to_be_visible(timeout=WAIT)
    assert ada.url == server.address + DEEP_LINK
    ada.reload()
    expect(ada.get_by_role("heading", level=1, name="Your account")).to_be_visible(timeout=WAIT)
    expect_signed_in(ada)
    assert ada.url == server.address + DEEP_LINK


def test_no_script_can_read_the_cookie(ada: Page) -> None:
    open_page(ada, "/sign-in")
    sign_in(ada)
    (cookie,) = [one for one in ada.context.cookies() if one["name"] == "heard_session"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
    value = cookie["value"]
    readable = ada.evaluate(
        "() => document.cookie + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
        " + document.documentElement.outerHTML"
    )
    assert "heard_session" not in readable
    assert value not in readable


def test_signing_out_in_one_tab_signs_out_the_others_and_a_copy_of_the_cookie_no_longer_counts(
    ada: Page,
) -> None:
    open_page(ada, "/sign-in")
    sign_in(ada)
    other = ada.context.new_page()
    open_page(other, "/your-account", heading="Your account")
    copied = ada.context.cookies()
    sign_out(ada)
    expect_signed_out(other)
    assert "heard_session" not in {one["name"] for one in ada.context.cookies()}
    ada.context.add_cookies(copied)
    for page in (ada, other):
        open_page(page, "/your-account", heading=GATED)
        expect_signed_out(page)


def test_signing_in_in_one_tab_lets_the_other_go_on_too(ada: Page) -> None:
    open_page(ada, "/your-account", heading=GATED)
    other = ada.context.new_page()
    open_page(other, "/audit", heading=GATED)
    sign_in(ada)
    expect_signed_in(other)


def test_a_tab_without_the_news_is_signed_out_at_its_next_run(
    ada: Page, visit: Callable[..., Page], server: RunningServer
) -> None:
    """Two browsers hear nothing of each other: the store alone says that all sessions were ended."""
    open_page(ada, "/your-account", heading=GATED)
    sign_in(ada)
    phone = visit(server)
    open_page(phone, "/your-account", heading=GATED)
    sign_in(phone)
    phone.get_by_role("button", name="Sign out on all devices").click()
    expect_signed_out(phone)
    ada.get_by_role("button", name="Change password").click()
    expect_signed_out(ada)


def test_a_new_password_keeps_this_browser_signed_in_after_a_refresh(
    visit: Callable[..., Page], server: RunningServer, store: Engine
) -> None:
    an_account(store, UserRole.FORUM, (), email="bob@heard.example", name="Bob", password=PASSWORD)
    bob = visit(server)
    open_page(bob, "/your-account", heading=GATED)
    sign_in(bob, email="bob@heard.example")
    bob.get_by_label("Current password").fill(PASSWORD)
    bob.get_by_label("New password", exact=True).fill(NEW)
    bob.get_by_label("New password again").fill(NEW)
    with bob.expect_response("**/session/start", timeout=WAIT):
        bob.get_by_role("button", name="Change password").click()
    expect(bob.get_by_text("Your password is changed.")).to_be_visible(timeout=WAIT)
    bob.reload()
    expect(bob.get_by_text("Signed in as Bob")).to_be_visible(timeout=WAIT)


def test_a_wrong_password_keeps_the_name_and_says_one_sentence(ada: Page) -> None:
    open_page(ada, "/sign-in")
    ada.get_by_label("E-mail address").fill("<b>nobody</b>' OR 1=1 --")
    ada.get_by_label("Password", exact=True).fill("x" * 200)
    ada.keyboard.press("Enter")
    expect(ada.get_by_text(WRONG)).to_be_visible(timeout=WAIT)
    expect(ada.get_by_label("E-mail address")).to_have_value("<b>nobody</b>' OR 1=1 --")
    expect(ada.get_by_label("Password", exact=True)).to_have_value("")
    assert axe_violations(ada) == []


def test_no_parameter_leads_to_another_site_after_signing_in(ada: Page, server: RunningServer) -> None:
    names = ("next", "url", "redirect", "redirect_uri", "return_to", "continue", "rd", "link")
    asked = "&".join(f"{name}=https://evil.example/" for name in names)
    open_page(ada, f"/sign-in?{asked}")
    sign_in(ada)
    expect(ada.get_by_text("You are signed in as Ada")).to_be_visible(timeout=WAIT)
    assert ada.url.startswith(f"{server.address}/sign-in")


def test_a_page_of_another_port_of_the_same_machine_is_not_believed_to_be_its_owner(
    ada: Page, server: RunningServer
) -> None:
    """The browser sends the cookie there too, and Streamlit takes such a connection: it is the public's."""
    open_page(ada, "/sign-in")
    sign_in(ada)
    (cookie,) = [one for one in ada.context.cookies() if one["name"] == "heard_session"]

    def titles(origin: str) -> list[str]:
        with connect(
            f"{server.address.replace('http', 'ws')}/_stcore/stream",
            origin=Origin(origin),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": f"heard_session={cookie['value']}"},
            max_size=LARGEST,
            compression=None,
            proxy=None,
        ) as socket:
            return Visitor(socket).titles(page="your-account")

    assert titles(server.address) == ["Your account"]
    assert titles("http://127.0.0.1:3000") == [GATED]
    assert titles("http://localhost:3000") == [GATED]


def a_link(store: Engine) -> str:
    user_id = an_account(store, None, (), name="Eve")
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        return f"/set-password?link={make_link(work, user_id, purpose=LinkPurpose.WELCOME)}"


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_the_form_for_a_password_and_the_one_before_a_page_are_accessible_and_fit_a_phone(
    visit: Callable[..., Page], server: RunningServer, store: Engine, width: int, scheme: str
) -> None:
    page = visit(server, width=width, scheme=scheme)
    open_page(page, a_link(store), heading="Set your password")
    assert (axe_violations(page), no_sideways_scroll(page)) == ([], [])
    open_page(page, "/your-account", heading=GATED)
    assert (axe_violations(page), no_sideways_scroll(page)) == ([], [])


def test_every_stop_of_the_keyboard_is_seen_and_has_a_name(ada: Page) -> None:
    open_page(ada, "/your-account", heading=GATED)
    names = [stop["name"] for stop in tab_stops(ada) if stop["visible"]]
    assert "Sign in" in names
    sign_in(ada)
    open_page(ada, "/your-account", heading="Your account")
    stops = [stop for stop in tab_stops(ada) if stop["tag"] != "body"]
    assert all(stop["visible"] for stop in stops)
    assert {"Sign out", "Sign out on all devices", "Change password"} <= {stop["name"] for stop in stops}

"""Single sign-on in a real browser against a provider on this machine: who gets in, as whom, and who does not."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from data_access.queries.accounts import ListedAccount, account_by_email
from domain.vocabulary import UserRole
from tests.browser.browsing import WAIT, Recorder, axe_violations, open_page, wait_until_whole
from tests.browser.conftest import StartServer
from tests.browser.local_provider import LocalProvider
from tests.browser.running_server import RunningServer, opened_store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ADA = {
    "sub": "ada-1",
    "email": "Ada@Heard.Example",
    "email_verified": True,
    "name": "Ada Example",
    "roles": ["contributor", "astronaut"],
    "networks": ["sl", "XX"],
}
BUTTON = "Sign in with the test provider"
DEEP_LINK = "/record?network=SL"


@pytest.fixture(scope="module")
def provider() -> Iterator[LocalProvider]:
    local = LocalProvider()
    local.start()
    yield local
    local.stop()


@pytest.fixture(scope="module")
def server(start_server: StartServer, provider: LocalProvider) -> RunningServer:
    return start_server(**provider.settings)


@pytest.fixture
def visitor(
    chromium: Browser, server: RunningServer, provider: LocalProvider
) -> Iterator[Callable[[], Page]]:
    """Makes visitors, each in a browser of their own, whom the provider knows as ADA."""
    provider.reset()
    provider.person = dict(ADA)
    contexts, recorder = [], Recorder(home=server.address)

    def start() -> Page:
        context = chromium.new_context(base_url=server.address, locale="en-GB", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        recorder.watch(page)
        return page

    yield start
    for context in contexts:
        context.close()
    assert [fault for fault in recorder.faults if provider.address not in fault] == []


def account(server: RunningServer, email: str) -> ListedAccount | None:
    with opened_store(server) as engine:
        return account_by_email(engine, email)


def sign_in(page: Page, path: str = DEEP_LINK) -> None:
    """Go to a page, take the button, and say yes at the provider."""
    open_page(page, path)
    home = str(page.evaluate("location.origin"))
    page.get_by_role("button", name=BUTTON).click()
    page.get_by_role("link", name="Yes, it is me").click(timeout=WAIT)
    page.wait_for_url(lambda url: url.startswith(home), timeout=WAIT)
    wait_until_whole(page)


def signed_in_as(page: Page, name: str) -> None:
    expect(page.get_by_text(f"Signed in as {name}")).to_be_visible(timeout=WAIT)


def signed_out(page: Page) -> None:
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible(timeout=WAIT)


def test_somebody_signs_in_comes_back_to_the_page_and_has_the_roles_of_the_claims(
    visitor: Callable[[], Page], server: RunningServer
) -> None:
    page = visitor()
    sign_in(page)
    assert page.url == server.address + DEEP_LINK
    signed_in_as(page, "Ada Example")
    found = account(server, "ada@heard.example")
    assert found is not None
    assert (found.roles, found.networks) == ((UserRole.CONTRIBUTOR,), ("SL",))
    assert (found.has_password, found.has_identity) == (False, True)
    assert "unknown roles ignored: ('astronaut',)" in server.read_log()
    page.reload()
    signed_in_as(page, "Ada Example")


def test_who_signs_out_is_out_and_what_the_browser_keeps_signs_nobody_in_again(
    visitor: Callable[[], Page], server: RunningServer, provider: LocalProvider
) -> None:
    page = visitor()
    sign_in(page)
    signed_in_as(page, "Ada Example")
    kept = page.context.cookies()
    assert {"heard_session", "_streamlit_user"} <= {cookie["name"] for cookie in kept}
    assert all(
        cookie["httpOnly"] for cookie in kept if cookie["name"].startswith(("heard", "_streamlit_user"))
    )
    before = provider.ended_sessions
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{server.address}/", timeout=WAIT)
    open_page(page, DEEP_LINK)
    signed_out(page)
    assert provider.ended_sessions == before + 1
    assert not {"heard_session", "_streamlit_user"} & {cookie["name"] for cookie in page.context.cookies()}
    thief = visitor()
    thief.context.add_cookies(kept)
    open_page(thief, DEEP_LINK)
    signed_out(thief)


def test_the_identity_that_streamlit_keeps_signs_in_once(visitor: Callable[[], Page]) -> None:
    page = visitor()
    sign_in(page)
    signed_in_as(page, "Ada Example")
    copy = [cookie for cookie in page.context.cookies() if cookie["name"].startswith("_streamlit")]
    thief = visitor()
    thief.context.add_cookies(copy)
    open_page(thief, DEEP_LINK)
    signed_out(thief)
    signed_in_as(page, "Ada Example")


OLD = int(time.time()) - 7_200
FAULTS: dict[str, dict[str, Any]] = {
    "for another client": {"aud": "another-client"},
    "for another client, asked by Heard": {"aud": "another-client", "azp": "heard"},
    "for other clients, asked by Heard": {"aud": ["another-client"], "azp": "heard"},
    "for another sign-in": {"nonce": "of another sign-in"},
    "expired": {"iat": OLD, "exp": OLD + 3_600},
    "given long ago": {"iat": OLD},
    "of another provider": {"iss": "http://127.0.0.1:1"},
    "of nobody": {"sub": ""},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(
    visitor: Callable[[], Page], server: RunningServer, provider: LocalProvider, fault: dict[str, Any]
) -> None:
    provider.person |= {"sub": "mallory", "email": "mallory@heard.example"}
    provider.token_faults = fault
    page = visitor()
    sign_in(page)
    signed_out(page)
    assert page.url == server.address + DEEP_LINK
    assert account(server, "mallory@heard.example") is None


@pytest.mark.parametrize(("algorithm", "own_key"), [("none", True), ("RS256", False)])
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(
    visitor: Callable[[], Page], provider: LocalProvider, algorithm: str, *, own_key: bool
) -> None:
    provider.algorithm, provider.signs_with_own_key = algorithm, own_key
    page = visitor()
    sign_in(page)
    signed_out(page)
    expect(page.get_by_text("Signing in there did not work")).to_be_visible()


def test_who_says_no_at_the_provider_is_told_so_on_the_page_they_came_from(
    visitor: Callable[[], Page], server: RunningServer, provider: LocalProvider
) -> None:
    provider.refuses = True
    page = visitor()
    sign_in(page)
    signed_out(page)
    assert page.url == server.address + DEEP_LINK
    expect(page.get_by_text("Signing in there did not work")).to_be_visible()
    assert axe_violations(page) == []


@pytest.mark.parametrize("said", [False, None, "false", 1])
def test_an_address_that_is_not_verified_is_refused_with_a_sentence(
    visitor: Callable[[], Page], server: RunningServer, provider: LocalProvider, said: object
) -> None:
    provider.person |= {"sub": "eve", "email": "eve@heard.example", "email_verified": said}
    page = visitor()
    sign_in(page)
    signed_out(page)
    expect(page.get_by_text("has not confirmed that your e-mail address")).to_be_visible()
    assert account(server, "eve@heard.example") is None


def test_an_account_with_a_password_is_not_taken_over(
    visitor: Callable[[], Page], server: RunningServer, provider: LocalProvider
) -> None:
    provider.person |= {"sub": "eve", "email": "admin@heard.example", "roles": []}
    page = visitor()
    sign_in(page)
    signed_out(page)
    expect(page.get_by_text("There is an account for your e-mail address already")).to_be_visible()
    found = account(server, "admin@heard.example")
    assert found is not None
    assert (found.roles, found.has_identity) == ((UserRole.ADMIN,), False)


def test_without_a_known_role_somebody_is_signed_in_and_told_so(
    visitor: Callable[[], Page], provider: LocalProvider
) -> None:
    provider.person |= {"sub": "ben", "email": "ben@heard.example", "name": "Ben *Example*", "roles": ["x"]}
    page = visitor()
    sign_in(page)
    signed_in_as(page, "Ben *Example*")
    expect(page.get_by_text("Your account has no role in Heard yet")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not for your account")


def test_roles_that_the_provider_took_away_are_gone_at_the_next_sign_in(
    visitor: Callable[[], Page], server: RunningServer, provider: LocalProvider
) -> None:
    provider.person |= {"sub": "cyd", "email": "cyd@heard.example", "roles": ["admin", "forum"]}
    sign_in(visitor(), "/accounts")
    provider.person |= {"roles": "forum", "email": "cyd@new.example"}
    page = visitor()
    sign_in(page, "/accounts")
    expect(page.get_by_role("heading", level=1)).to_have_text("This page is not for your account")
    assert account(server, "cyd@heard.example") is None
    found = account(server, "cyd@new.example")
    assert found is not None
    assert found.roles == (UserRole.FORUM,)


@pytest.mark.parametrize(
    "target",
    ["//evil.example/", "/\\evil.example", "https://evil.example/", "/record/../x", "/record%09", "/nothing"],
)
def test_nobody_is_sent_anywhere_but_to_a_page_of_heard(
    visitor: Callable[[], Page], server: RunningServer, target: str
) -> None:
    page = visitor()
    open_page(page, DEEP_LINK)
    page.get_by_role("button", name=BUTTON).click()
    back = page.get_by_role("link", name="Yes, it is me")
    expect(back).to_be_visible(timeout=WAIT)
    page.context.clear_cookies(name="heard_return")
    page.context.add_cookies(
        [{"name": "heard_return", "value": target, "domain": "127.0.0.1", "path": "/oauth2callback"}]
    )
    back.click()
    page.wait_for_url(f"{server.address}/", timeout=WAIT)
    signed_in_as(page, "Ada Example")

"""Every page, for everybody, by every way in: nobody opens what the table of roles keeps from them."""

import http.client
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from streamlit.util import calc_hash

from components.ui.page_list import PAGES, PageEntry
from domain.permissions import EVERYONE, PUBLIC, Actor, may
from domain.vocabulary import UserRole
from tests.roles.conftest import OWN, WHO, Way, cookie_of, get, post, ticket_for
from tests.roles.visiting import visitor_of

pytestmark = pytest.mark.xdist_group("roles")

SIGN_IN = "Please sign in to see this page"
NOT_FOR_YOU = "This page is not for your account"
ROOT = Path(__file__).parents[2]
EVERY_PAGE = pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.url_path)
ONE_FOR_EACH_RIGHT = list({entry.needs: entry for entry in PAGES}.values())
EVERYBODY = pytest.mark.parametrize("who", WHO)


def opens(entry: PageEntry, who: str) -> bool:
    """Whether the table of roles lets this role open the page."""
    return may(actor(who), entry.needs)


def actor(who: str) -> Actor:
    if who == "public":
        return PUBLIC
    return Actor(name=who, user_id=1, roles=frozenset({UserRole(who)}), networks=frozenset({OWN}))


def refusal(who: str) -> str:
    return SIGN_IN if who == "public" else NOT_FOR_YOU


def check(titles: list[str], entry: PageEntry, who: str) -> None:
    """One heading, which is the refusal exactly where the table refuses."""
    assert len(titles) == 1
    if opens(entry, who):
        assert titles[0] not in {SIGN_IN, NOT_FOR_YOU}
    else:
        assert titles == [refusal(who)]


@EVERYBODY
@EVERY_PAGE
def test_a_page_asked_for_by_its_address_opens_only_for_those_who_may(
    way_in: Way, entry: PageEntry, who: str
) -> None:
    address = "" if entry is PAGES[0] else entry.url_path
    with visitor_of(way_in.server.address, cookie=way_in.cookies[who]) as visitor:
        check(visitor.titles(page=address), entry, who)


@pytest.mark.parametrize(
    "entry", [entry for entry in PAGES if entry.needs not in EVERYONE], ids=lambda entry: entry.url_path
)
def test_a_page_asked_for_by_its_file_is_never_run_past_the_entry(way_in: Way, entry: PageEntry) -> None:
    with visitor_of(way_in.server.address, cookie="") as visitor:
        for name in (str(ROOT / entry.file), entry.file, Path(entry.file).stem):
            titles = visitor.titles(page=Path(entry.file).stem, script_hash=calc_hash(name))
            # Streamlit shows the first page, or a public one of that very name, or refuses: never its own heading.
            assert titles in (["Where do we stand?"], ["We cannot find this activity"], [SIGN_IN])


@pytest.mark.parametrize("who", UserRole)
def test_after_signing_out_the_same_cookie_opens_nothing(way_in: Way, who: str) -> None:
    cookie = cookie_of(way_in.server, ticket_for(way_in.engine, way_in.accounts[who]))
    with visitor_of(way_in.server.address, cookie=cookie) as visitor:
        assert visitor.titles(page="your-account") != [SIGN_IN]
    status, _, _ = post(way_in.server, "/session/end", {}, cookie=cookie)
    assert status < http.client.BAD_REQUEST
    with visitor_of(way_in.server.address, cookie=cookie) as visitor:
        assert visitor.titles(page="your-account") == [SIGN_IN]


@EVERYBODY
@EVERY_PAGE
def test_over_http_a_page_is_the_same_empty_shell_for_everybody(
    way_in: Way, entry: PageEntry, who: str
) -> None:
    shell = get(way_in.server, "/", cookie="")
    # The name of the first page leads to "/", whoever asks.
    address = "" if entry is PAGES[0] else entry.url_path
    answer = get(way_in.server, f"/{address}", cookie=way_in.cookies[who])
    assert answer == shell
    status, body = shell
    assert status == http.client.OK
    assert b"Health Innovation" not in body


@EVERYBODY
@pytest.mark.parametrize(
    "path",
    [
        "/app.py",
        "/pages/manage/accounts.py",
        "/var/heard.db",
        "/heard.db",
        "/app/static/../../var/heard.db",
        "/app/static/%2e%2e/%2e%2e/app.py",
        "/media/../var/heard.db",
        "/_stcore/metrics",
        "/.streamlit/config.toml",
    ],
)
def test_no_path_hands_out_a_file_of_the_server(way_in: Way, path: str, who: str) -> None:
    _, body = get(way_in.server, path, cookie=way_in.cookies[who])
    assert b"SQLite format" not in body
    assert b"import streamlit" not in body
    assert b"[server]" not in body


@pytest.mark.browser
@EVERYBODY
def test_in_a_browser_each_page_opens_only_for_those_who_may(
    way_in: Way, chromium: Browser, who: str
) -> None:
    """Every page for the public; for a role one for each thing that it may do or not.

    The others differ in nothing that a browser has a part in: each is asked for with the role's cookie above.
    """
    name, _, value = way_in.cookies[who].partition("=")
    context = chromium.new_context(base_url=way_in.server.address, locale="en-GB")
    try:
        if value:
            context.add_cookies([{"name": name, "value": value, "url": way_in.server.address}])
        page = context.new_page()
        for entry in PAGES if who == "public" else ONE_FOR_EACH_RIGHT:
            page.goto("/" if entry is PAGES[0] else f"/{entry.url_path}")
            page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning] h1")
            check([heading.strip() for heading in page.locator("h1").all_inner_texts()], entry, who)
    finally:
        context.close()

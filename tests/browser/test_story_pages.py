"""Story pages in a real browser: legible for all, in light and dark, narrow and wide, and asking nothing of others."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from components.publishing.document import Document, IssueDocument, StoryDocument
from components.publishing.newsletter import newsletter_html
from components.publishing.site import site_zip
from components.publishing.theme import HEARD
from components.publishing.web_page import story_html
from tests.browser.browsing import axe_violations, no_sideways_scroll, set_scheme, tab_stops
from tests.browser.running_server import RunningServer
from tests.publishing.samples import a_bare_story, a_hostile_story, a_picture, a_story, a_story_in, an_issue

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
STORY = "/s/the-big-conversation-and-community-appointment-days"
STORIES = {
    "whole": a_story(),
    "bare": a_bare_story(),
    "hostile": a_hostile_story(),
    "pictures": a_story(pictures=(a_picture(), a_picture(alt=""))),
    "arabic": a_story_in("ar"),
    "tamil": a_story_in("ta"),
}
WIDTHS = (320, 1_440)
SERVER = "http://site.test/some/where/"
OpenText = Callable[[str], Page]


@pytest.fixture
def open_text(chromium: Browser, tmp_path: Path) -> Iterator[OpenText]:
    """Opens a page from a file; whatever it runs, says or asks for fails the test at its end."""
    context = chromium.new_context(locale="en-GB")
    faults: list[str] = []
    page = context.new_page()
    page.on("dialog", lambda dialog: (faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith(("file:", "data:", SERVER)) else faults.append(asked.url),
    )
    page.on("requestfailed", lambda asked: faults.append(f"failed: {asked.url}"))

    def start(text: str) -> Page:
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
        page.goto(path.as_uri())
        return page

    yield start
    context.close()
    assert faults == []


def check(page: Page, *, schemes: tuple[str, ...] = ("light", "dark")) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert no_sideways_scroll(page) == [], width
        for scheme in schemes:
            set_scheme(page, scheme)
            assert axe_violations(page) == [], (width, scheme)


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story_is_legible_for_all_and_runs_nothing(open_text: OpenText, story: StoryDocument) -> None:
    check(open_text(story_html(story, HEARD)))


@pytest.mark.parametrize(
    "document",
    [a_story(), a_hostile_story(), a_story_in("ar"), an_issue()],
    ids=["story", "hostile", "ar", "issue"],
)
def test_a_newsletter_is_legible_for_all_and_runs_nothing(open_text: OpenText, document: Document) -> None:
    check(open_text(newsletter_html(document, HEARD)), schemes=("light",))


def opened_site(issue: IssueDocument, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(site_zip(issue, HEARD))) as archive:
        archive.extractall(folder)
    return folder / "index.html"


def test_a_site_works_from_a_folder(open_text: OpenText, tmp_path: Path) -> None:
    page = open_text("")
    page.goto(opened_site(an_issue(), tmp_path / "site").as_uri())
    page.get_by_role("link", name="A second story", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A second story")
    shown = page.evaluate(
        "[document.fonts.check('16px \"Source Serif 4\"'), document.images[0].naturalWidth > 0]"
    )
    assert shown == [True, True]
    page.get_by_role("link", name="Before: Tea, questions and a shorter wait").click()
    page.get_by_role("link", name="All stories of this issue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Innovators, sample issue")


def test_a_site_works_in_any_folder_of_a_web_server(open_text: OpenText, tmp_path: Path) -> None:
    root = opened_site(an_issue(), tmp_path / "site").parent
    page = open_text("")

    def answer(route: Route) -> None:
        route.fulfill(path=root / route.request.url.removeprefix(SERVER))

    page.route(f"{SERVER}**", answer)
    for name in ("index.html", "stories/second.html"):
        page.goto(f"{SERVER}{name}")
        check(page)


def test_the_typefaces_travel_within_the_page(open_text: OpenText) -> None:
    page = open_text(story_html(a_story_in("ar"), HEARD))
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert {"Noto Sans Arabic", "Atkinson Hyperlegible Next", "Source Serif 4"} <= {
        name.strip("\"'") for name in loaded
    }


def test_print_leaves_out_what_only_a_screen_needs_and_shows_addresses(open_text: OpenText) -> None:
    page = open_text(story_html(a_story(), HEARD))
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".skip")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 103, 71)"
    after = "getComputedStyle(document.querySelector('.sources a'), '::after').content"
    assert "https://example.org/report" in page.evaluate(after)


@pytest.mark.parametrize("path", ["/s/", STORY, "/n/", "/n/SL"])
def test_public_pages_keep_the_rules_of_the_server(
    visit: Callable[..., Page], heard_server: RunningServer, path: str
) -> None:
    page = visit(heard_server)
    page.goto(path)
    check(page)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.fonts.check('600 16px \"Source Serif 4\"')")


def test_the_list_leads_to_a_story_and_back(visit: Callable[..., Page], heard_server: RunningServer) -> None:
    page = visit(heard_server)
    page.goto("/s/")
    page.get_by_role("link", name="No squeezed slots, no closed doors").click()
    page.wait_for_url(f"**{STORY}")
    page.get_by_role("link", name="All stories").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stories")


def test_every_stop_of_the_keyboard_is_seen_and_the_first_leads_to_the_text(
    visit: Callable[..., Page], heard_server: RunningServer
) -> None:
    page = visit(heard_server)
    page.goto(STORY)
    stops = tab_stops(page)
    assert stops[0]["name"] == "Skip to the text"
    assert all(stop["visible"] for stop in stops)

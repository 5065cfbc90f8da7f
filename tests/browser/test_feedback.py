"""The feedback page in a real browser and over a real server: without scripts, on a phone, by keyboard, unlogged."""

import http.client
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.browsing import Recorder, axe_violations, no_sideways_scroll, tab_stops
from tests.browser.running_server import ROOT, RunningServer, environment

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TITLE = "How was it for you?"
MAKE_A_LINK = """
import sqlalchemy as sa
from data_access.commands.feedback import SharedLinkDraft, make_link
from data_access.engine import get_engine
from data_access.settings import get_settings
from data_access.tables import Activity, FeedbackLink
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
with unit_of_work(get_engine(), actor=OPERATOR, changes_facts=False) as work:
    first = work.session.scalar(sa.select(sa.func.min(Activity.id)))
    draft = SharedLinkDraft(activity_id=first, most_answers=100, closes_on=get_settings().current_day())
    print(work.session.get(FeedbackLink, make_link(work, draft)).token)
"""

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def server(start_server: Callable[..., RunningServer]) -> RunningServer:
    return start_server()


@pytest.fixture(scope="module")
def token(server: RunningServer) -> str:
    """A link of the server's store, made beside it as another process would."""
    made = subprocess.run(
        [sys.executable, "-c", MAKE_A_LINK], cwd=ROOT, env=environment(data_folder(server)), check=True,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return made.stdout.split()[-1]


def data_folder(server: RunningServer) -> Path:
    return server.log.parent / "var"


@pytest.fixture
def opened(chromium: Browser, server: RunningServer, token: str) -> Iterator[Open]:
    """Opens the form for a visitor whose browser runs no script of the page; faults fail the test at its end."""
    contexts: list[BrowserContext] = []
    recorders: list[Recorder] = []

    def start(
        path: str = "", *, width: int = 1280, height: int = 900, scheme: str = "light", scripts: bool = False
    ) -> Page:
        context = chromium.new_context(
            base_url=server.address, viewport={"width": width, "height": height}, locale="en-GB",
            color_scheme="dark" if scheme == "dark" else "light", java_script_enabled=scripts,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        recorders.append(Recorder(home=server.address))
        page.on("request", recorders[-1]._request)  # noqa: SLF001  only this fault: an error page has its status
        page.goto(f"/f/{token}{path}")
        return page

    yield start
    kept = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert kept == []
    assert [fault for recorder in recorders for fault in recorder.faults] == []


def test_somebody_without_scripts_answers_and_is_thanked(opened: Open) -> None:
    page = opened()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    first = page.get_by_role("group", name="They did something different because of what I said.")
    first.get_by_label("Mostly").check()
    page.get_by_role("group", name="Did somebody tell you").get_by_label("Yes").check()
    page.get_by_label("Is there anything else").fill("It was good to be asked.")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.go_back()
    # Nobody who takes the phone next sees what was answered.
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_label("Is there anything else")).to_have_value("")
    expect(page.locator("input:checked")).to_have_count(0)


def test_a_double_click_counts_once(opened: Open, server: RunningServer) -> None:
    before = answers_in(server)
    page = opened()
    page.get_by_label("In between").first.check()
    page.get_by_role("button", name="Send my answers").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert answers_in(server) == before + 1


def answers_in(server: RunningServer) -> int:
    with sqlite3.connect(data_folder(server) / "heard.db") as store:
        (count,) = store.execute("SELECT sum(answers) FROM feedback_link").fetchone()
        (rows,) = store.execute("SELECT count(*) FROM experience WHERE id >= 1000000000").fetchone()
    store.close()
    assert count == rows
    return int(count)


def test_an_error_takes_the_keyboard_to_what_is_wrong_and_keeps_what_was_typed(opened: Open) -> None:
    page = opened(scripts=True)
    page.get_by_role("button", name="Send my answers").click()
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("Please answer at least 1 question")
    expect(problem).to_be_focused()
    expect(page).to_have_title(f"Error: {TITLE} · Heard")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("No, not at all").first).to_be_focused()
    page.get_by_label("Is there anything else").fill("Ring 07700 900123")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("alert")).to_contain_text("a telephone number")
    expect(page.get_by_label("Is there anything else")).to_have_value("Ring 07700 900123")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["", "?lang=en-simple", "/thanks", "x"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    opened: Open, path: str, width: int, scheme: str
) -> None:
    page = opened(path, width=width, height=640, scheme=scheme, scripts=True)
    assert axe_violations(page) == []
    assert no_sideways_scroll(page) == []
    if path.startswith(("/", "x")):
        return
    page.get_by_label("Comment").or_(page.locator("#comment")).first.fill("x@y.example" + "w" * 300)
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe_violations(page) == []
    assert no_sideways_scroll(page) == []


def test_at_twice_the_size_nothing_scrolls_sideways(opened: Open) -> None:
    page = opened(width=640, height=450, scripts=True)
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    assert no_sideways_scroll(page) == []


def test_every_target_is_large_enough_for_a_finger(opened: Open) -> None:
    page = opened(width=320, height=640, scripts=True)
    boxes = [one.bounding_box() for one in page.locator("label:has(input), button, textarea").all()]
    assert len(boxes) == 25
    assert all(box is not None and box["height"] >= 44 for box in boxes)


def test_the_keyboard_alone_reaches_and_answers_everything(opened: Open) -> None:
    page = opened(scripts=True)
    stops = tab_stops(page)
    # One stop for each group of choices, then the box and the button.
    assert [stop["tag"] for stop in stops][-7:] == ["input"] * 5 + ["textarea", "button"]
    assert all(stop["visible"] for stop in stops)
    page.reload()
    page.locator("#at_the_heart-0").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#at_the_heart-2")).to_be_checked()
    page.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")


def test_the_page_makes_sense_without_its_styles(opened: Open) -> None:
    page = opened(scripts=True)
    page.evaluate("document.querySelector('style').remove()")
    words = page.locator("body").inner_text()
    order = [
        "Heard",
        TITLE,
        "You took part in",
        "How true is this for you?",
        "Did you hear back?",
        "What happens with",
    ]
    assert [words.index(part) for part in order] == sorted(words.index(part) for part in order)
    assert page.get_by_role("radio").count() == 23
    assert axe_violations(page) == []


def test_the_real_server_sends_few_bytes_no_cookie_and_its_usual_headers(
    server: RunningServer, token: str
) -> None:
    for path, status in (
        (f"/f/{token}", 200),
        (f"/f/{token}/thanks", 200),
        ("/f/unknown", 404),
    ):
        answer, body = asked(server, path)
        assert answer.status == status
        assert len(body) < 50_000
        assert answer.headers["Set-Cookie"] is None
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "form-action 'self'" in answer.headers["Content-Security-Policy"]
        assert b'<meta name="referrer" content="no-referrer">' in body
        assert b"<script" not in body


def asked(server: RunningServer, path: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET", path, headers={"Cookie": "a=b", "X-Forwarded-For": "192.0.2.99"})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_no_address_and_no_link_is_written_anywhere(opened: Open, server: RunningServer, token: str) -> None:
    page = opened()
    page.get_by_label("In between").first.check()
    page.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    asked(server, f"/f/{token}")
    log = server.read_log().replace(server.address, "")
    for trace in ("127.0.0.1", "192.0.2.99", token, "/f/", "POST", "Mozilla"):
        assert trace not in log
    with sqlite3.connect(data_folder(server) / "heard.db") as store:
        written = "\n".join(store.iterdump())
    store.close()
    for trace in ("127.0.0.1", "192.0.2.99", "Mozilla"):
        assert trace not in written

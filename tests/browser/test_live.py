"""A shared screen in a real browser: walked by keys, followed by the presenter's window, and never lost."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.tables import Network
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from tests.browser.browsing import WAIT, axe_violations
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer, opened_store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SPECTRUM = "/live/spectrum"
SHOWN = "#deck > [data-shown]"
WITHIN = 5_000
"""In ms, for what takes a second on a machine that does nothing else; `benchmarks.live_views` measures it."""
ALL_FIT = """() => { const box = document.getElementById("stage").getBoundingClientRect();
    return [box.left, box.top, innerWidth - box.right, innerHeight - box.bottom].map(Math.round); }"""


STATE_BUTTON = """() => { const one = document.createElement("button");
    one.dataset.do = "state"; one.dataset.state = "difference"; document.body.append(one); }"""


def open_stage(page: Page, path: str) -> list[str]:
    """Open a deck; the keys of its screens."""
    page.goto(path)
    page.wait_for_selector(SHOWN, timeout=WAIT)
    keys: list[str] = page.eval_on_selector_all("#deck > *", "all => all.map(one => one.dataset.key)")
    assert len(keys) > 2
    return keys


def place(page: Page) -> str:
    return page.url.partition("#")[2]


def expect_place(page: Page, key: str) -> None:
    expect(page.locator(SHOWN)).to_have_attribute("data-key", key, timeout=WITHIN)
    assert place(page) == key


@pytest.fixture
def stage(visit: Callable[..., Page], heard_server: RunningServer) -> Page:
    return visit(heard_server, width=1920, height=1080)


def test_a_room_walks_through_the_screens_by_keys_and_the_place_stays_in_the_address(stage: Page) -> None:
    keys = open_stage(stage, SPECTRUM)
    for key, at in [
        ("ArrowRight", 1), (" ", 2), ("PageUp", 1), ("PageDown", 2), ("ArrowLeft", 1), ("Home", 0),
        ("ArrowLeft", 0), ("End", -1), ("ArrowRight", -1), ("Shift+ ", -2),
    ]:  # fmt: skip
        stage.keyboard.press(key)
        expect_place(stage, keys[at])
    stage.reload()
    expect_place(stage, keys[-2])
    stage.goto("/live/reach")
    stage.go_back()
    expect_place(stage, keys[-2])
    assert keys[-2] in stage.url
    assert stage.title().endswith("· Spectrum · Heard")


def test_nothing_stands_on_the_screen_but_the_screen_until_the_pointer_moves(stage: Page) -> None:
    stage.clock.install()
    open_stage(stage, SPECTRUM)
    bar, help_box = stage.locator("#bar"), stage.locator("#help")
    expect(bar).to_be_hidden()
    assert stage.evaluate(ALL_FIT) == [0, 0, 0, 0]
    assert axe_violations(stage) == []
    stage.mouse.move(300, 300)
    stage.mouse.move(400, 400)
    expect(bar).to_be_visible()
    assert stage.evaluate(ALL_FIT) == [0, 0, 0, 0]
    assert axe_violations(stage) == []
    expect(stage.get_by_role("navigation").locator("#bar")).to_have_css("font-size", "24px")
    expect(bar.get_by_role("button", name="Help")).to_have_css("font-size", "24px")
    stage.clock.run_for(3_500)
    expect(bar).to_be_hidden()
    stage.keyboard.press("Tab")
    expect(bar.get_by_role("button", name="Previous")).to_be_focused()
    stage.clock.run_for(9_000)
    expect(bar).to_be_visible()
    stage.keyboard.press("?")
    expect(help_box).to_be_visible()
    expect(help_box.locator("dd").first).to_have_css("font-size", "24px")
    expect(help_box.get_by_role("button", name="Close")).to_have_css("font-size", "24px")
    assert axe_violations(stage) == []
    stage.keyboard.press("Escape")
    expect(help_box).to_be_hidden()


def test_a_blank_screen_is_blank_and_the_next_key_brings_the_same_screen_back(stage: Page) -> None:
    keys = open_stage(stage, SPECTRUM)
    blank = stage.locator("#blank")
    for press, colour in [("b", "rgb(0, 0, 0)"), (".", "rgb(0, 0, 0)"), ("w", "rgb(255, 255, 255)")]:
        stage.keyboard.press(press)
        expect(blank).to_have_css("background-color", colour)
        stage.keyboard.press("ArrowRight")
        expect(blank).to_be_hidden()
        expect_place(stage, keys[0])


def test_screens_of_a_lobby_go_on_by_themselves_and_begin_again(stage: Page) -> None:
    stage.clock.install()
    keys = open_stage(stage, "/live/overview?every=20")
    for at in [*range(1, len(keys)), 0]:
        stage.clock.run_for(20_100)
        expect_place(stage, keys[at])


def test_the_window_may_have_any_shape(stage: Page) -> None:
    open_stage(stage, SPECTRUM)
    stage.set_viewport_size({"width": 1280, "height": 900})
    stage.wait_for_function("() => document.getElementById('stage').getBoundingClientRect().width === 1280")
    assert stage.evaluate(ALL_FIT) == [0, 90, 0, 90]


@pytest.mark.parametrize(("width", "height"), [(360, 740), (1024, 768)])
def test_a_touch_screen_shows_the_whole_screen_and_nothing_beside_it(
    chromium: Browser, heard_server: RunningServer, width: int, height: int
) -> None:
    context = chromium.new_context(
        base_url=heard_server.address,
        viewport={"width": width, "height": height},
        is_mobile=True,
        has_touch=True,
    )
    page = context.new_page()
    open_stage(page, SPECTRUM)
    box = page.locator("#stage").bounding_box()
    assert page.evaluate("() => [innerWidth, innerHeight]") == [width, height]
    assert box is not None
    assert [round(box["x"]), round(box["width"])] == [0, width]
    assert round(box["height"]) == round(width * 9 / 16)
    page.touchscreen.tap(width / 2, height / 2)
    expect(page.locator("#bar")).to_be_visible()
    context.close()


def test_the_presenters_window_and_the_stage_follow_each_other(stage: Page) -> None:
    keys = open_stage(stage, f"{SPECTRUM}?network=SL")
    stage.keyboard.press("ArrowRight")
    with stage.context.expect_page() as opened:
        stage.keyboard.press("p")
    notes = opened.value
    expect_place(notes, keys[1])
    notes.keyboard.press("PageDown")
    expect_place(stage, keys[2])
    stage.keyboard.press("b")
    expect(notes.locator("body")).to_have_class(re.compile("blanked"))
    notes.get_by_role("button", name="Blank").click()
    expect(stage.locator("#blank")).to_be_hidden()
    stage.keyboard.press("Home")
    expect_place(notes, keys[0])
    expect(notes.locator("#next > [data-key]")).to_have_attribute("data-key", keys[1])
    expect(notes.locator("#used")).to_contain_text("0 minutes")
    assert axe_violations(notes) == []
    notes.locator("body > header h1").evaluate("one => { one.textContent = 'W'.repeat(60); }")
    notes.set_viewport_size({"width": 640, "height": 720})
    assert notes.evaluate("() => document.documentElement.scrollWidth") == 640
    notes.close()


def with_points(titles: str, *, apart: str = "") -> Callable[[Route], None]:
    """Answer with the screens of the deck as points, one screen each: with other keys and another order."""

    def answer_so(route: Route) -> None:
        answer = route.fetch()
        told: dict[str, Any] = answer.json()
        for one, letter in zip(told["screens"], titles, strict=False):
            one["key"] = f"point-{letter}/{one['key']}{apart}"
        told["screens"] = told["screens"][: len(titles)]
        told["points"] = [{"key": f"point-{one}", "title": one, "minutes": 5} for one in f"{titles}z"]
        route.fulfill(response=answer, json=told)

    return answer_so


def test_the_running_order_is_that_of_the_deck_on_show_whosever_figures_that_has(stage: Page) -> None:
    open_stage(stage, f"{SPECTRUM}/notes")
    expect(stage.get_by_role("heading", name="Running order")).to_be_hidden()
    stage.evaluate(STATE_BUTTON)
    points, here = stage.locator("#order button"), stage.locator("#order [aria-current=step]")
    for titles, apart, state in [("ab", "", "d"), ("cba", "/then", "a")]:
        stage.route("**/live/spectrum/notes.json*", with_points(titles, apart=apart))
        stage.keyboard.press(state)
        expect(points).to_have_text([f"{one} 5 min" for one in f"{titles}z"])
        points.filter(has_text="b").click()
        expect(here).to_have_text("b 5 min")
        points.filter(has_text="z").click()
        expect(here).to_have_text("b 5 min")
        expect(stage.locator("#used")).to_contain_text("5 minutes left of 5. Of the whole: 0 of")
    points.filter(has_text="c").focus()
    stage.route("**/live/spectrum/notes.json*", with_points("bc"))
    stage.keyboard.press("d")
    expect(points).to_have_count(3)
    expect(points.filter(has_text="c")).to_be_focused()
    expect(here).to_have_text("b 5 min")


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server of its own: its store is written to."""
    return start_server()


@pytest.fixture
def store(server: RunningServer) -> Iterator[Engine]:
    """Its store, opened by this process: to the server that is another one."""
    with opened_store(server) as engine:
        yield engine


@pytest.fixture
def room(chromium: Browser, server: RunningServer) -> Iterator[BrowserContext]:
    """A browser whose console may say that the server was away."""
    context = chromium.new_context(base_url=server.address, locale="en-GB", reduced_motion="reduce")
    yield context
    context.close()


def call_south_london(store: Engine, name: str) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        work.session.execute(sa.update(Network).where(col(Network.code) == "SL").values(short_name=name))
        work.audit("changed", "network", "SL")


def test_a_change_elsewhere_is_shown_in_its_place_and_one_whose_screen_goes_is_told(
    visit: Callable[..., Page], server: RunningServer, store: Engine
) -> None:
    page = visit(server)
    keys = open_stage(page, SPECTRUM)
    at = next(
        n for n, key in enumerate(keys) if "South London" in page.inner_html(f"#deck > :nth-child({n + 1})")
    )
    for _ in range(at):
        page.keyboard.press("ArrowRight")
    call_south_london(store, "South of the Thames")
    expect(page.locator(SHOWN)).to_contain_text("South of the Thames", timeout=WITHIN)
    expect_place(page, keys[at])
    expect(page.locator("#line")).to_be_empty()

    def without_it(route: Route) -> None:
        answer = route.fetch()
        told: dict[str, Any] = answer.json()
        told["screens"] = [one for one in told["screens"] if one["key"] != keys[at]]
        route.fulfill(response=answer, json=told)

    page.route("**/live/spectrum.json", without_it)
    call_south_london(store, "South London")
    expect(page.locator("#line")).to_have_text(
        "The screen that stood here is gone. This is the nearest.", timeout=WITHIN
    )
    expect_place(page, keys[at + 1])


def test_a_restart_of_the_server_is_said_quietly_and_leads_back_to_the_same_screen(
    room: BrowserContext, server: RunningServer
) -> None:
    page = room.new_page()
    keys = open_stage(page, SPECTRUM)
    page.keyboard.press("ArrowRight")
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 3, "a follower holds up the stop"
    line = page.locator("#line")
    expect(line).to_have_text(
        re.compile(r"^Not connected since \d\d:\d\d\. Figures are from then\.$"), timeout=WAIT
    )
    page.keyboard.press("ArrowRight")
    server.start_again()
    expect(line).to_be_empty(timeout=10_000)
    expect_place(page, keys[2])


@pytest.mark.usefixtures("server")
def test_figures_that_cannot_be_fetched_are_not_said_to_be_on_show(room: BrowserContext) -> None:
    page = room.new_page()
    open_stage(page, SPECTRUM)
    page.evaluate(STATE_BUTTON)
    page.route(re.compile("/live/spectrum.json"), lambda route: route.abort())
    page.keyboard.press("d")
    expect(page.locator("#line")).to_have_text("The other figures cannot be fetched now. These stay.")
    assert "as=" not in page.url
    page.unroute(re.compile("/live/spectrum.json"))
    page.keyboard.press("d")
    page.wait_for_url(re.compile(r"/live/spectrum\?as=difference#"), timeout=WITHIN)


def test_a_line_that_is_silent_is_told_within_seconds(room: BrowserContext, server: RunningServer) -> None:
    page = room.new_page()
    open_stage(page, SPECTRUM)
    time.sleep(1)
    server.process.send_signal(signal.SIGSTOP)
    try:
        expect(page.locator("#line")).to_contain_text("Not connected since", timeout=8_500)
    finally:
        server.process.send_signal(signal.SIGCONT)
    expect(page.locator("#line")).to_be_empty(timeout=10_000)

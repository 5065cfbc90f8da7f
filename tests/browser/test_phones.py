"""A phone in a room, in a real browser: 320 pixels wide and without scripts, from the code to the dots shown."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.engine import Engine

from data_access.commands.dots import QuestionDraft, open_again, open_question, reveal
from data_access.commands.submissions import new_key
from data_access.tables import Meeting
from data_access.tables.base import number_of
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import DotKind, MeetingState, Provenance
from tests.browser.browsing import axe_violations, no_sideways_scroll, set_scheme
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer, opened_store
from tests.integration.dots.scene import CODE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WIDTH, HEIGHT = 320, 640
ROOM = f"/d/{CODE}"


@pytest.fixture
def server(start_server: StartServer) -> RunningServer:
    """A server of its own: its store is written to."""
    return start_server()


@pytest.fixture
def store(server: RunningServer) -> Iterator[Engine]:
    """Its store, opened by this process."""
    with opened_store(server) as engine:
        yield engine


@pytest.fixture
def phone(chromium: Browser, server: RunningServer) -> Iterator[Page]:
    """A small phone that runs no script."""
    context = chromium.new_context(
        base_url=server.address,
        viewport={"width": WIDTH, "height": HEIGHT},
        has_touch=True,
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


def ask_for_a_place(store: Engine) -> int:
    """Hold a meeting, and open a question on the place of a network; answers its number."""
    row = Meeting(
        title="Autumn", held_on=date(2026, 11, 22), state=MeetingState.LIVE, room_code=CODE,
        provenance=Provenance.SUBMITTED,
    )  # fmt: skip
    draft = QuestionDraft(kind=DotKind.SPECTRUM, asked="Where does it stand?", network_code="SL")
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        work.session.add(row)
        work.session.flush()
        return open_question(work, draft, meeting_id=number_of(row), key=new_key()).id


def check(reader: Page, path: str, *, like: Page) -> None:
    """What the phone sees fits and suits everybody, light and dark; axe needs scripts, so another one looks."""
    reader.context.add_cookies(like.context.cookies())
    reader.goto(path)
    expect(reader.locator("h1")).to_have_text(like.locator("h1").inner_text())
    for scheme in ("light", "dark"):
        set_scheme(reader, scheme)
        assert axe_violations(reader) == [], (path, scheme)
        assert no_sideways_scroll(reader) == [], path


def test_a_small_phone_without_scripts_goes_the_whole_way_and_axe_finds_nothing(
    visit: Callable[..., Page], server: RunningServer, store: Engine, phone: Page
) -> None:
    question, reader = ask_for_a_place(store), visit(server, width=WIDTH, height=HEIGHT)
    phone.goto("/d")
    check(reader, "/d", like=phone)
    phone.get_by_label("Room code").fill(CODE.lower())
    phone.get_by_role("button", name="Go in").click()
    expect(phone).to_have_url(f"{server.address}{ROOM}")
    check(reader, ROOM, like=phone)
    phone.get_by_role("radio", name="Lay member").check()
    phone.get_by_role("button", name="Go in").click()
    line = phone.get_by_role("slider")
    check(reader, ROOM, like=phone)
    line.press("Home")
    line.press("ArrowRight")
    phone.get_by_role("button", name="I place my dot here").click()
    expect(phone.get_by_role("status")).to_contain_text("You can move it until the dots are shown.")
    check(reader, ROOM, like=phone)
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        reveal(work, question)
    phone.goto(ROOM)
    expect(phone.get_by_text("The dots are shown now.")).to_be_visible()
    expect(phone.get_by_text("Lay members (1 dot)")).to_be_visible()
    check(reader, ROOM, like=phone)


def test_with_the_script_a_new_slider_waits_and_says_where_it_stands_and_a_refused_dot_leads_on(
    visit: Callable[..., Page], server: RunningServer, store: Engine
) -> None:
    question = ask_for_a_place(store)
    phone = visit(server, width=WIDTH, height=HEIGHT)
    phone.goto(ROOM)
    phone.get_by_role("radio", name="Lay member").check()
    phone.get_by_role("button", name="Go in").click()
    expect(phone.get_by_role("button", name="Move the slider first")).to_be_disabled()
    line = phone.get_by_role("slider")
    expect(line).to_have_attribute("aria-valuetext", "50, in the middle")
    line.press("ArrowRight")
    expect(line).to_have_attribute("aria-valuetext", "51, nearer to co-ordinating")
    phone.get_by_role("button", name="I place my dot here").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Your dot is placed")
    phone.goto(f"{ROOM}?move=yes")
    # The page hears of nothing before its dot is refused; that, with its status, would be a fault of any other page.
    mark = phone.locator("body").get_attribute("data-mark")
    phone.route(f"**{ROOM}/now", lambda route: route.fulfill(body=mark))
    phone.route(f"**{ROOM}/dots", lambda route: route.fulfill(response=route.fetch(), status=200))
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        reveal(work, question)
    phone.get_by_role("button", name="I place my dot here").click()
    expect(phone).to_have_url(f"{server.address}{ROOM}/dots")
    expect(phone.get_by_role("alert")).to_contain_text("yours stays as it was")
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        open_again(work, question, seen_round=1)
    phone.unroute(f"**{ROOM}/now")
    expect(phone).to_have_url(f"{server.address}{ROOM}", timeout=15_000)
    expect(phone.get_by_text("Place your dot again.")).to_be_visible()

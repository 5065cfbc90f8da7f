"""Recording in a real browser: saved as one types, lost by nothing, saved once, and counted at once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy.engine import Engine

from data_access.commands.sessions import end_other_sessions, start_session
from data_access.engine import open_engine
from data_access.queries.record import recent_records
from data_access.queries.record_history import read_history
from domain.vocabulary import SignInWay, UserRole
from tests.browser.browsing import (
    WAIT,
    Recorder,
    axe_violations,
    no_sideways_scroll,
    open_page,
    wait_until_whole,
)
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer
from tests.integration.factories import an_account
from tests.roles.conftest import cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

TITLE = "Workshop with unpaid carers on discharge medicines"


NAME_OF_FOCUSED = """() => {
  const e = document.activeElement;
  return e.getAttribute('aria-label') || e.innerText || e.closest('label')?.innerText || '';
}"""


@dataclass
class Desk:
    """A server and its store, and visitors who sit down at it signed in as contributors of Manchester."""

    chromium: Browser
    server: RunningServer
    data_dir: Path
    engine: Engine
    recorder: Recorder
    contexts: list[BrowserContext] = field(default_factory=list)

    def sit_down(self, user_id: int, *, width: int = 1280) -> Page:
        """A browser of this account's own."""
        ticket = start_session(self.engine, user_id=user_id, way=SignInWay.PASSWORD).ticket
        name, _, value = cookie_of(self.server, ticket).partition("=")
        context = self.chromium.new_context(
            base_url=self.server.address,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.add_cookies([{"name": name, "value": value, "url": self.server.address}])
        page = context.new_page()
        self.recorder.watch(page)
        return page

    def a_contributor(self) -> int:
        """A new account that may write for Manchester."""
        return an_account(self.engine, UserRole.CONTRIBUTOR, ("GM",))

    def titles(self, *titles: str) -> int:
        """How many records of Manchester have one of these titles."""
        lines = recent_records(self.engine, networks={"GM"}, most=500)
        return sum(line.title in titles for line in lines)


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server whose store these tests may write to."""
    return start_server()


@pytest.fixture
def desk(chromium: Browser, server: RunningServer) -> Iterator[Desk]:
    """What any page does here that no page may do fails the test at its end."""
    data_dir = server.log.parent / "var"
    engine = open_engine(f"sqlite:///{(data_dir / 'heard.db').as_posix()}")
    desk = Desk(chromium, server, data_dir, engine, Recorder(home=server.address))
    yield desk
    for context in desk.contexts:
        context.close()
    engine.dispose()
    assert desk.recorder.faults == []


def title_of(page: Page) -> Locator:
    """The field for the title, and not the search in titles."""
    return page.get_by_role("textbox", name="Title", exact=True)


def new_record(page: Page) -> None:
    """Open the form from the start of the page."""
    open_page(page, "/record", heading="What did you do, and who took part?")
    page.get_by_role("button", name="New record").click()
    expect(title_of(page)).to_be_visible(timeout=WAIT)
    wait_until_whole(page)


def enter_first_day(page: Page, day: str = "01112026") -> None:
    """Type the first day digit by digit, as the field takes it."""
    page.get_by_role("group", name="First day").get_by_role("spinbutton").first.click()
    page.keyboard.type(day)
    wait_until_whole(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save record").click()
    expect(page.get_by_role("heading", name="Your record is saved")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)


def test_what_is_typed_outlives_the_page_and_the_saved_record_counts_on_overview(desk: Desk) -> None:
    user = desk.a_contributor()
    page = desk.sit_down(user)
    open_page(page, "/?network=GM&year=2026-27", heading="Where do we stand?")
    before = page.locator(".st-key-headline_0 h3").inner_text()
    new_record(page)
    title_of(page).click()
    page.keyboard.type(TITLE)
    page.get_by_label("What happened").click()
    page.keyboard.type("They rewrote the letter")
    expect(page.get_by_text("Draft saved at")).to_be_visible(timeout=WAIT)
    # The text area has handed over while it keeps focus and caret: what follows is typed at its end.
    expect(page.get_by_role("button", name="Suggested group: Unpaid carers")).to_be_visible(timeout=WAIT)
    page.keyboard.type(" together.")
    page.wait_for_function("() => document.activeElement.value === 'They rewrote the letter together.'")
    wait_for_draft(desk, "They rewrote the letter together.")
    address = page.url
    page.context.close()

    page = desk.sit_down(user)
    open_page(page, "/record")
    expect(page.get_by_text("You began this on")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Go on").click()
    expect(title_of(page)).to_have_value(TITLE, timeout=WAIT)
    expect(page.get_by_label("What happened")).to_have_value("They rewrote the letter together.")
    assert page.url == address
    wait_until_whole(page)
    page.get_by_role("button", name="Suggested group: Unpaid carers").click()
    page.get_by_label("How many people").fill("12")
    enter_first_day(page)
    save(page)
    expect(page.get_by_text("12 people count in “People involved”")).to_be_visible()
    expect(page.get_by_text("Reach counts it for: Unpaid carers.")).to_be_visible()
    expect(page.get_by_text("It is one of the activities of Health Innovation Manchester")).to_be_visible()
    page.locator(".st-key-feed_0").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Where do we stand?")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    after = page.locator(".st-key-headline_0 h3").inner_text()
    assert int(after.replace(",", "")) == int(before.replace(",", "")) + 1
    open_page(page, "/record")
    expect(page.get_by_text("My unfinished drafts")).to_have_count(0)


def test_a_double_click_on_save_saves_once(desk: Desk) -> None:
    page = desk.sit_down(desk.a_contributor())
    new_record(page)
    title_of(page).fill("Saved by a nervous finger")
    enter_first_day(page)
    page.get_by_role("button", name="Save record").dblclick()
    expect(page.get_by_role("heading", name="Your record is saved")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    assert desk.titles("Saved by a nervous finger") == 1


def test_two_people_change_one_record_and_neither_loses_anything(desk: Desk) -> None:
    first, second = desk.sit_down(desk.a_contributor()), desk.sit_down(desk.a_contributor())
    new_record(first)
    title_of(first).fill("Changed by two")
    enter_first_day(first)
    save(first)
    record = next(
        line for line in recent_records(desk.engine, networks={"GM"}) if line.title == "Changed by two"
    )
    address = f"/record?activity={record.activity_id}"
    open_page(first, address, heading="Change a record")
    open_page(second, address, heading="Change a record")
    title_of(first).fill("Changed by two, said the first")
    first.get_by_label("How many people").fill("7")
    first.get_by_text("We did not ask").click()
    wait_until_whole(first)
    save(first)
    title_of(second).fill("Changed by two, said the second")
    second.get_by_role("button", name="Save record").click()
    meanwhile = second.get_by_role("heading", name="Somebody else changed this record meanwhile")
    expect(meanwhile).to_be_visible(timeout=WAIT)
    wait_until_whole(second)
    expect(second.get_by_role("cell", name="Changed by two, said the first")).to_be_visible()
    expect(title_of(second)).to_have_value("Changed by two, said the second")
    assert axe_violations(second) == []
    second.get_by_role("button", name="Go on with what I typed").click()
    expect(meanwhile).to_have_count(0, timeout=WAIT)
    # What the second did not touch is as the first saved it.
    expect(second.get_by_label("How many people")).to_have_value("7")
    save(second)
    changes = [
        change.after for entry in read_history(desk.engine, record.activity_id) for change in entry.changes
    ]
    assert {"Changed by two, said the first", "Changed by two, said the second"} <= set(changes)
    assert desk.titles("Changed by two, said the second") == 1


def test_a_session_that_ends_while_somebody_types_loses_nothing(desk: Desk) -> None:
    user = desk.a_contributor()
    page = desk.sit_down(user)
    new_record(page)
    title_of(page).fill("Typed before the session ended")
    wait_for_draft(desk, "Typed before the session ended")
    end_other_sessions(desk.engine, user_id=user)
    page.get_by_label("What happened").fill("Typed after it")
    title_of(page).focus()
    expect(page.get_by_text("You are signed out, so what you type now is not kept.")).to_be_visible(
        timeout=WAIT
    )
    expect(page.get_by_label("What happened")).to_have_value("Typed after it")
    expect(page.get_by_role("button", name="Save record")).to_have_count(0)
    page = desk.sit_down(user)
    open_page(page, "/record")
    expect(page.get_by_text("Typed before the session ended")).to_be_visible(timeout=WAIT)


def test_bad_input_is_named_beside_its_field_and_stays(desk: Desk) -> None:
    page = desk.sit_down(desk.a_contributor())
    new_record(page)
    nasty = "<script>alert(1)</script> {{7*7}} [x](javascript:alert(1)) '; DROP TABLE activity; --"
    title_of(page).fill("x" * 201)
    page.get_by_label("What happened").fill(f"{nasty} Ring 020 7946 0123")
    page.get_by_label("How many people").fill("about twelve")
    page.get_by_role("button", name="Save record").click()
    for sentence in (
        "Shorten this to 200 characters or fewer.",
        "Enter the first day.",
        "Enter the number of people in digits, such as 12.",
        "Choose groups above, or say one of these two.",
    ):
        expect(page.get_by_text(sentence, exact=True)).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    expect(page.get_by_text("This seems to hold a telephone number.")).to_be_visible()
    expect(title_of(page)).to_have_value("x" * 201)
    expect(page.get_by_label("How many people")).to_have_value("about twelve")
    assert axe_violations(page) == []
    title_of(page).fill(nasty)
    page.get_by_label("How many people").fill("12")
    page.get_by_text("They belong to none of these groups").click()
    wait_until_whole(page)
    enter_first_day(page)
    page.get_by_role("button", name="Save record").click()
    expect(page.get_by_role("button", name="Save anyway")).to_be_visible(timeout=WAIT)
    assert desk.titles(nasty) == 0
    page.get_by_role("button", name="Save anyway").click()
    expect(page.get_by_text(f"Saved: {nasty}")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    assert desk.titles(nasty) == 1


def test_the_keyboard_alone_records_an_activity(desk: Desk) -> None:
    page = desk.sit_down(desk.a_contributor())
    new_record(page)
    title_of(page).focus()
    page.keyboard.type("Recorded by keyboard")
    page.keyboard.press("Tab")
    page.keyboard.type("With no mouse at all")
    page.keyboard.press("Tab")
    page.keyboard.type("01112026")
    wait_until_whole(page)
    tab_to(page, "How many people")
    page.keyboard.type("3")
    tab_to(page, "We did not ask")
    page.keyboard.press("Space")
    wait_until_whole(page)
    tab_to(page, "Save record")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved: Recorded by keyboard")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    (record,) = [
        line for line in recent_records(desk.engine, networks={"GM"}) if line.title == "Recorded by keyboard"
    ]
    assert (record.people, record.start.isoformat()) == (3, "2026-11-01")


def test_the_form_fits_a_phone_320_wide_with_everything_open(desk: Desk) -> None:
    page = desk.sit_down(desk.a_contributor(), width=320)
    open_page(page, "/record")
    assert no_sideways_scroll(page) == []
    new_record(page)
    for fold in (
        "What came of it", "Programme, place and who designed it", "Payment, expenses, access and reporting back",
        "Priorities and ways of working of the strategy", "Your own reference", "What the rungs mean",
    ):  # fmt: skip
        page.get_by_text(fold, exact=True).click()
        wait_until_whole(page)
    page.get_by_role("button", name="Add an outcome").click()
    expect(page.get_by_text("Outcome 1", exact=True)).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    page.get_by_role("button", name="Add a link or document that supports it").click()
    expect(page.get_by_text("Evidence 1", exact=True)).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    assert no_sideways_scroll(page) == []


def tab_to(page: Page, name: str) -> None:
    """Press the Tab key until the element with this name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if name in page.evaluate(NAME_OF_FOCUSED):
            return
    pytest.fail(f"The Tab key does not reach “{name}”.")


def wait_for_draft(desk: Desk, text: str) -> None:
    """Wait until the store itself holds what was typed."""
    until = monotonic() + WAIT / 1000
    with closing(sqlite3.connect(desk.data_dir / "heard.db")) as store:
        while monotonic() < until:
            if any(text in row[0] for row in store.execute("SELECT typed FROM form_draft")):
                return
            sleep(0.05)
    pytest.fail(f"“{text}” was not kept as a draft.")

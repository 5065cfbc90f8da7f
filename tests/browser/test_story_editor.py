"""Writing a story in a real browser: kept as typed, shared by two, with pictures, and its sum always in sight."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from sqlalchemy.engine import Engine

from data_access.commands.sessions import start_session
from data_access.commands.stories import save_story, start_story
from data_access.engine import open_engine
from data_access.queries.stories import StoryRecord, read_story
from domain.permissions import OPERATOR
from domain.story import MetricContent
from domain.vocabulary import SignInWay, UserRole
from tests.browser.browsing import (
    WAIT,
    Recorder,
    axe_violations,
    no_sideways_scroll,
    open_page,
    set_scheme,
    wait_until_whole,
)
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer
from tests.integration.factories import an_account
from tests.integration.story_scene import a_picture_file
from tests.roles.conftest import cookie_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LONG = "We met each week and people told us what was hard. We wrote it down and read it back to them.\n\n" * 6
LEFT = MetricContent(key="left", label="left the list", value=50, unit="%", source="A count")
IN_SIGHT = """element => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && element.contains(top);
}"""


@dataclass
class Room:
    """A server, its store, and writers of South London who sit down at it."""

    chromium: Browser
    server: RunningServer
    engine: Engine
    recorder: Recorder
    contexts: list[BrowserContext] = field(default_factory=list)

    def a_writer(self) -> int:
        """A new account that may write stories of South London."""
        return an_account(self.engine, UserRole.COMMS, ("SL",))

    def sit_down(self, user_id: int, *, width: int = 1_440) -> Page:
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

    def a_story(self, **changes: object) -> StoryRecord:
        """A long draft of South London with a number."""
        begun = start_story(self.engine, actor=OPERATOR, network="SL", title="Tea and questions")
        record = self.as_it_stands(begun.story_id)
        content = record.content.model_copy(update={"background": LONG, "metrics": (LEFT,), **changes})
        save_story(
            self.engine, actor=OPERATOR, story_id=record.id, content=content, read_version=record.version
        )
        return self.as_it_stands(record.id)

    def as_it_stands(self, story_id: int) -> StoryRecord:
        """The story as the store has it now."""
        return read_story(self.engine, actor=OPERATOR, story_id=story_id)


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server whose store these tests may write to."""
    return start_server()


@pytest.fixture
def room(chromium: Browser, server: RunningServer) -> Iterator[Room]:
    """What any page does here that no page may do fails the test at its end."""
    engine = open_engine(f"sqlite:///{(server.log.parent / 'var' / 'heard.db').as_posix()}")
    room = Room(chromium, server, engine, Recorder(home=server.address))
    yield room
    for context in room.contexts:
        context.close()
    engine.dispose()
    assert room.recorder.faults == []


def write(page: Page, story: StoryRecord) -> None:
    """Open the story where it is written."""
    open_page(page, f"/write?s={story.slug}", heading="Which story shall we tell?")
    expect(text_of(page, "What changed")).to_be_visible(timeout=WAIT)


def text_of(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label, exact=True)


def type_into(page: Page, label: str, words: str) -> None:
    """Type as a person does, and stop: the field is not left."""
    text_of(page, label).click()
    page.keyboard.type(words)
    expect(page.get_by_text("Draft kept at")).to_be_visible(timeout=WAIT)
    wait_until_whole(page)


def test_words_outlive_the_tab_that_was_killed(room: Room) -> None:
    story, writer = room.a_story(), room.a_writer()
    page = room.sit_down(writer)
    write(page, story)
    type_into(page, "What changed", "Half of them left the list.")
    room.contexts.pop().close()
    again = room.sit_down(writer)
    write(again, story)
    expect(text_of(again, "What changed")).to_have_value("Half of them left the list.")
    expect(again.get_by_text("This goes on from what you typed before")).to_be_visible()
    again.get_by_role("button", name="Save this version").click()
    expect(again.get_by_text("Saved as version 3.")).to_be_visible(timeout=WAIT)
    assert room.as_it_stands(story.id).content.outcomes == "Half of them left the list."


def test_the_later_of_two_is_told_while_typing_and_loses_nothing(room: Room) -> None:
    story = room.a_story()
    first, second = room.sit_down(room.a_writer()), room.sit_down(room.a_writer())
    for page in (first, second):
        write(page, story)
    type_into(second, "What changed", "The second wrote this.")
    type_into(first, "What changed", "The first wrote this.")
    type_into(first, "What we learned", "Ask early.")
    first.get_by_role("button", name="Save this version").click()
    expect(first.get_by_text("Saved as version 3.")).to_be_visible(timeout=WAIT)
    text_of(second, "What changed").press("End")
    second.keyboard.type(" And more.")
    told = second.get_by_text("saved this story while you were writing")
    expect(told).to_be_visible(timeout=WAIT)
    assert told.evaluate(IN_SIGHT)
    expect(text_of(second, "What changed")).to_have_value("The second wrote this. And more.")
    expect(second.get_by_role("cell", name="The first wrote this.")).to_be_visible()
    expect(second.get_by_text("Changed by them and not by you: What we learned.")).to_be_visible()
    wait_until_whole(second)
    assert axe_violations(second) == []
    second.get_by_role("button", name="Put both together").click()
    expect(text_of(second, "What we learned")).to_have_value("Ask early.", timeout=WAIT)
    second.get_by_role("button", name="Save this version").click()
    expect(second.get_by_text("Saved as version 4.")).to_be_visible(timeout=WAIT)
    content = room.as_it_stands(story.id).content
    assert (content.outcomes, content.key_learning) == ("The second wrote this. And more.", "Ask early.")


def test_a_picture_is_chosen_as_people_do_and_a_broken_one_loses_nothing(room: Room) -> None:
    story = room.a_story()
    page = room.sit_down(room.a_writer())
    write(page, story)
    type_into(page, "What changed", "Typed before the picture.")
    page.get_by_text("Pictures", exact=True).click()
    good = a_picture_file()
    choose(page, "photo.jpg", good[: len(good) // 2])
    expect(page.get_by_text("This picture is broken or cut short.")).to_be_visible(timeout=WAIT)
    choose(page, "photo.jpg", good)
    described = page.get_by_role("textbox", name="Describe it for people who cannot see it")
    expect(described).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Picture 1: describe it for people who cannot see it")).to_be_visible()
    described.fill("Two people at a table")
    described.press("Enter")
    expect(page.get_by_text("Picture 1: describe it for people who cannot see it")).to_have_count(
        0, timeout=WAIT
    )
    expect(text_of(page, "What changed")).to_have_value("Typed before the picture.")
    assert axe_violations(page) == []


def choose(page: Page, name: str, content: bytes) -> None:
    page.locator(".st-key-writing input[type=file]").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
    )
    wait_until_whole(page)


def test_a_number_is_put_into_a_text_without_typing_its_name(room: Room) -> None:
    page = room.sit_down(room.a_writer())
    write(page, room.a_story())
    type_into(page, "What changed", "Of those who waited, this many left:")
    page.locator(".st-key-put_outcomes button").filter(visible=True).click()
    page.get_by_text("50% left the list", exact=True).last.click()
    expect(text_of(page, "What changed")).to_have_value(
        "Of those who waited, this many left: {{left}}", timeout=WAIT
    )
    expect(page.get_by_text("It will print: Of those who waited, this many left: 50%")).to_be_visible()


@pytest.mark.parametrize("width", [1_440, 360])
def test_how_the_whole_reads_stays_in_sight_to_the_end_of_a_long_story(room: Room, width: int) -> None:
    page = room.sit_down(room.a_writer(), width=width)
    write(page, room.a_story())
    summary = page.locator(".st-key-whole_story")
    for label in ("Background and aim", "What this cannot show"):
        text_of(page, label).scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        assert summary.evaluate(IN_SIGHT), label
    assert no_sideways_scroll(page) == []
    for scheme in ("light", "dark"):
        set_scheme(page, scheme)
        wait_until_whole(page)
        assert axe_violations(page) == [], scheme

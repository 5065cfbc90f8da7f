"""The pages behind the sign-in pass the same gates as the public ones: silent, accessible, on a phone."""

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from components.ui.page_list import PAGES, PageEntry
from domain.permissions import EVERYONE, Action
from domain.vocabulary import UserRole
from tests.browser.browsing import Recorder, axe_violations, no_sideways_scroll, open_page
from tests.roles.conftest import Way

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("roles")]

Scheme = Literal["light", "dark"]
People = Callable[[UserRole, int, Scheme], BrowserContext]
GATED = [entry for entry in PAGES if entry.needs not in EVERYONE]


@pytest.fixture(scope="module")
def people(chromium: Browser, way_in: Way) -> Iterator[People]:
    """Browsers that keep the app's scripts from one page to the next, which is most of what a page takes."""
    contexts: dict[tuple[UserRole, int, Scheme], BrowserContext] = {}

    def come(who: UserRole, width: int, scheme: Scheme) -> BrowserContext:
        if (who, width, scheme) not in contexts:
            name, _, value = way_in.cookies[who].partition("=")
            context = contexts[who, width, scheme] = chromium.new_context(
                base_url=way_in.server.address,
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale="en-GB",
                reduced_motion="reduce",
            )
            context.add_cookies([{"name": name, "value": value, "url": way_in.server.address}])
            # Each page begins as at the first visit: no test sees what another opened or closed.
            context.add_init_script("localStorage.clear(); sessionStorage.clear();")
        return contexts[who, width, scheme]

    yield come
    for context in contexts.values():
        context.close()


@pytest.fixture
def visit_as(people: People, way_in: Way, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of somebody who may open the entry, in the width and the scheme that the test asks for."""
    entry, width, scheme = request.param
    who = UserRole.LAY_PARTNER if entry.needs is Action.RATE_AS_LAY else UserRole.ADMIN
    page = people(who, width, scheme).new_page()
    recorder = Recorder(home=way_in.server.address)
    recorder.watch(page)
    open_page(page, f"/{entry.url_path}")
    yield page
    page.close()
    assert recorder.faults == []


def views(width: int, *schemes: Scheme) -> pytest.MarkDecorator:
    cases: list[tuple[PageEntry, int, Scheme]] = [
        (entry, width, scheme) for entry in GATED for scheme in schemes
    ]
    return pytest.mark.parametrize(
        "visit_as", cases, indirect=True, ids=lambda case: f"{case[0].url_path}-{case[2]}"
    )


@views(1280, "light", "dark")
def test_axe_finds_nothing_on_a_page_behind_the_sign_in(visit_as: Page) -> None:
    assert axe_violations(visit_as) == []


@views(320, "light")
def test_a_page_behind_the_sign_in_is_usable_on_a_phone_with_its_menu(visit_as: Page) -> None:
    assert no_sideways_scroll(visit_as) == []
    visit_as.get_by_test_id("stExpandSidebarButton").click()
    visit_as.get_by_test_id("stSidebarNav").wait_for()
    assert axe_violations(visit_as) == []

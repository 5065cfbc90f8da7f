"""A file with three errors corrected, imported and undone in a real browser; ratings by staff and a lay partner."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect
from sqlalchemy.engine import Engine

from domain.vocabulary import UserRole
from tests.browser.browsing import WAIT, axe_violations, no_sideways_scroll, open_page, wait_until_whole
from tests.browser.conftest import StartServer
from tests.browser.running_server import RunningServer, opened_store
from tests.integration.factories import ACTIVITY_HEADINGS, COHORT_HEADINGS, a_workbook, an_account
from tests.roles.conftest import cookie_of, ticket_for

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

IMPORT = ("/import", "Bring in records from a file")
STAFF = ("/rate-as-staff?marker=COO1", "Where do staff see the network, and on what evidence?")
LAY = ("/rate?marker=COO1", "How well does your network work with people?")
HEADINGS = [*ACTIVITY_HEADINGS, "Rung"]
WRONG = {
    "Activities": [
        HEADINGS,
        ["SL", "B-1", "Workshop on letters", "01/05/2026", "CODESIGN"],
        ["SL", "B-2", "Walk and talk", "31/02/2026", "Rung nine"],
    ],
    "Cohorts": [COHORT_HEADINGS, ["SL", "B-1", "DEP20", -4]],
}
RIGHT = {
    "Activities": [
        HEADINGS,
        ["SL", "B-1", "Workshop on letters", "01/05/2026", "CODESIGN"],
        ["SL", "B-2", "Walk and talk", "28/02/2026", ""],
    ],
    "Cohorts": [COHORT_HEADINGS, ["SL", "B-1", "DEP20", 14]],
}

Visit = Callable[..., Page]
SignedIn = Callable[..., Page]


@pytest.fixture(scope="module")
def server(start_server: StartServer) -> RunningServer:
    """A server whose store these tests may write to."""
    return start_server()


@pytest.fixture
def engine(server: RunningServer) -> Iterator[Engine]:
    """The server's own store."""
    with opened_store(server) as engine:
        yield engine


@pytest.fixture
def signed_in(server: RunningServer, engine: Engine, visit: Visit) -> SignedIn:
    """A new account of this role for SL in a browser of its own."""

    def sit_down(role: UserRole, *, width: int = 1280) -> Page:
        page = visit(server, width=width)
        user_id = an_account(engine, role, ("SL",))
        name, _, value = cookie_of(server, ticket_for(engine, user_id)).partition("=")
        page.context.add_cookies([{"name": name, "value": value, "url": server.address}])
        return page

    return sit_down


def choose(page: Page, folder: Path, sheets: dict[str, list[list[object]]]) -> None:
    """Choose a workbook of these sheets."""
    path = folder / "records.xlsx"
    path.write_bytes(a_workbook(sheets))
    # A person clicks: without it a browser passes over a file of the same name.
    again = page.get_by_role("button", name="Add files")
    with page.expect_file_chooser() as chooser:
        (again if again.count() else page.get_by_test_id("stFileUploaderDropzone")).click()
    chooser.value.set_files(path)


def violations_here(page: Page) -> list[str]:
    """What axe finds on the page itself; the navigation, which is a sidebar on a phone, has its own gates."""
    page.evaluate("document.querySelector('[data-testid=stSidebar]')?.remove()")
    return axe_violations(page)


def titles(engine: Engine) -> list[str]:
    """The titles of the imported activities that are in the store."""
    with engine.connect() as connection:
        found = connection.scalars(
            sa.text("SELECT title FROM activity WHERE local_reference LIKE 'B-%' ORDER BY local_reference")
        )
        return list(found)


def test_a_workbook_with_three_errors_is_corrected_imported_and_undone(
    signed_in: SignedIn, engine: Engine, tmp_path: Path
) -> None:
    page = signed_in(UserRole.CONTRIBUTOR)
    open_page(page, IMPORT[0], heading=IMPORT[1])
    choose(page, tmp_path, WRONG)
    expect(page.get_by_text("3 problems to correct.")).to_be_visible(timeout=WAIT)
    wrong = page.locator("table.heard-file td.wrong")
    expect(wrong).to_have_count(3)
    for place, said in enumerate(("31/02/2026", "Rung nine", "-4")):
        expect(wrong.nth(place)).to_contain_text(said)
        expect(wrong.nth(place)).to_contain_text("Expected")
    expect(page.get_by_role("button", name="Save these changes")).to_have_count(0)
    assert axe_violations(page) == []

    choose(page, tmp_path, RIGHT)
    save = page.get_by_role("button", name="Save these changes")
    expect(save).to_be_visible(timeout=WAIT)
    expect(wrong).to_have_count(0)
    assert titles(engine) == []
    save.dblclick()
    expect(page.get_by_text("Saved as import 1: 3 added")).to_be_visible(timeout=WAIT)
    assert titles(engine) == ["Workshop on letters", "Walk and talk"]

    page.get_by_role("button", name="Undo import 1").click()
    page.get_by_role("button", name="Yes, undo import 1").click()
    expect(page.get_by_text("Undid import 1: 2 activities and 1 group of people taken out")).to_be_visible(
        timeout=WAIT
    )
    assert titles(engine) == []
    wait_until_whole(page)
    assert axe_violations(page) == []


def test_the_records_come_down_under_a_name_of_our_own(signed_in: SignedIn) -> None:
    page = signed_in(UserRole.CONTRIBUTOR)
    open_page(page, IMPORT[0], heading=IMPORT[1])
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download with your records").click()
    assert coming.value.suggested_filename == "heard-records-SL.xlsx"
    assert Path(coming.value.path()).read_bytes().startswith(b"PK")


def test_staff_rate_a_marker_and_the_networks_line_moves(signed_in: SignedIn) -> None:
    page = signed_in(UserRole.CONTRIBUTOR)
    open_page(page, STAFF[0], heading=STAFF[1])
    page.get_by_role("radiogroup").get_by_text("3: ").click()
    wait_until_whole(page)
    page.get_by_role("textbox", name="Evidence for the level").fill("Board minutes of March 2026")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved: level 3, as of 22 November 2026.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Evidence: Board minutes of March 2026")).to_be_visible()
    wait_until_whole(page)
    assert axe_violations(page) == []


def test_a_lay_partner_says_first_and_then_sees_both(signed_in: SignedIn) -> None:
    page = signed_in(UserRole.LAY_PARTNER, width=320)
    open_page(page, LAY[0], heading=LAY[1])
    expect(page.get_by_text("Staff:")).to_have_count(0)
    assert no_sideways_scroll(page) == []
    page.get_by_role("radiogroup").get_by_text("0: ").click()
    wait_until_whole(page)
    page.get_by_role("button", name="Save my answer").click()
    expect(page.get_by_text("Saved. Thank you.")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("You: 0 of 3")).to_be_visible()
    expect(page.get_by_text("Staff: ")).to_be_visible()
    wait_until_whole(page)
    assert no_sideways_scroll(page) == []
    assert violations_here(page) == []

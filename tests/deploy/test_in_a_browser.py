"""A browser behind nginx: it brings a file in and takes one home, and outlives the process that it was with."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from domain.vocabulary import UserRole
from tests.browser.browsing import WAIT, Recorder, open_page
from tests.deploy.app_session import COOKIE
from tests.deploy.installation import Installation
from tests.integration.factories import ACTIVITY_HEADINGS, a_workbook, an_account
from tests.roles.conftest import cookie_of, ticket_for

pytestmark = pytest.mark.xdist_group("deploy")

IMPORT = ("/import", "Bring in records from a file")
A_FILE = {"Activities": [ACTIVITY_HEADINGS, ["SL", "D-1", "Workshop on letters", "01/05/2026"]]}


def test_a_file_goes_up_another_comes_down_and_the_page_outlives_its_process(
    installation: Installation, chromium: Browser, tmp_path: Path
) -> None:
    user_id = an_account(installation.store, UserRole.CONTRIBUTOR, ("SL",))
    ticket = ticket_for(installation.store, user_id)
    name, _, value = cookie_of(installation, ticket).partition("=")
    context = chromium.new_context(base_url=installation.address, locale="en-GB")
    context.add_cookies([{"name": name, "value": value, "url": installation.address}])
    page = context.new_page()
    recorder = Recorder(home=installation.address)
    recorder.watch(page)

    open_page(page, IMPORT[0], heading=IMPORT[1])
    path = tmp_path / "records.xlsx"
    path.write_bytes(a_workbook(A_FILE))
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("stFileUploaderDropzone").click()
    chooser.value.set_files(path)
    expect(page.get_by_role("button", name="Save these changes")).to_be_visible(timeout=WAIT)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download with your records").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"PK")
    assert recorder.faults == []

    number = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == COOKIE)
    lost = installation.processes[number]
    os.killpg(lost.process.pid, signal.SIGKILL)
    lost.process.wait(timeout=15)
    try:
        page.get_by_role("link", name="Overview").first.click()
        expect(page.get_by_role("heading", level=1).first).to_have_text("Where do we stand?", timeout=WAIT)
        assert COOKIE in {cookie["name"] for cookie in context.cookies() if cookie["value"] != number}
    finally:
        context.close()
        lost.start_again()

"""The README's pictures: taken from the running app, and written anew with HEARD_SCREENSHOTS=1."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.browsing import open_page
from tests.browser.running_server import RunningServer
from tests.publishing.sample_pages import SAMPLE_PAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
WIDTH, HEIGHT = 1440, 1100
PICTURES = {
    "overview.png": ("/", "Where do we stand?"),
    "spectrum.png": ("/spectrum", "Where does each network stand, and do lay people agree?"),
    "reach.png": ("/reach", "Who was reached, and whom did we miss?"),
    "activities.png": ("/activities", "What was done, and how were people involved?"),
    "change.png": ("/change", "What changed, for whom, and did people hear of it?"),
    "strategy.png": ("/strategy", "What do we do for the strategy, and where are the gaps?"),
    "network.png": ("/network?n=SL", "Health Innovation Network South London"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_readme_shows_the_app_as_it_is(
    heard_server: RunningServer, visit: Callable[..., Page], tmp_path: Path, name: str
) -> None:
    path, heading = PICTURES[name]
    page = visit(heard_server, width=WIDTH, height=HEIGHT)
    open_page(page, path, heading=heading)
    folder = FOLDER if os.environ.get("HEARD_SCREENSHOTS") == "1" else tmp_path
    page.screenshot(path=folder / name)
    with Image.open(folder / name) as taken, Image.open(FOLDER / name) as kept:
        assert taken.size == kept.size == (WIDTH, HEIGHT)


def test_the_readme_names_every_picture_with_its_description() -> None:
    shown = dict(
        re.findall(r"!\[([^\]]+)\]\(docs/screenshots/([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    )
    assert sorted(shown.values()) == sorted([*PICTURES, *SAMPLE_PAGES])
    assert all(len(description) > 20 for description in shown)

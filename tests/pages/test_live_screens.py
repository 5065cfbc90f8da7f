"""Every screen of every page that shows figures: measured in a browser, and kept and read back without a change."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from components.publishing.board_pack.document import BoardPack
from components.publishing.live.of_change import screens_of_difference
from components.publishing.live.of_view import screens_of_pack
from components.publishing.live.packing import pack_from_json, pack_to_json
from components.publishing.live.screen import Screen
from components.ui.board_pack_loaders import CHAPTERS, board_pack
from tests.pages.test_board_pack import ALL, VIEWS, view_at

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.usefixtures("illustrative")]
LOOKED_AT = (
    {},
    {"network": "GM", "year": "2025-26"},
    {"programme": "MEDSIP", "rung": "CODESIGN"},
    {"compare": "2024-25"},
)
"""England, one network, a narrow view, and two periods."""
STATIC = Path(__file__).parents[2] / "static"
HOME = "http://screens.example/"
PAGE = '<!doctype html><link rel="stylesheet" href="/live.css"><style>body{margin:0}</style><main></main>'
MEASURED = Path(__file__).with_name("live_screens_script.js")


def packs() -> Iterator[BoardPack]:
    for query in LOOKED_AT:
        yield from (board_pack(view_at(**query), [one.key]) for one in CHAPTERS)


def test_a_pack_of_each_view_is_kept_as_json_and_comes_back_as_it_was() -> None:
    for pack in (board_pack(view_at(**query), ALL) for query in VIEWS):
        assert pack_from_json(json.loads(json.dumps(pack_to_json(pack)))) == pack


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Page]:
    """An empty page of 1920 by 1080 with the style sheet and the typefaces of shared screens."""
    page = chromium.new_page(viewport={"width": 1920, "height": 1080})
    page.route(f"{HOME}**", lambda route: route.fulfill(path=STATIC / route.request.url.removeprefix(HOME)))
    page.route(HOME, lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto(HOME)
    yield page
    page.close()


def all_screens() -> Iterator[Screen]:
    for pack in packs():
        yield from screens_of_pack(pack)
    then, now = (board_pack(view_at(**query), ALL) for query in ({"as_of": "2026-06-30"}, {}))
    yield from screens_of_difference(then, now)


@pytest.mark.browser
def test_nothing_is_smaller_than_24_pixels_nothing_leaves_its_place_and_no_text_covers_another(
    sheet: Page,
) -> None:
    measure = MEASURED.read_text()
    screens = [[one.key, str(one.body)] for one in all_screens()]
    assert len(screens) > 250
    assert sheet.evaluate(measure, screens) == []


@pytest.mark.browser
def test_the_measure_finds_small_cut_and_covered_texts(sheet: Page) -> None:
    one = "<p style='position:absolute;top:{}px;font-size:{}px'>one</p>"
    body = f"<section class='screen'><div class='body'>{one}{{}}</div></section>"
    over = "<p style='position:absolute;top:100px;font-size:30px'>two</p>"
    asked = [
        ["small", body.format(90, 20, "")],
        ["cut", body.format(1070, 30, "")],
        ["covered", body.format(105, 30, over)],
    ]
    found = {key for key, _ in sheet.evaluate(MEASURED.read_text(), asked)}
    assert found == {"small", "cut", "covered"}

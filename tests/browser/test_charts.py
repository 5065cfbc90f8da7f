"""Charts in the page: changed in place, walked by keyboard, opened by a click, and replaced by their table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.browsing import READY, WAIT, axe_violations, open_page, wait_until_whole
from tests.browser.running_server import RunningServer

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Visit = Callable[..., Page]
RECORDS = "Which records are these?"
# Counts how often each chart is drawn anew, and marks the node that it is drawn in.
WATCH = """() => {
  window.drawn = [];
  const react = Plotly.react;
  Plotly.react = (plot, ...rest) => {
    window.drawn.push(plot.closest('[class*="st-key-plot_"]').className.match(/st-key-(\\w+)/)[1]);
    return react(plot, ...rest);
  };
  for (const plot of document.querySelectorAll('.js-plotly-plot')) plot.wasHere = true;
}"""
# Charts of this page have no room at first.
WITHOUT_ROOM = """
if (location.pathname === '/change') {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('figure.heard-chart { display: none }');
  document.adoptedStyleSheets = [sheet];
}"""
KEPT = "() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => plot.wasHere === true)"


def walk_of(page: Page, key: str) -> Locator:
    """The stop of the Tab key that leads through the marks of a chart."""
    return page.locator(f".st-key-plot_{key} .heard-chart-walk")


def said(page: Page, key: str) -> str:
    """What is read out of a chart."""
    return page.locator(f".st-key-plot_{key} .heard-chart-said").inner_text()


def test_marks_are_walked_by_keyboard_and_open_their_records(page: Page) -> None:
    open_page(page, "/?year=2025-26")
    chart = page.locator(".st-key-plot_outcomes figure")
    assert (chart.get_attribute("aria-label") or "").endswith(".")
    ring = page.locator(".st-key-plot_outcomes .heard-chart-ring")
    walk_of(page, "outcomes").focus()
    expect(ring).to_be_hidden()
    page.keyboard.press("ArrowRight")
    first = said(page, "outcomes")
    assert first.startswith("Made, positive: ")
    assert first.endswith("(1 of 9)")
    expect(ring).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-plot_outcomes .hovertext")).to_contain_text("Made, positive")
    assert axe_violations(page) == []
    page.keyboard.press("End")
    assert said(page, "outcomes").endswith("(9 of 9)")
    page.keyboard.press("Escape")
    expect(ring).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert said(page, "outcomes").startswith("Made, no change: ")
    page.keyboard.press("ArrowUp")
    assert said(page, "outcomes") == first
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(RECORDS, timeout=WAIT)
    count = first.removeprefix("Made, positive: ").split()[0]
    expect(page.get_by_test_id("stMain")).to_contain_text(count)


def choose_year(page: Page, label: str, *, until: str) -> None:
    """Choose it in the filters, and wait until the page tells of it."""
    page.locator(".st-key-filter_year input").click()
    page.get_by_role("option", name=label, exact=True).click()
    expect(page.locator(".st-key-filter_sentence")).to_contain_text(until, timeout=WAIT)
    page.wait_for_selector(READY, timeout=WAIT)


def test_another_filter_changes_a_chart_in_place_and_draws_no_other_anew_even_before_the_library_is_there(
    page: Page,
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/plotly-*.js", hold)
    page.goto("/activities?year=2024-25", wait_until="domcontentloaded")
    expect(page.locator(".st-key-filter_sentence")).to_contain_text("31 March 2025", timeout=WAIT)
    page.wait_for_selector(READY, timeout=WAIT)
    choose_year(page, "2025/26", until="31 March 2026")
    assert page.locator(".main-svg").count() == 0
    for route in held:
        route.continue_()
    wait_until_whole(page)
    page.evaluate(WATCH)
    before = page.evaluate("() => document.querySelector('.st-key-plot_stages .js-plotly-plot').data[0].x")
    choose_year(page, "2024/25", until="31 March 2025")
    wait_until_whole(page)
    after = page.evaluate("() => document.querySelector('.st-key-plot_stages .js-plotly-plot').data[0].x")
    assert before != after
    assert all(page.evaluate(KEPT))
    once = page.evaluate("() => window.drawn")
    assert sorted(once) == sorted(set(once))
    page.evaluate("() => { window.drawn = []; }")
    page.get_by_text("Show the table and download it").first.click()
    expect(page.locator("[class*='st-key-wide_table_'] table").first).to_be_visible(timeout=WAIT)
    wait_until_whole(page)
    assert page.evaluate("() => window.drawn") == []


def test_a_click_on_a_mark_opens_its_records_or_chooses_it_where_the_page_wants_it(page: Page) -> None:
    page.add_init_script(WITHOUT_ROOM)
    page.goto("/change?year=2025-26", timeout=WAIT)
    expect(page.locator(".st-key-plot_how_long figure")).to_be_attached(timeout=WAIT)
    page.evaluate("() => { document.adoptedStyleSheets = []; }")
    wait_until_whole(page)
    mark = page.locator(".st-key-plot_how_long .bars .point").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("heading", level=1)).to_have_text(RECORDS, timeout=WAIT)
    open_page(page, "/spectrum")
    walk_of(page, "spectrum").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    chosen = page.locator(".st-key-compared_networks")
    expect(chosen).to_contain_text("North East and North Cumbria", timeout=WAIT)
    expect(page.get_by_role("link", name="See the ratings behind this mark")).to_be_visible(timeout=WAIT)


def test_a_chart_is_as_wide_as_its_place_and_on_paper_as_wide_as_the_page(
    visit: Visit, heard_server: RunningServer
) -> None:
    page = visit(heard_server, width=1280)
    open_page(page, "/reach")
    page.set_viewport_size({"width": 320, "height": 900})
    widths = """() => [...document.querySelectorAll('figure.heard-chart')].map(
      one => [one.getBoundingClientRect().width, one.querySelector('.main-svg').getBoundingClientRect().width]
        .map(Math.round))"""
    page.wait_for_function(
        f"() => ({widths})().every(([place, picture]) => place === picture && place < 320)"
    )
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    assert all(place == picture for place, picture in page.evaluate(widths))


@pytest.mark.parametrize("missing", ["**/plotly-*.js", "**/chart.js"])
def test_without_its_script_a_chart_is_a_sentence_and_its_table(
    chromium: Browser, heard_server: RunningServer, missing: str
) -> None:
    page = chromium.new_context(base_url=heard_server.address).new_page()
    page.route(missing, lambda route: route.abort())
    page.goto("/reach")
    blocks = page.locator("[class*='st-key-block_']:has([class*='st-key-plot_'])")
    expect(blocks.first.locator("table").first).to_be_visible(timeout=WAIT)
    for block in blocks.all():
        expect(block).to_contain_text("This chart could not be drawn here. The table below", timeout=WAIT)
        expect(block.locator("table").first).to_be_visible(timeout=WAIT)
        expect(block.get_by_test_id("stAlertContainer").first).to_be_hidden()
    words, table = (blocks.first.locator(one).first.bounding_box() for one in (".heard-no-chart", "table"))
    assert words
    assert table
    assert table["y"] - words["y"] < 300, "the room that was kept for the chart is not given back"
    page.context.close()

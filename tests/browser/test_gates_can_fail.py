"""The gates themselves: each finds its fault in a page that has it, and nothing in a page that has none."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.browsing import Recorder, axe_violations, find_chromium, no_sideways_scroll, tab_stops

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GOOD = """<html lang="en-GB"><title>Good</title><style>a:focus-visible{outline:3px solid #000}</style>
<main><h1>Good</h1><p>Words.</p><a href="#">On</a></main></html>"""


class SmallSite(http.server.BaseHTTPRequestHandler):
    """Answers `/` with a page without faults and anything else with 404."""

    def do_GET(self) -> None:
        found = self.path == "/"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(GOOD.encode() if found else b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), SmallSite) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def recorded(chromium: Browser, site: str) -> Iterator[tuple[Page, Recorder]]:
    context = chromium.new_context(viewport={"width": 400, "height": 300})
    page = context.new_page()
    recorder = Recorder(home=site)
    recorder.watch(page)
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(site)
    yield page, recorder
    context.close()


def test_a_good_page_passes_every_gate(recorded: tuple[Page, Recorder]) -> None:
    page, recorder = recorded
    assert recorder.faults == []
    assert axe_violations(page) == []
    assert no_sideways_scroll(page) == []
    assert [stop["visible"] for stop in tab_stops(page)] == [True]


def test_console_errors_are_recorded(recorded: tuple[Page, Recorder]) -> None:
    page, recorder = recorded
    page.evaluate("console.error('wrong')")
    assert recorder.faults == ["console error: wrong"]


def test_missing_files_are_recorded(recorded: tuple[Page, Recorder]) -> None:
    page, recorder = recorded
    page.evaluate("fetch('/missing')")
    page.wait_for_timeout(200)
    assert any(fault.startswith("status 404") for fault in recorder.faults)


def test_requests_to_another_host_are_recorded(recorded: tuple[Page, Recorder]) -> None:
    page, recorder = recorded
    page.route("http://elsewhere.invalid/**", lambda route: route.fulfill(status=200, body=""))
    page.evaluate("fetch('http://elsewhere.invalid/x', {mode: 'no-cors'})")
    assert "request to another host: http://elsewhere.invalid/x" in recorder.faults


def test_axe_finds_pale_text_and_a_nameless_picture(recorded: tuple[Page, Recorder]) -> None:
    page, _ = recorded
    page.set_content(GOOD.replace("Words.", "<span style='color:#bbb'>Pale</span><img src='data:,'>"))
    found = {line.partition(":")[0] for line in axe_violations(page)}
    assert found == {"color-contrast", "image-alt"}


def test_a_page_wider_than_the_window_is_found(recorded: tuple[Page, Recorder]) -> None:
    page, _ = recorded
    page.set_content(GOOD.replace("Words.", "<div style='width:900px'>Wide</div>"))
    assert no_sideways_scroll(page)


def test_an_invisible_focus_is_found(recorded: tuple[Page, Recorder]) -> None:
    page, _ = recorded
    page.set_content(GOOD.replace("3px solid #000", "none"))
    assert [stop["visible"] for stop in tab_stops(page)] == [False]


def test_a_browser_that_is_named_but_missing_counts_as_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HEARD_CHROMIUM", str(tmp_path / "nothing"))
    assert find_chromium() is None

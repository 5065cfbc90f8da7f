"""The way in, asked over HTTP: front page, compression, headers, closed paths, health, secret, start and stop."""

import asyncio
import gzip
import hashlib
import http.client
import logging
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import brotli
import pytest
import streamlit.config
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager

from components.server import front_page, health, serving
from components.server.application import ROOT
from components.server.compression import STATIC_FOLDER, PackedFiles, compressible_files, preferred_coding
from components.server.live.pages import assets_version
from components.server.preloading import scripts_of_elements
from components.server.security_headers import is_closed
from components.ui.chart_component import component_name, served_scripts
from data_access.settings import Settings
from domain.errors import SettingsError, StoreError

pytestmark = pytest.mark.xdist_group("server")
SECRET = "0123456789abcdef" * 4
SCRIPT = "import streamlit as st\nst.title('Hello')\n"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Site:
    """A server in this process, and whether its store is out of reach."""

    port: int
    broken: bool = False

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """One request; header names with underscores for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def ask_store(self) -> None:
        """Raises when the test has broken the store."""
        if self.broken:
            raise StoreError("The store is out of reach.")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    script = folder / "app.py"
    script.write_text(SCRIPT, encoding="utf-8")
    (folder / "static").mkdir()
    for name in ("note.txt", "heard.css", "live.js"):
        (folder / "static" / name).write_text("a note", encoding="utf-8")
    started: list[str] = []
    with serving.listen(address="127.0.0.1", port=0) as listener:
        site = Site(port=listener.getsockname()[1])
        server = serving.prepare_server(
            script,
            settings=Settings(data_dir=folder, cookie_secret=SECRET),
            listener=listener,
            ask_store=site.ask_store,
            on_start=[lambda: started.append("hook")],
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.05)
        assert started == ["hook"]
        yield site
        server.should_exit = True
        thread.join(timeout=20)
    # Streamlit keeps one runtime and one configuration per process: hand both back as they were.
    Runtime._instance = None  # noqa: SLF001  Streamlit offers no public way
    PagesManager.uses_pages_directory = None
    streamlit.config._main_script_path = None  # noqa: SLF001
    streamlit.config.get_config_options(force_reparse=True, options_from_flags={})


@pytest.fixture(autouse=True)
def mended(site: Site) -> Iterator[None]:
    yield
    site.broken = False


@pytest.mark.parametrize("path", ["/", "/reach", "/how-we-measure?year=2025-26"])
def test_every_page_address_answers_with_the_front_page_in_british_english(site: Site, path: str) -> None:
    answer = site.ask(path)
    page = answer.body.decode()
    assert answer.status == 200
    assert '<html lang="en-GB">' in page
    assert f"<title>{front_page.TITLE}</title>" in page
    assert f'content="{front_page.DESCRIPTION}"' in page
    assert f"<noscript><p>{front_page.WITHOUT_SCRIPT}</p></noscript>" in page
    assert "agent" not in page


def test_the_front_page_is_the_same_packed_and_plain(site: Site) -> None:
    packed = site.ask("/reach", Accept_Encoding="gzip, br")
    assert packed.headers["Content-Encoding"] == "br"
    assert brotli.decompress(packed.body) == site.ask("/reach").body


def test_the_front_page_is_not_sent_again_when_the_browser_has_it(site: Site) -> None:
    first = site.ask("/")
    again = site.ask("/", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert first.headers["Cache-Control"] == "no-cache"


def test_head_of_the_front_page_has_its_length_and_no_body(site: Site) -> None:
    head = site.ask("/", method="HEAD")
    assert head.body == b""
    assert int(head.headers["Content-Length"]) == len(site.ask("/").body)


def test_an_unknown_front_page_stops_the_start_with_a_sentence() -> None:
    with pytest.raises(SettingsError, match="front page of another shape"):
        front_page.rewritten("<html></html>", version="1")


def largest_script() -> tuple[str, Path]:
    files = compressible_files()
    return max(files.items(), key=lambda item: item[1].stat().st_size)


@pytest.mark.parametrize(
    ("coding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)], ids=["br", "gzip"]
)
def test_a_large_script_travels_at_a_third_of_its_size_and_unpacks_to_itself(
    site: Site, coding: str, unpack: object
) -> None:
    path, file = largest_script()
    answer = site.ask(path, Accept_Encoding=coding)
    assert answer.headers["Content-Encoding"] == coding
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert len(answer.body) * 3 < file.stat().st_size
    assert callable(unpack)
    assert unpack(answer.body) == file.read_bytes()


def test_static_files_are_kept_for_good_and_not_sent_twice(site: Site) -> None:
    path, _ = largest_script()
    first = site.ask(path, method="HEAD", Accept_Encoding="br")
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Accept-Encoding" in first.headers["Vary"]
    assert (first.body, int(first.headers["Content-Length"]) > 0) == (b"", True)
    again = site.ask(path, Accept_Encoding="br", If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_a_browser_that_takes_no_coding_gets_the_plain_file(site: Site) -> None:
    path, file = largest_script()
    answer = site.ask(path, Accept_Encoding="identity")
    assert answer.headers["Content-Encoding"] is None
    assert answer.body == file.read_bytes()
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_range_counts_bytes_of_the_plain_file(site: Site) -> None:
    path, file = largest_script()
    answer = site.ask(path, Accept_Encoding="br", Range="bytes=0-9")
    assert (answer.status, answer.body) == (206, file.read_bytes()[:10])


def test_the_scripts_of_charts_are_packed_and_kept_for_good_as_their_address_names_what_is_in_them(
    site: Site,
) -> None:
    scripts = served_scripts()
    assert {path.name for path in scripts.values()} == {"chart.js", "walk.js", "plotly-basic-4.1.1.min.js"}
    for path, file in scripts.items():
        answer = site.ask(path, Accept_Encoding="br")
        assert brotli.decompress(answer.body) == file.read_bytes()
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    (library,) = (path for path in scripts if "plotly" in path)
    assert library in scripts[f"/_stcore/bidi-components/heard.{component_name()}/chart.js"].read_text(
        "utf-8"
    )


@pytest.mark.parametrize("name", ["heard.css", "live.js"])
def test_what_is_asked_for_with_the_hash_of_its_content_is_kept_for_good_and_with_another_a_week(
    site: Site, name: str
) -> None:
    named = re.search(rf"/app/static/{name}\?v=\w{{12}}", site.ask("/").body.decode())
    address = named[0] if named else f"/app/static/{name}?v={assets_version()}"
    answer = site.ask(address)
    assert (answer.status, answer.body) == (200, b"a note")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for other in (f"/app/static/{name}?v=0123456789ab", "/app/static/note.txt?v=0123456789ab"):
        assert site.ask(other).headers["Cache-Control"] == "public, max-age=604800"


def test_every_font_of_the_theme_is_asked_for_with_the_hash_of_its_content() -> None:
    for face in front_page.THEME["fontFaces"]:
        path, _, version = face["url"].removeprefix("app/").partition("?v=")
        assert version == hashlib.sha256((ROOT / path).read_bytes()).hexdigest()[:12], face["url"]


def test_the_front_page_names_all_that_the_elements_of_a_page_import(site: Site) -> None:
    page = site.ask("/").body.decode()
    scripts = re.findall(r'"\./static/js/([^"]+)"', page)
    assert len(scripts) == len(set(scripts))
    imported = {
        name
        for script in scripts
        for name in re.findall(
            r'(?:import|from)"\./([^"]+)"', (STATIC_FOLDER / "js" / script).read_text(encoding="utf-8")
        )
    }
    assert imported <= set(scripts)
    assert any(script.startswith("Multiselect.") for script in scripts)


def test_the_front_page_asks_for_its_two_typefaces_and_for_no_other(site: Site) -> None:
    fonts = re.findall(r'rel="preload" href="\./([^"?]+)\?v=\w{12}"', site.ask("/").body.decode())
    assert [Path(font).stem for font in fonts] == [
        "atkinson-hyperlegible-next-latin-wght-normal",
        "source-serif-4-latin-600-normal",
    ]


def test_an_element_that_the_installed_streamlit_has_not_stops_the_start_with_a_sentence(
    tmp_path: Path,
) -> None:
    with pytest.raises(SettingsError, match="no script for the element BidiComponent"):
        scripts_of_elements("", folder=tmp_path)


def test_files_are_packed_before_somebody_asks_and_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "one.js").write_bytes(b"one;" * 500)
    packed = PackedFiles({"/static/one.js": tmp_path / "one.js"})
    packed.pack_ahead(["/static/one.js", "/static/of-no-file.js"])
    (tmp_path / "one.js").unlink()
    assert brotli.decompress(asyncio.run(packed.packed("/static/one.js", coding="br"))) == b"one;" * 500


def test_the_apps_own_static_files_are_kept_a_week(site: Site) -> None:
    answer = site.ask("/app/static/note.txt")
    assert (answer.status, answer.body) == (200, b"a note")
    assert answer.headers["Cache-Control"] == "public, max-age=604800"


@pytest.mark.parametrize(
    "path", ["/app/static/../app.py", "/app/static/%2e%2e/app.py", "/static/../index.html"]
)
def test_no_path_leads_out_of_the_static_folders(site: Site, path: str) -> None:
    answer = site.ask(path)
    assert b"st.title" not in answer.body
    assert answer.status in {200, 400, 404}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip;q=1.0, br;q=0", "gzip"),
        ("br;q=0.0", None),
        ("GZIP", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_the_best_coding_that_the_browser_takes_is_chosen(accepted: str, coding: str | None) -> None:
    assert preferred_coding(accepted) == coding


def test_pictures_and_fonts_are_not_packed_again() -> None:
    assert {path.suffix for path in compressible_files().values()} <= {
        ".css",
        ".js",
        ".json",
        ".svg",
        ".wasm",
    }
    assert all(path.is_relative_to(STATIC_FOLDER) for path in compressible_files().values())


@pytest.mark.parametrize(
    "path", ["/", "/reach", "/healthz", "/_stcore/health", "/_stcore/metrics", "/media/none"]
)
def test_every_answer_carries_the_security_headers(site: Site, path: str) -> None:
    headers = site.ask(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == f"'self' {front_page.script_hash()}"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == policy["form-action"] == policy["frame-ancestors"] == "'self'"
    assert "http" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Server"] is None


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"])
def test_closed_paths_are_not_found(site: Site, path: str) -> None:
    assert site.ask(path).status == 404
    assert site.ask(path, method="POST").status == 404


def test_only_the_closed_paths_are_closed() -> None:
    assert is_closed("/_stcore/metrics/")
    assert not is_closed("/_stcore/health")
    assert not is_closed("/_stcore/metricsome")


def test_no_other_host_may_steer_the_app(site: Site) -> None:
    assert b'"allowedOrigins":[]' in site.ask("/_stcore/host-config").body


def test_health_is_ok_only_while_the_store_can_be_asked(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    assert (site.ask("/healthz").status, site.ask("/healthz").body) == (200, b'{"status":"ok"}')
    site.broken = True
    with caplog.at_level(logging.CRITICAL, logger=health.__name__):
        answer = site.ask("/healthz")
    assert (answer.status, answer.body) == (503, b'{"status":"store out of reach"}')
    assert answer.headers["Cache-Control"] == "no-store"

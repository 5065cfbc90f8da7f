"""The way in, asked over HTTP: front page, compression, headers, closed paths, health, secret, start and stop."""

import gzip
import http.client
import logging
import os
import socket
import stat
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import brotli
import pytest
import streamlit.config
from sqlalchemy.engine import Engine
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager

from components.server import __main__ as command
from components.server import front_page, health, script_errors, serving
from components.server.compression import STATIC_FOLDER, compressible_files, preferred_coding
from components.server.security_headers import is_closed
from data_access import cookie_secret
from data_access.facts.current import is_held
from data_access.settings import Settings, get_settings
from domain.errors import SettingsError, StoreError
from seed_data.prepare import prepare

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
    (folder / "static" / "note.txt").write_text("a note", encoding="utf-8")
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


def test_a_cookie_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new", cookie_secret=None)
    first = cookie_secret.read_cookie_secret(settings)
    file = tmp_path / "new" / cookie_secret.FILE_NAME
    assert cookie_secret.read_cookie_secret(settings) == first == file.read_text(encoding="ascii")
    assert [path.name for path in file.parent.iterdir()] == [cookie_secret.FILE_NAME]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX systems")
def test_a_cookie_secret_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / cookie_secret.FILE_NAME
    file.write_text(SECRET, encoding="ascii")
    file.chmod(0o644)
    assert cookie_secret.read_cookie_secret(Settings(data_dir=tmp_path, cookie_secret=None)) == SECRET
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_of_two_first_starts_at_once_both_read_the_same_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(data_dir=tmp_path, cookie_secret=None)
    theirs = cookie_secret.read_cookie_secret(settings)
    file = tmp_path / cookie_secret.FILE_NAME
    # As if the other process had written its secret just after this one looked.
    monkeypatch.setattr(Path, "exists", lambda _path: False)
    assert cookie_secret.read_cookie_secret(settings) == theirs
    assert file.read_text(encoding="ascii") == theirs


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "   ",
        "changeme",
        "random_signature_key",
        "some_signature_key_and_then_some_more_of_it",
        "a" * 64,
        "a1b2c3d4",
    ],
)
def test_known_empty_and_easy_cookie_secrets_are_refused(secret: str, tmp_path: Path) -> None:
    said = r"cookie secret in the variable HEARD_COOKIE_SECRET is .*\. Unset it, and Heard makes a secret"
    with pytest.raises(SettingsError, match=said):
        cookie_secret.read_cookie_secret(Settings(data_dir=tmp_path, cookie_secret=secret))


def test_an_emptied_secret_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / cookie_secret.FILE_NAME).write_text("", encoding="ascii")
    said = (
        "the file cookie_secret in the data folder is empty. Delete that file, and Heard makes a new secret"
    )
    with pytest.raises(SettingsError, match=said):
        cookie_secret.read_cookie_secret(Settings(data_dir=tmp_path, cookie_secret=None))


def test_port_from_the_host_goes_before_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert serving.listening_port(Settings(port=8777)) == 8777
    monkeypatch.setenv("PORT", "9001")
    assert serving.listening_port(Settings(port=8777)) == 9001


@pytest.mark.parametrize("given", ["eight", "-1", "65536"])
def test_a_port_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", given)
    with pytest.raises(SettingsError, match="PORT must be a number"):
        serving.listening_port(Settings())


def test_a_port_in_use_ends_the_start_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("PORT", str(taken.getsockname()[1]))
        monkeypatch.setattr(command, "get_settings", lambda: Settings(data_dir=tmp_path))
        assert command.main([str(tmp_path / "other.py")]) == 1
    sentence = capsys.readouterr().err
    assert sentence.startswith("Heard cannot start: address 127.0.0.1, port ")
    assert sentence.count("\n") == 1


def test_the_command_serves_the_script_that_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Path] = []
    monkeypatch.setattr(command, "serve", lambda script, **_: served.append(script))
    assert command.main([str(tmp_path / "other.py")]) == 0
    assert [path.name for path in served] == ["other.py"]


def test_without_a_prepared_store_the_start_says_what_to_do(
    sqlite_store: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "get_engine", lambda: sqlite_store)
    assert command.main([]) == 1
    assert capsys.readouterr().err == (
        "Heard cannot start: The store is empty. Run “python -m data_access prepare” first, or start with "
        "“make run”.\n"
    )


def test_with_a_prepared_store_the_facts_are_read_before_the_first_visitor(
    sqlite_store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(sqlite_store, with_illustrative=False)
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    hooks: dict[str, Any] = {}
    monkeypatch.setattr(command, "serve", lambda _script, **given: hooks.update(given))
    begun: list[str] = []
    monkeypatch.setattr(command, "start_daily_work", lambda: begun.append("daily work"))
    assert command.main([]) == 0
    hooks["ask_store"]()
    for hook in hooks["on_start"]:
        hook()
    get_settings.cache_clear()
    assert begun == ["daily work"]
    assert is_held(sqlite_store)


def test_an_address_of_six_groups_is_shown_in_brackets() -> None:
    with serving.listen(address="127.0.0.1", port=0) as listener:
        assert serving.web_address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
    if socket.has_dualstack_ipv6():
        with serving.listen(address="::1", port=0) as listener:
            assert serving.web_address(listener).startswith("http://[::1]:")


def test_an_unforeseen_error_shows_one_sentence_and_is_logged_whole(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(script_errors.st, "error", shown.append)
    with pytest.raises(ZeroDivisionError) as failure:
        int("1") // 0
    assert script_errors.show_script_error(failure.value) is True
    assert shown == [script_errors.SENTENCE]
    assert "ZeroDivisionError" in caplog.text
    assert "Traceback" in caplog.text


def test_an_error_written_for_the_person_shows_its_own_sentence() -> None:
    assert (
        script_errors.sentence_for(StoreError("The store is out of reach.")) == "The store is out of reach."
    )
    assert script_errors.sentence_for(StoreError()) == script_errors.SENTENCE

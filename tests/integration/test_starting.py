"""How the server starts: its cookie secret, its port, its store, and what is said where it cannot."""

import asyncio
import gc
import os
import socket
import stat
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest
import uvicorn
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from components.server import __main__ as command
from components.server import ask_health, collector, reading_ahead, script_errors, serving, starting, warm_up
from components.ui import long_work
from components.ui.long_work import Work, finish_what_was_begun
from data_access import cookie_secret
from data_access.commands.progress import Progress
from data_access.engine import open_engine
from data_access.facts.current import is_held
from data_access.settings import Settings, get_settings
from domain.errors import SettingsError, StoreError
from seed_data.prepare import prepare

pytestmark = pytest.mark.xdist_group("server")

SECRET = "0123456789abcdef" * 4
SCRIPT = "import streamlit as st\nst.title('Hello')\n"


@pytest.fixture(autouse=True)
def read_ahead(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was asked to be read ahead; nothing is, as it is not the test's store. The collector goes on after."""
    read: list[str] = []
    monkeypatch.setattr(command, "read_ahead", lambda: read.append("facts"))
    yield read
    gc.enable()


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


@pytest.mark.parametrize(
    ("given", "asked"),
    [({}, 8501), ({"HEARD_PORT": "8777"}, 8777), ({"PORT": " 9001 ", "HEARD_PORT": "8777"}, 9001)],
)
def test_the_health_is_asked_for_at_the_port_that_the_server_chooses(
    given: dict[str, str], asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ports: list[int] = []
    monkeypatch.setattr(ask_health, "can_serve", lambda port: not ports.append(port))
    for name in ("PORT", "HEARD_PORT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert ask_health.main([]) == 0
    assert ports == [asked] == [serving.listening_port(Settings())]


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
        monkeypatch.setattr(starting, "get_settings", lambda: Settings(data_dir=tmp_path))
        assert command.main([str(tmp_path / "other.py")]) == 1
    sentence = capsys.readouterr().err
    assert sentence.startswith("Heard cannot start: address 127.0.0.1, port ")
    assert sentence.count("\n") == 1


def test_the_command_serves_the_script_that_it_is_given_and_reads_no_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_ahead: list[str]
) -> None:
    served: list[Path] = []
    monkeypatch.setattr(starting, "serve", lambda script, **_: served.append(script))
    assert command.main([str(tmp_path / "other.py")]) == 0
    assert [path.name for path in served] == ["other.py"]
    assert read_ahead == []


def test_without_a_prepared_store_the_start_says_what_to_do(
    sqlite_store: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(starting, "get_engine", lambda: sqlite_store)
    assert command.main([]) == 1
    assert capsys.readouterr().err == (
        "Heard cannot start: The store is empty. Run “python -m data_access prepare” first, or start with "
        "“make run”.\n"
    )


def test_a_setting_that_cannot_be_read_ends_the_start_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "read_ahead", reading_ahead.read_ahead)
    monkeypatch.setenv("HEARD_SECRETS_DIR", str(tmp_path / "none"))
    get_settings.cache_clear()
    assert command.main([]) == 1
    get_settings.cache_clear()
    sentence = capsys.readouterr().err
    assert sentence.startswith("Heard cannot start: the folder that HEARD_SECRETS_DIR names")
    assert sentence.count("\n") == 1


def test_with_a_prepared_store_the_facts_are_read_before_the_first_visitor(
    sqlite_store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(sqlite_store, with_illustrative=False)
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    hooks: dict[str, Any] = {}
    monkeypatch.setattr(starting, "serve", lambda _script, **given: hooks.update(given))
    beside: list[str] = []
    in_order: list[str] = []
    monkeypatch.setattr(starting, "beside", lambda *work: lambda: beside.extend(one.__name__ for one in work))
    for name in ("settle", "start_daily_work"):
        monkeypatch.setattr(starting, name, partial(in_order.append, name))
    assert command.main([]) == 0
    hooks["ask_store"]()
    for hook in hooks["on_start"]:
        hook()
    get_settings.cache_clear()
    assert is_held(sqlite_store)
    assert in_order == ["settle", "start_daily_work"]
    assert beside == ["draw_first_views", "import_modules"]
    assert hooks["after_stop"] == [finish_what_was_begun, starting.keep_facts_for_next_start]


def test_a_server_that_is_stopped_finishes_what_it_saves_and_waits_for_nothing_else() -> None:
    is_told, never, saved = threading.Event(), threading.Event(), []

    def save(_: Progress) -> None:
        is_told.wait()
        time.sleep(0.1)
        saved.append("all of it")

    Work(save, is_finished_at_stop=True)
    Work(lambda _: never.wait())
    config = uvicorn.Config(Starlette(), port=0, lifespan="off", log_level="warning")
    server = serving.StoppingServer(
        config, on_stop=[is_told.set], after_stop=[finish_what_was_begun, lambda: saved.append("the end")]
    )
    server.should_exit = True
    server.run()
    never.set()
    assert saved == ["all of it", "the end"]


def test_a_saving_that_does_not_end_is_left_in_the_end_and_the_log_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(long_work, "SECONDS_TO_FINISH", 0)
    never = threading.Event()
    work = Work(lambda _: never.wait(), is_finished_at_stop=True)
    finish_what_was_begun()
    assert "stopped while something was saved" in caplog.text
    never.set()
    assert work.is_done(within=5)


def test_facts_that_were_read_ahead_are_those_that_the_first_page_has(
    sqlite_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(sqlite_store, with_illustrative=False)
    monkeypatch.setattr(reading_ahead, "get_engine", lambda: sqlite_store)
    reading_ahead.read_ahead().join()
    assert is_held(sqlite_store)


def test_a_store_that_cannot_be_read_ahead_is_left_to_the_check_of_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = open_engine(f"sqlite:///{(tmp_path / 'empty.db').as_posix()}")
    monkeypatch.setattr(reading_ahead, "get_engine", lambda: empty)
    reading_ahead.read_ahead().join()
    assert not is_held(empty)
    assert capsys.readouterr().err == ""
    empty.dispose()


def test_work_beside_the_start_that_fails_is_logged_and_the_next_is_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []
    warm_up.run_each(
        [lambda: done.append("one"), lambda: done.append(str(1 // 0)), lambda: done.append("two")]
    )
    assert done == ["one", "two"]
    assert "ZeroDivisionError" in caplog.text


def test_a_server_that_stops_tells_first_and_does_what_takes_long_after_the_last_answer_off_its_loop(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    order: list[str] = []

    async def answer_the_last(_server: uvicorn.Server, _sockets: object) -> None:
        order.append("answered")

    def takes_long() -> None:
        order.append("on the loop" if current_thread() is main_thread() else "off the loop")

    monkeypatch.setattr(uvicorn.Server, "shutdown", answer_the_last)
    server = serving.StoppingServer(
        uvicorn.Config("none"),
        on_stop=[lambda: order.append("told")],
        after_stop=[lambda: order.append(str(1 // 0)), takes_long],
    )
    asyncio.run(server.shutdown())
    assert order == ["told", "answered", "off the loop"]
    assert "ZeroDivisionError" in caplog.text


def test_the_collector_rests_at_the_start_and_settles_after_it() -> None:
    before = gc.get_threshold()
    collector.rest()
    assert not gc.isenabled()
    collector.settle()
    assert gc.isenabled()
    assert gc.get_threshold() == collector.ROUNDS
    gc.set_threshold(*before)


def test_what_the_server_sends_waits_for_no_acknowledgement() -> None:
    async def is_sent_at_once(listener: socket.socket) -> bool:
        found: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def met(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            own = writer.get_extra_info("socket")
            found.set_result(bool(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
            writer.close()

        async with await asyncio.start_server(met, sock=listener):
            _, visitor = await asyncio.open_connection(*listener.getsockname()[:2])
            answer = await found
            visitor.close()
            return answer

    with serving.listen(address="127.0.0.1", port=0) as listener:
        assert asyncio.run(is_sent_at_once(listener))


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

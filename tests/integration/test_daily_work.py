"""The daily work of a server that stays up: what is too old goes, and no failure ends the rounds."""

import logging
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from components.server import daily_work
from components.server.daily_work import A_DAY, delete_what_is_too_old, start_daily_work, work_daily
from data_access.settings import get_settings
from data_access.unit_of_work import private_write


class Waiting:
    """Waits for no time at all, so many times, and keeps for how long it was asked to."""

    def __init__(self, rounds: int) -> None:
        self.left = rounds
        self.asked: list[float] = []

    def __call__(self, seconds: float) -> bool:
        self.asked.append(seconds)
        self.left -= 1
        return not self.left


def test_the_work_is_done_at_once_and_then_every_day() -> None:
    done: list[str] = []
    waiting = Waiting(3)
    work_daily(lambda: done.append("done"), wait=waiting)
    assert done == ["done"] * 3
    assert waiting.asked == [A_DAY] * 3


def test_a_failure_is_logged_and_the_next_day_comes(caplog: pytest.LogCaptureFixture) -> None:
    tries: list[str] = []

    def fail() -> None:
        tries.append("try")
        raise OSError("the disk is full")

    with caplog.at_level(logging.ERROR):
        work_daily(fail, wait=Waiting(2))
    assert len(tries) == 2
    assert caplog.text.count("The daily clean-up failed") == 2
    assert "the disk is full" in caplog.text


def test_it_deletes_what_is_too_old(
    sqlite_store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with private_write(sqlite_store) as session:
        session.execute(
            sa.text("INSERT INTO submission (key_hash, on_day, record_type, record_id) "
                    "VALUES ('x', '2001-01-01', '', '')")
        )  # fmt: skip
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    delete_what_is_too_old()
    get_settings.cache_clear()
    with sqlite_store.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM submission")) == 0
        assert connection.scalar(sa.text("SELECT actor FROM audit_event")) == "operator"


def test_it_is_done_beside_the_server_and_never_holds_its_end_up(monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    seen: list[threading.Thread] = []

    def work(_work: object, *, wait: object) -> None:  # noqa: ARG001  called as the real one is
        seen.append(threading.current_thread())
        begun.set()

    monkeypatch.setattr(daily_work, "work_daily", work)
    start_daily_work()
    assert begun.wait(timeout=20)
    assert seen[0].daemon
    assert seen[0] is not threading.main_thread()

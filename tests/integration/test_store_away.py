"""While the store cannot be asked, what was typed comes back, the log holds none of it, and all is said in words."""

import json
import logging
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from starlette.routing import Router

from components.server.session_routes import session_routes
from components.ui.session_cookie import PLAIN_NAME
from data_access import engine as engines
from data_access.commands.sessions import start_session
from data_access.engine import is_sqlite
from data_access.tables import Experience
from domain.vocabulary import SignInWay
from tests.integration.asking import ask
from tests.integration.factories import an_account, count, only
from tests.integration.feedback_visitor import TODAY, Seen, Visitor, a_link, a_visitor
from tests.integration.served import serving_store

COMMENT = "Ring nobody about the blue door"
TYPED = {"at_the_heart": "4", "heard_back": "no", "comment": COMMENT}


@pytest.fixture
def served(store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An empty store that this process serves, which waits for others a moment only."""
    monkeypatch.setattr(engines, "WAIT", "PRAGMA busy_timeout=50")
    monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())
    with serving_store(store, tmp_path / "secrets") as engine:
        yield engine


@pytest.fixture
def visitor() -> Visitor:
    return a_visitor()


@contextmanager
def gone(store: Engine) -> Iterator[None]:
    """The store is out of reach: its file is elsewhere, or its server lets nobody in."""
    store.dispose()
    if is_sqlite(store):
        path = Path(store.url.database or "")
        aside = path.with_suffix(".aside")
        shutil.move(path, aside)
        # In its place lies what is no store.
        path.write_bytes(b"no store" * 200)
        yield
        store.dispose()
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        shutil.move(aside, path)
        return
    let_in(store, is_open=False)
    yield
    let_in(store, is_open=True)


def let_in(store: Engine, *, is_open: bool) -> None:
    """Open or close a database of the server to everybody."""
    server = sa.create_engine(store.url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        name = store.url.database
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {str(is_open).lower()}')
        connection.execute(
            sa.text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
            {"name": name},
        )
    server.dispose()


@contextmanager
def locked(store: Engine) -> Iterator[None]:
    """Somebody else holds the write lock for longer than anybody waits."""
    with closing(sa.create_engine(store.url).raw_connection()) as other:
        other.cursor().execute("BEGIN IMMEDIATE")
        yield
        other.rollback()


def came_back(page: Seen) -> tuple[object, ...]:
    return page.status, page.header("retry-after"), page.checked, page.comment


KEPT = (503, "60", {"at_the_heart": "4", "heard_back": "no"}, COMMENT)


def test_what_was_typed_comes_back_from_a_store_that_is_gone_and_counts_once_it_is_there(
    served: Engine, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    token = a_link(served)
    form = {"key": visitor.key(token), **TYPED}
    with gone(served), caplog.at_level(logging.DEBUG):
        page = visitor.post(f"/f/{token}", form)
    assert came_back(page) == KEPT
    assert page.hidden["key"] == form["key"]
    assert "We could not save your answers just now. They are still here" in page.words
    assert COMMENT not in caplog.text
    assert token not in caplog.text
    assert visitor.post(f"/f/{token}", {**TYPED, **page.hidden}).status == 303
    assert only(served, Experience).comment == COMMENT


def test_what_was_typed_comes_back_from_a_store_that_another_writer_holds(
    sqlite_store: Engine,
    tmp_path: Path,
    visitor: Visitor,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(engines, "WAIT", "PRAGMA busy_timeout=50")
    monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())
    with serving_store(sqlite_store, tmp_path / "secrets") as served:
        token = a_link(served, title="Walk & talk")
        form = {"key": visitor.key(token), **TYPED}
        with locked(served), caplog.at_level(logging.DEBUG):
            page = visitor.post(f"/f/{token}", form)
        assert came_back(page) == KEPT
        # What it is about could be read.
        assert "Walk & talk" in page.words
        assert COMMENT not in caplog.text
        assert token not in caplog.text
        assert count(served, Experience) == 0
        assert visitor.post(f"/f/{token}", {**TYPED, **page.hidden}).status == 303


@pytest.mark.parametrize("page", ["", "/thanks"])
def test_a_page_of_a_store_that_is_gone_says_when_to_come_again(
    served: Engine, visitor: Visitor, page: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = a_link(served)
    with gone(served), caplog.at_level(logging.DEBUG):
        seen = visitor.get(f"/f/{token}{page}")
        easy = visitor.get(f"/f/{token}{page}?lang=en-simple")
    assert (
        (seen.status, seen.header("retry-after")) == (easy.status, easy.header("retry-after")) == (503, "60")
    )
    assert "Please wait a minute and open it again." in seen.words
    assert "Please wait 1 minute. Then open it again." in easy.words
    assert token not in caplog.text
    assert "could not ask the store" in caplog.text
    assert visitor.get(f"/f/{token}{page}").status == 200


@pytest.mark.parametrize("path", ["/session/start", "/session/end"])
def test_a_session_that_cannot_be_begun_or_ended_is_told_of_in_a_sentence(served: Engine, path: str) -> None:
    started = start_session(served, user_id=an_account(served, None, ()), way=SignInWay.PASSWORD)
    router = Router(session_routes())
    ticket = json.dumps({"ticket": started.ticket}).encode()
    begun = ask(router, "/session/start", body=ticket)
    cookie = f"{PLAIN_NAME}={begun.cookies[PLAIN_NAME].value}"
    with gone(served):
        answer = ask(router, path, body=ticket, headers={"cookie": cookie})
    assert answer.status == 503
    assert ("retry-after", "60") in answer.headers
    assert answer.sentence == "The records cannot be reached just now. Please try again in a minute."
    assert ask(router, "/session/end", headers={"cookie": cookie}).status == 204


def test_an_error_of_the_store_does_not_say_what_was_asked(served: Engine) -> None:
    with served.connect() as connection, pytest.raises(sa.exc.DBAPIError) as refused:
        connection.execute(sa.text("SELECT nothing FROM nowhere WHERE it = :secret"), {"secret": COMMENT})
    assert COMMENT not in str(refused.value)

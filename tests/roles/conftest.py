"""A server that nobody has visited, with one account for each role, and ways to come in as each."""

import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy.engine import Engine

from data_access.commands.sessions import start_session
from data_access.engine import open_engine
from domain.vocabulary import SignInWay, UserRole
from tests.browser.running_server import RunningServer, prepare_data
from tests.integration.factories import an_account

WHO = ("public", *UserRole)
"""Everybody who can come: the public and each role."""
OWN, OTHER = "GM", "YH"
"""The network of each account, and one that is not its own."""


@dataclass(frozen=True)
class Way:
    """A running server, its store, and the cookie with which each role comes in."""

    server: RunningServer
    engine: Engine
    cookies: dict[str, str]
    accounts: dict[str, int]


@pytest.fixture(scope="session")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `make run` leaves it; not to be written to, so copy it."""
    folder = tmp_path_factory.mktemp("filled")
    prepare_data(folder)
    return folder


@pytest.fixture(scope="module")
def way_in(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    """A fresh server: its first visitors come with the first test."""
    folder = tmp_path_factory.mktemp("roles")
    shutil.copytree(filled_folder, folder / "var")
    engine = open_engine(f"sqlite:///{(folder / 'var' / 'heard.db').as_posix()}")
    server = RunningServer(data_dir=folder / "var", log=folder / "log.txt", settings={})
    try:
        server.wait_until_healthy()
        accounts = {role: an_account(engine, role, (OWN,)) for role in UserRole}
        cookies = {role: cookie_of(server, ticket_for(engine, user_id)) for role, user_id in accounts.items()}
        yield Way(
            server, engine, {"public": "", **cookies}, {str(role): key for role, key in accounts.items()}
        )
    finally:
        server.stop()
        engine.dispose()


def ticket_for(engine: Engine, user_id: int) -> str:
    """A ticket of a new session, as the sign-in form has it once the password was right."""
    return start_session(engine, user_id=user_id, way=SignInWay.PASSWORD).ticket


def cookie_of(server: RunningServer, ticket: str) -> str:
    """What the browser sends from then on: `name=value`."""
    status, headers, _ = post(server, "/session/start", {"ticket": ticket})
    cookie = headers.get("Set-Cookie") or ""
    assert cookie, f"/session/start answered {status} without a cookie"
    return cookie.split(";")[0]


def post(
    server: RunningServer, path: str, said: dict[str, str], *, cookie: str = ""
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """What the server answers to a request as its own pages send it: status, headers, body."""
    headers = {
        "Content-Type": "application/json",
        "Cookie": cookie,
        "Origin": server.address,
        "Sec-Fetch-Site": "same-origin",
    }
    with closing(http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)) as connection:
        connection.request("POST", path, body=json.dumps(said), headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def get(server: RunningServer, path: str, *, cookie: str) -> tuple[int, bytes]:
    """What the server answers to a request for a path: status and body."""
    with closing(http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)) as connection:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        return answer.status, answer.read()

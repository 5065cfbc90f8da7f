"""A browser, a server and pages for the browser tests; left out, or failed, where no Chromium is found."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.browsing import Recorder
from tests.browser.running_server import RunningServer, prepare_data

StartServer = Callable[..., RunningServer]


@pytest.fixture(scope="session")
def prepared_data(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `make run` leaves it; not to be written to, so copy it."""
    assert chromium_path  # asked for first: no store is filled where no browser is
    folder = tmp_path_factory.mktemp("prepared")
    prepare_data(folder)
    return folder


@pytest.fixture(scope="session")
def start_server(prepared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Starts a server on its own copy of the data: `start_server(script=..., HEARD_X=...)`."""
    started: list[RunningServer] = []

    def start(*, script: Path | None = None, **settings: str) -> RunningServer:
        folder = tmp_path_factory.mktemp("server")
        data_dir = folder / "var"
        shutil.copytree(prepared_data, data_dir)
        server = RunningServer(data_dir=data_dir, log=folder / "log.txt", settings=settings, script=script)
        started.append(server)
        server.wait_until_healthy()
        return server

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def heard_server(start_server: StartServer) -> RunningServer:
    """The server that most tests share."""
    return start_server()


@pytest.fixture
def fresh_server(start_server: StartServer) -> Iterator[StartServer]:
    """Starts servers that nobody has visited; they end with the test."""
    started: list[RunningServer] = []

    def start(**settings: str) -> RunningServer:
        started.append(start_server(**settings))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Makes a new anonymous visitor: `visit(server, width=320)`; faults fail the test at its end."""
    recorders: list[Recorder] = []
    contexts = []

    def start(
        server: RunningServer,
        *,
        width: int = 1280,
        height: int = 900,
        scale: float = 1,
        scheme: str = "light",
    ) -> Page:
        server.check_alive()
        context = chromium.new_context(
            base_url=server.address,
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="dark" if scheme == "dark" else "light",
            locale="en-GB",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        recorder = Recorder(home=server.address)
        recorder.watch(page)
        recorders.append(recorder)
        return page

    yield start
    for context in contexts:
        context.close()
    faults = [fault for recorder in recorders for fault in recorder.faults]
    assert not faults, "The page did what no page may do:\n" + "\n".join(faults)


@pytest.fixture
def page(visit: Callable[..., Page], heard_server: RunningServer) -> Page:
    """A new visitor of the shared server, 1280 by 900."""
    return visit(heard_server)

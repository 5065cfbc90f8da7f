"""The app in this process, on a store of its own: illustrative records, reference data alone, or nothing."""

import importlib
import json
import pkgutil
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

import components.ui
from components.publishing.from_records.graphics import forget_reach
from components.ui import sign_in
from components.ui.page_list import PAGES
from components.ui.sign_in import SESSION
from data_access.commands.sessions import start_session
from data_access.engine import get_engine, open_engine
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import SignInWay, UserRole
from seed_data.demonstration import load_illustrative
from seed_data.loader import load_case_studies, load_reference
from tests.integration.factories import an_account
from tests.pages.story_desk import WRITE, Desk, a_draft

APP = Path(__file__).parents[2] / "app.py"
HERE = Path(__file__).parent
SHARED = ("illustrative", "without_records")
"""The stores that many tests look at and none writes to."""
TODAY = date(2026, 11, 22)
MAIL, PASSWORD, NEW = "ada@example.org", "seven green umbrellas", "nine purple kettles"
"""Ada, who has an account with a password, and the password that she takes next."""

OpenApp = Callable[..., AppTest]
served: list[Path] = []


def forget_everything() -> None:
    """Empty all caches of this process that outlive a store."""
    served.clear()
    get_settings.cache_clear()
    for module in pkgutil.iter_modules(components.ui.__path__):
        for value in vars(importlib.import_module(f"components.ui.{module.name}")).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
    forget_reach()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Within a file, let tests of one store follow one another: what is remembered of it serves them all.

    Files, and the tests of one store, stay in the order that was drawn by lot.
    """
    files = {path: place for place, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(key=lambda item: (files[item.path], _kind_of_store(item) if item.path.parent == HERE else 0))


def _kind_of_store(item: pytest.Item) -> int:
    """The illustrative records, the reference data alone, or last a store of the test's own."""
    asked = set(getattr(item, "fixturenames", ()))
    if isinstance(item, pytest.Function) and hasattr(item, "callspec"):
        asked.add(item.callspec.params.get("opened"))
    return next((place for place, name in enumerate(SHARED) if name in asked), len(SHARED))


@pytest.fixture(scope="session")
def illustrative_folder(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with reference data, published case studies and 1,500 illustrative activities."""
    folder = _with_reference(migrated_sqlite, tmp_path_factory.mktemp("illustrative"))
    engine = open_engine(f"sqlite:///{(folder / 'heard.db').as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_case_studies(work)
        load_illustrative(work, until=TODAY)
    engine.dispose()
    return folder


@pytest.fixture(scope="session")
def reference_folder(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with reference data and not one record."""
    return _with_reference(migrated_sqlite, tmp_path_factory.mktemp("reference"))


@pytest.fixture(autouse=True, scope="module")
def nothing_remembered() -> Iterator[None]:
    """Keep what this process remembers of a store within one file of tests."""
    forget_everything()
    yield
    forget_everything()


@pytest.fixture
def use_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Let this process serve the store of a data folder, as of 22 November 2026."""

    def use(folder: Path) -> None:
        monkeypatch.setenv("HEARD_DATA_DIR", str(folder))
        monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())
        monkeypatch.delenv("HEARD_DATABASE_URL", raising=False)
        get_settings.cache_clear()
        if served[-1:] != [folder]:
            forget_everything()
            served.append(folder)

    yield use
    get_settings.cache_clear()


@pytest.fixture
def illustrative(use_folder: Callable[[Path], None], illustrative_folder: Path) -> OpenApp:
    """Opens the app on illustrative records: a page by its file, with the parameters of an address."""
    use_folder(illustrative_folder)
    return open_app


@pytest.fixture
def without_records(use_folder: Callable[[Path], None], reference_folder: Path) -> OpenApp:
    """Opens the app on reference data alone."""
    use_folder(reference_folder)
    return open_app


def open_app(page: str = "", *, session: int | None = None, **query: str | list[str]) -> AppTest:
    """Run the app at the address of a page; `page` is a file under pages/, the Overview where it is empty.

    With `session`, the number of a session in the store, its account is signed in.
    """
    return open_at(page, query, session=session)


def open_at(page: str, query: Mapping[str, str | list[str]], *, session: int | None = None) -> AppTest:
    """The same with parameters of any name. The first run of the visit is that of the page itself."""
    app = AppTest.from_file(str(APP), default_timeout=120)
    if session is not None:
        app.session_state[SESSION] = session
    for name, value in query.items():
        app.query_params[name] = value
    return go_to(app, page) if page else app.run()


def go_to(app: AppTest, page: str) -> AppTest:
    """Open the address of a page, which may show that the page is for others.

    A stand-in has no file, so `switch_page` does not know it.
    """
    entry = next(entry for entry in PAGES if entry.file == f"pages/{page}.py")
    app._page_hash = calc_hash(entry.url_path) if entry is not PAGES[0] else ""  # noqa: SLF001  the only way to a stand-in
    return app.run()


@pytest.fixture
def open_signed_in(
    use_folder: Callable[[Path], None], illustrative_folder: Path, tmp_path: Path
) -> Callable[..., AppTest]:
    """Opens the app for a new account, on a copy of the illustrative records that the test may write to.

    `open_signed_in(UserRole.LAY_PARTNER, ("GM",), page="lay/answers", network="GM")`; no role at all with
    None. Opened twice, two people look at the same store; `get_engine()` is its engine.
    """
    shutil.copy(illustrative_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)

    def open_it(
        role: UserRole | None,
        networks: Sequence[str] = ("SL",),
        page: str = "",
        **query: str | list[str],
    ) -> AppTest:
        user_id = an_account(get_engine(), role, networks)
        return open_app(page, session=sign_in_session(user_id), **query)

    return open_it


def sign_in_session(user_id: int) -> int:
    """A session of this account in the store of this process, as if it had just signed in."""
    started = start_session(get_engine(), user_id=user_id, way=SignInWay.PASSWORD)
    return started.id


def texts(app: AppTest) -> list[str]:
    """Everything that the page says in words, in order of kind."""
    kinds = (app.title, app.header, app.subheader, app.text, app.markdown, app.caption)
    return [str(one.value) for kind in kinds for one in kind]


def alternatives(app: AppTest) -> list[str]:
    """What each chart of the page says in place of its picture."""
    return [str(json.loads(chart.proto.json)["alt"]) for chart in app.get("bidi_component")]


def _with_reference(template: Path, folder: Path) -> Path:
    shutil.copy(template, folder / "heard.db")
    engine = open_engine(f"sqlite:///{(folder / 'heard.db').as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
    engine.dispose()
    return folder


@pytest.fixture
def at_the_desk(open_signed_in: Callable[..., AppTest]) -> Callable[..., Desk]:
    """Opens a new draft of South London where it is written: `at_the_desk(kicker="Tea")`.

    For somebody of comms, or of another `role`; at another page with `page`.
    """

    def open_it(*, role: UserRole = UserRole.COMMS, page: str = WRITE, **changes: object) -> Desk:
        app = open_signed_in(role, ("SL",), page)
        story = a_draft(**changes)
        app.query_params["s"] = story.slug
        return Desk(app.run(), story)

    return open_it


@pytest.fixture
def ada(
    use_folder: Callable[[Path], None],
    reference_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> int:
    """The account of an administrator with a password, in a store of its own."""
    # In this process there is no connection to ask for its address.
    monkeypatch.setattr(sign_in, "address_of_this_visit", lambda: "192.0.2.1")
    shutil.copy(reference_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)
    return an_account(get_engine(), UserRole.ADMIN, (), email=MAIL, name="Ada", password=PASSWORD)

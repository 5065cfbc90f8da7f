"""How the house is kept where the import contracts cannot look: the entry, the pages, the tests and names."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.ui.page_list import PAGES, PageEntry
from domain.permissions import EVERYONE

ROOT = Path(__file__).parents[2]
PACKAGES = ("components", "data_access", "domain", "pages", "seed_data")
GENERATED = ROOT / "data_access" / "migrations" / "versions"
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "manager", "process", "data", "misc", "common"}
MOST_LINES = 400
MOST_LINES_OF_THE_ENTRY = 50


def modules(*folders: str) -> list[Path]:
    """All Python files of these folders, without what Alembic generated."""
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if GENERATED not in path.parents
    )


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in the file, by its whole name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports by a relative name"
            yield node.module or ""


def is_within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def is_ours(module: str) -> bool:
    return is_within(module, *PACKAGES, "app", "tests")


EVERY_MODULE = modules(*PACKAGES)
PAGE_FILES = modules("pages")
TESTS = modules("tests")
BROWSER_TESTS = [path for path in TESTS if path.parent.name == "browser" and path.stem.startswith("test_")]


def test_there_is_something_to_look_at() -> None:
    assert len(EVERY_MODULE) > 50
    assert PAGE_FILES
    assert TESTS


def test_the_entry_imports_only_streamlit_and_components_ui() -> None:
    assert [
        module
        for module in imports_of(ROOT / "app.py")
        if not is_within(module, "streamlit", "components.ui")
    ] == []


def test_the_entry_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= MOST_LINES_OF_THE_ENTRY


@pytest.mark.parametrize("path", PAGE_FILES, ids=named)
def test_a_page_imports_what_draws_and_the_rules_and_never_the_store(path: Path) -> None:
    """Pages ask components.ui; of the rules they may name one, such as the measures that they list."""
    ours = [module for module in imports_of(path) if is_ours(module)]
    assert [module for module in ours if not is_within(module, "components.ui", "domain")] == []
    others = {module.split(".")[0] for module in imports_of(path)} - {"components", "domain"}
    assert others <= {"streamlit"}


def test_pages_stand_in_folders_by_audience_so_that_streamlit_does_not_list_them_by_itself() -> None:
    assert list((ROOT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("path", TESTS, ids=named)
def test_a_test_keeps_to_its_layer(path: Path) -> None:
    """Tests of rules, figures and files import nothing above what they test."""
    allowed = {
        "tests/unit/domain": ("domain",),
        "tests/unit/figures": ("components.figures", "domain", "tests.unit.figures"),
        "tests/unit/publishing": ("components.publishing", "components.figures", "domain"),
    }
    for folder, packages in allowed.items():
        if named(path).startswith(f"{folder}/"):
            strays = [module for module in imports_of(path) if is_ours(module)]
            assert [module for module in strays if not is_within(module, *packages)] == []


def test_nothing_but_tests_imports_tests() -> None:
    for path in [*EVERY_MODULE, ROOT / "app.py"]:
        assert not any(is_within(module, "tests", "pytest") for module in imports_of(path)), named(path)


@pytest.mark.parametrize("path", BROWSER_TESTS, ids=named)
def test_tests_of_a_browser_are_marked_as_such_and_share_a_worker_with_its_servers(path: Path) -> None:
    """Unmarked they would be asked for where no browser is, and each worker would start servers of its own."""
    marks = next(
        ast.unparse(node)
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
    )
    assert marks.startswith("pytestmark = [pytest.mark.browser, pytest.mark.xdist_group(")


@pytest.mark.parametrize("path", EVERY_MODULE + TESTS, ids=named)
def test_no_module_has_a_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize(
    "path", [path for path in EVERY_MODULE if path.read_text(encoding="utf-8").strip()], ids=named
)
def test_a_module_opens_by_saying_what_it_owns_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring
    assert docstring.split("\n")[0].strip()
    assert len(text.splitlines()) <= MOST_LINES


@pytest.mark.parametrize(
    "entry", [entry for entry in PAGES if entry.needs not in EVERYONE], ids=lambda entry: entry.url_path
)
def test_a_page_that_not_everybody_may_open_guards_itself_first(entry: PageEntry) -> None:
    statements = [
        node
        for node in ast.parse((ROOT / entry.file).read_text(encoding="utf-8")).body[1:]
        if not isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert f"guard(Action.{entry.needs.name})" in ast.unparse(statements[0])

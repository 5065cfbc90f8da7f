"""What holds on every page: it runs, asks its question, says its filters, and never hides what is illustrative."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from components.ui.page_list import PAGES
from components.ui.shell import ILLUSTRATIVE_LINE
from components.ui.view import facts_now
from data_access.engine import open_engine
from data_access.unit_of_work import unit_of_work
from domain.errors import StoreError
from domain.permissions import EVERYONE, OPERATOR
from seed_data.demonstration import remove_illustrative
from tests.pages.conftest import APP, OpenApp, alternatives, open_app, texts

pytestmark = pytest.mark.xdist_group("pages")

QUESTIONS = {
    "explore/overview": "Where do we stand?",
    "explore/spectrum": "Where does each network stand, and do lay people agree?",
    "explore/reach": "Who was reached, and whom did we miss?",
    "explore/activities": "What was done, and how were people involved?",
    "explore/change": "What changed, for whom, and did people hear of it?",
    "explore/board_pack": "What would you take to the board?",
    "explore/activity": "We cannot find this activity",
    "explore/records": "Which records are these?",
    "explore/network": "Which network?",
    "explore/strategy": "What do we do for the strategy, and where are the gaps?",
    "stories/stories": "What changed when people were heard?",
    "stories/story": "Which story?",
    "forum/library": "What do networks share with each other?",
    "forum/live": "What would you show on a screen?",
    "about/how_we_measure": "How do we measure?",
    "about/data_protection": "What do we hold about you, and why?",
    "account/sign_in": "Sign in",
    "account/set_password": "Set your password",
}
"""The pages that need no sign-in; those that do are walked by role."""
FILTERED = [
    page for page in QUESTIONS if any(one.file == f"pages/{page}.py" and one.filtered for one in PAGES)
]
DRAWN = [page for page in FILTERED if page not in {"explore/board_pack", "forum/live"}]
"""Those of them with charts or tables: the board pack offers files, the choice of a screen leads to others."""
EVERY_PAGE = pytest.mark.parametrize("page", QUESTIONS)


def test_every_file_below_pages_is_in_the_list_of_pages() -> None:
    files = {path.relative_to(APP.parent).as_posix() for path in APP.parent.glob("pages/**/*.py")}
    assert sorted(entry.file for entry in PAGES) == sorted(files)


def test_the_questions_here_are_those_of_all_public_pages() -> None:
    public = {entry.file for entry in PAGES if entry.needs in EVERYONE}
    assert {f"pages/{page}.py" for page in QUESTIONS} == public


@EVERY_PAGE
def test_a_page_opens_with_its_question(illustrative: OpenApp, page: str) -> None:
    app = illustrative(page)
    assert not app.exception
    assert [title.value for title in app.title] == [QUESTIONS[page]]


@pytest.mark.parametrize("page", FILTERED)
def test_a_page_says_its_filters_below_the_question(illustrative: OpenApp, page: str) -> None:
    app = illustrative(page, network="GM", year="2025-26", group="CARER")
    sentence = app.container(key="filter_sentence").text[0].value
    assert sentence.startswith("Health Innovation Manchester, 1 April 2025 to 31 March 2026, with ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@EVERY_PAGE
def test_a_page_runs_in_both_colour_schemes_with_filters_on(
    illustrative: OpenApp, page: str, scheme: str
) -> None:
    app = illustrative(page, network=["GM", "YH"], rung="CODESIGN")
    app.context = {"theme": scheme}
    assert not app.run().exception


@EVERY_PAGE
def test_the_illustrative_line_is_there_while_illustrative_records_are(
    illustrative: OpenApp, page: str
) -> None:
    assert illustrative(page).container(key="illustrative_line").text[0].value == ILLUSTRATIVE_LINE


def test_the_illustrative_line_goes_with_the_last_illustrative_record(
    use_folder: Callable[[Path], None], illustrative_folder: Path, tmp_path: Path
) -> None:
    shutil.copy(illustrative_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)
    app = open_app()
    assert ILLUSTRATIVE_LINE in texts(app)
    engine = open_engine(f"sqlite:///{(tmp_path / 'heard.db').as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        assert remove_illustrative(work)
    engine.dispose()
    app.run()
    assert not app.exception
    for page in QUESTIONS:
        assert ILLUSTRATIVE_LINE not in texts(app.switch_page(f"pages/{page}.py").run())


@EVERY_PAGE
def test_a_page_runs_without_any_record(without_records: OpenApp, page: str) -> None:
    app = without_records(page)
    assert not app.exception
    assert [title.value for title in app.title] == [QUESTIONS[page]]
    assert ILLUSTRATIVE_LINE not in texts(app)


@pytest.mark.parametrize("page", DRAWN)
def test_no_chart_is_without_words(illustrative: OpenApp, page: str) -> None:
    for view in ({}, {"network": "GM"}, {"network": ["GM", "YH"], "year": "2024-25"}, {"rung": "CODESIGN"}):
        app = illustrative(page, **view)
        captions = [re.findall("<caption>(.*?)</caption>", grid.value) for grid in app.html]
        words = alternatives(app) + [one for (one,) in captions]
        assert words
        for said in words:
            assert len(said.strip()) > 20
            assert "*" not in said


def test_a_store_that_is_not_prepared_says_what_to_do(
    use_folder: Callable[[Path], None], tmp_path: Path
) -> None:
    use_folder(tmp_path)
    with pytest.raises(StoreError, match=r"not prepared.*make run"):
        facts_now()


def test_the_visitor_of_a_store_that_is_not_prepared_is_told_so_on_the_page(
    use_folder: Callable[[Path], None], tmp_path: Path
) -> None:
    use_folder(tmp_path)
    app = open_app()
    assert any("not prepared" in one.value for one in [*app.error, *app.text, *app.markdown])


def test_the_sources_of_population_figures_stand_under_every_page(illustrative: OpenApp) -> None:
    app = illustrative()
    assert "Open Government Licence" in app.container(key="page_foot").caption[0].value

"""Pages of figures follow the store; those on which somebody works stand still."""

import pytest

from components.ui.newer_figures import SHOWN
from components.ui.page_list import PAGES
from components.ui.view import facts_now
from data_access.engine import get_engine
from data_access.queries.live_marks import Scope, mark_of_figures, read_marks
from data_access.settings import get_settings
from tests.pages.conftest import OpenApp

pytestmark = pytest.mark.xdist_group("pages")


def test_a_page_says_which_figures_it_shows_as_the_stream_of_changes_names_them(
    illustrative: OpenApp,
) -> None:
    app = illustrative("explore/change")
    newest = read_marks(get_engine(), today=get_settings().current_day()).of(Scope())
    assert app.container(key=f"{SHOWN}{newest}").button(key="newest_figures")
    facts, _ = facts_now()
    assert newest == mark_of_figures(facts.version, day=get_settings().current_day())


def test_only_pages_that_are_read_follow(illustrative: OpenApp) -> None:
    assert {entry.url_path for entry in PAGES if entry.follows} == {
        "overview", "spectrum", "reach", "activities", "change", "strategy", "network"
    }  # fmt: skip
    app = illustrative("forum/library")
    assert "newest_figures" not in [button.key for button in app.button]

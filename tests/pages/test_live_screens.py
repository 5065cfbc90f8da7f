"""Show on a screen: what one can open there, with the filters of the page, and what only accounts are offered."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_access.engine import get_engine
from domain.vocabulary import UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import OpenApp, open_app, sign_in_session, texts

pytestmark = pytest.mark.xdist_group("pages")
PAGE = "forum/live"


def links(app: AppTest) -> dict[str, list[str]]:
    """The addresses of all links that look like buttons, by their words."""
    found: dict[str, list[str]] = {}
    for one in app.get("link_button"):
        found.setdefault(one.proto.label, []).append(one.proto.url)
    return found


def test_everybody_may_show_figures_a_story_and_the_lobby_with_the_filters_chosen(
    illustrative: OpenApp,
) -> None:
    app = illustrative(PAGE, network="SL", year="2025-26")
    figures, story, lobby = links(app)["Show on a screen"]
    assert figures == "/live/overview?year=2025-26&network=SL"
    assert story.startswith("/live/story/")
    assert lobby == "/live/lobby?year=2025-26&network=SL&every=20"
    assert "A meeting of the forum" not in texts(app)
    app.selectbox("live_chosen_page").select("reach").run()
    app.number_input("live_seconds").set_value(45).run()
    figures, _, lobby = links(app)["Show on a screen"]
    assert figures == "/live/reach?year=2025-26&network=SL"
    assert lobby.endswith("&every=45")


@pytest.mark.parametrize(("role", "notes"), [(UserRole.LAY_PARTNER, 0), (UserRole.FORUM, 1)])
def test_meetings_are_offered_to_accounts_and_the_presenters_window_to_the_host(
    open_signed_in: Callable[..., AppTest], role: UserRole, notes: int
) -> None:
    app = open_signed_in(role, page=PAGE)
    found = links(app)
    meeting = found["Show on a screen"][2]
    assert meeting.startswith("/live/meeting/")
    assert found.get("Presenter’s window", []) == [f"{meeting}/notes"] * notes


def test_without_a_story_or_a_meeting_the_page_says_so(
    use_folder: Callable[[Path], None], reference_folder: Path, tmp_path: Path
) -> None:
    shutil.copy(reference_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)
    reader = sign_in_session(an_account(get_engine(), UserRole.LAY_PARTNER))
    said = texts(open_app(PAGE, session=reader))
    assert "No story is published yet." in said
    assert "No meeting is planned yet." in said


def test_each_page_of_figures_leads_to_its_screen(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", network="GM")
    [address] = links(app)["Show on a screen"]
    assert address.startswith("/live/reach?year=")
    assert address.endswith("&network=GM")

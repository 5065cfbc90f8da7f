"""A meeting under way, on its page: figures chosen by hand, links to frozen views, later points, a fixed day."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.frozen_views import freeze_agenda, freeze_view
from components.ui.live_meeting import STORY_OF_NOW, FiguresOf, deck_of_meeting
from data_access.engine import get_engine
from data_access.tables import AgendaItem, DotQuestion, Meeting
from domain.permissions import OPERATOR
from domain.vocabulary import DotKind, MeetingState, Provenance, UserRole
from tests.integration.factories import an_account, save
from tests.pages.conftest import open_app, sign_in_session
from tests.pages.test_meetings import PAGE, html, press, read, said, type_in

pytestmark = pytest.mark.xdist_group("pages")

THIS, ASKED, POINT = 77, 78, 790
BEGAN = datetime(2026, 11, 9, 14, tzinfo=UTC)


@pytest.fixture
def app(open_signed_in: Callable[..., AppTest]) -> AppTest:
    """A meeting that looks at South London, has frozen it, and has asked the room a question."""
    open_signed_in(None)
    store = get_engine()
    head = Meeting(
        id=THIS, title="M", held_on=date(2026, 11, 9), state=MeetingState.LIVE, began_at=BEGAN,
        room_code="BCDFG", provenance=Provenance.SUBMITTED,
    )  # fmt: skip
    point = AgendaItem(id=POINT, meeting_id=THIS, position=1, title="We look", screen="reach?network=SL")
    save(store, head, point)
    save(store, DotQuestion(id=ASKED, meeting_id=THIS, kind=DotKind.RUNG, asked="How far?", opened_at=BEGAN))
    freeze_agenda(THIS, actor=OPERATOR)
    session = sign_in_session(an_account(store, UserRole.FORUM, ()))
    return open_app(PAGE, session=session, m=str(THIS))


def keys(figures: FiguresOf) -> list[str]:
    return [one.key for one in deck_of_meeting(THIS, figures, "https://heard.example").deck.screens]


def test_a_decision_rests_on_the_figures_and_the_question_that_somebody_chose(app: AppTest) -> None:
    new = f"decision_{THIS}_new"
    assert app.selectbox(key=f"{new}_view").value == "reach?network=SL"
    app.selectbox(key=f"{new}_view").set_value("change").run()
    assert app.run().selectbox(key=f"{new}_view").value == "change"
    app.selectbox(key=f"{new}_question_id").set_value(ASKED)
    type_in(app, {f"{new}_text": "Ask in person first"})
    press(app, f"{new}_save")
    [decision] = read(THIS).decisions
    assert (decision.view, decision.question_id) == ("change", ASKED)
    mark = f"snapshot-{decision.snapshot_id}"
    assert f"/live/meeting/{THIS}?as=meeting#{mark}" in html(app)
    deck = deck_of_meeting(THIS, FiguresOf.MEETING, "https://heard.example")
    assert deck.points[-1].title == "Looked at for a decision: Change"
    assert deck.points[-1].key == mark
    assert [one for one in keys(FiguresOf.DIFFERENCE) if one.startswith(f"{mark}/change/")]
    assert not [one for one in keys(FiguresOf.NOW) if one.startswith("snapshot-")]


def test_a_decision_on_figures_of_the_agenda_leads_to_its_point_and_the_page_to_all_three(
    app: AppTest,
) -> None:
    type_in(app, {f"decision_{THIS}_new_text": "Go on"})
    press(app, f"decision_{THIS}_new_save")
    assert f"/live/meeting/{THIS}?as=meeting#point-{POINT}" in html(app)
    links = {one.proto.label: one.proto.url for one in app.get("link_button")}
    assert links["As at the meeting"] == f"/live/meeting/{THIS}?as=meeting"
    assert links["What differs"] == f"/live/meeting/{THIS}?as=difference"


def test_a_decision_on_figures_without_a_year_finds_those_that_the_meeting_saw_when_it_is_over(
    app: AppTest,
) -> None:
    of_all = freeze_view(THIS, "reach", actor=OPERATOR)
    kept = {one.view: one.id for one in read(THIS).snapshots}
    of_one = kept.pop("reach?network=SL&year=2026-27")
    assert kept == {"reach?year=2026-27": of_all}
    app.checkbox(key="meeting_end_sure").check().run()
    press(app, "meeting_end")
    new = f"decision_{THIS}_new"
    for view in ("reach?network=SL", "change"):
        app.selectbox(key=f"{new}_view").set_value(view).run()
        type_in(app, {f"{new}_text": f"On {view}"})
        press(app, f"{new}_save")
    first, second = read(THIS).decisions
    assert (first.snapshot_id, second.snapshot_id) == (of_one, None)
    app.selectbox(key=f"decision_{THIS}_chosen").set_value(second.id).run()
    app.selectbox(key=f"decision_{second.id}_view").set_value("reach").run()
    press(app, f"decision_{second.id}_save")
    assert read(THIS).decisions[1].snapshot_id == of_all
    assert "Not frozen" not in html(app)


@pytest.mark.usefixtures("app")
def test_frozen_figures_have_the_screens_of_those_of_now_and_say_their_day_above_each() -> None:
    decks = (
        deck_of_meeting(THIS, one, "https://heard.example").deck.screens
        for one in (FiguresOf.MEETING, FiguresOf.NOW)
    )
    then, now = ([one for one in shown if one.key.startswith("point-")] for shown in decks)
    mark = " · As at the meeting, 22 November 2026"
    assert [mark in one.body for one in then] == [True] * len(now)
    assert [(one.key, one.body.replace(mark, "")) for one in then] == [(one.key, one.body) for one in now]


def test_a_point_added_while_the_meeting_runs_is_frozen_as_it_is_saved(app: AppTest) -> None:
    type_in(app, {f"agenda_{THIS}_new_title": "One more", f"agenda_{THIS}_new_address": "/spectrum"})
    press(app, f"agenda_{THIS}_new_save")
    assert "1 more view is frozen." in said(app)
    assert [one.view.partition("?")[0] for one in read(THIS).snapshots] == ["reach", "spectrum"]


@pytest.mark.usefixtures("app")
def test_a_story_among_figures_of_then_says_that_it_is_of_now() -> None:
    slug = "story/service-user-network-sun"
    save(get_engine(), AgendaItem(meeting_id=THIS, position=2, title="Told", screen=slug))
    for figures, is_marked in ((FiguresOf.MEETING, True), (FiguresOf.NOW, False)):
        shown = deck_of_meeting(THIS, figures, "https://heard.example").deck.screens
        told = [one for one in shown if slug in one.key]
        assert told
        assert {STORY_OF_NOW in one.body for one in told} == {is_marked}


def test_the_day_of_a_meeting_that_has_begun_stays_and_nothing_typed_is_lost(app: AppTest) -> None:
    day, title = f"meeting_{THIS}_held_on", f"meeting_{THIS}_title"
    assert app.date_input(key=day).disabled
    app.session_state[day] = date(2026, 3, 9)
    type_in(app, {title: "Another"})
    press(app, f"meeting_{THIS}_save")
    assert "This meeting has begun, so its day stays 9 November 2026." in said(app)
    assert app.text_input(key=title).value == "Another"
    assert (read(THIS).head.title, read(THIS).head.held_on) == ("M", date(2026, 11, 9))

"""The host's page: a question is asked, its dots shown and kept; a person makes it a rating, and nothing else does."""

from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from components.ui.dots_beside import evidence_text
from components.ui.dots_page import NO_MEETING
from components.ui.plain_text import JOINER
from data_access.commands.dot_placing import Placing, place_dots
from data_access.engine import get_engine
from data_access.queries.dots import questions_of, read_question
from data_access.settings import get_settings
from data_access.tables import Activity, MarkerAssessment, Meeting
from domain.dot_question import QuestionRecord, mark_of_words
from domain.dot_words import FEW, ONLY_LAY
from domain.permissions import OPERATOR
from domain.vocabulary import DotKind, DotScale, DotState, MeetingState, Provenance, RaterKind, UserRole
from tests.integration.factories import count, save
from tests.pages.conftest import go_to, texts

pytestmark = pytest.mark.xdist_group("pages")

PAGE = "forum/place_the_dot"
NUMBER = 900
OpenSignedIn = Callable[..., AppTest]


def said(app: AppTest) -> str:
    """Everything that the page says, without the marks that keep stored text plain."""
    assert not app.exception
    boxes = (str(one.value) for kind in (app.info, app.success, app.error, app.code) for one in kind)
    return " ".join([*texts(app), *boxes]).replace("\\", "").replace(JOINER, "")


def asked() -> tuple[QuestionRecord, ...]:
    return questions_of(get_engine(), actor=OPERATOR, meeting_id=NUMBER)


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


@pytest.fixture
def host(open_signed_in: OpenSignedIn) -> AppTest:
    """The page of somebody who runs a meeting that is under way."""
    open_signed_in(None)
    meeting = Meeting(
        id=NUMBER, title="Autumn", held_on=date(2026, 11, 22), state=MeetingState.LIVE, room_code="KMRTX",
        provenance=Provenance.SUBMITTED,
    )  # fmt: skip
    save(get_engine(), meeting)
    return open_signed_in(UserRole.FORUM, (), page=PAGE)


def test_without_a_meeting_under_way_the_page_leads_to_the_meetings(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.FORUM, (), page=PAGE)
    assert NO_MEETING in said(app)
    assert "Ask the room" not in said(app)


def test_the_room_is_asked_about_a_network_with_what_is_written_and_its_dots_become_no_rating_by_themselves(
    host: AppTest, open_signed_in: OpenSignedIn
) -> None:
    ratings = count(get_engine(), MarkerAssessment)
    assert [one.value for one in host.header] == ["Ask the room"]
    host.selectbox(key="dots_network").select("SL").run()
    form = f"dots_{NUMBER}_spectrum_SL"
    assert "(Staff):" in host.text_area(key=f"{form}_evidence").value
    app = press(host, f"{form}_save")
    (question,) = asked()
    assert (question.network_code, question.state) == ("SL", DotState.OPEN)
    assert "Where does South London stand" in said(app)
    dot = Placing(
        question.id, 1, mark_of_words(question.asked), "phone", RaterKind.LAY, {DotScale.POSITION: 80}
    )
    place_dots(get_engine(), dot)
    app.run()
    assert "0 dots from staff and 1 from lay members" in said(app)
    assert "the middle is" not in said(app)
    app = press(app, "dots_reveal")
    assert "the middle is 80" in said(app)
    app = press(app, "dots_again")
    app = press(press(app, "dots_reveal"), "dots_close")
    assert asked()[0].state is DotState.CLOSED
    assert "Round 2" in said(app)
    evidence = evidence_text(read_question(get_engine(), actor=OPERATOR, question_id=question.id))
    assert "Nobody placed a dot in round 2. This is round 1." in evidence
    assert "the middle is 80" in evidence
    address = f"/rate-as-staff?for=SL&room={question.id}"
    assert f"{get_settings().own_address}{address}" in said(app)
    assert count(get_engine(), MarkerAssessment) == ratings
    staff = open_signed_in(UserRole.CONTRIBUTOR, page="record/rate_as_staff", room=str(question.id))
    assert "What the room placed" in said(staff)
    assert count(get_engine(), MarkerAssessment) == ratings
    put_away = press(staff, "dots_put_away")
    assert "What the room placed" not in said(put_away)


def test_a_lay_partner_sees_lay_members_dots_alone_and_nobody_sees_what_is_not_shown(
    host: AppTest, open_signed_in: OpenSignedIn
) -> None:
    host.selectbox(key="dots_network").select("SL").run()
    app = press(host, f"dots_{NUMBER}_spectrum_SL_save")
    (question,) = asked()
    for phone, capacity, value in (("a", RaterKind.LAY, 80), ("b", RaterKind.STAFF, 13)):
        words = mark_of_words(question.asked)
        place_dots(get_engine(), Placing(question.id, 1, words, phone, capacity, {DotScale.POSITION: value}))
    lay = open_signed_in(UserRole.LAY_PARTNER, page="lay/rate_as_lay", room=str(question.id))
    assert "What the room placed" not in said(lay)
    press(app, "dots_reveal")
    lay.run()
    assert "the middle is 80" in said(lay)
    copied = next(one.value for one in lay.code)
    assert "13" not in copied
    assert ONLY_LAY not in copied
    assert FEW in copied


def test_an_activitys_rung_is_asked_with_its_reason_and_leads_back_to_its_record(host: AppTest) -> None:
    with Session(get_engine()) as session:
        activity = session.scalars(
            sa.select(Activity).where(Activity.network_code == "SL", Activity.rung_reason != "").limit(1)
        ).one()
    app = host.selectbox(key="dots_kind").select(DotKind.RUNG).run()
    app = app.text_input(key="dots_words").set_value(activity.local_reference).run()
    app = app.selectbox(key=f"dots_activity_{activity.local_reference}").select(activity.id).run()
    form = f"dots_{NUMBER}_rung_{activity.id}"
    assert app.text_area(key=f"{form}_evidence").value == activity.rung_reason
    app = press(press(app, f"{form}_save"), "dots_close")
    (question,) = asked()
    assert question.activity == activity.title
    assert f"/record?activity={activity.id}&room={question.id}" in said(app)
    nothing = app.selectbox(key="dots_kind").select(DotKind.RUNG).run()
    assert "No activity has these words" in said(
        nothing.text_input(key="dots_words").set_value("xyzzy").run()
    )


def test_free_questions_have_their_words_and_the_cube_its_source(host: AppTest) -> None:
    app = host.selectbox(key="dots_kind").select(DotKind.CUBE).run()
    assert "10.1111/hex.12486" in said(app)
    app = app.selectbox(key="dots_kind").select(DotKind.STATEMENT).run()
    app = press(app, f"dots_{NUMBER}_statement__save")
    assert asked() == ()
    app.text_input(key=f"dots_{NUMBER}_statement__asked").set_value("We hear *people*.").run()
    app = press(app, f"dots_{NUMBER}_statement__save")
    assert "We hear *people*." in said(app)
    app.text_input(key=f"dots_asked_{asked()[0].id}").set_value("We hear people early.").run()
    app = press(app, "dots_change")
    assert asked()[0].asked == "We hear people early."


def test_a_room_that_makes_no_sense_is_passed_over(open_signed_in: OpenSignedIn) -> None:
    for room in ("x", "9" * 40, "999999", "-1"):
        app = open_signed_in(UserRole.CONTRIBUTOR, page="record/rate_as_staff", room=room)
        assert "What the room placed" not in said(app)
        go_to(app, PAGE)
        assert not app.exception

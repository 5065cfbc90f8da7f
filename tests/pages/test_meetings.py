"""The page of meetings: years and turns, a meeting planned, begun, decided in and ended; without any, and with 60."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from components.ui.meetings_course import STAYS_IN_CALENDARS
from components.ui.meetings_list import NONE_YET
from components.ui.meetings_one import ILLUSTRATIVE
from components.ui.plain_text import JOINER
from data_access.engine import get_engine
from data_access.queries.forum_seats import forum_seats
from data_access.queries.meetings import MeetingRecord, meetings, read_meeting
from data_access.tables import Meeting
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import MeetingState, Provenance, UserRole
from seed_data.demonstration import remove_illustrative
from tests.integration.factories import an_account, save
from tests.pages.conftest import TODAY, open_app, sign_in_session, texts

pytestmark = pytest.mark.xdist_group("pages")

PAGE = "forum/meetings"
OpenSignedIn = Callable[..., AppTest]


def html(app: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in app.get("html"))


def said(app: AppTest) -> str:
    """Everything that the page says, without the marks that keep stored text plain."""
    assert not app.exception
    boxes = (str(one.value) for kind in (app.warning, app.info, app.success, app.error) for one in kind)
    return " ".join([*texts(app), *boxes]).replace("\\", "").replace(JOINER, "")


def number_on(day: date) -> int:
    with Session(get_engine()) as session:
        return session.scalars(sa.select(col(Meeting.id)).where(col(Meeting.held_on) == day)).one() or 0


def read(number: int) -> MeetingRecord:
    return read_meeting(get_engine(), actor=OPERATOR, meeting_id=number)


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def type_in(app: AppTest, typed: dict[str, Any]) -> None:
    for key, value in typed.items():
        next(one for one in (*app.text_input, *app.text_area) if one.key == key).set_value(value)


def test_years_say_whether_there_are_three_whose_turn_is_next_and_who_is_missing(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, page=PAGE)
    words = said(app)
    assert "2 of at least 3 this year, 2026/27; 1 more is planned. Each had a lay co-chair." in words
    assert "3 of at least 3 in 2025/26. No lay co-chair is recorded for 1 of them." in words
    assert re.search(r"is next to chair: it has not had a turn yet\.", words)
    assert "No lay member is recorded from" in words
    assert f"/meetings?m={number_on(date(2026, 10, 14))}" in html(app)
    assert not app.expander or "Plan a meeting" not in [one.label for one in app.expander]


def test_somebody_who_only_reads_sees_all_of_a_meeting_and_can_change_nothing(
    open_signed_in: OpenSignedIn,
) -> None:
    open_signed_in(None)
    number = number_on(date(2026, 10, 14))
    app = open_app(
        PAGE, session=sign_in_session(an_account(get_engine(), UserRole.LEADERSHIP, ())), m=str(number)
    )
    assert "PPI Forum, 14 October 2026" in said(app)
    assert ILLUSTRATIVE in said(app)
    assert "6 actions are carried over from earlier meetings" in said(app)
    assert "Overdue by" in html(app) or "To be done" in html(app)
    assert "days late" in html(app)
    assert "Lay members (" in said(app)
    assert {one.key for one in app.button} == {"meetings_back"} | {
        one.key for one in app.button if "sign" in str(one.key)
    }
    press(app, "meetings_back")
    assert "m" not in app.query_params


def test_an_address_of_no_meeting_says_so_above_the_list(open_signed_in: OpenSignedIn) -> None:
    for asked in ("999", "nonsense", "9" * 40):
        app = open_signed_in(UserRole.FORUM, (), PAGE, m=asked)
        assert "There is no such meeting any more. These are the meetings that there are." in said(app)
        assert "Whose turn is next?" in said(app)


def test_a_meeting_is_planned_prepared_begun_decided_in_and_ended(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.FORUM, (), PAGE)
    app.date_input(key="meeting_new_held_on").set_value(TODAY)
    type_in(app, {"meeting_new_join_link": "not an address"})
    press(app, "meeting_new_save")
    assert "Link to join: expected a web address" in said(app)
    type_in(app, {"meeting_new_join_link": "", "meeting_new_lay_co_chair": "A lay member"})
    press(app, "meeting_new_save")
    number = number_on(TODAY)
    assert app.query_params["m"] == str(number)
    assert "No staff co-chair is named yet" in said(app)
    # Two points, the second one moved up and keeping its notes.
    type_in(app, {f"agenda_{number}_new_title": "Welcome"})
    press(app, f"agenda_{number}_new_save")
    type_in(app, {
        f"agenda_{number}_new_title": "Who is reached", f"agenda_{number}_new_address": "/reach?network=GM",
        f"agenda_{number}_new_notes": "Go slowly",
    })  # fmt: skip
    press(app, f"agenda_{number}_new_save")
    second = read(number).agenda[1].id
    app.selectbox(key=f"agenda_{number}_point").set_value(second).run()
    press(app, "agenda_Move up")
    type_in(app, {f"agenda_{number}_{second}_lead": "Chair"})
    press(app, f"agenda_{number}_{second}_save")
    assert [one.lead for one in read(number).agenda] == ["Chair", ""]
    assert [(one.title, one.notes) for one in read(number).agenda] == [
        ("Who is reached", "Go slowly"),
        ("Welcome", ""),
    ]
    assert "Reach, Health Innovation Manchester" in html(app)
    press(app, "meeting_begin")
    assert "The meeting has begun. 1 view is frozen as it stands." in said(app)
    code = read(number).head.room_code or "no code"
    assert code in said(app)
    # One field and one press: the figures on the screen are offered, and frozen with the decision.
    type_in(app, {f"decision_{number}_new_text": "Ask in person first"})
    press(app, f"decision_{number}_new_save")
    [decision] = read(number).decisions
    assert (decision.text, decision.view) == ("Ask in person first", "reach?network=GM")
    assert decision.snapshot_id == read(number).snapshots[0].id
    assert "As at the meeting" in html(app)
    app.checkbox(key="meeting_end_sure").check().run()
    press(app, "meeting_end")
    assert read(number).head.state is MeetingState.OVER
    assert "1 view was frozen for it" in said(app)


def test_decisions_actions_and_who_came_are_recorded_and_changed_after_the_meeting(
    open_signed_in: OpenSignedIn,
) -> None:
    open_signed_in(None)
    number = number_on(date(2026, 10, 14))
    app = open_app(PAGE, session=sign_in_session(an_account(get_engine(), UserRole.FORUM, ())), m=str(number))
    first = read(number).decisions[0]
    app.date_input(key=f"decision_{first.id}_done_on").set_value(TODAY)
    press(app, f"decision_{first.id}_save")
    assert read(number).decisions[0].done_on == TODAY
    type_in(app, {f"decision_{number}_new_text": "A slip of the pen"})
    press(app, f"decision_{number}_new_save")
    slip = read(number).decisions[-1]
    app.selectbox(key=f"decision_{number}_chosen").set_value(slip.id).run()
    app.checkbox(key=f"decision_{slip.id}_mistake").check().run()
    press(app, f"decision_{slip.id}_remove")
    assert slip.id not in [one.id for one in read(number).decisions]
    new = f"meeting_{number}_action_new"
    type_in(app, {f"{new}_title": "Book the room", f"{new}_owner": "Secretariat"})
    press(app, f"{new}_save")
    assert "Due: this is needed" in said(app)
    app.date_input(key=f"{new}_due_on").set_value(TODAY + timedelta(days=9))
    press(app, f"{new}_save")
    agreed = next(one for one in read(number).actions if one.action.title == "Book the room")
    app.selectbox(key=f"meeting_{number}_action").set_value(agreed.action.id).run()
    type_in(app, {f"meeting_{number}_action_{agreed.action.id}_note": "By phone"})
    press(app, f"meeting_{number}_action_{agreed.action.id}_save")
    assert "Book the room. By phone" in html(app)
    app.number_input(key=f"attendance_{number}_NENC_lay").set_value(7)
    press(app, f"attendance_{number}_save")
    came = [one.people for one in read(number).attendance]
    assert 7 in came
    # A second click that comes before the page is drawn anew finds the form as the first one left it.
    for name in ("seen", "submission"):
        del app.session_state[f"attendance_{number}_{name}"]
    app.number_input(key=f"attendance_{number}_NENC_lay").set_value(8)
    press(app, f"attendance_{number}_save")
    assert not app.exception
    assert [one.people for one in read(number).attendance] == came
    press(app, f"attendance_{number}_again")
    assert not app.exception


def test_somebody_joins_the_forum_named_only_with_consent_and_leaves_it(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, (), PAGE)
    app.selectbox(key="forum_seat_new_network_code").set_value("YH").run()
    type_in(app, {"forum_seat_new_name_shown": "A name"})
    press(app, "forum_seat_new_save")
    assert "no name, unless this person agreed to be named" in said(app)
    app.checkbox(key="forum_seat_new_agreed_to_be_named").check().run()
    press(app, "forum_seat_new_save")
    assert "A name" in html(app)
    [seat] = [one for one in forum_seats(get_engine(), actor=OPERATOR, on=TODAY) if one.name]
    assert "The store still holds it, in its log of changes." in said(app)
    app.selectbox(key="forum_seat_ending").set_value(seat.id).run()
    press(app, "forum_seat_end")
    assert "Saved. The last day is 22 November 2026." in said(app)
    assert "A name" not in html(app)


def test_a_planned_meeting_of_a_past_day_took_place_or_is_taken_away(open_signed_in: OpenSignedIn) -> None:
    open_signed_in(None)
    session = sign_in_session(an_account(get_engine(), UserRole.FORUM, ()))
    days = (date(2026, 11, 3), date(2026, 11, 4))
    save(
        get_engine(),
        *(Meeting(title="PPI Forum", held_on=day, provenance=Provenance.SUBMITTED) for day in days),
    )
    first, second = (number_on(day) for day in days)
    app = open_app(PAGE, session=session, m=str(first))
    assert "Planned; nobody noted that it took place" in html(app)
    press(app, "meeting_took_place")
    assert read(first).head.state is MeetingState.OVER
    press(app, "meeting_begin")
    assert read(first).head.state is MeetingState.LIVE
    app = open_app(PAGE, session=session, m=str(second))
    assert STAYS_IN_CALENDARS in [one.value for one in app.text]
    app.checkbox(key="meeting_remove_sure").check().run()
    press(app, "meeting_remove")
    assert second not in [one.id for one in meetings(get_engine(), actor=OPERATOR)]
    assert "Whose turn is next?" in said(app)


def test_sixty_meetings_leave_the_older_years_a_press_away_and_none_is_said_plainly(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.FORUM, (), PAGE)
    days = [date(2014, 5, 1) + timedelta(days=70 * step) for step in range(51)]
    old = [Meeting(title="PPI Forum", held_on=day, provenance=Provenance.ILLUSTRATIVE) for day in days]
    save(get_engine(), *old)
    app.run()
    assert len(meetings(get_engine(), actor=OPERATOR)) == 60
    assert "Years before 2024/25" in [one.label for one in app.expander]
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        remove_illustrative(work)
    app.run()
    assert NONE_YET in said(app)
    assert "0 of at least 3 this year, 2026/27. 3 more have to take place by 31 March 2027." in said(app)
    assert "Nobody is recorded as a member of the forum yet." in said(app)

"""Files of meetings from the store: what they say of decisions, dots and actions, for whom, and after a change."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from icalendar import Calendar
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from components.publishing.meetings.words import AGENDA, MEETING_IS_ILLUSTRATIVE, MINUTES
from components.ui.frozen_views import freeze_view
from components.ui.meetings_files import PaperFormat, calendar_of_coming, calendar_of_one, paper_file
from components.ui.sign_in import SESSION
from data_access.commands.meetings import MeetingDraft, save_meeting
from data_access.commands.submissions import new_key
from data_access.engine import get_engine
from data_access.queries.dots import questions_of
from data_access.queries.meeting_rows import HEAD
from data_access.queries.meetings import MeetingRecord, meetings, read_meeting
from data_access.queries.stories import story_cards
from data_access.tables import AgendaItem, Decision, DotQuestion, Meeting, Snapshot
from data_access.unit_of_work import unit_of_work
from domain.errors import NotAllowedError
from domain.permissions import OPERATOR, PUBLIC
from domain.vocabulary import MeetingState, RaterKind, UserRole
from tests.publishing.reading_pdf import faults_of, spoken, squeezed

pytestmark = pytest.mark.xdist_group("pages")

HOME = "https://heard.example"
PAGE = "forum/meetings"
SEEN = "Spectrum, Health Innovation Network South London"


@pytest.fixture
def app(open_signed_in: Callable[..., AppTest]) -> AppTest:
    """The list of meetings, for somebody of the forum."""
    return open_signed_in(UserRole.FORUM, page=PAGE)


def meeting(state: MeetingState) -> MeetingRecord:
    """The latest meeting that has come so far."""
    number = next(one.id for one in meetings(get_engine(), actor=OPERATOR) if one.state is state)
    return read_meeting(get_engine(), actor=OPERATOR, meeting_id=number)


def texts_of(content: bytes) -> str:
    word = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells])


def the_event(content: bytes) -> Any:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def minutes_of(app: AppTest, record: MeetingRecord) -> str:
    session = app.session_state[SESSION]
    return texts_of(paper_file(session, HOME, record.head.id, kind=MINUTES, form=PaperFormat.DOCX))


def test_the_agenda_has_the_points_of_the_meeting_and_says_that_it_is_illustrative(
    app: AppTest, tmp_path: Path
) -> None:
    record = meeting(MeetingState.PLANNED)
    pdf = paper_file(app.session_state[SESSION], HOME, record.head.id, kind=AGENDA, form=PaperFormat.PDF)
    said = spoken(pdf, tmp_path)
    assert faults_of(pdf, tmp_path) == []
    assert [point.title for point in record.agenda if squeezed(point.title) not in said] == []
    assert squeezed(MEETING_IS_ILLUSTRATIVE) in said
    assert squeezed(f"{HOME}/meetings?m={record.head.id}") in said


def test_minutes_hold_who_came_actions_carried_over_and_dots_of_staff_and_lay_apart(app: AppTest) -> None:
    record = meeting(MeetingState.OVER)
    said = minutes_of(app, record)
    staff, lay = (record.came(one) for one in RaterKind)
    assert f"{staff + lay} people came: {staff} staff and {lay} lay members." in said
    agreed = [*record.actions, *record.carried_over]
    assert [one.action.title for one in agreed if one.action.title not in said] == []
    assert said.count("Agreed on: ") == len(record.carried_over)
    assert "Staff (" in said
    assert "Lay members (" in said


def test_a_decision_names_the_figures_as_they_were_frozen_and_stays_whole_where_they_are_spoiled(
    app: AppTest,
) -> None:
    record = meeting(MeetingState.OVER)
    with Session(get_engine()) as session:
        session.get_one(Meeting, record.head.id).state = MeetingState.LIVE
        session.commit()
    snapshot = freeze_view(record.head.id, "spectrum?network=SL", actor=OPERATOR)
    with Session(get_engine()) as session:
        decision = session.get_one(Decision, record.decisions[0].id)
        decision.view, decision.snapshot_id = "spectrum?network=SL", snapshot
        session.commit()
        content = session.get_one(Snapshot, snapshot).content
    (section,) = (one for one in content["pack"]["sections"] if one["key"] == "spectrum")
    frozen = f"It said: {section['pages'][0]['headline']}"
    said = minutes_of(app, record)
    assert f"We looked at: {SEEN}, as it stood on " in said
    assert frozen in said
    assert f"Figures: {HOME}/live/meeting/{record.head.id}?as=meeting" in said
    with Session(get_engine()) as session:
        session.get_one(Snapshot, snapshot).content = {**content, "format": 99}
        session.commit()
    spoiled = minutes_of(app, record)
    assert f"We looked at: {SEEN}, as it stood on " in spoiled
    assert frozen not in spoiled


def test_a_change_gives_the_same_event_a_higher_number(app: AppTest) -> None:
    session, record = app.session_state[SESSION], meeting(MeetingState.PLANNED)
    before = the_event(calendar_of_one(session, HOME, record.head.id))
    assert before["DTSTART"].params["TZID"] == "Europe/London"
    draft = MeetingDraft(**{name: getattr(record.head, name) for name in HEAD} | {"place": "Another room"})
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        save_meeting(work, draft, key=new_key(), number=record.head.id, seen=record.mark)
    after = the_event(calendar_of_one(session, "https://other.example", record.head.id))
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert after["LOCATION"] == "Another room"
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt


def test_the_calendar_of_all_holds_those_that_are_to_come(app: AppTest) -> None:
    event = the_event(calendar_of_coming(app.session_state[SESSION], HOME))
    assert event["DTSTART"].dt.date() == meeting(MeetingState.PLANNED).head.held_on
    assert [one.label for one in app.get("download_button")] == ["Add all coming meetings to a calendar"]


def test_a_meeting_offers_minutes_once_it_has_begun(app: AppTest) -> None:
    offered = {}
    for state in (MeetingState.PLANNED, MeetingState.OVER):
        app.query_params["m"] = str(meeting(state).head.id)
        offered[state] = [one.label for one in app.run().get("download_button")]
    agenda = ["Agenda (Word)", "Agenda (PDF)"]
    assert offered[MeetingState.PLANNED] == [*agenda, "Add to a calendar"]
    assert offered[MeetingState.OVER] == [*agenda, "Minutes (Word)", "Minutes (PDF)", "Add to a calendar"]


@pytest.mark.usefixtures("app")
def test_nobody_gets_a_file_without_a_session_that_lasts() -> None:
    number = meeting(MeetingState.PLANNED).head.id
    for session in (None, 999_999):
        with pytest.raises(NotAllowedError):
            paper_file(session, HOME, number, kind=AGENDA, form=PaperFormat.DOCX)
        with pytest.raises(NotAllowedError):
            calendar_of_coming(session, HOME)


def test_the_agenda_names_the_filters_of_a_view_the_story_and_the_question_that_are_on_the_screen(
    app: AppTest,
) -> None:
    record, story = meeting(MeetingState.PLANNED), story_cards(get_engine(), actor=PUBLIC)[0]
    asked = questions_of(get_engine(), actor=OPERATOR, meeting_id=meeting(MeetingState.OVER).head.id)[0]
    screens = ("reach?network=SL&group=CARER&year=2025-26", f"story/{story.slug}", f"question/{asked.id}")
    with Session(get_engine()) as session:
        session.get_one(DotQuestion, asked.id).meeting_id = record.head.id
        for point, screen in zip(record.agenda, screens, strict=False):
            session.get_one(AgendaItem, point.id).screen = screen
        session.commit()
    asked_for = (app.session_state[SESSION], HOME, record.head.id)
    said = texts_of(paper_file(*asked_for, kind=AGENDA, form=PaperFormat.DOCX))
    seen = "Reach, Health Innovation Network South London, with "
    assert re.search(f"On the screen: {seen}.*, 2025", said), said
    assert f"On the screen: Story: {story.title}" in said
    assert f"On the screen: Question: {asked.asked}" in said

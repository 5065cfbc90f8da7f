"""Since the last meeting: worked by hand on a few records, and held against the rows of many."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from components.figures.palette import LIGHT
from components.publishing.board_pack.document import BoardPack, PackPage, PackSection, PackTable
from components.publishing.board_pack.from_drawings import measure_note
from components.publishing.live.packing import pack_to_json
from components.ui.board_pack_loaders import PackFormat, file_of
from components.ui.frozen_views import NOT_TO_COMPARE, freeze_agenda
from components.ui.plain_text import escaped
from components.ui.since_agreed import NO_DATE
from components.ui.since_files import NO_NEW_GAP, since_pack
from components.ui.since_frozen import ONLY_PEOPLE_LEFT, compared
from components.ui.since_loaders import OF_PEOPLE
from components.ui.since_meeting import Since, since_meeting
from components.ui.since_page import MOST_DIFFERENCES
from components.ui.view import View, facts_now
from data_access.engine import get_engine
from data_access.queries.meetings import meetings
from data_access.queries.snapshots import fingerprint_of
from data_access.queries.spectrum import spectrum_markers
from data_access.tables import Action, Activity, AgendaItem, Decision, Meeting, Outcome, Snapshot, Story
from data_access.unit_of_work import unit_of_work
from domain.filters import read_filters
from domain.permissions import OPERATOR
from domain.vocabulary import ActionState, MeetingState, OutcomeStatus, Provenance, RaterKind, UserRole
from tests.integration.factories import an_account, an_activity, an_actor
from tests.integration.worked_example import an_assessment, an_outcome
from tests.pages.conftest import TODAY, open_app, sign_in_session, texts
from tests.publishing.reading_pdf import faults_of, spoken, squeezed

pytestmark = pytest.mark.xdist_group("pages")
PAGE = "forum/since_last_meeting"
FORUM = an_actor(UserRole.FORUM, ())
HELD = date(2026, 10, 1)
OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page(use_folder: Callable[[Path], None], reference_folder: Path, tmp_path: Path) -> OpenPage:
    """Opens the page for an account without records, on reference data that the test may add to."""
    shutil.copy(reference_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)
    user_id = an_account(get_engine(), UserRole.LEADERSHIP)
    return lambda **query: open_app(PAGE, session=sign_in_session(user_id), **query)


def write(*rows: Any) -> None:
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        for row in rows:
            work.session.add(row)
            work.session.flush()
        work.audit("added", "meeting", 1)


def a_meeting(number: int, held_on: date, state: MeetingState = MeetingState.OVER) -> Meeting:
    return Meeting(id=number, title="Forum", held_on=held_on, state=state, provenance=Provenance.SUBMITTED)


def a_view() -> View:
    facts, known = facts_now()
    return View(read_filters({}, known).filters, known, facts, TODAY, LIGHT)


def since(number: int = 1) -> Since:
    found = meetings(get_engine(), actor=FORUM)
    meeting = next(one for one in found if one.id == number)
    return since_meeting(a_view(), meeting, all_meetings=found, actor=FORUM)


def html(app: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in app.get("html"))


def test_without_a_meeting_before_today_there_is_nothing_to_compare_and_the_page_says_so(
    open_page: OpenPage,
) -> None:
    assert any(said.startswith("No meeting is recorded yet.") for said in texts(open_page()))
    write(a_meeting(1, TODAY, MeetingState.LIVE), a_meeting(2, HELD, MeetingState.PLANNED))
    app = open_page()
    assert any(said.startswith("No meeting has been held before today.") for said in texts(app))
    assert 'href="/meetings"' in html(app)
    assert not app.header


def test_the_last_meeting_is_compared_unless_the_address_names_another(open_page: OpenPage) -> None:
    write(a_meeting(1, date(2026, 2, 3)), a_meeting(2, HELD), an_activity("A", start_date=HELD))
    app = open_page()
    assert any("1 October 2026: Forum. That was 52 days ago." in said for said in texts(app))
    app.selectbox(key="since_meeting").select("1").run()
    assert any("3 February 2026: Forum. That was" in said for said in texts(app))
    assert app.query_params["m"] == "1"
    app = open_page(m="7")
    assert ["“7”, which is no meeting that was held" in one.value for one in app.info] == [True]
    assert any("1 October 2026: Forum" in said for said in texts(app))


def test_figures_gaps_and_what_was_agreed_are_as_worked_by_hand(open_page: OpenPage) -> None:
    markers = spectrum_markers(facts_now()[0]).all
    old = an_activity("A", start_date=date(2026, 7, 20), reported_back_on=date(2026, 11, 1))
    write(
        a_meeting(1, HELD),
        old,
        an_activity("B", "GM", start_date=date(2026, 1, 5)),
        an_activity("C", "GM", start_date=date(2026, 11, 3)),
        # Ratings count for 18 months: these 6 counted on the day, and do no more.
        *(an_assessment("SL", marker, 1, date(2025, 4, 15)) for marker in markers[:6]),
        an_assessment("GM", markers[0], 2, date(2026, 11, 2), rater_kind=RaterKind.LAY),
        a_decision(1, "Late", due_on=date(2026, 11, 21)),
        a_decision(2, "Today", due_on=TODAY),
        a_decision(3, "Some day"),
        a_decision(4, "Done on the day", done_on=HELD),
        a_decision(5, "Done since", done_on=date(2026, 10, 2)),
        an_action("Ask again", due_on=date(2026, 10, 31)),
        an_action("Told", ActionState.DONE, done_on=TODAY),
        an_action("Never mind", ActionState.DROPPED),
    )
    write(an_outcome(old, "1", decided_on=HELD), an_outcome(old, "2", decided_on=date(2026, 10, 2)))
    found = since()
    assert {one.label: (one.then, one.now, one.difference) for one in found.figures} == {
        "Activities": (2, 3, "1 more"),
        "Activities without an outcome": (1, 2, "1 more"),
        "Changes made": (1, 2, "1 more"),
        "Reports back to people": (0, 1, "1 more"),
        "Spectrum dots by staff": (1, 0, "1 fewer"),
        "Spectrum dots by lay partners": (0, 0, "no change"),
        "Published stories": (0, 0, "no change"),
    }
    assert [gap.sentence for gap in found.gaps.new] == [
        "No record in 90 days any more: South London (quiet since 20 July 2026).",
        "Too few ratings by staff are left for a dot: South London (0 of 9 markers).",
        "Ratings by staff became too old to count: South London (6 markers).",
    ]
    assert [gap.sentence for gap in found.gaps.closed] == [
        "Recorded again: Manchester (last record 3 November 2026).",
        "Newly rated by lay partners: Manchester (1 marker).",
    ]
    assert [(one.text, one.state(TODAY)) for one in found.decisions.all] == [
        ("Late", "1 day late"),
        ("Some day", NO_DATE),
        ("Today", "Due 22 November 2026"),
        ("Done since", "Done on 2 October 2026"),
    ]
    assert found.decisions.finding(since=HELD) == (
        "1 is late. 1 has no date. 1 is to come. 1 was done since 1 October 2026."
    )
    assert [one.text for one in found.actions.all] == ["Ask again", "Told"]
    assert found.finding.endswith("1 decision and 1 action are late.")
    app = open_page()
    assert not app.exception
    for said in (
        "Late",
        "22 days late",
        'href="/meetings?m=1"',
        "ever=yes",
        "as_of=2026-10-01",
        "from=2026-10-02",
    ):
        assert said in html(app)


def a_decision(position: int, text: str, **days: date) -> Decision:
    return Decision(meeting_id=1, position=position, text=text, **days)


def an_action(title: str, state: ActionState = ActionState.OPEN, **days: date) -> Action:
    values = {"due_on": date(2026, 12, 1)} | days
    return Action(title=title, owner="Lead", state=state, provenance=Provenance.SUBMITTED, **values)


def test_figures_of_many_records_are_those_of_the_rows_on_both_days(
    use_folder: Callable[[Path], None], illustrative_folder: Path
) -> None:
    use_folder(illustrative_folder)
    last = next(one for one in meetings(get_engine(), actor=FORUM) if one.held_on < TODAY)
    figures = {one.label: (one.then, one.now) for one in since(last.id).figures}
    begun, decided, told = Activity.start_date, Outcome.decided_on, Activity.reported_back_on
    made = (Outcome, (col(Outcome.status) == OutcomeStatus.MADE,))
    for label, (table, where), moment in (
        ("Activities", (Activity, ()), begun),
        ("Changes made", made, decided),
        ("Reports back to people", (Activity, ()), told),
    ):
        assert figures[label] == tuple(rows(table, col(moment) <= on, *where) for on in (last.held_on, TODAY))
    assert figures["Activities"][0] < figures["Activities"][1]


def rows(table: Any, *where: Any) -> int:
    with Session(get_engine()) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def test_each_frozen_view_says_what_differs_now_without_people_and_spoiled_ones_are_named(
    open_page: OpenPage,
) -> None:
    write(
        a_meeting(1, HELD, MeetingState.LIVE),
        AgendaItem(meeting_id=1, position=1, title="Where we stand", screen="overview"),
        AgendaItem(meeting_id=1, position=2, title="Whom we reach", screen="reach"),
        AgendaItem(meeting_id=1, position=3, title="Where networks stand", screen="spectrum?network=GM"),
        an_activity("A", start_date=HELD),
    )
    assert freeze_agenda(1, actor=FORUM) == 3
    codes = list(facts_now()[0].reference.networks)[:9]
    write(*(an_activity(f"B{code}", code, start_date=HELD) for code in codes))
    overview, reach, spectrum = since().frozen
    assert overview.sentence == "Overview: All 15 networks, 1 April 2026 to 22 November 2026"
    assert overview.rows[0] == ("At a glance: Activities", "1", "10", "up 9")
    assert reach.sentence.startswith("Reach: All 15 networks")
    assert (reach.rows, reach.said) == ((), ONLY_PEOPLE_LEFT)
    assert not [row for one in (overview, reach) for row in one.rows if "eople" in row[0]]
    assert (spectrum.sentence.partition(":")[0], spectrum.rows) == ("Spectrum", ())
    app = open_page()
    assert 'href="/live/meeting/1?as=difference"' in html(app)
    assert f"{spectrum.sentence}. Nothing differs." in texts(app)
    assert len(overview.rows) > MOST_DIFFERENCES
    assert f"{len(overview.rows) - MOST_DIFFERENCES} more values differ" in html(app)
    frozen = since_pack(since(), a_view()).sections[-1].pages
    assert frozen[0].table.rows == overview.rows
    with get_engine().begin() as connection:
        connection.execute(sa.update(Snapshot).values(fingerprint="0" * 64))
    app = open_page()
    assert ["fingerprint does not match" in one.value for one in app.warning] == [True] * 3
    assert "Decisions" in texts(app)


@pytest.mark.parametrize("unknown", ["year=2009-10", "network=GONE&year=2026-27"])
def test_a_frozen_view_whose_year_or_network_is_not_known_any_more_is_not_compared(
    open_page: OpenPage, unknown: str
) -> None:
    content = pack_to_json(BoardPack("", HELD, "", (), (), (), "", ""))
    view = f"overview?{unknown}"
    write(
        a_meeting(1, HELD),
        Snapshot(meeting_id=1, view=view, content=content, fingerprint=fingerprint_of(view, content)),
    )
    (found,) = since().frozen
    lost = unknown.partition("&")[0].partition("=")[2]
    assert (found.sentence, found.rows) == ("Overview", ())
    assert found.said == f"{NOT_TO_COMPARE} Heard does not know {lost} any more."
    assert [escaped(found.said) in one.value for one in open_page().warning] == [True]


def test_answers_of_people_count_as_people_among_what_differs() -> None:
    table = PackTable(("Answer", "People"), (("Yes", "15"),))
    pages = tuple(
        PackPage(name, name, "", (), "", (), table, (), (measure_note(measure),))
        for name, measure in (("heard", "felt_heard"), ("told", "told_and_heard"), ("done", "activities"))
    )
    pack = BoardPack("", HELD, "", (), (), (PackSection("change", "", "", pages),), "", "")
    assert list(compared(pack)) == ["change/done"]


def test_stories_published_since_are_named_and_lead_to_their_pages(
    use_folder: Callable[[Path], None], illustrative_folder: Path, tmp_path: Path
) -> None:
    shutil.copy(illustrative_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)
    write(a_meeting(91, date(2026, 11, 2)))
    before = since(91)
    with get_engine().begin() as connection:
        slug = connection.scalar(sa.select(col(Story.slug)).where(col(Story.network_code) == "SL").limit(1))
        at = datetime(2026, 11, 3, 9, tzinfo=UTC)
        connection.execute(sa.update(Story).where(col(Story.slug) == slug).values(published_at=at))
    found = since(91)
    assert [one.slug for one in found.stories] == [slug]
    told, told_before = found.figures[-1], before.figures[-1]
    assert (told.then, told.now) == (told_before.then - 1, told_before.now)
    app = open_app(PAGE, session=sign_in_session(an_account(get_engine(), UserRole.FORUM)), m="91")
    assert f'href="/story?s={slug}"' in html(app)
    assert "3 November 2026" in html(app)


def test_files_hold_every_row_where_the_page_has_all_that_is_late_and_the_first_of_each_other_kind(
    open_page: OpenPage, tmp_path: Path
) -> None:
    days = [date(2026, 10, place) for place in range(2, 22)]
    long = " ".join(["On and on"] * 200)
    write(
        a_meeting(1, HELD),
        *(a_decision(place, f"Decision {place:02}", due_on=on) for place, on in enumerate(days[:9], start=2)),
        *(a_decision(place, f"Decision {place:02}", done_on=on) for place, on in enumerate(days[9:], 11)),
        a_decision(22, long, due_on=TODAY),
    )
    app = open_page()
    shown = re.findall(r"Decision \d\d", html(app))
    assert shown == [f"Decision {place:02}" for place in (*range(2, 11), *range(21, 16, -1))]
    assert any(said.startswith("15 of 21 stand here: all that is late") for said in texts(app))
    begins = f"{'On and on ' * 19}On and…"
    assert f'<a href="/meetings?m=1">{begins}</a>' in html(app)
    pack = since_pack(since(), a_view())
    pdf = file_of(pack, PackFormat.PDF)
    assert not faults_of(pdf, tmp_path)
    said = spoken(pdf, tmp_path)
    assert all(f"Decision{place:02}" in said for place in range(2, 22))
    assert said.count("Onandon") == 200
    assert squeezed(NO_NEW_GAP) in said
    assert squeezed(OF_PEOPLE) in said
    assert file_of(pack, PackFormat.PPTX).startswith(b"PK")

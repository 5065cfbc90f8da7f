"""Meetings of the forum with all their parts: written, refused, audited and read again."""

from datetime import date, time
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.commands.forum import Saved, draft_of
from data_access.commands.meeting_parts import LABELS as PART_LABELS
from data_access.commands.meeting_parts import (
    AgendaPointDraft,
    AttendanceDraft,
    DecisionDraft,
    record_attendance,
    remove_decision,
    save_agenda,
    save_decision,
    save_point,
)
from data_access.commands.meetings import (
    LETTERS_IN_A_CODE,
    LETTERS_OF_CODES,
    begin_meeting,
    end_meeting,
    remove_meeting,
)
from data_access.commands.submissions import new_key
from data_access.queries.meeting_changes import lasting_names
from data_access.queries.meetings import meetings, read_meeting
from data_access.tables import AuditEvent, DotQuestion, Meeting, Snapshot, Submission
from data_access.tables.base import now
from data_access.unit_of_work import store_version
from domain.errors import InvalidRecordError, NotFoundError, StaleRecordError
from domain.vocabulary import (
    ActionState,
    ChangeAction,
    DotKind,
    MeetingState,
    Provenance,
)
from tests.integration.factories import (
    events,
    only,
    save,
)
from tests.integration.meeting_scene import HOST, LAY, READER, STAFF, TODAY, agree, do, plan, points, read

pytestmark = pytest.mark.usefixtures("fixed_day")


def test_a_meeting_is_planned_once_changed_and_audited_without_reading_the_facts_anew(filled: Engine) -> None:
    version, key = store_version(filled), new_key()
    saved = plan(
        filled, date(2027, 2, 3), key=key, starts_at=time(14), ends_at=time(16, 30), chair_network="SL"
    )
    assert plan(filled, date(2027, 2, 3), key=key) == Saved(saved.id, None)
    record = read(filled, saved.id)
    assert (record.head.minutes, record.head.state, record.head.room_code) == (
        150,
        MeetingState.PLANNED,
        None,
    )
    assert record.head.provenance is Provenance.SUBMITTED
    given = {"number": saved.id, "seen": record.mark, "lay_co_chair": " A lay member "}
    assert plan(filled, date(2027, 2, 4), **given).action is ChangeAction.CHANGED
    assert plan(filled, date(2027, 2, 4), **given) == Saved(saved.id, None)
    with pytest.raises(StaleRecordError, match="Start again"):
        plan(filled, date(2027, 2, 5), **given)
    with pytest.raises(NotFoundError, match="no such meeting"):
        plan(filled, number=99)
    assert read(filled, saved.id).head.minutes is None
    [line] = meetings(filled, actor=READER)
    assert (line.held_on, line.lay_co_chair, line.chair_network) == (date(2027, 2, 4), "A lay member", None)
    assert [(one.action, one.record_type) for one in events(filled)] == [
        ("added", "meeting"),
        ("changed", "meeting"),
    ]
    assert store_version(filled) == version


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "this is needed"),
        ({"ends_at": time(16)}, "expected a time after the start"),
        ({"starts_at": time(16), "ends_at": time(16)}, "expected a time after the start"),
        ({"join_link": "javascript:alert(1)"}, "a web address"),
        ({"held_on": date(2012, 1, 1)}, "a day from 01/04/2013 to 31/12/2028"),
        ({"held_on": date(2026, 11, 23)}, "There is a meeting on 23 November 2026 already"),
    ],
)
def test_what_makes_no_meeting_is_refused_with_a_sentence(
    filled_sqlite: Engine, wrong: dict[str, Any], said: str
) -> None:
    plan(filled_sqlite, date(2026, 11, 23))
    with pytest.raises(InvalidRecordError, match=said):
        plan(filled_sqlite, **wrong)
    with pytest.raises(NotFoundError, match="no such network"):
        plan(filled_sqlite, secretariat_network="XX")


def test_a_meeting_begins_with_a_code_ends_and_begins_again_on_the_same_day_alone(filled: Engine) -> None:
    number = plan(filled).id
    begun = do(filled, begin_meeting, number)
    assert do(filled, begin_meeting, number) == Saved(number, None)
    head = read(filled, number).head
    assert (head.state, len(head.room_code or "")) == (MeetingState.LIVE, LETTERS_IN_A_CODE)
    assert {*(head.room_code or "")} <= {*LETTERS_OF_CODES}
    do(filled, end_meeting, number)
    assert do(filled, end_meeting, number) == Saved(number, None)
    do(filled, begin_meeting, number)
    again = read(filled, number).head
    assert (again.room_code, again.began_at, again.ended_at) == (head.room_code, head.began_at, None)
    assert begun.action is ChangeAction.CHANGED
    assert [one.action for one in events(filled)] == ["added", "began", "ended", "began"]


def test_a_meeting_begun_on_another_day_is_held_on_that_day_unless_one_is_already(
    filled_sqlite: Engine,
) -> None:
    early, late = (plan(filled_sqlite, date(2027, 6, day)).id for day in (12, 13))
    do(filled_sqlite, begin_meeting, early)
    assert read(filled_sqlite, early).head.held_on == TODAY
    assert "2027-06-12" in str(events(filled_sqlite)[-1].before)
    with pytest.raises(InvalidRecordError, match="There is a meeting on"):
        do(filled_sqlite, begin_meeting, late)


def test_a_meeting_of_an_earlier_day_stays_over_and_one_to_come_cannot_end(filled_sqlite: Engine) -> None:
    past = Meeting(
        title="Earlier", held_on=date(2026, 5, 1), state=MeetingState.OVER,
        ended_at=now().replace(year=2020), provenance=Provenance.SUBMITTED,
    )  # fmt: skip
    save(filled_sqlite, past)
    with pytest.raises(InvalidRecordError, match="is over"):
        do(filled_sqlite, begin_meeting, past.id)
    coming = plan(filled_sqlite, date(2026, 11, 23)).id
    draft = DecisionDraft(text="Ask again")
    for deed, given in (
        (end_meeting, ()),
        (record_attendance, ([AttendanceDraft(network_code="SL", capacity=LAY, people=2)],)),
        (save_decision, (draft,)),
    ):
        named = {"seen": ""} if deed is record_attendance else {"key": new_key()} if given else {}
        with pytest.raises(InvalidRecordError, match="planned for 23 November 2026 and has not begun"):
            do(filled_sqlite, deed, coming, *given, **named)


def test_points_of_the_agenda_change_places_and_keep_their_notes(filled: Engine) -> None:
    number = plan(filled).id
    do(filled, save_agenda, number, [
        AgendaPointDraft(title="Welcome", minutes=5, lead="Chair"),
        AgendaPointDraft(title="Reach", minutes=25, screen="/reach?year=2025-26&network=SL", notes="Go slowly"),
    ], seen=read(filled, number).agenda_mark)  # fmt: skip
    before = read(filled, number)
    assert [one.screen for one in before.agenda] == ["", "reach?network=SL&year=2025-26"]
    turned = [
        AgendaPointDraft(
            id=one.id, title=one.title, minutes=one.minutes, lead=one.lead, screen=one.screen, notes=one.notes
        )
        for one in reversed(before.agenda)
    ]
    wanted = [turned[0], *points("A new point"), turned[1]]
    do(filled, save_agenda, number, wanted, seen=before.agenda_mark)
    after = read(filled, number)
    assert [(one.position, one.title, one.notes) for one in after.agenda] == [
        (1, "Reach", "Go slowly"), (2, "A new point", ""), (3, "Welcome", ""),
    ]  # fmt: skip
    assert {one.id for one in before.agenda} < {one.id for one in after.agenda}
    assert after.agenda_minutes == 40
    assert do(filled, save_agenda, number, wanted, seen="anything") == Saved(number, None)
    with pytest.raises(StaleRecordError):
        do(filled, save_agenda, number, points("Mine"), seen=before.agenda_mark)
    do(filled, save_agenda, number, wanted[1:2], seen=after.agenda_mark)
    assert [one.title for one in read(filled, number).agenda] == ["A new point"]
    last = events(filled)[-1]
    assert last.record_type == "agenda"
    assert last.before["points"][0] == "1. Reach · 25 minutes · reach?network=SL&year=2025-26 · Go slowly"
    assert last.after["points"] == ["1. A new point · 10 minutes"]


def test_a_point_is_added_once_and_changed_whatever_became_of_the_others_but_not_of_itself(
    filled: Engine,
) -> None:
    number, key = plan(filled).id, new_key()
    do(filled, save_agenda, number, points("Welcome", "Reach"), seen=read(filled, number).agenda_mark)
    welcome, reach = read(filled, number).agenda
    do(filled, save_point, number, *points("Close"), key=key)
    assert do(filled, save_point, number, *points("Close"), key=key) == Saved(number, None)
    held = {name: getattr(reach, name) for name in ("id", "minutes", "screen", "notes")}
    close = read(filled, number).agenda[2]
    turned = [AgendaPointDraft(id=one.id, title=one.title, minutes=10) for one in (reach, close, welcome)]
    do(filled, save_agenda, number, turned, seen=read(filled, number).agenda_mark)
    mine = AgendaPointDraft(title="Who is reached", **held)
    for action in (ChangeAction.CHANGED, None):
        saved = do(filled, save_point, number, mine, key=new_key(), seen=reach.mark)
        assert saved == Saved(number, action)
    assert [one.title for one in read(filled, number).agenda] == ["Who is reached", "Close", "Welcome"]
    theirs = AgendaPointDraft(title="Another", **held)
    with pytest.raises(StaleRecordError, match="Start again"):
        do(filled, save_point, number, theirs, key=new_key(), seen=reach.mark)
    with pytest.raises(NotFoundError, match="no such point"):
        do(filled, save_point, number, AgendaPointDraft(id=999, title="Gone"), key=new_key())


def test_the_presenters_notes_are_for_those_who_run_meetings(filled_sqlite: Engine) -> None:
    number = plan(filled_sqlite).id
    point = AgendaPointDraft(title="Reach", minutes=5, notes="Go slowly")
    do(filled_sqlite, save_agenda, number, [point], seen=read(filled_sqlite, number).agenda_mark)
    for reader, notes in ((HOST, "Go slowly"), (READER, "")):
        [line] = read_meeting(filled_sqlite, actor=reader, meeting_id=number).agenda
        assert (line.title, line.notes) == ("Reach", notes)


def test_an_agenda_shows_no_page_without_figures_no_question_of_others_and_has_an_end(
    filled_sqlite: Engine,
) -> None:
    number, other = plan(filled_sqlite).id, plan(filled_sqlite, date(2026, 11, 23)).id
    with pytest.raises(
        InvalidRecordError, match="What the screen shows: expected the address of a page of figures"
    ):
        draft_of(AgendaPointDraft, labels=PART_LABELS, title="Accounts", screen="/accounts")
    save(filled_sqlite, DotQuestion(meeting_id=other, kind=DotKind.STATEMENT, asked="Do people hear back?"))
    theirs = only(filled_sqlite, DotQuestion).id
    with pytest.raises(InvalidRecordError, match="no such question"):
        do(
            filled_sqlite,
            save_agenda,
            number,
            points("Dots", screen=f"question/{theirs}"),
            seen=read(filled_sqlite, number).agenda_mark,
        )
    do(
        filled_sqlite,
        save_agenda,
        other,
        points("Dots", screen=f"question/{theirs}"),
        seen=read(filled_sqlite, other).agenda_mark,
    )
    assert read(filled_sqlite, other).questions == (theirs,)
    with pytest.raises(InvalidRecordError, match="at most 60 points"):
        do(
            filled_sqlite,
            save_agenda,
            number,
            points(*["One"] * 61),
            seen=read(filled_sqlite, number).agenda_mark,
        )


def test_attendance_counts_staff_and_lay_people_by_network_and_names_nobody(filled: Engine) -> None:
    number = plan(filled).id
    first = [
        AttendanceDraft(network_code="SL", capacity=STAFF, people=2),
        AttendanceDraft(network_code="SL", capacity=LAY, people=1),
        AttendanceDraft(network_code="GM", capacity=LAY, people=0),
    ]
    mark = read(filled, number).attendance_mark
    do(filled, record_attendance, number, first, seen=mark)
    assert do(filled, record_attendance, number, first, seen=mark) == Saved(number, None)
    record = read(filled, number)
    assert [(one.network, one.capacity, one.people) for one in record.attendance] == [
        ("SL", STAFF, 2),
        ("SL", LAY, 1),
    ]
    second = [
        AttendanceDraft(network_code="GM", capacity=LAY, people=3),
        AttendanceDraft(network_code="SL", capacity=LAY, people=4),
    ]
    with pytest.raises(StaleRecordError):
        do(filled, record_attendance, number, second, seen=mark)
    do(filled, record_attendance, number, second, seen=record.attendance_mark)
    assert (read(filled, number).came(LAY), read(filled, number).came(STAFF)) == (7, 0)
    assert events(filled)[-1].after["attendance"] == ["GM, lay members: 3", "SL, lay members: 4"]
    unknown, mark = (
        [AttendanceDraft(network_code="XX", capacity=LAY, people=1)],
        read(filled, number).attendance_mark,
    )
    with pytest.raises(NotFoundError, match="no such network"):
        do(filled, record_attendance, number, unknown, seen=mark)


def test_a_decision_is_saved_once_with_the_frozen_figures_that_it_rests_on(filled: Engine) -> None:
    number, key = plan(filled).id, new_key()
    view = "spectrum?network=SL&year=2026-27"
    save(filled, Snapshot(meeting_id=number, view=view, content={}, fingerprint="0" * 64))
    frozen = only(filled, Snapshot).id
    draft = DecisionDraft(
        text=" Pay for travel first ", view="/live/spectrum?network=SL", due_on=date(2026, 11, 1),
        snapshot_id=frozen,
    )  # fmt: skip
    saved = do(filled, save_decision, number, draft, key=key)
    assert do(filled, save_decision, number, draft, key=key) == Saved(saved.id, None)
    do(filled, save_decision, number, DecisionDraft(text="Meet in Leeds", view="reach"), key=new_key())
    first, second = read(filled, number).decisions
    assert (first.position, first.text, first.view, first.snapshot_id) == (
        1, "Pay for travel first", "spectrum?network=SL", frozen,
    )  # fmt: skip
    assert first.is_overdue(today=TODAY)
    assert (second.position, second.snapshot_id) == (2, None)
    done = draft.model_copy(update={"done_on": TODAY})
    do(filled, save_decision, number, done, key=new_key(), number=first.id, seen=first.mark)
    assert do(filled, save_decision, number, done, key=new_key(), number=first.id) == Saved(first.id, None)
    with pytest.raises(StaleRecordError):
        do(filled, save_decision, number, draft, key=new_key(), number=first.id, seen=first.mark)
    do(filled, remove_decision, number, second.id, seen=second.mark)
    [left] = read(filled, number).decisions
    assert not left.is_overdue(today=TODAY)
    assert left.done_on == TODAY
    with pytest.raises(NotFoundError, match="no such decision"):
        do(filled, remove_decision, number, second.id, seen=second.mark)
    assert [one.action for one in events(filled) if one.record_type == "decision"] == [
        "added", "added", "changed", "removed",
    ]  # fmt: skip


def test_a_decision_holds_nothing_of_another_meeting_and_is_not_done_tomorrow(filled_sqlite: Engine) -> None:
    number, other = plan(filled_sqlite).id, plan(filled_sqlite, date(2026, 11, 21)).id
    save(filled_sqlite, Snapshot(meeting_id=other, view="reach", content={}, fingerprint="0" * 64))
    for theirs, what in (({"snapshot_id": 1}, "frozen view"), ({"question_id": 9}, "question")):
        with pytest.raises(InvalidRecordError, match=f"no such {what}"):
            do(filled_sqlite, save_decision, number, DecisionDraft(text="Ask", **theirs), key=new_key())
    with pytest.raises(InvalidRecordError, match="today or earlier"):
        draft_of(DecisionDraft, text="Ask", done_on=date(2026, 11, 23))


def test_actions_not_done_before_a_meeting_are_carried_over_with_the_meeting_they_came_from(
    filled: Engine,
) -> None:
    may, june, october = (plan(filled, date(2026, month, 1)).id for month in (5, 6, 10))
    agree(filled, may, "Still open")
    agree(filled, may, "Done before June", state=ActionState.DONE, done_on=date(2026, 5, 31))
    agree(filled, may, "Done on the day", state=ActionState.DONE, done_on=date(2026, 6, 1))
    agree(filled, may, "Dropped", state=ActionState.DROPPED)
    agree(filled, june, "New in June")
    agree(filled, None, "Of no meeting")
    assert [one.action.title for one in read(filled, june).actions] == ["New in June"]
    assert [one.action.title for one in read(filled, june).carried_over] == ["Still open", "Done on the day"]
    carried = read(filled, october).carried_over
    assert [(one.action.title, one.agreed_on) for one in carried] == [
        ("Still open", date(2026, 5, 1)), ("New in June", date(2026, 6, 1)),
    ]  # fmt: skip
    # Changed elsewhere, where nobody asks which meeting it came from, an action keeps its meeting.
    agree(filled, None, "Still open", number=carried[0].action.id, seen=carried[0].mark, note="Soon")
    assert read(filled, october).carried_over[0].meeting_id == may
    with pytest.raises(NotFoundError, match="no such meeting"):
        agree(filled, 99, "Of a meeting that is gone")


def test_only_a_planned_meeting_without_decisions_and_actions_is_taken_away(filled: Engine) -> None:
    begun, decided, acted, empty = (plan(filled, date(2026, 11, day)).id for day in (1, 2, 3, 4))
    do(filled, begin_meeting, begun)
    do(filled, save_decision, decided, DecisionDraft(text="Ask"), key=new_key())
    agree(filled, acted, "Ask again")
    do(filled, save_agenda, empty, points("Welcome"), seen=read(filled, empty).agenda_mark)
    for number, said in ((begun, "begun"), (decided, "decisions"), (acted, "actions")):
        with pytest.raises(InvalidRecordError, match=said):
            do(filled, remove_meeting, number, seen=read(filled, number).mark)
    with pytest.raises(StaleRecordError):
        do(filled, remove_meeting, empty, seen="")
    do(filled, remove_meeting, empty, seen=read(filled, empty).mark)
    with pytest.raises(NotFoundError, match="no such meeting"):
        read(filled, empty)
    assert [one.id for one in meetings(filled, actor=READER)] == [begun, acted, decided]


def test_a_meeting_that_is_taken_away_leaves_its_number_and_its_name_to_no_other(filled: Engine) -> None:
    gone = plan(filled, date(2027, 2, 3)).id
    (name,) = lasting_names(filled, [gone], actor=READER).values()
    do(filled, remove_meeting, gone, seen=read(filled, gone).mark)
    number = plan(filled, date(2027, 2, 3)).id
    assert number > gone
    before = lasting_names(filled, [number], actor=READER)
    assert name not in before.values()
    plan(filled, date(2027, 2, 4), number=number, seen=read(filled, number).mark)
    assert lasting_names(filled, [number], actor=READER) == before


def test_two_stores_call_meetings_of_one_number_by_different_names(filled: Engine) -> None:
    kinds, made_up = (DotQuestion, Meeting, Submission, AuditEvent), 50
    found = []
    for _store in range(2):
        save(filled, Meeting(id=made_up, title="Demo", held_on=TODAY, provenance=Provenance.ILLUSTRATIVE))
        number = plan(filled, date(2027, 2, 3)).id
        names = lasting_names(filled, [number, made_up], actor=READER)
        found += [names[number], names[made_up]]
        with filled.begin() as connection:
            for kind in kinds:
                connection.execute(sa.delete(kind))
    assert len(set(found)) == 4

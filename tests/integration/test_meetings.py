"""Meetings of the forum with all their parts, and seats in it: written, refused, audited and read again."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from data_access.commands.forum import ActionDraft, Saved, draft_of, save_action
from data_access.commands.forum_roles import ForumRoleDraft, end_forum_role, save_forum_role
from data_access.commands.meeting_parts import LABELS as PART_LABELS
from data_access.commands.meeting_parts import (
    AgendaPointDraft,
    AttendanceDraft,
    DecisionDraft,
    record_attendance,
    remove_decision,
    save_agenda,
    save_decision,
)
from data_access.commands.meetings import (
    LETTERS_IN_A_CODE,
    LETTERS_OF_CODES,
    MeetingDraft,
    begin_meeting,
    end_meeting,
    remove_meeting,
    save_meeting,
)
from data_access.commands.submissions import new_key
from data_access.queries.audit import AuditSearch, find_events
from data_access.queries.forum_seats import forum_seats
from data_access.queries.meetings import MeetingRecord, meetings, read_meeting
from data_access.tables import Action, DotQuestion, Meeting, Role, Snapshot
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, store_version, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import PUBLIC, Actor
from domain.vocabulary import (
    ActionState,
    ChangeAction,
    DotKind,
    MeetingState,
    Provenance,
    RaterKind,
    RoleKind,
    UserRole,
)
from tests.integration.factories import (
    a_contributor,
    a_demonstration_account,
    an_actor,
    count,
    events,
    only,
    save,
)

pytestmark = pytest.mark.usefixtures("fixed_day")

HOST, READER = an_actor(UserRole.FORUM, ()), a_contributor("SL")
TODAY = date(2026, 11, 22)
LAY, STAFF = RaterKind.LAY, RaterKind.STAFF


def plan(
    store: Engine, held_on: date = TODAY, *, actor: Actor = HOST, key: str = "", **changes: Any
) -> Saved:
    number, seen = changes.pop("number", None), changes.pop("seen", "")
    draft = draft_of(MeetingDraft, **{"title": "PPI Forum", "held_on": held_on} | changes)
    with unit_of_work(store, actor=actor, changes_facts=False) as work:
        return save_meeting(work, draft, key=key or new_key(), number=number, seen=seen)


def do(store: Engine, deed: Callable[..., Any], *given: Any, actor: Actor = HOST, **named: Any) -> Any:
    with unit_of_work(store, actor=actor, changes_facts=False) as work:
        return deed(work, *given, **named)


def read(store: Engine, number: int) -> MeetingRecord:
    return read_meeting(store, actor=READER, meeting_id=number)


def agree(store: Engine, meeting_id: int | None, title: str, **changes: Any) -> Saved:
    number, seen = changes.pop("number", None), changes.pop("seen", "")
    given = {"title": title, "owner": "Involvement lead", "due_on": TODAY, "meeting_id": meeting_id} | changes
    with unit_of_work(store, actor=HOST) as work:
        return save_action(work, ActionDraft(**given), key=new_key(), number=number, seen=seen)


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


def points(*titles: str, **more: Any) -> list[AgendaPointDraft]:
    return [AgendaPointDraft(title=title, minutes=10, **more) for title in titles]


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
    assert events(filled)[-1].after["attendance"] == ["GM, lay partners: 3", "SL, lay partners: 4"]
    unknown, mark = (
        [AttendanceDraft(network_code="XX", capacity=LAY, people=1)],
        read(filled, number).attendance_mark,
    )
    with pytest.raises(NotFoundError, match="no such network"):
        do(filled, record_attendance, number, unknown, seen=mark)


def test_a_decision_is_saved_once_with_the_figures_that_were_frozen_for_its_view(filled: Engine) -> None:
    number, key = plan(filled).id, new_key()
    save(filled, Snapshot(meeting_id=number, view="spectrum?network=SL", content={}, fingerprint="0" * 64))
    frozen = only(filled, Snapshot).id
    draft = DecisionDraft(
        text=" Pay for travel first ", view="/live/spectrum?network=SL", due_on=date(2026, 11, 1)
    )
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
    held = done.model_copy(update={"snapshot_id": frozen})
    assert do(filled, save_decision, number, held, key=new_key(), number=first.id) == Saved(first.id, None)
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
    assert [one.id for one in meetings(filled, actor=READER)] == [acted, decided, begun]


def a_seat(**changes: Any) -> ForumRoleDraft:
    given = {"kind": RoleKind.FORUM_MEMBER, "capacity": LAY, "network_code": "SL", "since": date(2026, 1, 1)}
    return draft_of(ForumRoleDraft, **given | changes)


def test_a_seat_is_named_only_with_consent_and_the_name_goes_when_it_ends(filled: Engine) -> None:
    key = new_key()
    named = a_seat(name_shown="A name", agreed_to_be_named=True)
    saved = do(filled, save_forum_role, named, key=key)
    assert do(filled, save_forum_role, named, key=key) == Saved(saved.id, None)
    co_chair = a_seat(kind=RoleKind.FORUM_CO_CHAIR, network_code=None, since=date(2026, 3, 1))
    do(filled, save_forum_role, co_chair, key=new_key())
    do(filled, save_forum_role, a_seat(since=date(2027, 1, 1)), key=new_key())
    chair, seat = forum_seats(filled, actor=READER, on=TODAY)
    assert (chair.kind, chair.network, chair.name) == (RoleKind.FORUM_CO_CHAIR, None, "")
    assert (seat.name, seat.network, seat.capacity) == ("A name", "SL", LAY)
    with pytest.raises(InvalidRecordError, match="on or after the first"):
        do(filled, end_forum_role, saved.id, until=date(2025, 1, 1), seen=seat.mark)
    do(filled, end_forum_role, saved.id, until=date(2026, 12, 31), seen=seat.mark)
    [_, leaving] = forum_seats(filled, actor=READER, on=TODAY)
    with pytest.raises(StaleRecordError):
        do(filled, end_forum_role, saved.id, until=TODAY, seen=seat.mark)
    assert leaving.name == "A name"
    do(filled, end_forum_role, saved.id, until=TODAY, seen=leaving.mark)
    assert do(filled, end_forum_role, saved.id, until=TODAY, seen="") == Saved(saved.id, None)
    assert [one.name for one in forum_seats(filled, actor=READER, on=TODAY)] == ["", ""]
    assert len(forum_seats(filled, actor=READER, on=date(2026, 11, 23))) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": RoleKind.AMBASSADOR}, "a role in the forum"),
        ({"network_code": None}, "the network that the member comes from"),
        ({"name_shown": "A name"}, "no name, unless this person agreed"),
        ({"until": date(2025, 12, 31)}, "on or after the first"),
        ({"since": date(2012, 1, 1)}, "a day from"),
    ],
)
def test_what_makes_no_seat_is_refused_with_a_sentence(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidRecordError, match=said):
        a_seat(**wrong)


def test_seats_of_unknown_networks_and_other_roles_are_not_found(filled_sqlite: Engine) -> None:
    with pytest.raises(NotFoundError, match="no such network"):
        do(filled_sqlite, save_forum_role, a_seat(network_code="XX"), key=new_key())
    other = Role(kind=RoleKind.AMBASSADOR, capacity=LAY, since=TODAY, provenance=Provenance.SUBMITTED)
    save(filled_sqlite, other)
    with pytest.raises(NotFoundError, match="no such role"):
        do(filled_sqlite, end_forum_role, other.id, until=TODAY, seen="")


def deeds(work: UnitOfWork) -> list[Callable[[], object]]:
    return [
        lambda: save_meeting(work, MeetingDraft(title="A", held_on=TODAY), key="k"),
        lambda: begin_meeting(work, 1),
        lambda: end_meeting(work, 1),
        lambda: remove_meeting(work, 1, seen=""),
        lambda: save_agenda(work, 1, [], seen=""),
        lambda: record_attendance(work, 1, [], seen=""),
        lambda: save_decision(work, 1, DecisionDraft(text="A"), key="k"),
        lambda: remove_decision(work, 1, 1, seen=""),
        lambda: save_forum_role(work, a_seat(), key="k"),
        lambda: end_forum_role(work, 1, until=TODAY, seen=""),
        lambda: save_action(
            work, ActionDraft(title="A", owner="B", due_on=TODAY, network_code="SL", meeting_id=1), key="k"
        ),
    ]


def test_only_forum_and_administrators_run_meetings_and_every_account_reads_them(
    filled_sqlite: Engine,
) -> None:
    plan(filled_sqlite)
    others = [an_actor(role) for role in UserRole if role not in {UserRole.FORUM, UserRole.ADMIN}]
    for actor in (PUBLIC, *others):
        with unit_of_work(filled_sqlite, actor=actor) as work:
            for deed in deeds(work):
                with pytest.raises(NotAllowedError, match="may not"):
                    deed()
    for actor in others:
        assert len(meetings(filled_sqlite, actor=actor)) == 1
    for asked in (
        lambda: meetings(filled_sqlite, actor=PUBLIC),
        lambda: read_meeting(filled_sqlite, actor=PUBLIC, meeting_id=1),
        lambda: forum_seats(filled_sqlite, actor=PUBLIC, on=TODAY),
    ):
        with pytest.raises(NotAllowedError, match="may not see the meetings"):
            asked()


def test_what_an_account_of_a_demonstration_plans_is_illustrative(filled_sqlite: Engine) -> None:
    account = a_demonstration_account(filled_sqlite, "SL")
    host = Actor(name="Forum", user_id=account.user_id, roles=frozenset({UserRole.FORUM}))
    plan(filled_sqlite, actor=host)
    assert only(filled_sqlite, Meeting).provenance is Provenance.ILLUSTRATIVE
    assert count(filled_sqlite, Action) == 0


def test_the_audit_page_names_meetings_decisions_and_seats_in_words(filled_sqlite: Engine) -> None:
    number = plan(filled_sqlite, chair_network="SL").id
    do(filled_sqlite, begin_meeting, number)
    do(filled_sqlite, save_decision, number, DecisionDraft(text="Meet in Leeds", view="reach"), key=new_key())
    do(filled_sqlite, save_forum_role, a_seat(), key=new_key())
    seat, decision, begun, planned = find_events(
        filled_sqlite, AuditSearch(), actor=an_actor(UserRole.ADMIN)
    ).entries
    assert [one.sentence for one in (planned, begun, decision, seat)] == [
        "PPI Forum added meeting of the forum: PPI Forum",
        "PPI Forum began meeting of the forum: PPI Forum",
        "PPI Forum added decision: Meet in Leeds",
        "PPI Forum added seat in the forum: Health Innovation SL, Member of the PPI Forum",
    ]
    assert ("State", "Planned", "Under way") in [(one.what, one.before, one.after) for one in begun.changes]
    assert "Health Innovation SL" in [one.after for one in planned.changes]
    assert {one.what for one in decision.changes} >= {"Text", "Figures looked at"}

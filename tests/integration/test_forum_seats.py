"""Who sits in the forum, who may run its meetings, and how the trail tells of both."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from data_access.commands.forum import ActionDraft, Saved, save_action
from data_access.commands.forum_roles import end_forum_role, save_forum_role
from data_access.commands.meeting_parts import (
    DecisionDraft,
    record_attendance,
    remove_decision,
    save_agenda,
    save_decision,
)
from data_access.commands.meetings import (
    MeetingDraft,
    begin_meeting,
    end_meeting,
    remove_meeting,
    save_meeting,
)
from data_access.commands.submissions import new_key
from data_access.queries.audit import AuditSearch, find_events
from data_access.queries.forum_seats import forum_seats
from data_access.queries.meetings import meetings, read_meeting
from data_access.tables import Action, Meeting, Role
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import PUBLIC, Actor
from domain.vocabulary import (
    Provenance,
    RoleKind,
    UserRole,
)
from tests.integration.factories import (
    a_demonstration_account,
    an_actor,
    count,
    only,
    save,
)
from tests.integration.meeting_scene import (
    LAY,
    READER,
    TODAY,
    a_seat,
    do,
    plan,
)

pytestmark = pytest.mark.usefixtures("fixed_day")


def test_a_seat_is_named_only_with_consent_and_no_name_is_shown_once_it_has_ended(filled: Engine) -> None:
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
    assert "A name" not in [one.name for one in forum_seats(filled, actor=READER, on=date(2027, 1, 1))]
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

"""The deeds with meetings of the forum, for every role: planned, run, decided in, and read."""

from collections.abc import Callable
from datetime import date
from typing import Any

from data_access.commands.forum_roles import ForumRoleDraft, save_forum_role
from data_access.commands.meeting_parts import (
    AgendaPointDraft,
    AttendanceDraft,
    DecisionDraft,
    record_attendance,
    save_agenda,
    save_decision,
    save_point,
)
from data_access.commands.meetings import (
    MeetingDraft,
    begin_meeting,
    end_meeting,
    save_meeting,
)
from data_access.commands.submissions import new_key
from data_access.queries.forum_seats import forum_seats
from data_access.queries.meetings import meetings, read_meeting
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.permissions import OPERATOR, Action
from domain.vocabulary import RaterKind, RoleKind

DAY = date(2026, 5, 1)
MEETING = 1


def doing(deed: Callable[[UnitOfWork, Any], object]) -> Callable[[Any], object]:
    """The deed in a transaction of whoever does it."""

    def do(scene: Any) -> object:
        with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
            return deed(work, scene)

    return do


def record_of(scene: Any) -> Any:
    """The meeting as somebody saw it who may."""
    return read_meeting(scene.store, actor=OPERATOR, meeting_id=MEETING)


def a_seat(scene: Any) -> ForumRoleDraft:
    """A lay member of the network that the deed is about."""
    return ForumRoleDraft(
        kind=RoleKind.FORUM_MEMBER, capacity=RaterKind.LAY, network_code=scene.network, since=DAY
    )


MEETING_DEEDS: tuple[tuple[str, Action, Callable[[Any], object]], ...] = (
    (
        "plan a meeting",
        Action.RUN_MEETINGS,
        doing(lambda work, _: save_meeting(work, MeetingDraft(title="A", held_on=DAY), key=new_key())),
    ),
    ("begin a meeting", Action.RUN_MEETINGS, doing(lambda work, _: begin_meeting(work, MEETING))),
    ("end a meeting", Action.RUN_MEETINGS, doing(lambda work, _: end_meeting(work, MEETING))),
    (
        "write an agenda",
        Action.RUN_MEETINGS,
        doing(
            lambda work, scene: save_agenda(
                work, MEETING, [AgendaPointDraft(title="A")], seen=record_of(scene).agenda_mark
            )
        ),
    ),
    (
        "add a point to an agenda",
        Action.RUN_MEETINGS,
        doing(lambda work, _: save_point(work, MEETING, AgendaPointDraft(title="A"), key=new_key())),
    ),
    (
        "say who came to a meeting",
        Action.RUN_MEETINGS,
        doing(
            lambda work, scene: record_attendance(
                work,
                MEETING,
                [AttendanceDraft(network_code=scene.network, capacity=RaterKind.LAY, people=2)],
                seen=record_of(scene).attendance_mark,
            )
        ),
    ),
    (
        "record a decision",
        Action.RUN_MEETINGS,
        doing(lambda work, _: save_decision(work, MEETING, DecisionDraft(text="A"), key=new_key())),
    ),
    (
        "give somebody a seat in the forum",
        Action.RUN_MEETINGS,
        doing(lambda work, scene: save_forum_role(work, a_seat(scene), key=new_key())),
    ),
    ("list meetings", Action.READ_MEETINGS, lambda scene: meetings(scene.store, actor=scene.actor)),
    (
        "read a meeting",
        Action.READ_MEETINGS,
        lambda scene: read_meeting(scene.store, actor=scene.actor, meeting_id=MEETING),
    ),
    (
        "see who sits in the forum",
        Action.READ_MEETINGS,
        lambda scene: forum_seats(scene.store, actor=scene.actor, on=DAY),
    ),
)

"""A forum that meets: a meeting planned, a deed of its host, a point, an action and a seat, each in one line."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.engine import Engine

from data_access.commands.forum import ActionDraft, Saved, draft_of, save_action
from data_access.commands.forum_roles import ForumRoleDraft
from data_access.commands.meeting_parts import (
    AgendaPointDraft,
)
from data_access.commands.meetings import (
    MeetingDraft,
    save_meeting,
)
from data_access.commands.submissions import new_key
from data_access.queries.meetings import MeetingRecord, read_meeting
from data_access.unit_of_work import unit_of_work
from domain.permissions import Actor
from domain.vocabulary import (
    RaterKind,
    RoleKind,
    UserRole,
)
from tests.integration.factories import (
    a_contributor,
    an_actor,
)

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
    return read_meeting(store, actor=HOST, meeting_id=number)


def agree(store: Engine, meeting_id: int | None, title: str, **changes: Any) -> Saved:
    number, seen = changes.pop("number", None), changes.pop("seen", "")
    given = {"title": title, "owner": "Involvement lead", "due_on": TODAY, "meeting_id": meeting_id} | changes
    with unit_of_work(store, actor=HOST) as work:
        return save_action(work, ActionDraft(**given), key=new_key(), number=number, seen=seen)


def points(*titles: str, **more: Any) -> list[AgendaPointDraft]:
    return [AgendaPointDraft(title=title, minutes=10, **more) for title in titles]


def a_seat(**changes: Any) -> ForumRoleDraft:
    given = {"kind": RoleKind.FORUM_MEMBER, "capacity": LAY, "network_code": "SL", "since": date(2026, 1, 1)}
    return draft_of(ForumRoleDraft, **given | changes)

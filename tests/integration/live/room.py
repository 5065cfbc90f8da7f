"""A room with a shared screen: a store that this process serves, a meeting, and people who look at it."""

import json
from datetime import date
from typing import Any

from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.types import ASGIApp

from components.server.live.routes import Live
from components.ui.session_cookie import PLAIN_NAME, signed
from data_access.commands.forum import draft_of
from data_access.commands.meeting_parts import AgendaPointDraft, save_agenda
from data_access.commands.meetings import MeetingDraft, save_meeting
from data_access.commands.sessions import hand_over, start_session
from data_access.commands.submissions import new_key
from data_access.queries.meetings import read_meeting
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import SignInWay, UserRole
from tests.integration.asking import Answer, ask
from tests.integration.factories import an_account

FIGURES = "/live/spectrum?network=SL"


def an_app(live: Live | None = None) -> ASGIApp:
    """The shared screens of a process that has just started."""
    return Starlette(routes=(live or Live()).routes())


def look(app: ASGIApp, path: str, **headers: str) -> Answer:
    """Open an address as a browser does; header names have underscores for hyphens."""
    asked = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(app, path, method="GET", headers=asked, body=b"")


def header(answer: Answer, name: str) -> str:
    """A header of an answer; "" where it is not there."""
    return dict(answer.headers).get(name, "")


def told(answer: Answer) -> dict[str, Any]:
    """What a deck, or a refusal of one, tells a script."""
    content: dict[str, Any] = json.loads(answer.body)
    return content


def cookie_of(store: Engine, role: UserRole) -> str:
    """The cookie of somebody with this role who is signed in."""
    started = start_session(store, user_id=an_account(store, role), way=SignInWay.PASSWORD)
    handed = hand_over(store, started.ticket)
    assert handed is not None
    return f"{PLAIN_NAME}={signed(handed)}"


def a_meeting(store: Engine, *points: dict[str, Any], held_on: date = date(2026, 11, 22)) -> int:
    """The number of a meeting with these points on its agenda."""
    draft = draft_of(MeetingDraft, title="Autumn meeting", held_on=held_on, place="Leeds")
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        number = save_meeting(work, draft, key=new_key(), number=None, seen="").id
    seen = read_meeting(store, actor=OPERATOR, meeting_id=number).agenda_mark
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        save_agenda(work, number, [draft_of(AgendaPointDraft, **one) for one in points], seen=seen)
    return number

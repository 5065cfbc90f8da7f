"""The host's buttons beside a shared screen: only for those who run meetings, only from our own page."""

import json

import pytest
from sqlalchemy.engine import Engine
from starlette.routing import Router

from components.server.dots.host import host_routes
from components.ui.session_cookie import PLAIN_NAME, signed
from data_access.commands.sessions import hand_over, start_session
from domain.vocabulary import SignInWay, UserRole
from tests.integration.asking import Answer
from tests.integration.asking import ask as ask_server
from tests.integration.dots.scene import ask, hold_meeting
from tests.integration.factories import an_account

ROUTER = Router(host_routes())
QUESTION = "/live/question/1"


def cookie(store: Engine, role: UserRole) -> dict[str, str]:
    """What the browser of somebody with this role sends."""
    user = an_account(store, role, (), name=role.label)
    handed = hand_over(store, start_session(store, user_id=user, way=SignInWay.PASSWORD).ticket)
    assert handed is not None
    return {"cookie": f"{PLAIN_NAME}={signed(handed)}"}


def press(button: str, **headers: str) -> Answer:
    return ask_server(ROUTER, f"{QUESTION}/{button}", headers=headers)


@pytest.fixture
def forum(served: Engine) -> dict[str, str]:
    """The cookie of somebody who runs meetings, before a question that is open."""
    hold_meeting(served)
    ask(served)
    return cookie(served, UserRole.FORUM)


def test_the_host_shows_the_dots_opens_again_and_keeps_them(forum: dict[str, str]) -> None:
    told = []
    for button in ("reveal", "reveal", "open-again", "open-again?round=1", "open-again?round=1", "close"):
        answer = press(button, **forum)
        assert answer.status == 200
        told.append(json.loads(answer.body))
    assert [(one["state"], one["round"]) for one in told] == [
        ("revealed", 1), ("revealed", 1), ("revealed", 1), ("open", 2), ("open", 2), ("closed", 2),
    ]  # fmt: skip
    refused = press("reveal", **forum)
    assert refused.status == 409
    assert "is kept" in json.loads(refused.body)["said"]


def test_nobody_else_can(forum: dict[str, str], served: Engine) -> None:
    assert press("reveal").status == 403
    assert press("reveal", **cookie(served, UserRole.LEADERSHIP)).status == 403
    for elsewhere in (
        {"origin": "https://elsewhere.example"}, {"origin": ""}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    ):  # fmt: skip
        assert press("reveal", **forum, **elsewhere).status == 403


def test_what_is_not_there_is_not_found(forum: dict[str, str]) -> None:
    assert press("shout", **forum).status == 404
    for number in ("9", "9" * 30):
        assert ask_server(ROUTER, f"/live/question/{number}/reveal", headers=forum).status == 404

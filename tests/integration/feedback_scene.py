"""Links and answers about one activity, as of one day, for the tests."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.feedback import (
    AnswerDraft,
    Given,
    SharedLinkDraft,
    give_answer,
    make_link,
)
from data_access.tables import Activity, FeedbackLink
from data_access.unit_of_work import unit_of_work
from domain.permissions import PUBLIC, Actor
from tests.integration.factories import a_contributor

TODAY = date(2026, 11, 22)
LATER = TODAY + timedelta(days=28)
STAFF = a_contributor("SL")


def shared(store: Engine, activity: Activity, *, most: int = 10, actor: Actor = STAFF) -> FeedbackLink:
    """A new link for everybody."""
    draft = SharedLinkDraft(activity_id=activity.id or 0, most_answers=most, closes_on=LATER)
    with unit_of_work(store, actor=actor, changes_facts=False) as work:
        link_id = make_link(work, draft)
    with Session(store) as session:
        link = session.get(FeedbackLink, link_id)
        assert link is not None
        return link


def answer(store: Engine, token: str, key: str, **typed: Any) -> Given:
    """One answer of the public."""
    with unit_of_work(store, actor=PUBLIC, changes_facts=False) as work:
        return give_answer(work, AnswerDraft(**{"at_the_heart": 4, **typed}), token=token, key=key)

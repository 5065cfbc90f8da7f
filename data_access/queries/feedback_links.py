"""Links for feedback as staff see them: activities to ask about, and the links that each of them has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.feedback import LinkState, link_state
from data_access.settings import get_settings
from data_access.tables import Activity, FeedbackLink
from domain.errors import NotFoundError
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import Provenance


@dataclass(frozen=True)
class ActivityToAsk:
    """An activity that people may be asked about."""

    id: int
    network: str
    reference: str
    title: str
    first: date
    is_illustrative: bool


@dataclass(frozen=True)
class LinkSet:
    """A link that many people use, or links used once each that were made together.

    `id` is that of the first; `answers` and `most_answers` count all of them together.
    """

    id: int
    label: str
    tokens: tuple[str, ...]
    is_single: bool
    answers: int
    most_answers: int
    closes_on: date
    made_by: str
    state: LinkState


def activities_to_ask(
    engine: Engine, *, networks: Collection[str], wanted: str = "", today: date, most: int = 50
) -> list[ActivityToAsk]:
    """Activities of these networks that have begun, newest first; `wanted` is in their title or reference."""
    query = (
        sa.select(Activity)
        .where(col(Activity.network_code).in_(sorted(networks)), col(Activity.start_date) <= today)
        .order_by(col(Activity.start_date).desc(), col(Activity.id).desc())
        .limit(most)
    )
    for word in wanted.split():
        query = query.where(
            col(Activity.title).icontains(word, autoescape=True)
            | col(Activity.local_reference).icontains(word, autoescape=True)
        )
    with Session(engine) as session:
        return [
            ActivityToAsk(
                id=row.id or 0,
                network=row.network_code,
                reference=row.local_reference,
                title=row.title,
                first=row.start_date,
                is_illustrative=row.provenance is Provenance.ILLUSTRATIVE,
            )
            for row in session.scalars(query)
        ]


def link_sets(engine: Engine, *, actor: Actor, activity_id: int) -> list[LinkSet]:
    """The links of an activity, newest first. Raises NotAllowedError and NotFoundError."""
    with Session(engine) as session:
        activity = session.get(Activity, activity_id)
        if activity is None:
            raise NotFoundError("There is no such activity.")
        check_may(actor, Action.INVITE_FEEDBACK, network=activity.network_code)
        links = session.scalars(
            sa.select(FeedbackLink)
            .where(col(FeedbackLink.activity_id) == activity_id)
            .order_by(col(FeedbackLink.made_at).desc(), col(FeedbackLink.id))
        ).all()
    return [_link_set(list(together)) for _, together in groupby(links, key=lambda link: link.made_at)]


def _link_set(links: list[FeedbackLink]) -> LinkSet:
    first, today = links[0], get_settings().current_day()
    states = [link_state(link, today=today) for link in links]
    return LinkSet(
        id=first.id or 0,
        label=first.label,
        tokens=tuple(link.token for link in links),
        is_single=first.most_answers == 1,
        answers=sum(link.answers for link in links),
        most_answers=sum(link.most_answers for link in links),
        closes_on=first.closes_on,
        made_by=first.made_by,
        # A set of which some are used up is open as long as one is.
        state=LinkState.OPEN if LinkState.OPEN in states else states[0],
    )

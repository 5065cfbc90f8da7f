"""What a link asks about, and what people answered: counted only together, as `domain.experience` has it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.feedback import LinkState, link_state, may_be_token
from data_access.settings import get_settings
from data_access.tables import Activity, Experience, FeedbackLink, Network
from domain.experience import HIGHEST_AGREEMENT, Answered, Bundle, Statement, bundles
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import Answer, Provenance


@dataclass(frozen=True)
class AskedAbout:
    """What somebody with a link may know: the activity, and whether the link takes an answer now."""

    title: str
    network: str
    first: date
    last: date | None
    is_illustrative: bool
    state: LinkState
    is_single: bool


def asked_about(engine: Engine, token: str) -> AskedAbout | None:
    """What the link with this token asks about; None where there is no such link."""
    if not may_be_token(token):
        return None
    with Session(engine) as session:
        found = session.execute(
            sa.select(FeedbackLink, Activity, col(Network.name))
            .join(Activity, col(Activity.id) == col(FeedbackLink.activity_id))
            .join(Network, col(Network.code) == col(Activity.network_code))
            .where(col(FeedbackLink.token) == token)
        ).one_or_none()
    if found is None:
        return None
    link, activity, network = found
    return AskedAbout(
        title=activity.title,
        network=network,
        first=activity.start_date,
        last=activity.end_date,
        is_illustrative=activity.provenance is Provenance.ILLUSTRATIVE,
        state=link_state(link, today=get_settings().current_day()),
        is_single=link.most_answers == 1,
    )


@dataclass(frozen=True)
class Comment:
    """What somebody wrote. `activity` is its title, "" where that could show who wrote it."""

    text: str
    activity: str
    warning: str


@dataclass(frozen=True)
class Answers:
    """What people answered about a network's activities, in bundles that keep them anonymous.

    `counted` answers are in all that follows; `waiting` ones are in nothing yet. `agreement` counts answers
    by statement and by agreement 0 to 4. `heard_back` counts them by whether staff recorded that they told
    people what came of it, and by what people say. `by_activity` is the agreement by title of an activity
    that has a bundle of its own.
    """

    counted: int = 0
    waiting: int = 0
    has_illustrative: bool = False
    agreement: Mapping[Statement, tuple[int, ...]] = field(default_factory=dict)
    heard_back: Mapping[tuple[bool, Answer], int] = field(default_factory=dict)
    by_activity: Mapping[str, Mapping[Statement, tuple[int, ...]]] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()


def answers_held(engine: Engine, *, network: str) -> int:
    """How many answers there are about this network's activities, counted without reading any."""
    held = (
        sa.select(sa.func.count())
        .select_from(Experience)
        .join(Activity, col(Activity.id) == col(Experience.activity_id))
        .where(col(Activity.network_code) == network)
    )
    with engine.connect() as connection:
        return connection.scalar(held) or 0


def network_answers(engine: Engine, *, actor: Actor, network: str, today: date) -> Answers:
    """What people answered about this network's activities. Raises NotAllowedError.

    No answer is counted but with others (`domain.experience.bundles`), and no comment is read before.
    """
    check_may(actor, Action.READ_FEEDBACK, network=network)
    rows = _answered(engine, network)
    found = bundles([Answered(row.activity_id, row.answered_on, _was_told(row)) for row in rows], today=today)
    counted = [rows[place] for bundle in found for place in bundle.places]
    own: dict[str, list[Any]] = defaultdict(list)
    for bundle in found:
        if bundle.activity is not None:
            members = [rows[place] for place in bundle.places]
            own[members[0].title] += members
    return Answers(
        counted=len(counted),
        waiting=len(rows) - len(counted),
        has_illustrative=any(row.provenance is Provenance.ILLUSTRATIVE for row in counted),
        agreement=_agreement(counted),
        heard_back=Counter((_was_told(row), row.heard_back) for row in counted),
        by_activity={title: _agreement(members) for title, members in sorted(own.items())},
        comments=tuple(_comments(rows, found)),
    )


def _answered(engine: Engine, network: str) -> Sequence[Any]:
    """All answers of a network, in an order that does not change when others are added in later weeks."""
    columns = [getattr(Experience, statement.value) for statement in Statement]
    query = (
        sa.select(
            col(Experience.activity_id),
            col(Experience.answered_on),
            *columns,
            col(Experience.heard_back),
            col(Experience.comment),
            col(Experience.comment_warning),
            col(Experience.provenance),
            col(Activity.title),
            col(Activity.reported_back_on),
        )
        .join(Activity, col(Activity.id) == col(Experience.activity_id))
        .where(col(Activity.network_code) == network)
        .order_by(col(Experience.answered_on), col(Experience.activity_id), col(Experience.id))
    )
    with engine.connect() as connection:
        return connection.execute(query).all()


def _was_told(row: Any) -> bool:
    return row.reported_back_on is not None


def _agreement(rows: Sequence[Any]) -> dict[Statement, tuple[int, ...]]:
    levels = range(HIGHEST_AGREEMENT + 1)
    counts = {statement: Counter(getattr(row, statement.value) for row in rows) for statement in Statement}
    return {statement: tuple(counts[statement][level] for level in levels) for statement in Statement}


def _comments(rows: Sequence[Any], found: Sequence[Bundle]) -> Iterator[Comment]:
    """The comments by activity, then by their own text, so that their order says nothing of their day."""
    said = [
        Comment(
            rows[place].comment,
            "" if bundle.activity is None else rows[place].title,
            rows[place].comment_warning,
        )
        for bundle in found
        for place in bundle.places
        if rows[place].comment
    ]
    yield from sorted(said, key=lambda comment: (not comment.activity, comment.activity, comment.text))

"""Links for feedback, made and closed by staff; and the anonymous answers that come in through them."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Annotated

import sqlalchemy as sa
from pydantic import Field
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.drafts import BrokenRule, CleanText, Draft
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.settings import get_settings
from data_access.tables import Activity, Experience, FeedbackLink
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork
from domain.errors import NotFoundError
from domain.experience import HIGHEST_AGREEMENT, Statement
from domain.permissions import Action, check_may
from domain.personal_details import personal_detail_in
from domain.vocabulary import Answer, Code, Provenance

MOST_ANSWERS = 5_000
MOST_PIECES = 200
LONGEST_OPEN = timedelta(days=366)
LONGEST_COMMENT, LONGEST_WARNING = 2_000, 60
# No 0, 1, l or o, which are mixed up on paper: 26 of these 32 hold 130 bits.
LETTERS = "23456789abcdefghijkmnpqrstuvwxyz"
LETTERS_IN_A_TOKEN = 26
# The numbers of answers are drawn from here, so that their order does not say when they came. No number that
# the store counts up by itself comes near, and PostgreSQL's largest stays far.
EXPERIENCE_IDS = range(1_000_000_000, 1_500_000_000)

_Agreement = Annotated[int, Field(ge=0, le=HIGHEST_AGREEMENT)] | None


class LinkState(Code):
    """Whether a link takes an answer now."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    OVER = "over", "Its last day has passed"
    FULL = "full", "It has taken all its answers"


class Given(Code):
    """What became of an answer that was handed in."""

    COUNTED = "counted", "Counted"
    BEFORE = "before", "Counted before"
    REFUSED = "refused", "The link takes no more answers"


class _LinkDraft(Draft):
    activity_id: int
    label: CleanText = Field(default="", max_length=120)
    closes_on: date

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """A link closes on a day to come, within a year."""
        yield from super().broken_rules(today)
        if not today <= self.closes_on <= today + LONGEST_OPEN:
            last = today + LONGEST_OPEN
            yield BrokenRule("closes_on", f"a day from {today:%d/%m/%Y} to {last:%d/%m/%Y}")


class SharedLinkDraft(_LinkDraft):
    """A link that many people use, as handed in."""

    most_answers: int = Field(ge=1, le=MOST_ANSWERS)


class SingleLinksDraft(_LinkDraft):
    """Links that are used once each, as handed in."""

    pieces: int = Field(ge=1, le=MOST_PIECES)


class AnswerDraft(Draft):
    """One person's answers as handed in; what is None was left out."""

    behaves_differently: _Agreement = None
    can_do_more: _Agreement = None
    at_the_heart: _Agreement = None
    judge_of_good: _Agreement = None
    heard_back: Answer = Answer.NOT_RECORDED
    comment: CleanText = Field(default="", max_length=LONGEST_COMMENT)
    language: str = Field(default="en-GB", max_length=10)

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """Something was answered."""
        yield from super().broken_rules(today)
        answered = any(getattr(self, statement) is not None for statement in Statement)
        if not (answered or self.comment or self.heard_back is not Answer.NOT_RECORDED):
            yield BrokenRule("comment", "an answer or a comment")


def make_link(work: UnitOfWork, draft: SharedLinkDraft) -> int:
    """Make a link that many people use; answers its id. Raises NotAllowedError and NotFoundError."""
    return _make(work, draft, most_answers=draft.most_answers, pieces=1)[0]


def make_single_links(work: UnitOfWork, draft: SingleLinksDraft) -> list[int]:
    """Make links that are used once each; answers their ids. Raises NotAllowedError and NotFoundError."""
    return _make(work, draft, most_answers=1, pieces=draft.pieces)


def close_link(work: UnitOfWork, link_id: int) -> None:
    """Close a link, or all links of its set, for good. Raises NotAllowedError and NotFoundError."""
    link = work.session.get(FeedbackLink, link_id)
    if link is None:
        raise NotFoundError("There is no such link.")
    _check_may_invite(work, link.activity_id)
    links = [one for one in _set_of(work.session, link) if not one.is_closed]
    for one in links:
        one.is_closed = True
    if links:
        before, after = _values_of(links, is_closed=False), _values_of(links, is_closed=True)
        work.audit("changed", "feedback_link", links[0].id, before=before, after=after)


def may_be_token(text: str) -> bool:
    """Whether a text has the shape of a token, so that nothing else is ever asked of the store."""
    return len(text) == LETTERS_IN_A_TOKEN and set(text) <= set(LETTERS)


def link_state(link: FeedbackLink, *, today: date) -> LinkState:
    """Whether the link takes an answer on this day."""
    if link.is_closed:
        return LinkState.CLOSED
    if today > link.closes_on:
        return LinkState.OVER
    return LinkState.FULL if link.answers >= link.most_answers else LinkState.OPEN


def was_handed_in(engine: Engine, key: str) -> bool:
    """Whether the form with this key was saved already."""
    with Session(engine) as session:
        return handed_in(session, key) is not None


def give_answer(work: UnitOfWork, draft: AnswerDraft, *, token: str, key: str) -> Given:
    """Save one person's answers, once for each key of a form, while the link takes any.

    What is saved holds the day and neither a moment nor the link. Raises NotAllowedError, and NotFoundError
    for an unknown link.
    """
    check_may(work.actor, Action.GIVE_FEEDBACK)
    if handed_in(work.session, key) is not None:
        return Given.BEFORE
    link = work.session.scalars(sa.select(FeedbackLink).where(col(FeedbackLink.token) == token)).one_or_none()
    if link is None:
        raise NotFoundError("There is no such link.")
    today = get_settings().current_day()
    if not _take_a_place(work.session, link, today):
        return Given.REFUSED
    activity = _the_activity(work.session, link.activity_id)
    is_illustrative = activity.provenance is Provenance.ILLUSTRATIVE
    work.session.add(
        Experience(
            id=_unused_id(work.session),
            activity_id=link.activity_id,
            answered_on=today,
            **draft.model_dump(),
            comment_warning=personal_detail_in(draft.comment, longest=LONGEST_WARNING) or "",
            provenance=Provenance.ILLUSTRATIVE if is_illustrative else Provenance.SUBMITTED,
            provenance_note=activity.provenance_note if is_illustrative else "",
        )
    )
    note_handed_in(work.session, key, record_type="experience")
    # The event names the activity, not the answer nor the link: it says that one came, never which.
    work.audit("added", "experience", f"activity {link.activity_id}", note="One anonymous answer")
    return Given.COUNTED


def _take_a_place(session: Session, link: FeedbackLink, today: date) -> bool:
    """Count one answer in a single statement, which finds no row once the link takes no more."""
    taken = session.execute(
        sa.update(FeedbackLink)
        .where(
            col(FeedbackLink.id) == link.id,
            col(FeedbackLink.is_closed).is_(False),
            col(FeedbackLink.closes_on) >= today,
            col(FeedbackLink.answers) < col(FeedbackLink.most_answers),
        )
        .values(answers=col(FeedbackLink.answers) + 1)
        .execution_options(synchronize_session=False)
        .returning(col(FeedbackLink.id))
    )
    return taken.first() is not None


def _unused_id(session: Session) -> int:
    while True:
        drawn = EXPERIENCE_IDS.start + secrets.randbelow(len(EXPERIENCE_IDS))
        if session.get(Experience, drawn) is None:
            return drawn


def _make(
    work: UnitOfWork, draft: SharedLinkDraft | SingleLinksDraft, *, most_answers: int, pieces: int
) -> list[int]:
    _check_may_invite(work, draft.activity_id)
    # One moment for all of a set: it is what holds them together.
    made_at = now()
    links = [
        FeedbackLink(
            activity_id=draft.activity_id,
            token=_new_token(),
            label=draft.label,
            most_answers=most_answers,
            closes_on=draft.closes_on,
            made_at=made_at,
            made_by=work.actor.name,
        )
        for _ in range(pieces)
    ]
    work.session.add_all(links)
    work.session.flush()
    work.audit("added", "feedback_link", links[0].id, after=_values_of(links, is_closed=False))
    return [link.id or 0 for link in links]


def _check_may_invite(work: UnitOfWork, activity_id: int) -> None:
    network = _the_activity(work.session, activity_id).network_code
    check_may(work.actor, Action.INVITE_FEEDBACK, network=network)


def _the_activity(session: Session, activity_id: int) -> Activity:
    activity = session.get(Activity, activity_id)
    if activity is None:
        raise NotFoundError("There is no such activity.")
    return activity


def _set_of(session: Session, link: FeedbackLink) -> Sequence[FeedbackLink]:
    same = sa.select(FeedbackLink).where(
        col(FeedbackLink.activity_id) == link.activity_id, col(FeedbackLink.made_at) == link.made_at
    )
    return session.scalars(same.order_by(col(FeedbackLink.id))).all()


def _values_of(links: Sequence[FeedbackLink], *, is_closed: bool) -> dict[str, int | str | bool | date]:
    """What the audit trail keeps of the links of a set: never their tokens, which open the form."""
    first = links[0]
    return {
        "activity_id": first.activity_id,
        "label": first.label,
        "links": len(links),
        "most_answers": first.most_answers,
        "closes_on": first.closes_on,
        "is_closed": is_closed,
    }


def _new_token() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_A_TOKEN))

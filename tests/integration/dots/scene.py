"""A meeting under way, its question and its phones, as the tests of dots need them."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.dot_placing import Placing, place_dots
from data_access.commands.dots import QuestionDraft, open_question
from data_access.commands.submissions import new_key
from data_access.tables import Dot, DotQuestion, Meeting
from data_access.unit_of_work import unit_of_work
from domain.dot_question import mark_of_words
from domain.permissions import Actor
from domain.vocabulary import DotKind, DotScale, MeetingState, Provenance, RaterKind, UserRole
from tests.integration.factories import an_actor, save

FORUM = an_actor(UserRole.FORUM, ())
CODE = "KMRTX"
STATEMENT = QuestionDraft(kind=DotKind.STATEMENT, asked="We hear people early enough.")
AT_CUBE = {DotScale.VOICE: 10, DotScale.WAYS: 20, DotScale.CONCERNS: 30, DotScale.CHANGE: 40}


def a_meeting(state: MeetingState = MeetingState.LIVE) -> Meeting:
    """Meeting 1, with the code of its room."""
    return Meeting(
        id=1, title="Autumn", held_on=date(2026, 11, 22), state=state, room_code=CODE,
        provenance=Provenance.SUBMITTED,
    )  # fmt: skip


def hold_meeting(store: Engine) -> None:
    """Put meeting 1 into the store, under way."""
    save(store, a_meeting())


def ask(store: Engine, draft: QuestionDraft = STATEMENT, *, actor: Actor = FORUM) -> int:
    """Open a question to the room of meeting 1; answers its number."""
    with unit_of_work(store, actor=actor, changes_facts=False) as work:
        return open_question(work, draft, meeting_id=1, key=new_key()).id


def place(
    store: Engine,
    question: int,
    value: int = 3,
    *,
    phone: str = "phone",
    capacity: RaterKind = RaterKind.LAY,
    round_number: int = 1,
    values: Mapping[DotScale, int] | None = None,
    words: str | None = None,
) -> None:
    """Place a dot on a statement, or those of `values`."""
    given = values or {DotScale.AGREEMENT: value}
    read = words_of_question(store, question) if words is None else words
    place_dots(store, Placing(question, round_number, read, phone, capacity, given))


def words_of_question(store: Engine, question: int) -> str:
    """The mark of a question as it is asked now; "" where there is none."""
    with Session(store) as session:
        row = session.get(DotQuestion, question)
        return mark_of_words(row.asked) if row else ""


def dots(store: Engine) -> list[Dot]:
    """All dots in the store, as they came."""
    with Session(store) as session:
        return list(session.scalars(sa.select(Dot).order_by(sa.text("id"))))

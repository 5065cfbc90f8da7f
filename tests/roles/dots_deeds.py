"""The deeds with questions to the room, for every role: asked, and read."""

from collections.abc import Callable
from typing import Any

from data_access.commands.dots import QuestionDraft, close_open_questions, open_question
from data_access.commands.submissions import new_key
from data_access.queries.dots import question_on_show, questions_of
from data_access.unit_of_work import unit_of_work
from domain.permissions import Action
from domain.vocabulary import DotKind

MEETING = 1


def ask_the_room(scene: Any) -> object:
    draft = QuestionDraft(kind=DotKind.STATEMENT, asked="We hear people early enough.")
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        return open_question(work, draft, meeting_id=MEETING, key=new_key())


def close_all(scene: Any) -> object:
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        return close_open_questions(work, MEETING)


DOTS_DEEDS: tuple[tuple[str, Action, Callable[[Any], object]], ...] = (
    ("ask the room", Action.RUN_MEETINGS, ask_the_room),
    ("close what the room was asked", Action.RUN_MEETINGS, close_all),
    (
        "read what the room was asked",
        Action.READ_MEETINGS,
        lambda scene: questions_of(scene.store, actor=scene.actor, meeting_id=MEETING),
    ),
    (
        "read what is on show",
        Action.READ_MEETINGS,
        lambda scene: question_on_show(scene.store, actor=scene.actor, meeting_id=MEETING),
    ),
)

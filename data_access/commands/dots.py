"""Writes questions to the room: opened, shown, opened again and kept by the host, each with its trail."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from pydantic import Field
from sqlmodel import Session, col

from data_access.commands.drafts import BrokenRule, CleanText, Draft
from data_access.commands.forum import Saved, draft_of
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.queries.dots import (
    ON_SHOW,
    THERE_IS_NONE,
    question_rounds,
    question_scales,
)
from data_access.queries.meetings import THERE_IS_NONE as THERE_IS_NO_MEETING
from data_access.tables import Activity, Dot, DotQuestion, Meeting, Network
from data_access.tables.base import now, number_of
from data_access.unit_of_work import UnitOfWork, row_values
from domain.audit_words import AuditAction, AuditedKind
from domain.dot_words import result_sentence
from domain.dots import results_of
from domain.errors import InvalidRecordError, NotFoundError
from domain.permissions import Action, check_may
from domain.vocabulary import ChangeAction, DotKind, DotState, MeetingState

NOT_UNDER_WAY = "A question can be opened only while its meeting is under way. Begin the meeting first."
ONE_AT_A_TIME = "Another question is on show. Close it first: the room answers one question at a time."
HAS_DOTS = "People have placed dots on this question, so its words stay as they are."
IS_KEPT = "This question is closed, and what came of it is kept. Open a new question in its place."
NOT_SHOWN_YET = "The dots of this round are not shown yet. Show them first, then open the question again."
LABELS = {"asked": "Question", "evidence": "Evidence", "network_code": "Network", "activity_id": "Activity"}
"""What the fields of a question are called on its form."""


class QuestionWords(Draft):
    """How a question is asked, and what is written beside it."""

    asked: CleanText = Field(min_length=1, max_length=300)
    evidence: CleanText = Field(default="", max_length=2_000)


class QuestionDraft(QuestionWords):
    """A question as the host hands it in: about a network, about an activity, or free."""

    kind: DotKind
    network_code: str | None = None
    activity_id: int | None = None
    hides_dots: bool = True

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """It is about what its kind says, and about nothing else."""
        yield from super().broken_rules(today)
        if (self.kind is DotKind.SPECTRUM) != (self.network_code is not None):
            yield BrokenRule("network_code", "a network, where the question is about its place, or none")
        if (self.kind is DotKind.RUNG) != (self.activity_id is not None):
            yield BrokenRule("activity_id", "an activity, where the question is about its rung, or none")


def open_question(work: UnitOfWork, draft: QuestionDraft, *, meeting_id: int, key: str) -> Saved:
    """Open a question to the room of a meeting under way; `key` is that of the form.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError before and after the meeting, and while another
    question is on show.
    """
    check_may(work.actor, Action.RUN_MEETINGS)
    if done := handed_in(work.session, key):
        return Saved(int(done.record_id), None)
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFoundError(THERE_IS_NO_MEETING)
    if meeting.state is not MeetingState.LIVE:
        raise InvalidRecordError(NOT_UNDER_WAY)
    if _on_show(work.session, meeting_id):
        raise InvalidRecordError(ONE_AT_A_TIME)
    _check_known(work.session, draft)
    row = DotQuestion(meeting_id=meeting_id, **dict(draft))
    work.session.add(row)
    work.session.flush()
    note_handed_in(work.session, key, record_type=AuditedKind.DOT_QUESTION.value, record_id=number_of(row))
    work.audit(AuditAction.OPENED.value, AuditedKind.DOT_QUESTION.value, row.id, after=row_values(row))
    return Saved(number_of(row), ChangeAction.ADDED)


def change_wording(work: UnitOfWork, question_id: int, *, asked: str, evidence: str) -> Saved:
    """Say an open question, or what is written beside it, in other words, as long as nobody placed a dot.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError, also for words that no question can have.
    """
    row = _question_to_write(work, question_id)
    if row.state is not DotState.OPEN:
        raise InvalidRecordError(IS_KEPT if row.state is DotState.CLOSED else HAS_DOTS)
    if _has_dots(work.session, question_id):
        raise InvalidRecordError(HAS_DOTS)
    words = draft_of(QuestionWords, LABELS, asked=asked, evidence=evidence)
    if (row.asked, row.evidence) == (words.asked, words.evidence):
        return Saved(question_id, None)
    before = row_values(row)
    row.asked, row.evidence = words.asked, words.evidence
    return _changed(work, row, AuditAction.CHANGED, before)


def reveal(work: UnitOfWork, question_id: int) -> Saved:
    """Show the dots; from then on none is placed or moved. Those that are shown stay so.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError for a question that is closed.
    """
    row = _question_to_write(work, question_id)
    _check_is_not_kept(row)
    if row.state is DotState.REVEALED:
        return Saved(question_id, None)
    before = row_values(row)
    row.state, row.revealed_at = DotState.REVEALED, now()
    return _changed(work, row, AuditAction.REVEALED, before)


def open_again(work: UnitOfWork, question_id: int, *, seen_round: int) -> Saved:
    """Open a question whose dots were shown for another round; the earlier dots stay.

    `seen_round` is the round that the host has seen: a second click opens no third round. Raises NotAllowedError,
    NotFoundError, and InvalidRecordError for a question that is closed or not shown yet.
    """
    row = _question_to_write(work, question_id)
    _check_is_not_kept(row)
    if row.round != seen_round:
        return Saved(question_id, None)
    if row.state is DotState.OPEN:
        raise InvalidRecordError(NOT_SHOWN_YET)
    if work.session.get_one(Meeting, row.meeting_id).state is not MeetingState.LIVE:
        raise InvalidRecordError(NOT_UNDER_WAY)
    before = row_values(row)
    row.state, row.revealed_at, row.round = DotState.OPEN, None, row.round + 1
    return _changed(work, row, AuditAction.OPENED_AGAIN, before)


def close_and_keep(work: UnitOfWork, question_id: int) -> Saved:
    """Close a question and keep what came of each round, which the trail has too; one that is closed stays so.

    Raises NotAllowedError and NotFoundError.
    """
    row = _question_to_write(work, question_id)
    if row.state is DotState.CLOSED:
        return Saved(question_id, None)
    before = row_values(row)
    row.state, row.closed_at = DotState.CLOSED, now()
    work.session.flush()
    scales = question_scales(work.session, row.kind)
    results = {
        f"result_of_round_{one.number}": result_sentence(results_of(one.dots, scales=scales))
        for one in question_rounds(work.session, row)
    }
    return _changed(work, row, AuditAction.CLOSED, before, more=results)


def close_open_questions(work: UnitOfWork, meeting_id: int) -> None:
    """Close and keep whatever is on show when a meeting ends. Raises NotAllowedError."""
    check_may(work.actor, Action.RUN_MEETINGS)
    for number in _on_show(work.session, meeting_id):
        close_and_keep(work, number)


def _question_to_write(work: UnitOfWork, question_id: int) -> DotQuestion:
    check_may(work.actor, Action.RUN_MEETINGS)
    row = work.session.get(DotQuestion, question_id, with_for_update=True)
    if row is None:
        raise NotFoundError(THERE_IS_NONE)
    return row


def _changed(
    work: UnitOfWork,
    row: DotQuestion,
    action: AuditAction,
    before: Mapping[str, Any],
    *,
    more: Mapping[str, Any] | None = None,
) -> Saved:
    work.session.flush()
    after = {**row_values(row), **(more or {})}
    work.audit(action.value, AuditedKind.DOT_QUESTION.value, row.id, before=before, after=after)
    return Saved(number_of(row), ChangeAction.CHANGED)


def _check_is_not_kept(row: DotQuestion) -> None:
    if row.state is DotState.CLOSED:
        raise InvalidRecordError(IS_KEPT)


def _check_known(session: Session, draft: QuestionDraft) -> None:
    if draft.network_code is not None and session.get(Network, draft.network_code) is None:
        raise NotFoundError("There is no such network.")
    if draft.activity_id is not None and session.get(Activity, draft.activity_id) is None:
        raise NotFoundError("There is no such activity.")


def _on_show(session: Session, meeting_id: int) -> list[int]:
    asked = sa.select(col(DotQuestion.id)).where(
        col(DotQuestion.meeting_id) == meeting_id, col(DotQuestion.state).in_(ON_SHOW)
    )
    return list(session.scalars(asked))


def _has_dots(session: Session, question_id: int) -> bool:
    asked = sa.select(col(Dot.id)).where(col(Dot.question_id) == question_id).limit(1)
    return session.scalar(asked) is not None

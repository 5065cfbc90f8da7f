"""Writes the parts of a meeting: its agenda, how many came, and what it decided."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated

import sqlalchemy as sa
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlalchemy.orm import Session
from sqlmodel import col

from data_access.commands.drafts import BrokenRule, CleanText, Draft
from data_access.commands.forum import Saved, check_fresh, mark_of
from data_access.commands.meetings import check_has_come, meeting_to_write, write
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.queries.meeting_rows import agenda_rows, attendance_rows, mark_of_point, mark_of_rows
from data_access.tables import AgendaItem, Attendance, Decision, DotQuestion, Meeting, Network, Snapshot
from data_access.tables.base import number_of
from data_access.unit_of_work import UnitOfWork, row_values
from domain.audit_words import AuditedKind
from domain.dot_words import WHO
from domain.errors import InvalidRecordError, NotFoundError
from domain.screens import EXPECTED, ScreenKind, read_screen
from domain.vocabulary import ChangeAction, RaterKind

LABELS = {
    "title": "Point", "minutes": "Minutes", "lead": "Lead", "screen": "What the screen shows",
    "notes": "Presenter’s notes", "people": "How many came", "text": "Decision", "view": "The figures looked at",
    "question_id": "What the room’s dots said", "due_on": "Due", "done_on": "Done on",
}  # fmt: skip
"""What the fields of an agenda, of attendance and of a decision are called on their forms."""
POINT = ("title", "minutes", "lead", "screen", "notes")
"""What a person says of a point; its place is no part of it."""
MOST_POINTS = 60
MOST_PEOPLE = 500


def _screen(address: str) -> str:
    """The address as it is kept, whichever way somebody copied it; "" shows nothing."""
    try:
        return read_screen(address).text if address else ""
    except InvalidRecordError as error:
        said = EXPECTED.removeprefix("Give ").removesuffix(".")
        raise PydanticCustomError("screen", "expected {expected}", {"expected": said}) from error


Screen = Annotated[CleanText, AfterValidator(_screen)]


class AgendaPointDraft(Draft):
    """A point of an agenda as handed in; `id` is that of the point that it changes, None for a new one."""

    id: int | None = None
    title: CleanText = Field(min_length=1, max_length=200)
    minutes: int = Field(default=0, ge=0, le=480)
    lead: CleanText = Field(default="", max_length=120)
    screen: Screen = Field(default="", max_length=1_000)
    notes: CleanText = Field(default="", max_length=4_000)


class AttendanceDraft(Draft):
    """How many staff or lay members of a network came; 0 takes back what was said."""

    network_code: str
    capacity: RaterKind
    people: int = Field(ge=0, le=MOST_PEOPLE)


class DecisionDraft(Draft):
    """A decision as handed in, with the view that was looked at, and the question that it answers."""

    text: CleanText = Field(min_length=1, max_length=2_000)
    view: Screen = Field(default="", max_length=1_000)
    snapshot_id: int | None = None
    question_id: int | None = None
    due_on: date | None = None
    done_on: date | None = None

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """What is done was done on a day that has come."""
        if self.done_on is not None and self.done_on > today:
            yield BrokenRule("done_on", "the day on which it was done, today or earlier")


def save_agenda(work: UnitOfWork, number: int, points: Sequence[AgendaPointDraft], *, seen: str) -> Saved:
    """Give a meeting these points in this order; a point that is not among them goes.

    `seen` is the mark of the agenda as it was shown. Raises NotAllowedError, NotFoundError, InvalidRecordError for too
    many points or for a question of another meeting, and StaleRecordError where somebody changed it meanwhile.
    """
    meeting = meeting_to_write(work, number)
    rows = agenda_rows(work.session, number)
    if _says_the_same(rows, points):
        return Saved(number, None)
    check_fresh(mark_of_rows(rows), seen)
    if len(points) > MOST_POINTS:
        raise InvalidRecordError(f"An agenda holds at most {MOST_POINTS} points.")
    _check_questions(work.session, number, points)
    before = _agenda_trace(meeting, rows)
    _settle_agenda(work.session, number, rows, points)
    after = _agenda_trace(meeting, agenda_rows(work.session, number))
    work.audit(ChangeAction.CHANGED.value, AuditedKind.AGENDA.value, number, before=before, after=after)
    return Saved(number, ChangeAction.CHANGED)


def save_point(work: UnitOfWork, number: int, draft: AgendaPointDraft, *, key: str, seen: str = "") -> Saved:
    """Add a point at the end of a meeting's agenda, or change the one that the draft names, wherever it stands by now.

    The other points stay as they are stored. `key` is that of the form, so that a second click saves nothing; `seen` is
    the mark of the point as it was shown. Raises as `save_agenda` does, and NotFoundError where the point is gone.
    """
    meeting_to_write(work, number)
    if handed_in(work.session, key):
        return Saved(number, None)
    rows = agenda_rows(work.session, number)
    points = [_draft_of_point(row) for row in rows]
    if draft.id is None:
        points.append(draft)
    else:
        places = [place for place, row in enumerate(rows) if row.id == draft.id]
        if not places:
            raise NotFoundError("There is no such point on the agenda any more.")
        (place,) = places
        if points[place] == draft:
            return Saved(number, None)
        check_fresh(mark_of_point(rows[place]), seen)
        points[place] = draft
    saved = save_agenda(work, number, points, seen=mark_of_rows(rows))
    note_handed_in(work.session, key, record_type=AuditedKind.AGENDA.value, record_id=number)
    return saved


def record_attendance(
    work: UnitOfWork, number: int, counts: Sequence[AttendanceDraft], *, seen: str
) -> Saved:
    """Say how many came, in place of what was said before; nobody is named.

    `seen` is the mark of the attendance as it was shown. Raises NotAllowedError, NotFoundError, InvalidRecordError
    where the meeting is still to come, and StaleRecordError where somebody changed it meanwhile.
    """
    meeting = meeting_to_write(work, number)
    rows = attendance_rows(work.session, number)
    wanted = {(one.network_code, one.capacity): one.people for one in counts if one.people}
    held = {(row.network_code, row.capacity): row for row in rows}
    if wanted == {key: row.people for key, row in held.items()}:
        return Saved(number, None)
    check_has_come(meeting)
    check_fresh(mark_of_rows(rows), seen)
    before = _attendance_trace(meeting, rows)
    for key in held.keys() - wanted.keys():
        work.session.delete(held[key])
    for (network, capacity), people in wanted.items():
        if work.session.get(Network, network) is None:
            raise NotFoundError("There is no such network.")
        row = held.get((network, capacity))
        if row is None:
            row = Attendance(meeting_id=number, network_code=network, capacity=capacity, people=people)
        row.people = people
        work.session.add(row)
    work.session.flush()
    after = _attendance_trace(meeting, attendance_rows(work.session, number))
    work.audit(ChangeAction.CHANGED.value, AuditedKind.ATTENDANCE.value, number, before=before, after=after)
    return Saved(number, ChangeAction.CHANGED)


def save_decision(
    work: UnitOfWork,
    meeting_id: int,
    draft: DecisionDraft,
    *,
    key: str,
    number: int | None = None,
    seen: str = "",
) -> Saved:
    """Record what a meeting decided, or change the decision with this number.

    `key` is that of the form, so that a second click saves nothing; `seen` is the mark of the decision as it
    was shown. Raises as `record_attendance` does, and InvalidRecordError for frozen figures or a question of another
    meeting.
    """
    meeting = meeting_to_write(work, meeting_id)
    if done := handed_in(work.session, key):
        return Saved(int(done.record_id), None)
    check_has_come(meeting)
    _check_rests_on(work.session, meeting_id, draft)
    if number is None:
        row = Decision(
            meeting_id=meeting_id, position=_next_position(work.session, meeting_id), **dict(draft)
        )
        work.session.add(row)
        work.session.flush()
        work.audit(ChangeAction.ADDED.value, AuditedKind.DECISION.value, row.id, after=row_values(row))
        action = ChangeAction.ADDED
    else:
        row = _decision_to_write(work, meeting_id, number)
        if all(getattr(row, name) == value for name, value in draft):
            return Saved(number, None)
        check_fresh(mark_of(row), seen)
        write(work, row, AuditedKind.DECISION, draft)
        action = ChangeAction.CHANGED
    note_handed_in(work.session, key, record_type=AuditedKind.DECISION.value, record_id=number_of(row))
    return Saved(number_of(row), action)


def remove_decision(work: UnitOfWork, meeting_id: int, number: int, *, seen: str) -> None:
    """Take back a decision that was recorded by mistake; raises as `save_decision` does."""
    meeting_to_write(work, meeting_id)
    row = _decision_to_write(work, meeting_id, number)
    check_fresh(mark_of(row), seen)
    work.audit(ChangeAction.REMOVED.value, AuditedKind.DECISION.value, number, before=row_values(row))
    work.session.delete(row)


def _draft_of_point(row: AgendaItem) -> AgendaPointDraft:
    """A point as it is stored, to be handed in again."""
    return AgendaPointDraft(id=row.id, **{name: getattr(row, name) for name in POINT})


def _says_the_same(rows: Sequence[AgendaItem], points: Sequence[AgendaPointDraft]) -> bool:
    held, wanted = ([[getattr(one, name) for name in POINT] for one in several] for several in (rows, points))
    return held == wanted


def _check_questions(session: Session, meeting_id: int, points: Iterable[AgendaPointDraft]) -> None:
    """A question stands on the agenda of its own meeting alone."""
    for point in points:
        screen = read_screen(point.screen) if point.screen else None
        if screen and screen.kind is ScreenKind.QUESTION:
            _check_is_of_meeting(session.get(DotQuestion, int(screen.name)), meeting_id, "question")


def _settle_agenda(
    session: Session, meeting_id: int, rows: Sequence[AgendaItem], points: Sequence[AgendaPointDraft]
) -> None:
    by_id = {row.id: row for row in rows}
    kept = {point.id for point in points} & by_id.keys()
    for row in rows:
        # Out of the way first: no two points may stand in one place, not even while they change places.
        row.position = -row.position
        if row.id not in kept:
            session.delete(row)
    session.flush()
    for position, point in enumerate(points, 1):
        found = by_id.pop(point.id, None) if point.id in kept else None
        row = found or AgendaItem(meeting_id=meeting_id, position=position, title=point.title)
        row.position = position
        for name, value in point:
            if name != "id":
                setattr(row, name, value)
        session.add(row)
    session.flush()


def _agenda_trace(meeting: Meeting, rows: Iterable[AgendaItem]) -> dict[str, object]:
    points = [
        " · ".join(
            part
            for part in (
                f"{row.position}. {row.title}",
                f"{row.minutes} minutes",
                row.lead,
                row.screen,
                row.notes,
            )
            if part
        )
        for row in rows
    ]
    return {"title": meeting.title, "points": points}


def _attendance_trace(meeting: Meeting, rows: Iterable[Attendance]) -> dict[str, object]:
    people = [f"{row.network_code}, {WHO[row.capacity].lower()}: {row.people}" for row in rows]
    return {"title": meeting.title, "attendance": people}


def _check_rests_on(session: Session, meeting_id: int, draft: DecisionDraft) -> None:
    """The question and the frozen figures of a decision are those of its own meeting."""
    if draft.question_id is not None:
        _check_is_of_meeting(session.get(DotQuestion, draft.question_id), meeting_id, "question")
    if draft.snapshot_id is not None:
        _check_is_of_meeting(session.get(Snapshot, draft.snapshot_id), meeting_id, "frozen view")


def _check_is_of_meeting(row: DotQuestion | Snapshot | None, meeting_id: int, what: str) -> None:
    if row is None or row.meeting_id != meeting_id:
        raise InvalidRecordError(f"This meeting has no such {what}.")


def _next_position(session: Session, meeting_id: int) -> int:
    asked = sa.select(sa.func.max(col(Decision.position))).where(col(Decision.meeting_id) == meeting_id)
    return (session.scalar(asked) or 0) + 1


def _decision_to_write(work: UnitOfWork, meeting_id: int, number: int) -> Decision:
    row = work.session.get(Decision, number)
    if row is None or row.meeting_id != meeting_id:
        raise NotFoundError("There is no such decision any more.")
    return row

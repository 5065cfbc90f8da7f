"""Writes meetings of the forum: planned, begun, ended, or taken away while nothing was decided."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import count

import sqlalchemy as sa
from pydantic import Field
from sqlmodel import col

from data_access.commands.dots import close_open_questions
from data_access.commands.drafts import YEARS_AHEAD, BrokenRule, CleanText, Draft
from data_access.commands.forum import Saved, check_fresh, origin_of
from data_access.commands.numbers import next_number
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.queries.meeting_rows import mark_of_head
from data_access.queries.meetings import THERE_IS_NONE
from data_access.settings import get_settings
from data_access.tables import Action, Decision, Meeting, Network
from data_access.tables.base import now, number_of
from data_access.unit_of_work import UnitOfWork, row_values
from domain import permissions
from domain.audit_words import AuditAction, AuditedKind
from domain.errors import InvalidRecordError, NotFoundError
from domain.periods import EARLIEST_DAY
from domain.permissions import check_may
from domain.vocabulary import ChangeAction, MeetingState
from domain.web_address import is_web_address
from domain.wording import day, in_uk

LABELS = {
    "title": "Title", "held_on": "Day", "starts_at": "Starts at", "ends_at": "Ends at", "place": "Place",
    "join_link": "Link to join", "staff_co_chair": "Staff co-chair", "lay_co_chair": "Lay co-chair",
    "chair_network": "Chair", "secretariat_network": "Secretariat", "notes": "Notes",
}  # fmt: skip
"""What the fields of a meeting are called on its form."""
LETTERS_OF_CODES = "BCDFGHJKMNPQRTVWXY346789"
"""Letters and digits that are not taken for one another, and spell no word."""
LETTERS_IN_A_CODE = 5


class MeetingDraft(Draft):
    """A meeting as handed in; co-chairs are roles, or names of people who agreed to be named."""

    title: CleanText = Field(min_length=1, max_length=200)
    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: CleanText = Field(default="", max_length=200)
    join_link: CleanText = Field(default="", max_length=600)
    staff_co_chair: CleanText = Field(default="", max_length=120)
    lay_co_chair: CleanText = Field(default="", max_length=120)
    chair_network: str | None = None
    secretariat_network: str | None = None
    notes: CleanText = Field(default="", max_length=4_000)

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """It is held on a day near enough, ends after it starts, and is joined at a web address."""
        latest = date(today.year + YEARS_AHEAD, 12, 31)
        if not EARLIEST_DAY <= self.held_on <= latest:
            yield BrokenRule("held_on", f"a day from {EARLIEST_DAY:%d/%m/%Y} to {latest:%d/%m/%Y}")
        if self.ends_at is not None and (self.starts_at is None or self.ends_at <= self.starts_at):
            yield BrokenRule("ends_at", "a time after the start")
        if self.join_link and not is_web_address(self.join_link):
            yield BrokenRule("join_link", "a web address that starts with https://, or nothing")


def save_meeting(
    work: UnitOfWork, draft: MeetingDraft, *, key: str, number: int | None = None, seen: str = ""
) -> Saved:
    """Plan a meeting, or change what is said of the one with this number.

    `key` is that of the form, so that a second click saves nothing; `seen` is the mark of the meeting as it was
    shown. An illustrative meeting stays one. Raises NotAllowedError, NotFoundError, InvalidRecordError where there is
    a meeting on that day already, and StaleRecordError where somebody changed it meanwhile.
    """
    check_may(work.actor, permissions.Action.RUN_MEETINGS)
    if done := handed_in(work.session, key):
        return Saved(int(done.record_id), None)
    _check_networks(work, draft)
    if number is None:
        _check_day_is_free(work, draft.held_on, but=None)
        # A page or a calendar may still hold the number of a meeting that was taken away.
        free = next_number(work.session.connection(), AuditedKind.MEETING.value)
        row = Meeting(id=free, **dict(draft), **origin_of(work))
        work.session.add(row)
        work.session.flush()
        number = number_of(row)
        work.audit(ChangeAction.ADDED.value, AuditedKind.MEETING.value, number, after=row_values(row))
        action = ChangeAction.ADDED
    else:
        row = meeting_to_write(work, number)
        if all(getattr(row, name) == value for name, value in draft):
            return Saved(number, None)
        check_fresh(mark_of_head(row), seen)
        _check_day_may_change(row, draft.held_on)
        _check_day_is_free(work, draft.held_on, but=number)
        write(work, row, AuditedKind.MEETING, draft)
        action = ChangeAction.CHANGED
    note_handed_in(work.session, key, record_type=AuditedKind.MEETING.value, record_id=number)
    return Saved(number, action)


def begin_meeting(work: UnitOfWork, number: int) -> Saved:
    """Begin a planned meeting and give it the code that phones type; begin one again on the day on which it ended.

    One that was planned for another day is held today from now on. One that runs already stays as it is. Raises
    NotAllowedError, NotFoundError, and InvalidRecordError for one that ended on an earlier day, or where another
    meeting is held today.
    """
    row = meeting_to_write(work, number)
    if row.state is MeetingState.LIVE:
        return Saved(number, None)
    if row.state is MeetingState.OVER and not ended_today(row.ended_at):
        raise InvalidRecordError("This meeting is over. What it decided can still be changed below.")
    before = row_values(row)
    if row.state is MeetingState.PLANNED:
        today = get_settings().current_day()
        _check_day_is_free(work, today, but=number)
        row.held_on = today
    row.state, row.ended_at = MeetingState.LIVE, None
    row.began_at = row.began_at or now()
    row.room_code = row.room_code or _free_code(work)
    work.session.flush()
    work.audit(
        AuditAction.BEGAN.value, AuditedKind.MEETING.value, number, before=before, after=row_values(row)
    )
    return Saved(number, ChangeAction.CHANGED)


def end_meeting(work: UnitOfWork, number: int) -> Saved:
    """End a meeting that runs, or note that a planned one took place once its day has come.

    A question that is still on show is closed, and what came of it is kept.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError for one that is still to come.
    """
    row = meeting_to_write(work, number)
    if row.state is MeetingState.OVER:
        return Saved(number, None)
    check_has_come(row)
    before = row_values(row)
    close_open_questions(work, number)
    row.state, row.ended_at = MeetingState.OVER, now()
    work.session.flush()
    work.audit(
        AuditAction.ENDED.value, AuditedKind.MEETING.value, number, before=before, after=row_values(row)
    )
    return Saved(number, ChangeAction.CHANGED)


def remove_meeting(work: UnitOfWork, number: int, *, seen: str) -> None:
    """Take away a meeting that is only planned, with its agenda; raises as `save_meeting` does.

    InvalidRecordError where it has begun, decided something or agreed on an action.
    """
    row = meeting_to_write(work, number)
    if row.state is not MeetingState.PLANNED:
        raise InvalidRecordError("This meeting has begun, so it stays.")
    for table, said in ((Decision, "decisions"), (Action, "actions")):
        if work.session.scalar(sa.select(sa.func.count()).where(col(table.meeting_id) == number)):
            raise InvalidRecordError(f"This meeting has {said}, so it stays.")
    check_fresh(mark_of_head(row), seen)
    work.audit(ChangeAction.REMOVED.value, AuditedKind.MEETING.value, number, before=row_values(row))
    work.session.delete(row)


def meeting_to_write(work: UnitOfWork, number: int) -> Meeting:
    """The meeting with this number. Raises NotAllowedError before anything else, and NotFoundError."""
    check_may(work.actor, permissions.Action.RUN_MEETINGS)
    row = work.session.get(Meeting, number)
    if row is None:
        raise NotFoundError(THERE_IS_NONE)
    return row


def check_has_come(meeting: Meeting) -> None:
    """Raise InvalidRecordError where a meeting has not begun and its day is still to come."""
    if meeting.state is MeetingState.PLANNED and meeting.held_on > get_settings().current_day():
        raise InvalidRecordError(
            f"This meeting is planned for {day(meeting.held_on)} and has not begun. Begin it first."
        )


def write(
    work: UnitOfWork, row: Meeting | Decision, kind: AuditedKind, draft: Iterable[tuple[str, object]]
) -> None:
    """Give a row the values of a draft, with its audit event."""
    before = row_values(row)
    for name, value in draft:
        setattr(row, name, value)
    work.session.flush()
    work.audit(ChangeAction.CHANGED.value, kind.value, row.id, before=before, after=row_values(row))


def _check_networks(work: UnitOfWork, draft: MeetingDraft) -> None:
    for code in filter(None, (draft.chair_network, draft.secretariat_network)):
        if work.session.get(Network, code) is None:
            raise NotFoundError("There is no such network.")


def _check_day_may_change(row: Meeting, wanted: date) -> None:
    """What a meeting froze is of the year of its day, so the day of one that has begun stays."""
    if row.state is not MeetingState.PLANNED and wanted != row.held_on:
        raise InvalidRecordError(f"This meeting has begun, so its day stays {day(row.held_on)}.")


def _check_day_is_free(work: UnitOfWork, wanted: date, *, but: int | None) -> None:
    taken = work.session.scalar(sa.select(col(Meeting.id)).where(col(Meeting.held_on) == wanted))
    if taken is not None and taken != but:
        raise InvalidRecordError(f"There is a meeting on {day(wanted)} already. Choose another day.")


def ended_today(moment: datetime | None) -> bool:
    """Whether a meeting that ended at this moment may be begun again: on the same day, by the clocks of the UK."""
    return moment is not None and in_uk(moment).date() == in_uk(now()).date()


def _free_code(work: UnitOfWork) -> str:
    """A code that no meeting has had."""
    codes = ("".join(secrets.choice(LETTERS_OF_CODES) for _ in range(LETTERS_IN_A_CODE)) for _ in count())
    taken = {*work.session.scalars(sa.select(col(Meeting.room_code)))}
    return next(code for code in codes if code not in taken)

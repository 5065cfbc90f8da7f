"""A meeting as the neutral documents that its files are made from: its agenda, its minutes, its place in a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from components.publishing.live.packing import pack_from_json
from components.publishing.meetings.calendar import CalendarEntry
from components.publishing.meetings.document import (
    ActionPart,
    AgendaDocument,
    AgendaPoint,
    Attended,
    DecisionPart,
    DotResult,
    LookedAt,
    MeetingHead,
    MinutesDocument,
)
from components.ui.live_meeting import address_then
from components.ui.meetings_address import meeting_address
from components.ui.meetings_screens import ScreenNames
from components.ui.view import facts_now
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.dots import questions_of
from data_access.queries.meeting_changes import changes_of_meetings, lasting_names
from data_access.queries.meetings import (
    AgendaLine,
    DecisionLine,
    MeetingAction,
    MeetingLine,
    MeetingRecord,
    meetings,
    read_meeting,
)
from data_access.queries.snapshots import read_snapshot
from data_access.settings import get_settings
from domain.dot_question import QuestionRecord
from domain.dot_words import change_in_words, findings
from domain.errors import HeardError
from domain.filters import KnownCodes
from domain.permissions import Actor
from domain.screens import ScreenKind, read_screen
from domain.vocabulary import DotState, MeetingState, Provenance, RaterKind

MOST_HEADLINES: Final = 3


@dataclass(frozen=True)
class Reader:
    """For whom a document is made: what they may see, the facts and codes of now, and where they reach Heard."""

    actor: Actor
    facts: Facts
    known: KnownCodes
    home: str
    today: date

    @classmethod
    def now(cls, actor: Actor, home: str) -> "Reader":
        """Raises StoreError where the store cannot be asked."""
        facts, known = facts_now()
        return cls(actor, facts, known, home, get_settings().current_day())

    def network(self, code: str | None) -> str:
        """The name of a network, "" for none."""
        entry = self.facts.reference.networks.get(code or "")
        return entry.name if entry else ""


def agenda_document(record: MeetingRecord, reader: Reader) -> AgendaDocument:
    """The agenda of a meeting."""
    names = ScreenNames(record, reader.known, actor=reader.actor)
    return AgendaDocument(_head(record.head, reader), _points(record, names, reader), reader.today)


def minutes_document(record: MeetingRecord, reader: Reader) -> MinutesDocument:
    """The minutes of a meeting, with the figures as they were frozen and what came of questions that were closed."""
    names = ScreenNames(record, reader.known, actor=reader.actor)
    asked = questions_of(get_engine(), actor=reader.actor, meeting_id=record.head.id)
    closed = {one.id: one for one in asked if one.state is DotState.CLOSED}
    named = {one.question_id for one in record.decisions}
    actions = (*record.actions, *record.carried_over)
    return MinutesDocument(
        head=_head(record.head, reader),
        points=_points(record, names, reader),
        dated=reader.today,
        attendance=tuple(_attendance(record, reader)),
        decisions=tuple(_decision(one, record, closed, names, reader) for one in record.decisions),
        results=tuple(_result(one) for number, one in closed.items() if number not in named),
        actions=tuple(_action(one) for one in record.actions),
        carried_over=tuple(_action(one, agreed_on=one.agreed_on) for one in record.carried_over),
        next_on=_next_after(record.head, reader),
        notes=record.head.notes,
        has_illustrative=reader.facts.has_illustrative
        or any(one.action.provenance is Provenance.ILLUSTRATIVE for one in actions),
    )


def calendar_entries(numbers: tuple[int, ...], reader: Reader) -> tuple[CalendarEntry, ...]:
    """These meetings for a calendar, in this order. Raises NotFoundError where one is not there."""
    engine = get_engine()
    changes = changes_of_meetings(engine, numbers, actor=reader.actor)
    names = lasting_names(engine, numbers, actor=reader.actor)
    made_at = datetime.now(UTC)
    entries = []
    for number in numbers:
        record = read_meeting(engine, actor=reader.actor, meeting_id=number)
        known = changes.get(number)
        entries.append(
            CalendarEntry(
                agenda_document(record, reader),
                uid=f"heard-meeting-{names[number]}",
                made_at=made_at,
                changes=known.number if known else 0,
                changed_at=known.last if known else None,
            )
        )
    return tuple(entries)


def coming_meetings(reader: Reader) -> tuple[int, ...]:
    """The numbers of the meetings that are still to be held, the next one first."""
    found = meetings(get_engine(), actor=reader.actor)
    coming = [one for one in found if one.state is not MeetingState.OVER and one.held_on >= reader.today]
    return tuple(one.id for one in sorted(coming, key=lambda one: one.held_on))


def _head(head: MeetingLine, reader: Reader) -> MeetingHead:
    return MeetingHead(
        title=head.title,
        held_on=head.held_on,
        starts_at=head.starts_at,
        ends_at=head.ends_at,
        place=head.place,
        join_link=head.join_link,
        lay_co_chair=head.lay_co_chair,
        staff_co_chair=head.staff_co_chair,
        chair=reader.network(head.chair_network),
        secretariat=reader.network(head.secretariat_network),
        address=f"{reader.home}{meeting_address(head.id)}",
        is_illustrative=head.provenance is Provenance.ILLUSTRATIVE,
    )


def _points(record: MeetingRecord, names: ScreenNames, reader: Reader) -> tuple[AgendaPoint, ...]:
    return tuple(_point(one, names, reader) for one in record.agenda)


def _point(point: AgendaLine, names: ScreenNames, reader: Reader) -> AgendaPoint:
    if not point.screen:
        return AgendaPoint(point.title, point.minutes, point.lead)
    shown = names.name(point.screen)
    return AgendaPoint(point.title, point.minutes, point.lead, shown, f"{reader.home}{_path(point.screen)}")


def _path(address: str) -> str:
    """The page of its own that shows a screen."""
    screen = read_screen(address)
    return f"/{screen.text}" if screen.kind is ScreenKind.VIEW else f"/live/{screen.text}"


def _attendance(record: MeetingRecord, reader: Reader) -> Iterator[Attended]:
    for code in dict.fromkeys(one.network for one in record.attendance):
        came = {one.capacity: one.people for one in record.attendance if one.network == code}
        yield Attended(reader.network(code) or code, came.get(RaterKind.STAFF, 0), came.get(RaterKind.LAY, 0))


def _decision(
    one: DecisionLine,
    record: MeetingRecord,
    closed: dict[int, QuestionRecord],
    names: ScreenNames,
    reader: Reader,
) -> DecisionPart:
    question = closed.get(one.question_id or 0)
    return DecisionPart(
        one.text,
        looked_at=_looked_at(one, record, names, reader) if one.view else None,
        result=_result(question) if question else None,
        due_on=one.due_on,
        done_on=one.done_on,
    )


def _looked_at(one: DecisionLine, record: MeetingRecord, names: ScreenNames, reader: Reader) -> LookedAt:
    shown = names.name(one.view)
    frozen = next((kept for kept in record.snapshots if kept.id == one.snapshot_id), None)
    if frozen is None:
        return LookedAt(shown, link=f"{reader.home}{_path(one.view)}")
    return LookedAt(
        shown,
        headlines=_headlines(frozen.id, read_screen(one.view).name, reader),
        link=f"{reader.home}{address_then(record, frozen.id)}",
        frozen_at=frozen.taken_at,
    )


def _headlines(snapshot: int, page: str, reader: Reader) -> tuple[str, ...]:
    """What the first drawings of the frozen page said; () where the figures are not as they were kept."""
    try:
        pack = pack_from_json(read_snapshot(get_engine(), actor=reader.actor, snapshot_id=snapshot).content)
    except HeardError:
        return ()
    drawn = (one for section in pack.sections if section.key == page for one in section.pages)
    return tuple(one.heading for one in drawn)[:MOST_HEADLINES]


def _result(question: QuestionRecord) -> DotResult:
    """What came of the last round that has dots, and how the middles moved from the one before."""
    about = question.network or question.activity
    now, before = question.results(question.telling), question.before(question.telling)
    moved = change_in_words(question.results(before), now) if before else ()
    which = (question.which_round,) if question.which_round else ()
    asked = f"{question.asked} {about}" if about else question.asked
    return DotResult(asked, (*which, *findings(now), *moved))


def _action(one: MeetingAction, *, agreed_on: date | None = None) -> ActionPart:
    action = one.action
    return ActionPart(
        action.title, action.owner, action.due_on, action.state, action.done_on, agreed_on=agreed_on
    )


def _next_after(head: MeetingLine, reader: Reader) -> date | None:
    later = [one.held_on for one in meetings(get_engine(), actor=reader.actor) if one.held_on > head.held_on]
    return min(later, default=None)

"""Meetings as a calendar file after RFC 5545, for any calendar program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from components.publishing.meetings import words
from components.publishing.meetings.document import AgendaDocument, AgendaPoint, MeetingHead
from components.publishing.office.text import legal, web_link
from domain.forum import later
from domain.wording import UK, clock, counted

PRODUCT: Final = "-//Heard//Meetings of the PPI Forum//EN"
_HOUR: Final = timedelta(hours=1)
_NONE: Final = timedelta()


@dataclass(frozen=True)
class CalendarEntry:
    """A meeting in a calendar.

    `uid` never changes, so that a program that has the meeting already changes it. `changes` counts how often the
    meeting was changed, the last time at `changed_at`; None where nobody knows, then `made_at` stands for it.
    """

    agenda: AgendaDocument
    uid: str
    made_at: datetime
    changes: int = 0
    changed_at: datetime | None = None


def calendar_file(entries: Sequence[CalendarEntry], *, name: str) -> bytes:
    """The meetings as one file; the same meetings give the same bytes. None at all give an empty calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", legal(name))
    calendar.add("x-wr-calname", legal(name))
    if any(entry.agenda.head.starts_at for entry in entries):
        calendar.add_component(_england())
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _england() -> Timezone:
    """The time of England by its rule: summer time from the last Sunday of March to the last of October, 1am UTC.

    Each part begins by the clock on the wall, as RFC 5545 asks: its time has no zone.
    """
    zone = Timezone()
    zone.add("tzid", UK.key)
    winter, summer = TimezoneStandard(), TimezoneDaylight()
    for part, name, begins, month, before, after in (
        (summer, "BST", datetime.combine(date(1981, 3, 29), time(1)), 3, _NONE, _HOUR),
        (winter, "GMT", datetime.combine(date(1996, 10, 27), time(2)), 10, _HOUR, _NONE),
    ):
        part.add("tzname", name)
        part.add("dtstart", begins)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _event(entry: CalendarEntry) -> Event:
    head = entry.agenda.head
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", (entry.changed_at or entry.made_at).astimezone(UTC))
    if entry.changed_at is not None:
        event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.changes)
    _add_times(event, entry.agenda)
    event.add("summary", legal(f"Illustrative: {head.title}" if head.is_illustrative else head.title))
    if head.place or head.join_link:
        event.add("location", legal(head.place or head.join_link))
    if web_link(head.address):
        event.add("url", head.address)
    event.add("description", legal("\n".join(_description(entry.agenda))))
    return event


def _add_times(event: Event, agenda: AgendaDocument) -> None:
    """The start and the end by the clocks of England; a whole day where no start is said."""
    head = agenda.head
    if head.starts_at is None:
        event.add("dtstart", head.held_on)
        event.add("dtend", head.held_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", _at(head.held_on, head.starts_at))
    ends_at = head.ends_at or (later(head.starts_at, minutes=agenda.minutes) if agenda.minutes else None)
    # Without an end, or with one that is not after the start, a program shows a moment.
    if ends_at is not None and ends_at > head.starts_at:
        event.add("dtend", _at(head.held_on, ends_at))


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment.replace(second=0, microsecond=0), UK)


def _description(agenda: AgendaDocument) -> Iterator[str]:
    head = agenda.head
    notice = words.notice_of(head)
    if notice:
        yield notice
    yield from _about(head)
    if agenda.points:
        yield f"{words.AGENDA}:"
        yield from (_point(starts_at, point) for starts_at, point in agenda.timed)


def _about(head: MeetingHead) -> Iterator[str]:
    told = (
        ("Join", head.join_link),
        ("Lay co-chair", head.lay_co_chair),
        ("Staff co-chair", head.staff_co_chair),
        ("In the chair", head.chair),
        ("Secretariat", head.secretariat),
        ("In Heard", head.address),
    )
    yield from (f"{label}: {text}" for label, text in told if text)


def _point(starts_at: time | None, point: AgendaPoint) -> str:
    begins = f"{clock(starts_at)} " if starts_at else ""
    length = f" ({counted(point.minutes, 'minute', 'minutes')})" if point.minutes else ""
    lead = f", {point.lead}" if point.lead else ""
    return f"{begins}{point.title}{lead}{length}"

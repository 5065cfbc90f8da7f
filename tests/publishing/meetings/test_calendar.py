"""Calendar files read again: times by the clocks of England in winter and in summer, texts whole, lines short."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from icalendar import Calendar

from components.publishing.meetings import words
from components.publishing.meetings.calendar import CalendarEntry, calendar_file
from components.publishing.meetings.document import AgendaDocument, MeetingHead
from tests.publishing.meetings.papers import a_head, an_agenda, hostile_minutes

MADE_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
CHANGED_AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def an_entry(agenda: AgendaDocument | None = None, **changes: Any) -> CalendarEntry:
    given: dict[str, Any] = {
        "agenda": agenda or an_agenda(), "uid": "meeting-3@heard.example", "made_at": MADE_AT, "changes": 2,
        "changed_at": CHANGED_AT,
    }  # fmt: skip
    return CalendarEntry(**(given | changes))


def read(entries: Sequence[CalendarEntry]) -> Any:
    return Calendar.from_ical(calendar_file(entries, name="PPI Forum"))


def the_event(entry: CalendarEntry) -> Any:
    (event,) = read([entry]).walk("VEVENT")
    return event


def in_utc(entry: CalendarEntry) -> tuple[datetime, datetime]:
    event = the_event(entry)
    return event["DTSTART"].dt.astimezone(UTC), event["DTEND"].dt.astimezone(UTC)


def on(day: date) -> CalendarEntry:
    return an_entry(an_agenda(head=a_head(held_on=day)))


def test_a_winter_meeting_is_at_the_time_of_greenwich() -> None:
    assert in_utc(on(date(2026, 12, 3))) == (
        datetime(2026, 12, 3, 10, tzinfo=UTC), datetime(2026, 12, 3, 12, 30, tzinfo=UTC),
    )  # fmt: skip


def test_a_summer_meeting_is_an_hour_before_the_time_of_greenwich() -> None:
    # Summer time begins on 28 March 2027, the last Sunday of the month.
    assert in_utc(on(date(2027, 3, 27)))[0] == datetime(2027, 3, 27, 10, tzinfo=UTC)
    assert in_utc(on(date(2027, 3, 28)))[0] == datetime(2027, 3, 28, 9, tzinfo=UTC)
    assert in_utc(on(date(2027, 7, 1)))[0] == datetime(2027, 7, 1, 9, tzinfo=UTC)


def test_the_file_brings_the_clocks_of_england_itself() -> None:
    content = calendar_file([an_entry()], name="PPI Forum").decode()
    assert "DTSTART;TZID=Europe/London:20261203T100000\r\n" in content
    (zone,) = read([an_entry()]).walk("VTIMEZONE")
    clocks = zone.to_tz()
    winter, summer = datetime(2040, 12, 3, 10, tzinfo=clocks), datetime(2040, 7, 5, 10, tzinfo=clocks)
    assert [str(one.utcoffset()) for one in (winter, summer)] == ["0:00:00", "1:00:00"]


def test_a_meeting_without_times_takes_a_whole_day_and_blocks_none() -> None:
    entry = an_entry(an_agenda(head=a_head(starts_at=None, ends_at=None)))
    event = the_event(entry)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 12, 3), date(2026, 12, 4))
    assert event["TRANSP"] == "TRANSPARENT"
    assert not read([entry]).walk("VTIMEZONE")


def test_an_end_that_nobody_said_is_that_of_the_agenda_or_left_out() -> None:
    without_end = a_head(ends_at=None)
    assert the_event(an_entry(an_agenda(head=without_end)))["DTEND"].dt.time() == time(12, 5)
    assert "DTEND" not in the_event(an_entry(an_agenda(head=without_end, points=())))
    assert "DTEND" not in the_event(an_entry(an_agenda(head=a_head(ends_at=time(9)))))


def test_a_changed_meeting_is_the_same_meeting_with_a_higher_number() -> None:
    event = the_event(an_entry())
    assert (event["UID"], event["SEQUENCE"]) == ("meeting-3@heard.example", 2)
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == CHANGED_AT
    unchanged = the_event(an_entry(changes=0, changed_at=None))
    assert unchanged["DTSTAMP"].dt == MADE_AT
    assert "LAST-MODIFIED" not in unchanged


def test_an_event_says_where_by_whom_and_about_what() -> None:
    event = the_event(an_entry())
    assert (event["SUMMARY"], event["LOCATION"]) == (
        "PPI Forum: winter meeting",
        "Leeds Town Hall, The Headrow",
    )
    assert event["URL"] == "https://heard.example/meetings?m=3"
    said = str(event["DESCRIPTION"]).splitlines()
    assert said[0] == "Join: https://meet.example.org/forum"
    assert said[said.index("Agenda:") + 1 :] == [
        "10am Welcome, The lay co-chair (10 minutes)",
        "10:10am Where each network stands, South London (50 minutes)",
        "11am Tea",
        "11am What we do next, The staff co-chair (65 minutes)",
    ]


def test_a_meeting_that_is_met_by_link_alone_is_there() -> None:
    assert (
        the_event(an_entry(an_agenda(head=a_head(place=""))))["LOCATION"] == "https://meet.example.org/forum"
    )


def test_an_illustrative_meeting_says_so_in_its_name_and_first() -> None:
    event = the_event(an_entry(an_agenda(head=a_head(is_illustrative=True))))
    assert event["SUMMARY"] == "Illustrative: PPI Forum: winter meeting"
    assert str(event["DESCRIPTION"]).startswith(words.MEETING_IS_ILLUSTRATIVE)


def test_hostile_texts_come_back_whole_in_lines_of_75_bytes() -> None:
    hostile = hostile_minutes()
    entry = an_entry(
        AgendaDocument(replace(hostile.head, address="javascript:alert(1)"), hostile.points, hostile.dated)
    )
    event = the_event(entry)
    assert (event["SUMMARY"], event["LOCATION"]) == (hostile.head.title, hostile.head.place)
    said = str(event["DESCRIPTION"])
    assert [point.title for point in hostile.points if point.title not in said] == []
    assert "URL" not in event
    lines = calendar_file([entry], name="PPI Forum").split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_lines_that_end_and_controls_cannot_add_a_property() -> None:
    head = a_head(title="Tea\r\nATTENDEE:mailto:x@example.org\x00\x07", place="a\nb")
    event = the_event(an_entry(an_agenda(head=head)))
    assert "ATTENDEE" not in event
    assert (event["SUMMARY"], event["LOCATION"]) == ("Tea\nATTENDEE:mailto:x@example.org", "a\nb")


def test_all_coming_meetings_stand_in_one_calendar_in_order() -> None:
    bare = AgendaDocument(MeetingHead("Spring", date(2027, 4, 8)), (), date(2026, 11, 22))
    calendar = read([an_entry(), an_entry(bare, uid="meeting-4@heard.example")])
    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == [
        "meeting-3@heard.example", "meeting-4@heard.example",
    ]  # fmt: skip
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert calendar["X-WR-CALNAME"] == "PPI Forum"
    assert read([]).walk("VEVENT") == []

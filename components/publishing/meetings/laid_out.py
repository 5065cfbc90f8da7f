"""Agenda and minutes set out as papers: which sections they have, and what stands in them."""

from collections.abc import Iterator
from datetime import date

from components.publishing.meetings import words
from components.publishing.meetings.document import (
    ActionPart,
    AgendaDocument,
    AgendaPoint,
    Attended,
    DecisionPart,
    DotResult,
    MeetingHead,
    MinutesDocument,
)
from components.publishing.meetings.paper import Column, Grid, Item, Line, Paper, Section
from domain.dot_words import WHO
from domain.vocabulary import RaterKind
from domain.wording import clock, counted, day, whole


def agenda_paper(agenda: AgendaDocument) -> Paper:
    """The agenda with the time of each point."""
    head = agenda.head
    return Paper(
        kind=words.AGENDA,
        title=head.title,
        when=words.when(head),
        facts=_facts(head),
        sections=(_points(agenda),),
        dated=agenda.dated,
        notice=words.notice_of(head),
    )


def minutes_paper(minutes: MinutesDocument) -> Paper:
    """The minutes: who came, what was decided on what, who does what, and when the forum meets again."""
    head = minutes.head
    return Paper(
        kind=words.MINUTES,
        title=head.title,
        when=words.when(head),
        facts=_facts(head),
        sections=tuple(_sections(minutes)),
        dated=minutes.dated,
        notice=words.notice_of(head, has_illustrative=minutes.has_illustrative),
    )


def _sections(minutes: MinutesDocument) -> Iterator[Section]:
    yield _attendance(minutes.attendance)
    if minutes.points:
        # What was talked about; its times were those of the plan.
        yield Section("What we talked about", items=tuple(_talked_about(one) for one in minutes.points))
    yield _decisions(minutes.decisions)
    if minutes.results:
        yield Section("What the dots said", items=tuple(_result(one) for one in minutes.results))
    yield _actions("New actions", minutes.actions, dated=minutes.dated, none=words.NO_ACTIONS)
    yield _actions("Actions carried over", minutes.carried_over, dated=minutes.dated, none=words.NONE_CARRIED)
    if minutes.notes.strip():
        yield Section("Notes", tuple(Line(text) for text in minutes.notes.splitlines() if text.strip()))
    next_day = f"{day(minutes.next_on)}." if minutes.next_on else words.NO_NEXT
    yield Section("Next meeting", (Line(next_day),))


def _facts(head: MeetingHead) -> tuple[Line, ...]:
    said = (
        Line(head.place, label="Place"),
        Line(head.join_link, link=head.join_link, label="Join"),
        Line(head.lay_co_chair or words.NOT_SAID, label="Lay co-chair"),
        Line(head.staff_co_chair or words.NOT_SAID, label="Staff co-chair"),
        Line(head.chair, label="In the chair"),
        Line(head.secretariat, label="Secretariat"),
        Line(head.address, link=head.address, label="In Heard"),
    )
    return tuple(line for line in said if line.text)


def _points(agenda: AgendaDocument) -> Section:
    if not agenda.points:
        return Section(words.AGENDA, (Line(words.NO_POINTS),))
    has_times = any(starts_at for starts_at, _point in agenda.timed)
    has_minutes = agenda.minutes > 0
    has_leads = any(point.lead for point in agenda.points)
    rows = []
    for starts_at, point in agenda.timed:
        row = [_point(point)]
        row += [_cell(point.lead or "–")] if has_leads else []
        row += [_cell(_minutes(point.minutes))] if has_minutes else []
        rows.append((*([_cell(clock(starts_at))] if starts_at else []), *row))
    columns = [Column("Point", 4.6, stands_out=True)]
    columns += [Column("Who leads", 2.2)] if has_leads else []
    columns += [Column("Minutes", 1.3, is_number=True)] if has_minutes else []
    columns = [*([Column("Time", 1.1)] if has_times else []), *columns]
    return Section(words.AGENDA, grid=Grid("The points of the agenda", tuple(columns), tuple(rows)))


def _point(point: AgendaPoint) -> tuple[Line, ...]:
    shown = (Line(point.shown, link=point.link, label="On the screen"),) if point.shown else ()
    return (Line(point.title), *shown)


def _minutes(minutes: int) -> str:
    return whole(minutes) if minutes else "–"


def _cell(text: str) -> tuple[Line, ...]:
    return (Line(text),)


def _talked_about(point: AgendaPoint) -> Item:
    shown = (Line(point.shown, link=point.link, label="On the screen"),) if point.shown else ()
    lead = (Line(point.lead, label="Led by"),) if point.lead else ()
    return Item(point.title, (*lead, *shown))


def _attendance(attendance: tuple[Attended, ...]) -> Section:
    heading = "Who came"
    if not attendance:
        return Section(heading, (Line(words.NO_ATTENDANCE),))
    staff, lay = sum(one.staff for one in attendance), sum(one.lay for one in attendance)
    told = (
        f"{counted(staff + lay, 'person', 'people')} came: {whole(staff)} staff and "
        f"{counted(lay, 'lay member', 'lay members')}. {words.ONLY_NUMBERS}"
    )
    columns = (
        Column("Network", 4),
        Column(WHO[RaterKind.STAFF], 1, is_number=True),
        Column(WHO[RaterKind.LAY], 1.4, is_number=True),
    )
    rows = tuple((_cell(one.network), _cell(whole(one.staff)), _cell(whole(one.lay))) for one in attendance)
    return Section(heading, (Line(told),), grid=Grid("People who came, by network", columns, rows))


def _decisions(decisions: tuple[DecisionPart, ...]) -> Section:
    heading = "What we decided"
    if not decisions:
        return Section(heading, (Line(words.NO_DECISIONS),))
    return Section(
        heading, items=tuple(Item(one.text, tuple(_below(one))) for one in decisions), is_numbered=True
    )


def _below(decision: DecisionPart) -> Iterator[Line]:
    seen = decision.looked_at
    if seen is not None:
        yield Line(words.looked_at(seen), label="We looked at")
        yield from (Line(headline, label="It said") for headline in seen.headlines)
        if seen.link:
            yield Line(seen.link, link=seen.link, label="Figures")
    if decision.result is not None:
        yield Line(decision.result.asked, label="Dots")
        yield from (Line(text) for text in decision.result.findings)
    if decision.done_on is not None:
        yield Line(f"{day(decision.done_on)}.", label="Done on")
    elif decision.due_on is not None:
        yield Line(f"{day(decision.due_on)}.", label="To be done by")


def _result(result: DotResult) -> Item:
    return Item(result.asked, tuple(Line(text) for text in result.findings))


def _actions(heading: str, actions: tuple[ActionPart, ...], *, dated: date, none: str) -> Section:
    if not actions:
        return Section(heading, (Line(none),))
    columns = (Column("Action", 3.6), Column("Who does it", 1.9), Column("Due", 2.2), Column("State", 2.2))
    rows = tuple(
        (_action(one), _cell(one.owner), _cell(day(one.due_on)), _cell(words.state_of(one, today=dated)))
        for one in actions
    )
    return Section(heading, grid=Grid(heading, columns, rows))


def _action(one: ActionPart) -> tuple[Line, ...]:
    agreed = (Line(day(one.agreed_on), label="Agreed on"),) if one.agreed_on else ()
    return (Line(one.title), *agreed)

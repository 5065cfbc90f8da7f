"""A meeting as a shared screen shows it: its agenda is the running order, each point with its screens."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from components.publishing.board_pack.document import BoardPack
from components.publishing.live.of_change import screens_of_difference
from components.publishing.live.of_view import screens_of_pack
from components.publishing.live.of_words import title_screen, words_screen
from components.publishing.live.screen import Deck, Screen
from components.ui.dots_screen import notice_of
from components.ui.frozen_views import AsAtTheMeeting, difference, pack_then
from components.ui.live_decks import LiveDeck, Point, deck_of_question, deck_of_story, screens_of_view
from components.ui.view_of_address import view_of_address
from data_access.engine import get_engine
from data_access.queries.dots import question_on_show
from data_access.queries.meetings import AgendaLine, MeetingRecord, read_meeting
from domain.errors import InvalidRecordError, NotFoundError
from domain.permissions import OPERATOR
from domain.screens import ScreenAddress, ScreenKind, read_screen
from domain.vocabulary import Code
from domain.wording import day

START = "start"
NOT_KEPT = "These figures were not kept when the meeting began."
NOT_THERE = "What stood here is no longer there."


class FiguresOf(Code):
    """Whose figures a meeting's screens show; the value stands in the address."""

    MEETING = "meeting", "As at the meeting"
    NOW = "now", "Now"
    DIFFERENCE = "difference", "What differs"


@dataclass(frozen=True)
class _Room:
    """What is shown to whom: the meeting, whose figures, and where its phones reach Heard."""

    record: MeetingRecord
    figures: FiguresOf
    home: str


def deck_of_meeting(meeting_id: int, figures: FiguresOf, home: str) -> LiveDeck:
    """The running order of a meeting; `home` is where its phones reach Heard. Whoever asks was let in before.

    Raises NotFoundError where there is none.
    """
    record = read_meeting(get_engine(), actor=OPERATOR, meeting_id=meeting_id)
    parts = [(point, _of_point(_Room(record, figures, home), point)) for point in record.agenda]
    lead = ", ".join(filter(None, (day(record.head.held_on), record.head.place)))
    screens = (
        title_screen(START, record.head.title, lead=lead, notice=notice_of(record.head.provenance)),
        *(screen for _, shown in parts for screen in shown),
    )
    screens += _on_show(record, home)
    points = tuple(Point(shown[0].key, point.title, point.minutes) for point, shown in parts)
    return LiveDeck(Deck(record.head.title, screens), points=points)


def _on_show(record: MeetingRecord, home: str) -> tuple[Screen, ...]:
    """The question that is put to the room now, after all points, unless it is one of them."""
    question = question_on_show(get_engine(), actor=OPERATOR, meeting_id=record.head.id)
    asked = {point.screen for point in record.agenda}
    if question is None or ScreenAddress(ScreenKind.QUESTION, str(question.id)).text in asked:
        return ()
    return deck_of_question(question.id, home).deck.screens


def _of_point(room: _Room, point: AgendaLine) -> tuple[Screen, ...]:
    """Its screens, at least one, under keys of their own: two points may show the same view."""
    key = f"point-{point.id}"
    try:
        shown = tuple(_shown(room, point))
    except (InvalidRecordError, NotFoundError) as error:
        shown = (words_screen("gone", point.title, (NOT_THERE, str(error))),)
    screens = shown or (title_screen("title", point.title, lead=point.lead),)
    return tuple(
        replace(
            one,
            key=f"{key}/{one.key}",
            minutes=point.minutes if place == 0 else 0,
            notes="\n".join(filter(None, (point.notes, one.notes))),
        )
        for place, one in enumerate(screens)
    )


def _shown(room: _Room, point: AgendaLine) -> Iterator[Screen]:
    if not point.screen:
        return
    address = read_screen(point.screen)
    if address.kind is ScreenKind.VIEW:
        yield from _FIGURES[room.figures](room.record, point, address)
    elif address.kind is ScreenKind.STORY:
        yield from deck_of_story(address.name).deck.screens
    else:
        yield from deck_of_question(int(address.name), room.home).deck.screens


def _as_now(_record: MeetingRecord, _point: AgendaLine, address: ScreenAddress) -> tuple[Screen, ...]:
    return screens_of_view(view_of_address(address.text))


def _as_then(record: MeetingRecord, point: AgendaLine, address: ScreenAddress) -> tuple[Screen, ...]:
    then = pack_then(record.head.id, address.text, actor=OPERATOR)
    return screens_of_pack(_said_to_be(then)) if then else (_not_kept(point),)


def _as_both(record: MeetingRecord, point: AgendaLine, address: ScreenAddress) -> tuple[Screen, ...]:
    both = difference(record.head.id, address.text, actor=OPERATOR)
    return screens_of_difference(both.then.pack, both.now) if both else (_not_kept(point),)


def _said_to_be(then: AsAtTheMeeting) -> BoardPack:
    """Its figures, with their day at the foot of each screen."""
    said = f"{FiguresOf.MEETING.label}, {day(then.pack.dated)}"
    return replace(then.pack, dates_first=f"{said}: {then.pack.footer}")


def _not_kept(point: AgendaLine) -> Screen:
    return words_screen("not-kept", point.title, (NOT_KEPT,))


_FIGURES: Mapping[FiguresOf, Callable[[MeetingRecord, AgendaLine, ScreenAddress], tuple[Screen, ...]]] = {
    FiguresOf.MEETING: _as_then,
    FiguresOf.NOW: _as_now,
    FiguresOf.DIFFERENCE: _as_both,
}

"""A meeting as a shared screen shows it: its agenda is the running order, each point with its screens."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from components.publishing.board_pack.document import BoardPack
from components.publishing.live.of_change import screens_of_difference
from components.publishing.live.of_view import screens_of_pack
from components.publishing.live.of_words import title_screen, words_screen
from components.publishing.live.screen import Deck, Screen
from components.ui.board_pack_loaders import CHAPTERS
from components.ui.dots_screen import notice_of
from components.ui.frozen_views import AsAtTheMeeting, difference, pack_then, snapshots_of_agenda
from components.ui.live_decks import LiveDeck, Point, deck_of_question, deck_of_story, screens_of_view
from components.ui.live_links import live_meeting
from components.ui.view_of_address import view_of_address
from data_access.engine import get_engine
from data_access.queries.dots import question_on_show
from data_access.queries.meetings import AgendaLine, MeetingRecord, SnapshotLine, read_meeting
from domain.errors import InvalidRecordError, NotFoundError
from domain.permissions import OPERATOR
from domain.screens import ScreenAddress, ScreenKind, read_screen
from domain.vocabulary import Code, MeetingState
from domain.wording import day

START = "start"
NOT_KEPT = {
    MeetingState.PLANNED: "These figures are kept when the meeting begins.",
    MeetingState.LIVE: "These figures are not kept yet. Save the agenda of the meeting to keep them.",
    MeetingState.OVER: "These figures were not kept while the meeting ran.",
}
STORY_OF_NOW = "The story as it is now."
FOR_A_DECISION = "Looked at for a decision"
OFF_THE_AGENDA = "No longer on the agenda"
NO_PART = "The meeting has no such part."
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


def deck_of_meeting(meeting_id: int, figures: FiguresOf, home: str, part: str = "") -> LiveDeck:
    """The running order of a meeting; `home` is where its phones reach Heard. Whoever asks was let in before.

    With a `part`, the first word of its screens' keys, only the screens of that: the opening, a point, or the
    question put to the room. Raises NotFoundError where there is no such meeting, or no such part.
    """
    record = read_meeting(get_engine(), actor=OPERATOR, meeting_id=meeting_id)
    room = _Room(record, figures, home)
    keyed = [*((_point_key(point.id), point) for point in record.agenda), *_not_on_the_agenda(room)]
    made: dict[str, Callable[[], tuple[Screen, ...]]] = {
        START: partial(_opening, record),
        **{key: partial(_of_point, room, key, point) for key, point in keyed},
        ScreenKind.QUESTION.value: partial(_on_show, record, home),
    }
    if part:
        made = {part: made.get(part, tuple)}
    screens = tuple(screen for of_part in made.values() for screen in of_part())
    if not screens:
        raise NotFoundError(NO_PART)
    points = tuple(Point(key, point.title, point.minutes) for key, point in keyed)
    return LiveDeck(Deck(record.head.title, screens), points=points)


def _opening(record: MeetingRecord) -> tuple[Screen, ...]:
    lead = ", ".join(filter(None, (day(record.head.held_on), record.head.place)))
    return (title_screen(START, record.head.title, lead=lead, notice=notice_of(record.head.provenance)),)


def _on_show(record: MeetingRecord, home: str) -> tuple[Screen, ...]:
    """The question that is put to the room now, after all points, unless it is one of them."""
    question = question_on_show(get_engine(), actor=OPERATOR, meeting_id=record.head.id)
    asked = {point.screen for point in record.agenda}
    if question is None or ScreenAddress(ScreenKind.QUESTION, str(question.id)).text in asked:
        return ()
    return deck_of_question(question.id, home).deck.screens


def address_then(record: MeetingRecord, snapshot_id: int) -> str:
    """Where a screen shows a frozen view as at the meeting: the part that its screens' keys begin with is the mark."""
    point = snapshots_of_agenda(record).get(snapshot_id)
    key = _snapshot_key(snapshot_id) if point is None else _point_key(point)
    return f"{live_meeting(record.head.id, figures=FiguresOf.MEETING.value)}#{key}"


def _point_key(point_id: int) -> str:
    return f"point-{point_id}"


def _snapshot_key(snapshot_id: int) -> str:
    return f"snapshot-{snapshot_id}"


def _not_on_the_agenda(room: _Room) -> Iterator[tuple[str, AgendaLine]]:
    """Frozen views that no point shows, as points with their keys; none where figures are those of now."""
    if room.figures is FiguresOf.NOW:
        return
    shown = snapshots_of_agenda(room.record)
    for one in room.record.snapshots:
        if one.id not in shown:
            title = _title_of(room.record, one)
            yield _snapshot_key(one.id), AgendaLine(one.id, 0, title, 0, "", one.view, "")


def _title_of(record: MeetingRecord, frozen: SnapshotLine) -> str:
    decided = {one.snapshot_id for one in record.decisions}
    page = read_screen(frozen.view).name
    heading = next(one.heading for one in CHAPTERS if one.key == page)
    return f"{FOR_A_DECISION if frozen.id in decided else OFF_THE_AGENDA}: {heading}"


def _of_point(room: _Room, key: str, point: AgendaLine) -> tuple[Screen, ...]:
    """Its screens, at least one, under keys of their own: two points may show the same view."""
    try:
        shown = tuple(_shown(room, point))
    except (InvalidRecordError, NotFoundError) as error:
        shown = (words_screen("gone", point.title, (NOT_THERE, str(error))),)
    screens = shown or (title_screen("title", point.title, lead=point.lead),)
    return tuple(
        replace(one, key=f"{key}/{one.key}", notes="\n".join(filter(None, (point.notes, one.notes))))
        for one in screens
    )


def _shown(room: _Room, point: AgendaLine) -> Iterator[Screen]:
    if not point.screen:
        return
    address = read_screen(point.screen)
    if address.kind is ScreenKind.VIEW:
        yield from _FIGURES[room.figures](room.record, point, address)
    elif address.kind is ScreenKind.STORY:
        notice = "" if room.figures is FiguresOf.NOW else STORY_OF_NOW
        yield from deck_of_story(address.name, notice=notice).deck.screens
    else:
        yield from deck_of_question(int(address.name), room.home).deck.screens


def _as_now(_record: MeetingRecord, _point: AgendaLine, address: ScreenAddress) -> tuple[Screen, ...]:
    return screens_of_view(view_of_address(address.text))


def _as_then(record: MeetingRecord, point: AgendaLine, address: ScreenAddress) -> tuple[Screen, ...]:
    then = pack_then(record.head.id, address.text, actor=OPERATOR)
    return screens_of_pack(_said_to_be(then, point)) if then else (_not_kept(record, point),)


def _as_both(record: MeetingRecord, point: AgendaLine, address: ScreenAddress) -> tuple[Screen, ...]:
    both = difference(record.head.id, address.text, actor=OPERATOR)
    return screens_of_difference(both.then.pack, both.now) if both else (_not_kept(record, point),)


def _said_to_be(then: AsAtTheMeeting, point: AgendaLine) -> BoardPack:
    """Its figures, with their day above each screen, and why it is there where no point shows it.

    There, because at the foot it would take room from the drawing, which then has other screens than the one of now.
    """
    why = "" if point.position else f". {point.title}"
    said = f"{FiguresOf.MEETING.label}, {day(then.pack.dated)}{why}"
    sections = tuple(replace(one, heading=f"{one.heading} · {said}") for one in then.pack.sections)
    return replace(then.pack, sections=sections)


def _not_kept(record: MeetingRecord, point: AgendaLine) -> Screen:
    return words_screen("not-kept", point.title, (NOT_KEPT[record.head.state],))


_FIGURES: Mapping[FiguresOf, Callable[[MeetingRecord, AgendaLine, ScreenAddress], tuple[Screen, ...]]] = {
    FiguresOf.MEETING: _as_then,
    FiguresOf.NOW: _as_now,
    FiguresOf.DIFFERENCE: _as_both,
}

"""The screen of a question to the room: how to join, the dots as they come, and what came of it once they are shown."""

from dataclasses import replace
from typing import Any, Final

from markupsafe import Markup, escape

from components.publishing.live.frame import Face, piece, screen
from components.publishing.live.question_chart import NUMBER, TITLE, blocks_of, key_height, waiting
from components.publishing.live.room import LINE, SMALLEST, Room, height_at, width_at
from components.publishing.live.screen import Screen
from components.publishing.office.text import short
from domain.dot_question import QuestionRecord, RoundSeen
from domain.dot_words import change_in_words, headline
from domain.dots import CUBE_CREDIT
from domain.screens import ScreenAddress, ScreenKind
from domain.vocabulary import DotKind, DotState
from domain.wording import counted

LADDER_CREDIT: Final = (
    "Ladder of co-production: Think Local Act Personal and the National Co-production Advisory Group"
)
_CREDITS: Final = {DotKind.CUBE: CUBE_CREDIT, DotKind.RUNG: LADDER_CREDIT}
_SIDE: Final = 520.0
_APART: Final = 64.0
_WAITING: Final = 140.0
_BEFORE_EVIDENCE: Final = 48.0
_SCALE_ALONE: Final = 150.0
"""The height of a scale on which nothing stands yet."""
_EVIDENCE: Final = (36, 34, 32, 30, 28, 26, SMALLEST)
_ADDRESSES: Final = (34, 30, 28, 26, SMALLEST)
_LONGEST: Final = 2_000
_QUIETER: Final = 0.9
_HEADING: Final = 30


def question_screen(record: QuestionRecord, *, qr_svg: Markup, address: str, notice: str = "") -> Screen:
    """The screen of a question as it is now; `qr_svg` and `address` lead phones to the room, without a scheme.

    `notice` says that it is illustrative, or "".
    """
    is_open = record.state is DotState.OPEN
    face = Face(
        title=record.asked,
        kicker=_kicker(record),
        lead="" if is_open else _finding(record),
        note=_CREDITS.get(record.kind, ""),
        notice=notice,
    )
    key = ScreenAddress(ScreenKind.QUESTION, str(record.id)).text
    body = _open(record, face.room, qr_svg, address) if is_open else _shown(record, face.room)
    made = screen(key, face, body, kind="question")
    # What the screen cuts, the presenter can read out.
    return made if escape(record.evidence) in body else replace(made, notes=record.evidence)


def _kicker(record: QuestionRecord) -> str:
    about = record.network or record.activity or ""
    number = f"Round {_drawn(record).number}" if len(record.rounds) > 1 else ""
    state = {
        DotState.OPEN: "Place your dot",
        DotState.REVEALED: "The dots",
        DotState.CLOSED: "The dots, kept",
    }
    return " · ".join(one for one in (state[record.state], short(about, 80), number) if one)


def _drawn(record: QuestionRecord) -> RoundSeen:
    """The round that stands on the screen: the one that takes dots, or else the one that tells."""
    return record.current if record.state is DotState.OPEN else record.telling


def _finding(record: QuestionRecord) -> str:
    now, before = record.results(record.telling), record.before(record.telling)
    moved = change_in_words(record.results(before), now) if before and len(record.scales) == 1 else ()
    return " ".join(one for one in (record.which_round, headline(now), *moved) if one)


def _open(record: QuestionRecord, room: Room, qr_svg: Markup, address: str) -> Markup:
    left = Room(room.width - _SIDE - _APART, room.height)
    seen = record.current
    waits = waiting(seen.staff, seen.lay, Room(left.width, _WAITING)) if record.is_hidden else None
    below = key_height() + (_WAITING + 2 * NUMBER * LINE if waits else 0.0)
    chart = Room(left.width, (left.height - below) * (1 - _share_of_evidence(record)))
    if waits:
        chart = _low(record, chart)
    rest = Room(left.width, left.height - below - chart.height - _BEFORE_EVIDENCE)
    return _body(
        record,
        chart,
        waits=waits,
        evidence=_evidence(record.evidence, rest),
        side=_SIDE,
        is_open=True,
        qr_svg=qr_svg,
        address=address,
        address_size=next(
            (size for size in _ADDRESSES if width_at(address, size, is_bold=True) <= _SIDE), SMALLEST
        ),
        phones=counted(record.phones, "phone is here", "phones are here"),
    )


def _shown(record: QuestionRecord, room: Room) -> Markup:
    side = _SIDE if record.evidence else 0.0
    left = Room(room.width - (side + _APART if side else 0.0), room.height - key_height())
    return _body(
        record,
        left,
        waits=None,
        evidence=_evidence(record.evidence, Room(_SIDE, room.height)),
        side=side,
        is_open=False,
        qr_svg=Markup(),
        address="",
        address_size=SMALLEST,
        phones="",
    )


def _low(record: QuestionRecord, room: Room) -> Room:
    """The room of scales without dots, so that the dots that wait stand near them; a round before needs all of it."""
    if record.before(record.current) is not None:
        return room
    return Room(room.width, min(room.height, _SCALE_ALONE * (3.0 if len(record.scales) > 1 else 1.0)))


def _share_of_evidence(record: QuestionRecord) -> float:
    """Of the height that scales and evidence have together."""
    if not record.evidence:
        return 0.0
    return 0.36 if len(record.scales) == 1 else 0.24


def _body(record: QuestionRecord, room: Room, **values: Any) -> Markup:
    drawn = _drawn(record)
    before = record.before(drawn)
    earlier = () if before is None else record.results(before)
    return piece(
        "question",
        blocks=blocks_of(record.results(drawn), room, earlier=earlier),
        has_earlier=before is not None,
        code=record.room_code,
        title_size=TITLE,
        number_size=NUMBER,
        text_size=SMALLEST,
        heading_size=_HEADING,
        left=room.width,
        number=record.id,
        state=record.state.value,
        round=record.current.number,
        **values,
    )


def _evidence(text: str, room: Room) -> tuple[str, int]:
    """The evidence as it finds room, at the largest size; what is too long ends with "…"."""
    height = room.height - _HEADING * LINE - 12
    for size in _EVIDENCE:
        if _tall(text, size, room) <= height:
            return text, size
    most = min(len(text), _LONGEST)
    while most and _tall(_cut(text, most), SMALLEST, room) > height:
        most = int(most * _QUIETER)
    return (_cut(text, most) if most else ""), SMALLEST


def _tall(text: str, size: int, room: Room) -> float:
    """The height of a text whose lines begin anew where they were written so."""
    return sum(height_at(line or " ", size, width=room.width - 40) for line in text.splitlines())


def _cut(text: str, most: int) -> str:
    """The text within so many letters, its lines kept."""
    if len(text) <= most:
        return text
    *whole, last = text[: most - 1].splitlines() or [""]
    return "\n".join((*whole, f"{last.rpartition(' ')[0] or last}…"))

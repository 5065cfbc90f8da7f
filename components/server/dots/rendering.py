"""What a phone shows in a room: who is there, the question, the dot that was placed, and what came of it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.responses import HTMLResponse

from components.server.dots.answers import CAPACITY, QUESTION, ROUND, WORDS
from components.server.feedback import rendering as feedback
from components.ui.dots_screen import ROOM_PATH, notice_of
from data_access.queries.dot_rooms import PhoneQuestion, Room
from domain.dot_words import findings, value_in_words
from domain.dots import CUBE_CREDIT, GREATEST
from domain.vocabulary import DotKind, DotScale, RaterKind

HEADERS: Final = {name: value for name, value in feedback.HEADERS.items() if name != "Vary"}
STAFF, LAY = "Staff", "Lay member: patient, carer or member of the public"
AS_WHOM: Final = {RaterKind.STAFF: "staff", RaterKind.LAY: "a lay member"}
SECONDS_WITHOUT_SCRIPT: Final = 5


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader([Path(__file__).parent, Path(feedback.__file__).parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("room.html")


def room_path(code: str, page: str = "") -> str:
    """The address, without a host, of a room or of a page of it."""
    return f"{ROOM_PATH}/{code}{page}"


def code_page(*, alert: str = "", typed: str = "", status: int = 200) -> HTMLResponse:
    """Where people type the code that they see on the screen."""
    return _page("code", "Place your dot", status=status, alert=alert, typed=typed, path=ROOM_PATH)


def who_page(
    room: Room,
    *,
    chosen: RaterKind | None,
    kept: Mapping[str, str] | None = None,
    alert: str = "",
    status: int = 200,
) -> HTMLResponse:
    """Where a phone says who is there; `kept` is an answer that it handed in before, which goes along."""
    return _page(
        "who",
        "I am here as",
        status=status,
        alert=alert,
        action=room_path(room.code, "/join"),
        choices=((RaterKind.STAFF.value, STAFF), (RaterKind.LAY.value, LAY)),
        chosen=chosen.value if chosen else "",
        field=CAPACITY,
        kept=kept or {},
        meeting=room.title,
        notice=notice_of(room.provenance),
    )


def waiting_page(room: Room, capacity: RaterKind, *, alert: str = "", status: int = 200) -> HTMLResponse:
    """Where nothing is asked just now."""
    heading = "Wait for the next question"
    return _page("wait", heading, status=status, alert=alert, room=room, capacity=capacity)


def question_page(
    room: Room,
    question: PhoneQuestion,
    capacity: RaterKind,
    *,
    own: Mapping[DotScale, int],
    begins: Mapping[DotScale, int],
    alert: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The question, with the dots where they stood last; its sliders begin where they stood in a round before."""
    return _page(
        "question",
        question.asked,
        status=status,
        alert=alert,
        room=room,
        capacity=capacity,
        question=question,
        own={scale.value: value for scale, value in own.items()},
        starts={scale.value: value for scale, value in {**begins, **own}.items()},
        half=GREATEST // 2,
        action=room_path(room.code, "/dots"),
        number_field=QUESTION,
        round_field=ROUND,
        words_field=WORDS,
        credit=CUBE_CREDIT if question.kind is DotKind.CUBE else "",
    )


def placed_page(
    room: Room, question: PhoneQuestion, capacity: RaterKind, *, own: Mapping[DotScale, int]
) -> HTMLResponse:
    """What follows a dot: where it stands, and how it is moved."""
    stands = [(scale, value_in_words(own[scale.code], scale=scale)) for scale in question.scales]
    return _page(
        "placed", "Your dot is placed", room=room, capacity=capacity, question=question, stands=stands
    )


def shown_page(
    room: Room,
    question: PhoneQuestion,
    capacity: RaterKind,
    *,
    has_own: bool,
    alert: str = "",
    status: int = 200,
) -> HTMLResponse:
    """What came of it, in words, and whether a dot of this phone is there; the dots are on the screen."""
    told = findings(question.results) if question.results else ()
    return _page(
        "shown",
        "Look at the screen",
        status=status,
        alert=alert,
        room=room,
        capacity=capacity,
        question=question,
        findings=told,
        has_own=has_own,
    )


def notice_page(
    heading: str, sentences: Sequence[str], *, status: int, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Why nothing can be done here."""
    return _page("notice", heading, status=status, headers=headers, sentences=sentences, alert="")


def _page(
    kind: str,
    heading: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    alert: str = "",
    room: Room | None = None,
    capacity: RaterKind | None = None,
    notice: str = "",
    **values: Any,
) -> HTMLResponse:
    body = _template().render(
        kind=kind,
        heading=heading,
        alert=alert,
        room=room,
        here_as=AS_WHOM[capacity] if capacity else "",
        here=room_path(room.code) if room else ROOM_PATH,
        seconds=SECONDS_WITHOUT_SCRIPT,
        notice=notice_of(room.provenance) if room else notice,
        **values,
    )
    return HTMLResponse(body, status_code=status, headers={**HEADERS, **(headers or {})})

"""A question to the room for a shared screen, with the code that leads phones to it."""

from markupsafe import Markup

from components.publishing.live.question import question_screen
from components.publishing.live.screen import Screen
from components.ui.feedback_codes import qr_inline
from components.ui.shell import ILLUSTRATIVE_LINE
from data_access.engine import get_engine
from data_access.queries.dots import read_question
from domain.permissions import Actor
from domain.vocabulary import Provenance

ROOM_PATH = "/d"
# A screen is neither dirty nor torn, but a phone may look at it from the side.
CORRECTION = "m"


def screen_of_question(question_id: int, *, actor: Actor, home: str) -> Screen:
    """The screen of a question; `home` is where people reach Heard, without a slash at the end.

    Raises NotAllowedError, and NotFoundError where there is none.
    """
    record = read_question(get_engine(), actor=actor, question_id=question_id)
    return question_screen(
        record,
        qr_svg=qr_of_room(record.room_code, home=home),
        address=shown_address(home),
        notice=notice_of(record.provenance),
    )


def notice_of(provenance: Provenance) -> str:
    """What stands with everything of an illustrative meeting; "" for another."""
    return ILLUSTRATIVE_LINE if provenance is Provenance.ILLUSTRATIVE else ""


def room_address(code: str, *, home: str) -> str:
    """Where phones place their dots in the room with this code."""
    return f"{home}{ROOM_PATH}/{code}"


def shown_address(home: str) -> str:
    """What people type who cannot scan the code: without the scheme, which browsers add."""
    return f"{home.partition('://')[2] or home}{ROOM_PATH}"


def qr_of_room(code: str, *, home: str) -> Markup:
    """The code that opens a room, drawn by its address alone, black on white with its quiet zone."""
    return qr_inline(room_address(code, home=home), title="QR code of the room", correction=CORRECTION)

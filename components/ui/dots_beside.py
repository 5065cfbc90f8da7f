"""What a room placed, beside the form of whoever makes it a rating: to read and to copy, never filled in by itself."""

from typing import Final

import streamlit as st

from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.queries.dots import read_question
from domain import dot_words
from domain.dot_question import QuestionRecord
from domain.dot_words import findings
from domain.dots import results_of
from domain.errors import HeardError
from domain.permissions import Actor
from domain.vocabulary import DotState, RaterKind

ROOM: Final = "room"
"""The parameter of the address that names the question."""
LONGEST: Final = 9
NOTHING_BY_ITSELF: Final = (
    "Nothing of it is in the form below. What you rate is yours; this may be its evidence."
)
ONLY_LAY: Final = "You see lay members' dots alone, so that you rate before you see what staff said."
_SLOT: Final = "dots_room_beside"


def room_beside(*, actor: Actor, about: str | int, only: RaterKind | None = None) -> None:
    """What the room of the address placed; nothing where it names none, or one that is not shown yet.

    `about` is the network or the activity at hand: what was asked about another one is not shown.

    With `only`, the dots of one kind of people.
    """
    asked = st.query_params.get(ROOM, "")
    if asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST:
        # Another choice on the page writes the address anew; what was asked for stays for this visit.
        st.session_state[_SLOT] = int(asked)
    number = st.session_state.get(_SLOT)
    if number is None:
        return
    try:
        record = read_question(get_engine(), actor=actor, question_id=number)
    except HeardError:
        return
    if record.state is DotState.OPEN or about not in {record.network_code, record.activity_id}:
        return
    with st.container(key="block_room_beside", border=True):
        st.markdown(f"**What the room placed**: {escaped(record.asked)}")
        st.code(evidence_text(record, only=only), language=None, wrap_lines=True)
        if only is not None:
            st.caption(ONLY_LAY)
        st.caption(NOTHING_BY_ITSELF)
        st.button("Put it away", key="dots_put_away", on_click=_put_away)


def evidence_text(record: QuestionRecord, *, only: RaterKind | None = None) -> str:
    """What came of the last round that has dots, as a text to copy."""
    told = " ".join(findings(record.results(record.telling))) if only is None else _of(record, only)
    which = f"{record.which_round} " if record.which_round else ""
    return f"{record.meeting_title}: “{record.asked}” {which}{told}"


def _of(record: QuestionRecord, only: RaterKind) -> str:
    """The findings on one kind of people, without what is said of the other's absence."""
    dots = [dot for dot in record.telling.dots if dot.capacity is only]
    told = findings(results_of(dots, scales=record.scales))
    return " ".join(one for one in told if one not in {dot_words.ONLY_LAY, dot_words.ONLY_STAFF})


def _put_away() -> None:
    st.session_state.pop(_SLOT, None)
    st.query_params.pop(ROOM, None)

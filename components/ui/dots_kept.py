"""What came of the questions of a meeting, round by round, and the way from there to a rating that a person makes."""

from urllib.parse import urlencode

import streamlit as st

from components.ui.dots_beside import ROOM
from components.ui.own_address import own_address
from components.ui.own_network import IN_ADDRESS
from components.ui.plain_text import escaped
from components.ui.recording.opening import ACTIVITY
from data_access.engine import get_engine
from data_access.queries.dots import questions_of
from data_access.queries.meetings import MeetingLine
from data_access.queries.public_record import public_record
from domain.dot_question import QuestionRecord
from domain.dot_words import change_in_words, counts_sentence, findings
from domain.errors import NotFoundError
from domain.permissions import Action, Actor, may, may_write_for
from domain.vocabulary import DotKind, DotState
from domain.wording import day

MAKES_NOTHING = (
    "A result is no rating. Only a person makes it one: the page that opens shows what the room placed beside the "
    "form, and saves nothing by itself."
)
_RATERS = (("staff", "rate-as-staff", Action.RATE_AS_STAFF), ("lay partners", "rate", Action.RATE_AS_LAY))
HAND_ON = "Somebody else may: send them this address."


def kept_results(meeting_id: int, *, actor: Actor, of: MeetingLine | None = None) -> None:
    """Each closed question with its rounds, the newest first; nothing where none was closed. `of` names the meeting."""
    asked = questions_of(get_engine(), actor=actor, meeting_id=meeting_id)
    kept = [one for one in asked if one.state is DotState.CLOSED]
    if not kept:
        return
    with st.container(key="block_dots_kept"):
        where = f" by {of.title}, {day(of.held_on)}" if of else ""
        st.header(escaped(f"Kept{where}"), anchor=False)
        for one in reversed(kept):
            _result(one, actor)


def _result(record: QuestionRecord, actor: Actor) -> None:
    with st.expander(escaped(record.asked)):
        about = record.network or record.activity
        if about:
            st.text(about)
        for seen in record.rounds:
            st.markdown(f"**Round {seen.number}**: {counts_sentence(staff=seen.staff, lay=seen.lay)}")
            told = [*findings(record.results(seen))]
            if before := record.before(seen):
                told += change_in_words(record.results(before), record.results(seen))
            st.markdown("\n".join(f"- {escaped(one)}" for one in told))
        _make_it_a_rating(record, actor)


def _make_it_a_rating(record: QuestionRecord, actor: Actor) -> None:
    """The pages on which a person may make it a rating; nothing where it is about no record."""
    pages = ratings_of(record, actor)
    if not pages:
        return
    st.caption(MAKES_NOTHING)
    for label, address, is_allowed in pages:
        if is_allowed:
            st.link_button(label, address, key=f"dots_make_{record.id}_{label}")
        else:
            st.caption(f"{label}: {HAND_ON}")
            st.code(f"{own_address()}{address}", language=None)


def ratings_of(record: QuestionRecord, actor: Actor) -> list[tuple[str, str, bool]]:
    """The pages with their labels and addresses, and whether this account may use them."""
    found, room = [], {ROOM: str(record.id)}
    if record.kind is DotKind.SPECTRUM and record.network_code:
        query = urlencode({IN_ADDRESS: record.network_code} | room)
        for who, page, action in _RATERS:
            is_allowed = may(actor, action, network=record.network_code)
            found.append((f"Make it a rating by {who}", f"/{page}?{query}", is_allowed))
    if record.kind is DotKind.RUNG and record.activity_id is not None:
        query = urlencode({ACTIVITY: str(record.activity_id)} | room)
        network = _network_of(record.activity_id)
        is_allowed = network is not None and may_write_for(actor, network)
        found.append(("Make it the rung of the record", f"/record?{query}", is_allowed))
    return found


def _network_of(activity: int) -> str | None:
    """The network of an activity; None where it was removed."""
    try:
        return public_record(get_engine(), activity).network
    except NotFoundError:
        return None

"""The question on show, at the host's desk: how many dots there are, live, and the buttons that move it on."""

from collections.abc import Callable

import streamlit as st

from components.ui.dots_screen import room_address
from components.ui.feedback_codes import qr_png
from components.ui.live_links import show_on_a_screen
from components.ui.outcome import note
from components.ui.own_address import own_address
from components.ui.plain_text import escaped
from data_access.commands.dots import change_wording, close_and_keep, open_again, reveal
from data_access.engine import get_engine
from data_access.queries.dots import read_question
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.dot_question import QuestionRecord
from domain.dot_words import counts_sentence, findings
from domain.errors import HeardError
from domain.permissions import Actor
from domain.vocabulary import DotState
from domain.wording import counted

LOOK_EVERY = "2s"
WHERE = "dots"
_STATE = {
    DotState.OPEN: "Open: phones can place their dots.",
    DotState.REVEALED: "The dots are shown. No dot is placed or moved now.",
}


def desk(question_id: int, *, actor: Actor) -> None:
    """All that the host sees and does while a question is on show."""
    with st.container(key="block_dots_desk", border=True):
        left, right = st.columns([3, 1], gap="large")
        with left:
            _live(question_id, actor)
            show_on_a_screen(f"/live/question/{question_id}", key="dots_on_a_screen")
        record = read_question(get_engine(), actor=actor, question_id=question_id)
        with right:
            _way_in(record)
        if record.state is DotState.OPEN and not record.current.people and len(record.rounds) == 1:
            _wording(record, actor)


@st.fragment(run_every=LOOK_EVERY)
def _live(question_id: int, actor: Actor) -> None:
    """The state as it is now, every 2 seconds, without the rest of the page."""
    try:
        record = read_question(get_engine(), actor=actor, question_id=question_id)
    except HeardError as error:
        st.error(escaped(str(error)))
        return
    st.header(escaped(record.asked), anchor=False)
    about = [one for one in (record.network, record.activity, _round(record)) if one]
    if about:
        st.text(" · ".join(about))
    st.text(_STATE.get(record.state, "This question is closed, and its result is kept."))
    seen = record.current
    phones = counted(record.phones, "phone has", "phones have")
    st.markdown(f"**{counts_sentence(staff=seen.staff, lay=seen.lay)}.** {phones} joined.")
    if not record.is_hidden and seen.people:
        st.markdown("\n".join(f"- {escaped(one)}" for one in findings(record.results(seen))))
    _buttons(record, actor)


def _round(record: QuestionRecord) -> str:
    return f"Round {record.current.number}" if len(record.rounds) > 1 else ""


def _buttons(record: QuestionRecord, actor: Actor) -> None:
    if record.state is DotState.CLOSED:
        # Somebody else closed it meanwhile.
        if st.button("Go on", key="dots_go_on"):
            st.rerun(scope="app")
        return
    number, seen = record.id, record.current.number
    with st.container(horizontal=True):
        if record.state is DotState.OPEN:
            _button("Show the dots", "reveal", lambda work: reveal(work, number), actor, is_first=True)
        else:
            _button("Open again", "again", lambda work: open_again(work, number, seen_round=seen), actor)
        _button("Close and keep", "close", lambda work: close_and_keep(work, number), actor)


def _button(
    label: str, key: str, deed: Callable[[UnitOfWork], object], actor: Actor, *, is_first: bool = False
) -> None:
    # The whole page follows what the button does, not the fragment alone.
    if st.button(label, key=f"dots_{key}", type="primary" if is_first else "secondary"):
        _do(deed, actor)
        st.rerun(scope="app")


def _do(deed: Callable[[UnitOfWork], object], actor: Actor) -> None:
    try:
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            deed(work)
    except HeardError as error:
        note(WHERE, "error", str(error))


def _way_in(record: QuestionRecord) -> None:
    """How phones join: the code to scan, and the one to type."""
    home = own_address()
    address = room_address(record.room_code, home=home)
    st.image(qr_png(address), width=220, alt=f"QR code that opens {address}")
    st.markdown(f"**{escaped(record.room_code)}**")
    st.text(address)


def _wording(record: QuestionRecord, actor: Actor) -> None:
    """Other words, as long as nobody placed a dot."""
    with st.expander("Change the words"):
        asked = st.text_input("Question", record.asked, max_chars=300, key=f"dots_asked_{record.id}")
        evidence = st.text_area(
            "Evidence", record.evidence, max_chars=2_000, key=f"dots_evidence_{record.id}"
        )
        if st.button("Change", key="dots_change", disabled=not asked.strip()):
            _do(
                lambda work: change_wording(work, record.id, asked=asked.strip(), evidence=evidence.strip()),
                actor,
            )
            st.rerun()

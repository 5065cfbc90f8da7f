"""The questions that a meeting was asked, and what came of each, staff and lay apart."""

import streamlit as st

from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.queries.dots import questions_of
from data_access.queries.meetings import MeetingRecord
from domain.dot_question import QuestionRecord
from domain.dot_words import findings
from domain.permissions import Actor
from domain.wording import counted

IS_NO_ASSESSMENT = "A result is no assessment. A person makes it one, on the page that rates."


def questions(record: MeetingRecord, *, actor: Actor) -> None:
    """Each question with what came of its last round that has dots; nothing where none was asked."""
    found = questions_of(get_engine(), actor=actor, meeting_id=record.head.id)
    if not found:
        return
    with st.container(key="block_meeting_questions"):
        st.subheader("Questions to the room", anchor=False)
        for one in found:
            _question(one)
        st.caption(IS_NO_ASSESSMENT)


def _question(one: QuestionRecord) -> None:
    about = one.network or one.activity
    st.markdown(f"**{escaped(one.asked)}** {escaped(about or '')}".strip())
    if one.is_hidden:
        st.text("The dots are not shown yet.")
        return
    said = findings(one.results(one.telling))
    which = (one.which_round,) if one.which_round else ()
    rounds = counted(len(one.rounds), "round", "rounds")
    after = f"{one.state.label}, after {rounds}."
    st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in (*which, *said, after)))

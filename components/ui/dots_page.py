"""The host's page: the meeting under way, the question on show or a new one, and what came of those before."""

import streamlit as st

from components.ui.dots_ask import ask_the_room
from components.ui.dots_desk import desk
from components.ui.dots_kept import kept_results
from components.ui.meetings_address import asked_meeting, open_meeting
from components.ui.outcome import say
from components.ui.page_list import page_at
from components.ui.plain_text import escaped
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.dots import question_on_show
from data_access.queries.meetings import MeetingLine, meetings
from domain.permissions import Actor
from domain.vocabulary import MeetingState
from domain.wording import day

NO_MEETING = "No meeting is under way. Begin one first: then phones can join with its room code."
WHERE = "dots"
_CHOSEN = "dots_meeting"


def dots_page(view: View, *, actor: Actor) -> None:
    """All of the page for somebody who runs meetings."""
    found = meetings(get_engine(), actor=actor)
    under_way = [one for one in found if one.state is MeetingState.LIVE]
    if under_way:
        meeting = _chosen(under_way)
        on_show = question_on_show(get_engine(), actor=actor, meeting_id=meeting.id)
        if on_show is not None:
            desk(on_show.id, actor=actor)
        else:
            ask_the_room(view, actor=actor, meeting_id=meeting.id)
        say(WHERE)
        kept_results(meeting.id, actor=actor)
        return
    st.info(NO_MEETING)
    st.page_link(page_at("meetings").file, label="Open the meetings")
    say(WHERE)
    past = next((one for one in found if one.state is MeetingState.OVER), None)
    if past is not None:
        kept_results(past.id, actor=actor, of=past)


def _chosen(under_way: list[MeetingLine]) -> MeetingLine:
    """The only meeting, the one that the address names, or the one chosen of several."""
    by_number = {one.id: one for one in under_way}
    asked = asked_meeting()
    if len(under_way) == 1:
        meeting = under_way[0]
        st.markdown(f"**{escaped(meeting.title)}**, {day(meeting.held_on)}, is under way.")
        return meeting
    if st.session_state.get(_CHOSEN) not in by_number:
        st.session_state[_CHOSEN] = asked if asked in by_number else under_way[0].id
    number = st.selectbox(
        "Meeting", [*by_number], format_func=lambda one: f"{by_number[one].title}, {day(by_number[one].held_on)}",
        key=_CHOSEN,
    )  # fmt: skip
    open_meeting(number)
    return by_number[number]

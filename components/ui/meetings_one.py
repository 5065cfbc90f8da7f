"""One meeting: head and screens, decisions and actions, agenda, who came, questions to the room, and its files."""

import streamlit as st

from components.ui.facts_list import facts_html
from components.ui.kept_form import draw_form
from components.ui.live_links import live_meeting
from components.ui.live_meeting import FiguresOf
from components.ui.meetings_actions import actions_of_meeting
from components.ui.meetings_address import forget_meeting
from components.ui.meetings_agenda import agenda
from components.ui.meetings_attendance import attendance
from components.ui.meetings_course import course
from components.ui.meetings_decisions import decisions
from components.ui.meetings_fields import meeting_form, network_name
from components.ui.meetings_files import meeting_files
from components.ui.meetings_list import NOBODY, sitting_of, state_in_words
from components.ui.meetings_questions import questions
from components.ui.plain_text import escaped
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.meetings import MeetingLine, MeetingRecord, meetings
from domain.forum import co_chair_sentence
from domain.permissions import Action, Actor, may
from domain.vocabulary import MeetingState, Provenance
from domain.wording import clock, day

ILLUSTRATIVE = (
    "This meeting is illustrative: it goes with the demonstration, and what is recorded in it goes too."
)


def one_meeting(record: MeetingRecord, view: View, *, actor: Actor) -> None:
    """All of a meeting; what is done while it runs stands first."""
    runs = may(actor, Action.RUN_MEETINGS)
    st.button("All meetings", key="meetings_back", type="tertiary", on_click=forget_meeting)
    st.header(escaped(f"{record.head.title}, {day(record.head.held_on)}"), anchor=False)
    _head(record.head, view)
    with st.container(horizontal=True, key="meeting_screens"):
        st.link_button("Show on a screen", live_meeting(record.head.id), key="meeting_live")
        for figures in (FiguresOf.MEETING, FiguresOf.DIFFERENCE) if record.snapshots else ():
            address = live_meeting(record.head.id, figures=figures.value)
            st.link_button(figures.label, address, key=f"meeting_live_{figures.value}")
        if runs:
            st.link_button("Presenter’s notes", live_meeting(record.head.id, notes=True), key="meeting_notes")
    if runs:
        course(record, actor=actor, today=view.today)
    is_live = record.head.state is MeetingState.LIVE
    parts = (decisions, actions_of_meeting, agenda) if is_live else (agenda, decisions, actions_of_meeting)
    for part in parts:
        part(record, view, actor=actor)
    attendance(record, view, actor=actor)
    questions(record, actor=actor)
    meeting_files(record)
    if runs:
        with st.expander("Change what is said of this meeting"):
            sittings = [
                sitting_of(one) for one in meetings(get_engine(), actor=actor) if one.id != record.head.id
            ]
            networks = view.facts.reference.networks
            draw_form(meeting_form(networks, sittings, today=view.today, record=record), actor=actor)


def _head(head: MeetingLine, view: View) -> None:
    networks = view.facts.reference.networks
    times = [clock(one) for one in (head.starts_at, head.ends_at) if one]
    chair, secretariat = (
        network_name(networks, code, otherwise=NOBODY)
        for code in (head.chair_network, head.secretariat_network)
    )
    facts = [
        ("When", f"{day(head.held_on)}{', ' + ' to '.join(times) if times else ''}"),
        ("Where", head.place or "Not said"),
        ("State", state_in_words(head, view)),
        ("Chair", chair),
        ("Secretariat", secretariat),
    ]
    if head.notes:
        facts.append(("Notes", head.notes))
    with st.container(key="meeting_head"):
        sentence = co_chair_sentence(sitting_of(head))
        if head.lay_co_chair and head.staff_co_chair:
            st.text(sentence)
        else:
            st.warning(escaped(sentence))
        st.html(facts_html(facts))
        if head.join_link:
            st.link_button("Join online", head.join_link, key="meeting_join")
        if head.provenance is Provenance.ILLUSTRATIVE:
            st.caption(ILLUSTRATIVE)

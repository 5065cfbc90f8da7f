"""The start of recording: unfinished drafts, a new record, and the networks' recent records to change or copy."""

from functools import partial

import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.recording.lists import current_lists
from components.ui.recording.opening import (
    ACTIVITY,
    address_of,
    began_in_words,
    begin_copy,
    begin_new,
    go_to,
    throw_away_now,
    title_of,
    unfinished,
)
from data_access.commands.form_drafts import SavedDraft
from data_access.engine import get_engine
from data_access.queries.record import RecordLine, read_record, recent_records
from domain.errors import NotFoundError
from domain.permissions import Action, Actor, own_networks
from domain.wording import at_in_words, counted, day, join_and

AT_FIRST = 10
MORE = 20
DRAFTS_IN_SIGHT = 3
_SHOWN = "recording_lines_shown"


def record_start(actor: Actor) -> None:
    """What somebody sees who comes to record something."""
    networks = networks_to_record(actor)
    _unfinished_drafts(actor)
    st.button("New record", type="primary", key="new_record", on_click=begin_new, args=(networks,))
    st.header("Recent records", anchor=False)
    names = current_lists().networks
    whose = "all networks" if len(networks) == len(names) else join_and([names[code] for code in networks])
    st.text(f"Of {whose}, those added last first. Choose a title to read or change its record.")
    _records()


def networks_to_record(actor: Actor) -> list[str]:
    """The networks that somebody may write for, by name."""
    return own_networks(actor, Action.RECORD, current_lists().networks)


def _unfinished_drafts(actor: Actor) -> None:
    drafts = unfinished(actor)
    if not drafts:
        return
    with st.container(key="block_drafts"):
        st.subheader("My unfinished drafts", anchor=False)
        for draft in drafts[:DRAFTS_IN_SIGHT]:
            _draft_line(draft)
        older = drafts[DRAFTS_IN_SIGHT:]
        if older:
            with st.expander(counted(len(older), "older draft", "older drafts")):
                for draft in older:
                    _draft_line(draft)


def _draft_line(draft: SavedDraft) -> None:
    with st.container(key=f"draft_{draft.form.replace(':', '_')}"):
        st.text(title_of(draft))
        began = draft.typed.get("began", draft.changed_at.isoformat())
        st.caption(f"{began_in_words(began)} Last change {at_in_words(draft.changed_at)}.")
        with st.container(horizontal=True):
            st.button("Go on", key=f"go_on_{draft.form}", on_click=partial(go_to, **address_of(draft)))
            with st.popover("Throw away"):
                st.text("This cannot be taken back.")
                st.button(
                    "Yes, throw it away",
                    key=f"throw_{draft.form}",
                    on_click=throw_away_now,
                    args=(draft.form,),
                )


@st.fragment
def _records() -> None:
    networks = networks_to_record(current_actor())
    if not networks:
        return
    search = st.text_input(
        "Search in titles and references", type="search", live=True, key="record_search", autocomplete="off"
    )
    shown = st.session_state.setdefault(_SHOWN, AT_FIRST)
    lines = recent_records(get_engine(), networks=networks, search=search or "", most=shown + 1)
    if not lines:
        st.text("No record has these words." if search else "No records yet. Begin with “New record”.")
    for line in lines[:shown]:
        _record_line(line, names_network=len(networks) > 1)
    if len(lines) > shown:
        st.button("Show more", key="more_records", on_click=_show_more)


def _show_more() -> None:
    st.session_state[_SHOWN] += MORE


def _record_line(line: RecordLine, *, names_network: bool) -> None:
    with st.container(key=f"line_{line.activity_id}", border=True):
        words, button = st.columns([5, 1], vertical_alignment="center")
        with words, st.container(gap=None):
            st.button(
                escaped(line.title),
                key=f"open_record_{line.activity_id}",
                type="tertiary",
                on_click=_change,
                args=(line,),
            )
            people = "no people recorded" if line.people is None else counted(line.people, "person", "people")
            parts = [line.reference, day(line.start), people]
            parts += [line.network] if names_network else []
            parts += ["illustrative"] if line.is_illustrative else []
            st.caption(escaped(" · ".join(parts)))
        with button:
            st.button(
                f"Copy {escaped(line.reference)}",
                key=f"copy_{line.activity_id}",
                on_click=_copy,
                args=(line,),
            )


def _change(line: RecordLine) -> None:
    go_to(**{ACTIVITY: str(line.activity_id)})
    st.rerun()


def _copy(line: RecordLine) -> None:
    try:
        begin_copy(read_record(get_engine(), line.activity_id))
    except NotFoundError as error:
        st.session_state["recording_note"] = str(error)
    st.rerun()

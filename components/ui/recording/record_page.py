"""What the address asks for: the start, a form, or what a record feeds."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.dots_beside import room_beside
from components.ui.plain_text import escaped
from components.ui.recording.form import WIDTH, recording_form
from components.ui.recording.form_state import FormState, open_form
from components.ui.recording.history_view import history_view, removal_view
from components.ui.recording.opening import (
    ACTIVITY,
    DRAFT,
    NEW,
    SAVED,
    began_in_words,
    begin_change,
    begin_new,
    form_called,
    go_on,
    go_to,
    name_of_change,
    throw_away_now,
)
from components.ui.recording.record_list import networks_to_record, record_start
from components.ui.recording.saved_view import saved_view
from components.ui.shell import page_heading
from data_access.commands.form_drafts import SavedDraft, form_draft
from data_access.engine import get_engine
from data_access.queries.record import WholeRecord, read_record
from domain.errors import NotFoundError
from domain.permissions import Actor, may_write_for

NEEDED = "Only {needed} are needed. Add the rest now or later: all that you type is kept."
ILLUSTRATIVE = (
    "This record is illustrative and goes when the demonstration is removed. "
    "Record real work as a new record."
)


def record_page(actor: Actor) -> None:
    """Draw what the address asks for."""
    asked = st.query_params
    if DRAFT in asked:
        _new_record(f"{NEW}{asked[DRAFT]}", actor)
    elif asked.get(ACTIVITY, "").isdecimal():
        _stored_record(int(asked[ACTIVITY][:18]), actor)
    elif asked.get(SAVED, "").isdecimal():
        page_heading("Thank you. Your record is saved")
        saved_view(int(asked[SAVED][:18]), actor)
    else:
        page_heading("What did you do, and who took part?")
        _say_note()
        record_start(actor)


def _to_records() -> None:
    """The way back to the list."""
    with st.container(key="to_records"):
        st.button("← All my records", key="to_records_button", on_click=go_to, type="tertiary")


def _say_note() -> None:
    note = st.session_state.pop("recording_note", None)
    if note:
        st.info(note)


def _new_record(name: str, actor: Actor) -> None:
    was_open = open_form()
    form = form_called(name, actor)
    copied = "" if form is None else form.typed.get("copy_of", "")
    page_heading(f"Copy of {escaped(copied)}" if copied else "New record")
    if form is None:
        st.text("This draft was saved or thrown away, or nothing was typed into it.")
        st.button(
            "New record",
            key="new_record",
            type="primary",
            on_click=begin_new,
            args=(networks_to_record(actor),),
        )
        _to_records()
        return
    if was_open is not form or form.is_resumed:
        form.is_resumed = True
        _resumed(form)
    several = len(networks_to_record(actor)) > 1
    st.text(NEEDED.format(needed=f"{'the network, ' if several else ''}a title and the first day"))
    _to_records()
    recording_form(form)


def _resumed(form: FormState) -> None:
    """The way back in: what was typed is there."""
    with st.container(key="resumed"):
        st.text(f"{began_in_words(form.typed['began'])} All that you typed is here: go on, or start again.")
        with st.popover("Start again"):
            st.text("This throws away what you typed.")
            st.button("Yes, start again", key="start_again", on_click=_start_again, args=(form.name,))


def _start_again(name: str) -> None:
    throw_away_now(name)
    begin_new(networks_to_record(current_actor()))


def _stored_record(activity_id: int, actor: Actor) -> None:
    try:
        record = read_record(get_engine(), activity_id)
    except NotFoundError as error:
        page_heading("Change a record")
        st.text(str(error))
        _to_records()
        return
    page_heading("Change a record")
    if not may_write_for(actor, record.network):
        st.text("This record belongs to a network that your account may not write for.")
        return
    st.text(f"{record.activity.values['title']} ({record.activity.values['local_reference']})")
    _to_records()
    form = _form_of(record, actor)
    if form is None:
        with st.container(key="record_foot", width=WIDTH):
            history_view(activity_id, record.network)
        return
    if record.is_illustrative:
        st.text(ILLUSTRATIVE)
    room_beside(actor=actor, about=activity_id)
    recording_form(form)
    with st.container(key="record_foot", width=WIDTH):
        history_view(activity_id, record.network)
        removal_view(form, activity_id, record.network)


def _form_of(record: WholeRecord, actor: Actor) -> FormState | None:
    """The form in which the record is changed; None while somebody has yet to choose between draft and record."""
    name = name_of_change(record.activity.id)
    form = open_form()
    if form is not None and form.name == name:
        return form
    draft = form_draft(get_engine(), actor=actor, form=name)
    if draft is None:
        return begin_change(record)
    with st.container(key="resumed"):
        began = draft.typed.get("began", draft.changed_at.isoformat())
        st.text(f"{began_in_words(began)} Go on with what you typed, or start again from the saved record.")
        with st.container(horizontal=True):
            st.button("Go on", key="go_on_change", type="primary", on_click=_go_on, args=(draft,))
            with st.popover("Start again"):
                st.text("This throws away what you typed. The saved record stays as it is.")
                st.button("Yes, start again", key="start_change_again", on_click=throw_away_now, args=(name,))
    return None


def _go_on(draft: SavedDraft) -> None:
    go_on(draft)

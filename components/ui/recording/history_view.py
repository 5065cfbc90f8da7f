"""All changes of a record with who, when, before and after; and taking it away, asked twice."""

import pandas as pd
import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.recording.fields import draw_again
from components.ui.recording.form_state import FormState, set_open_form, throw_away
from components.ui.recording.opening import go_to
from data_access.commands.recording import LONGEST_REASON, remove_record
from data_access.engine import get_engine
from data_access.queries.record_history import HistoryEntry, read_history
from domain.errors import HeardError
from domain.permissions import Actor, may_write_for
from domain.vocabulary import ChangeAction
from domain.wording import at_in_words

_DONE = {
    ChangeAction.ADDED.value: "added this record",
    ChangeAction.CHANGED.value: "changed it",
    ChangeAction.REMOVED.value: "removed it",
}


@st.fragment
def history_view(activity_id: int, network: str) -> None:
    """The history, drawn when somebody opens it."""
    if not may_write_for(current_actor(), network):
        return
    fold = st.expander("History of this record", key=f"history_{activity_id}", on_change="rerun")
    with fold:
        if not fold.open:
            st.text("One moment…")
            return
        history = read_history(get_engine(), activity_id)
        if not history:
            st.text("Nobody has changed it by hand or by import since it came into Heard.")
        for entry in history:
            _entry(entry)


def _entry(entry: HistoryEntry) -> None:
    done = _DONE.get(entry.action, entry.action)
    note = f" ({entry.note})" if entry.note else ""
    st.text(f"{entry.actor} {done} {at_in_words(entry.at)}{note}")
    if entry.changes:
        rows = [
            {"What": escaped(one.what), "Before": escaped(one.before), "After": escaped(one.after)}
            for one in entry.changes
        ]
        st.table(pd.DataFrame(rows).set_index("What"))


@st.fragment
def removal_view(form: FormState, activity_id: int, network: str) -> None:
    """Taking the record away: a reason first, then the question."""
    actor = current_actor()
    if not may_write_for(actor, network):
        return
    with st.expander("Remove this record"):
        st.text(
            "All that it says goes with it, and the figures count it no more. "
            "The audit trail keeps what it said and why it went."
        )
        reason = st.text_input("Why does it go?", key=f"removal_reason_{activity_id}", live="0.8s")
        if st.button("Remove this record", key=f"remove_{activity_id}"):
            st.session_state["recording_asked_to_remove"] = activity_id
        if st.session_state.get("recording_asked_to_remove") != activity_id:
            return
        if len((reason or "").strip()) > LONGEST_REASON or not (reason or "").strip():
            st.error(f"Say why it goes, in at most {LONGEST_REASON} characters.")
            return
        st.warning("Really remove it? It cannot be brought back by a click.")
        with st.container(horizontal=True):
            sure = st.button("Yes, remove it", key=f"really_remove_{activity_id}", type="primary")
            if st.button("No, keep it", key=f"keep_{activity_id}"):
                del st.session_state["recording_asked_to_remove"]
                draw_again()
        if sure:
            _remove(form, actor, activity_id, reason or "")


def _remove(form: FormState, actor: Actor, activity_id: int, reason: str) -> None:
    try:
        remove_record(
            get_engine(), activity_id, actor=actor, reason=reason, expected_version=form.typed["version"]
        )
    except HeardError as error:
        st.error(escaped(str(error)))
        return
    throw_away(form.name, actor)
    set_open_form(None)
    st.session_state.pop("recording_asked_to_remove", None)
    st.session_state["recording_note"] = "The record was removed."
    go_to()
    st.rerun()

"""Who came to a meeting: how many of the staff and how many lay members of each network, and never who."""

from collections.abc import Mapping

import streamlit as st

from components.ui.linked_table import Cell, linked_table_html
from components.ui.meetings_fields import LABEL_OF
from components.ui.outcome import note, say
from components.ui.view import View
from data_access.commands.meeting_parts import MOST_PEOPLE, AttendanceDraft, record_attendance
from data_access.engine import get_engine
from data_access.queries.meetings import MeetingRecord
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError
from domain.permissions import Action, Actor, may
from domain.vocabulary import MeetingState, RaterKind
from domain.wording import counted, join_and

WHERE = "meetings/attendance"
Counts = Mapping[tuple[str, RaterKind], int]


def attendance(record: MeetingRecord, view: View, *, actor: Actor) -> None:
    """How many came, by network, and the numbers to change for those who may, once the meeting has come."""
    has_come = record.head.state is not MeetingState.PLANNED or record.head.held_on <= view.today
    if not has_come:
        return
    held: Counts = {(one.network, one.capacity): one.people for one in record.attendance}
    with st.container(key="block_attendance"):
        st.subheader("Who came", anchor=False)
        st.text(_finding(record, view))
        if held:
            with st.expander("By network"), st.container(key="wide_attendance"):
                st.html(_table(held, view))
        if may(actor, Action.RUN_MEETINGS):
            with st.expander("Record who came"):
                _form(record, held, view, actor)
        say(WHERE)


def _finding(record: MeetingRecord, view: View) -> str:
    if not record.attendance:
        return "Nobody has recorded who came."
    lay = {one.network for one in record.attendance if one.capacity is RaterKind.LAY}
    missing = [one.short_name for code, one in view.facts.reference.networks.items() if code not in lay]
    people = counted(record.came(RaterKind.LAY), "lay member", "lay members")
    said = f"{people} and {record.came(RaterKind.STAFF)} of the staff, from {_networks(record)}."
    return f"{said} No lay member came from {join_and(missing)}." if missing else said


def _networks(record: MeetingRecord) -> str:
    return counted(len({one.network for one in record.attendance}), "network", "networks")


def _table(held: Counts, view: View) -> str:
    rows = [
        [Cell(one.short_name), *(Cell(str(held.get((code, kind), 0)), is_number=True) for kind in LABEL_OF)]
        for code, one in view.facts.reference.networks.items()
    ]
    return linked_table_html(["Network", *LABEL_OF.values()], rows, caption="How many came from each network")


def _form(record: MeetingRecord, held: Counts, view: View, actor: Actor) -> None:
    name = f"attendance_{record.head.id}"
    st.session_state.setdefault(f"{name}_seen", record.attendance_mark)
    st.caption("Numbers only; nobody is named.")
    for code, one in view.facts.reference.networks.items():
        with st.container(horizontal=True, key=f"{name}_{code}"):
            for kind, label in LABEL_OF.items():
                key = f"{name}_{code}_{kind.value}"
                st.session_state.setdefault(key, held.get((code, kind), 0))
                st.number_input(
                    f"{one.short_name}, {label.lower()}", min_value=0, max_value=MOST_PEOPLE, key=key
                )
    codes = tuple(view.facts.reference.networks)
    with st.container(horizontal=True):
        st.button(
            "Save who came", type="primary", key=f"{name}_save", on_click=_save, args=(record, codes, actor)
        )
        st.button("Start again", key=f"{name}_again", on_click=_forget, args=(record, codes))


def _save(record: MeetingRecord, codes: tuple[str, ...], actor: Actor) -> None:
    name = f"attendance_{record.head.id}"
    counts = [
        AttendanceDraft(
            network_code=code,
            capacity=kind,
            people=int(st.session_state.get(f"{name}_{code}_{kind.value}") or 0),
        )
        for code in codes
        for kind in LABEL_OF
    ]
    try:
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            saved = record_attendance(work, record.head.id, counts, seen=st.session_state[f"{name}_seen"])
    except HeardError as error:
        note(WHERE, "error", str(error))
        return
    _forget(record, codes)
    note(WHERE, "success", "Saved." if saved.action else "Nothing had to change.")


def _forget(record: MeetingRecord, codes: tuple[str, ...]) -> None:
    """Let the numbers begin anew, with what is stored."""
    name = f"attendance_{record.head.id}"
    for key in (f"{name}_seen", *(f"{name}_{code}_{kind.value}" for code in codes for kind in LABEL_OF)):
        st.session_state.pop(key, None)

"""Who came to a meeting: how many of the staff and how many lay members of each network, and never who."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.ui.kept_form import Field, Form, Shape, draw_form
from components.ui.linked_table import Cell, linked_table_html
from components.ui.meetings_fields import LABEL_OF
from components.ui.view import View
from data_access.commands.forum import Saved
from data_access.commands.meeting_parts import MOST_PEOPLE, AttendanceDraft, record_attendance
from data_access.queries.meetings import MeetingRecord
from data_access.unit_of_work import UnitOfWork
from domain.permissions import Action, Actor, may
from domain.vocabulary import ChangeAction, MeetingState, RaterKind
from domain.wording import counted, join_and

WHERE = "meetings/attendance"
SAID = {ChangeAction.CHANGED: "Saved."}
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
                st.caption("Numbers only; nobody is named.")
                draw_form(_form(record, held, view), actor=actor)


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


def _form(record: MeetingRecord, held: Counts, view: View) -> Form:
    def save(work: UnitOfWork, typed: Mapping[str, Any], _key: str) -> Saved:
        counts = [
            AttendanceDraft(network_code=code, capacity=kind, people=typed[name] or 0)
            for name, (code, kind) in counted_by.items()
        ]
        return record_attendance(work, record.head.id, counts, seen=form.mark())

    networks = view.facts.reference.networks
    counted_by = {f"{code}_{kind.value}": (code, kind) for code in networks for kind in LABEL_OF}
    fields = [
        Field(
            name, f"{networks[code].short_name}, {LABEL_OF[kind].lower()}", Shape.NUMBER, MOST_PEOPLE,
            begins_with=held.get((code, kind), 0), step=1,
        )
        for name, (code, kind) in counted_by.items()
    ]  # fmt: skip
    form = Form(
        f"attendance_{record.head.id}", WHERE, fields, None, record.attendance_mark, save, SAID,
        label="Save who came", changes_facts=False, beside=len(LABEL_OF),
    )  # fmt: skip
    return form

"""The actions of a meeting: those it agreed, and those carried over from earlier meetings, late ones marked."""

from collections.abc import Sequence

import streamlit as st

from components.ui.kept_form import draw_form
from components.ui.linked_table import Cell, linked_table_html
from components.ui.meetings_address import meeting_address
from components.ui.meetings_fields import action_form
from components.ui.strategy_actions import state_in_words
from components.ui.strategy_loaders import ALL_NETWORKS
from components.ui.view import View
from data_access.queries.meetings import MeetingAction, MeetingRecord
from domain.permissions import Action, Actor, may
from domain.wording import counted, day

NEW = 0


def actions_of_meeting(record: MeetingRecord, view: View, *, actor: Actor) -> None:
    """What was carried over, what is new, and the form for a new one or one to change."""
    with st.container(key="block_meeting_actions"):
        st.subheader("Actions", anchor=False)
        st.text(_finding(record, view))
        for found, name, caption in (
            (record.carried_over, "carried", "Carried over from earlier meetings"),
            (record.actions, "agreed", "Agreed at this meeting"),
        ):
            if found:
                st.markdown(f"**{caption}**")
                with st.container(key=f"wide_actions_{name}"):
                    st.html(_table(found, view, caption=caption, with_meeting=name == "carried"))
        if may(actor, Action.RUN_MEETINGS):
            with st.expander("Add or change an action"):
                _change(record, view, actor)


def _finding(record: MeetingRecord, view: View) -> str:
    if not record.carried_over and not record.actions:
        return "No action is agreed here, and none is carried over."
    late = sum(one.action.is_late(today=view.today) for one in (*record.carried_over, *record.actions))
    said = (
        f"{counted(len(record.carried_over), 'action is', 'actions are')} carried over from earlier meetings, "
        f"{len(record.actions)} agreed at this one"
    )
    return f"{said}; {counted(late, 'is', 'are')} late." if late else f"{said}."


def _table(found: Sequence[MeetingAction], view: View, *, caption: str, with_meeting: bool) -> str:
    columns = ["Action", "State", "Due", "Owner", "Network", *(["From"] if with_meeting else [])]
    rows = [_row(one, view, with_meeting=with_meeting) for one in found]
    return linked_table_html(columns, rows, caption=caption)


def _row(one: MeetingAction, view: View, *, with_meeting: bool) -> list[Cell]:
    networks = view.facts.reference.networks
    action = one.action
    came_from = Cell(
        day(one.agreed_on),
        meeting_address(one.meeting_id),
        in_full=f"{one.meeting_title}, {day(one.agreed_on)}",
    )
    return [
        Cell(f"{action.title}. {action.note}" if action.note else action.title),
        Cell(state_in_words(action, today=view.today)),
        Cell(day(action.due_on)),
        Cell(action.owner),
        Cell(networks[action.network].short_name if action.network else ALL_NETWORKS),
        *([came_from] if with_meeting else []),
    ]


def _change(record: MeetingRecord, view: View, actor: Actor) -> None:
    by_id = {one.action.id: one for one in (*record.actions, *record.carried_over)}
    key = f"meeting_{record.head.id}_action"
    if st.session_state.get(key) not in by_id:
        st.session_state[key] = NEW
    chosen = st.selectbox(
        "A new action, or one to change",
        [NEW, *by_id],
        format_func=lambda one: by_id[one].action.title if one in by_id else "A new action",
        key=key,
    )
    found = by_id.get(chosen or NEW)
    draw_form(action_form(view, record, number=found.action.id if found else None, found=found), actor=actor)

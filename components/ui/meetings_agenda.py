"""The agenda of a meeting: its points with their times, and one point at a time to add, change, move or take away."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.ui.frozen_views import freeze_added
from components.ui.kept_form import Field, Form, Shape, draw_form
from components.ui.linked_table import Cell, linked_table_html
from components.ui.meetings_fields import SAVED
from components.ui.meetings_screens import ScreenNames, app_address
from components.ui.outcome import note, say
from components.ui.view import View
from data_access.commands.forum import Saved, draft_of
from data_access.commands.meeting_parts import LABELS, POINT, AgendaPointDraft, save_agenda, save_point
from data_access.engine import get_engine
from data_access.queries.meetings import AgendaLine, MeetingRecord
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.forum import agenda_sentence, starts_of_points
from domain.permissions import Action, Actor, may
from domain.vocabulary import MeetingState
from domain.wording import clock, counted

WHERE = "meetings/agenda"
NEW = 0
LONGEST_POINT = 480


def agenda(record: MeetingRecord, view: View, *, actor: Actor) -> None:
    """The points with their times, whether they fit, and the form for one of them."""
    names = ScreenNames(record, view.known, actor=actor)
    with st.container(key="block_agenda"):
        st.subheader("Agenda", anchor=False)
        if record.agenda:
            st.text(agenda_sentence(record.agenda_minutes, length=record.head.minutes))
            with st.container(key="wide_agenda"):
                st.html(_table(record, names))
        else:
            st.text("No point stands on the agenda yet.")
        if may(actor, Action.RUN_MEETINGS):
            with st.expander("Change the agenda", expanded=not record.agenda):
                _change(record, names, actor)


def _table(record: MeetingRecord, names: ScreenNames) -> str:
    starts = starts_of_points((one.minutes for one in record.agenda), starts_at=record.head.starts_at)
    rows = [
        [
            Cell(f"{one.position}. {one.title}"),
            Cell(clock(start) if start else ""),
            Cell(counted(one.minutes, "minute", "minutes") if one.minutes else ""),
            Cell(one.lead),
            Cell(names.name(one.screen), app_address(one.screen)),
        ]
        for one, start in zip(record.agenda, starts, strict=True)
    ]
    columns = ["Point", "From", "For", "Lead", "On the screen"]
    return linked_table_html(columns, rows, caption="The agenda in its order, with the time of each point")


def _change(record: MeetingRecord, names: ScreenNames, actor: Actor) -> None:
    by_id = {one.id: one for one in record.agenda}
    key = f"agenda_{record.head.id}_point"
    if st.session_state.get(key) not in by_id:
        st.session_state[key] = NEW
    chosen = st.selectbox(
        "A new point, or one to change",
        [NEW, *by_id],
        format_func=lambda one: (
            f"{by_id[one].position}. {by_id[one].title}" if one in by_id else "A new point"
        ),
        key=key,
    )
    point = by_id.get(chosen or NEW)
    if point is not None:
        _move(record, point, actor)
    draw_form(_form(record, point, names, actor), actor=actor)


def _move(record: MeetingRecord, point: AgendaLine, actor: Actor) -> None:
    place = point.position - 1
    with st.container(horizontal=True, key="agenda_moves"):
        for label, step, can in (
            ("Move up", -1, place > 0),
            ("Move down", 1, place < len(record.agenda) - 1),
            ("Take it off the agenda", 0, True),
        ):
            st.button(
                label,
                key=f"agenda_{label}",
                disabled=not can,
                on_click=_moved,
                args=(record, place, step, actor),
            )
    say(f"{WHERE}/move")


def _moved(record: MeetingRecord, place: int, step: int, actor: Actor) -> None:
    """Move a point by one place, or take it off; nothing else of the agenda changes."""
    points = [_draft(one) for one in record.agenda]
    point = points.pop(place)
    if step:
        points.insert(place + step, point)
    try:
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            save_agenda(work, record.head.id, points, seen=record.agenda_mark)
    except HeardError as error:
        note(f"{WHERE}/move", "error", str(error))
        return
    where = f"{WHERE}/move" if step else WHERE
    said = "Moved." if step else f"“{point.title}” is off the agenda. The history keeps it."
    note(where, "success", said)
    _keep_figures(record, where, said, actor)


def _keep_figures(record: MeetingRecord, where: str, said: str, actor: Actor) -> None:
    """While the meeting runs, freeze what its agenda shows by now and did not show before, and say so."""
    if record.head.state is not MeetingState.LIVE:
        return
    try:
        frozen = freeze_added(record.head.id, actor=actor)
    except HeardError as error:
        note(where, "error", f"The agenda is saved, but its figures were not frozen. {error}")
        return
    if frozen:
        note(where, "success", f"{said} {counted(frozen, 'more view is', 'more views are')} frozen.")


def _form(record: MeetingRecord, point: AgendaLine | None, names: ScreenNames, actor: Actor) -> Form:
    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        pasted = typed["address"]
        draft = draft_of(
            AgendaPointDraft,
            labels=LABELS,
            id=point.id if point else None,
            **{name: value for name, value in typed.items() if name not in {"address", "screen"}},
            screen=pasted or typed["screen"] or "",
        )
        return save_point(work, record.head.id, draft, key=key, seen=form.mark())

    held = [one.screen for one in record.agenda]
    fields = (
        Field("title", LABELS["title"], Shape.LINE, 200),
        Field("minutes", LABELS["minutes"], Shape.NUMBER, LONGEST_POINT, begins_with=10),
        Field("lead", LABELS["lead"], Shape.LINE, 120, "A role, such as “Lay co-chair”."),
        Field("screen", LABELS["screen"], Shape.CHOICE, choices=names.choices(held)),
        Field(
            "address", "Or the address of figures with their filters", Shape.LINE, 1_000,
            "Choose the filters on a page, then copy its address from the browser to here.",
        ),
        Field("notes", LABELS["notes"], Shape.TEXT, 4_000, "Only whoever runs the meeting sees them."),
    )  # fmt: skip
    form = Form(
        name=f"agenda_{record.head.id}_{point.id if point else 'new'}",
        where=WHERE,
        fields=fields,
        row=_Stored(point) if point else None,
        seen=point.mark if point else "",
        save=save,
        said=SAVED,
        label="Save this point" if point else "Add this point",
        changes_facts=False,
        done=lambda _number: _keep_figures(record, WHERE, "Saved.", actor),
    )
    return form


class _Stored:
    """A point under the names of the form's fields."""

    def __init__(self, point: AgendaLine) -> None:
        self.title, self.minutes, self.lead = point.title, point.minutes, point.lead
        self.screen, self.address, self.notes = point.screen, "", point.notes


def _draft(one: AgendaLine) -> AgendaPointDraft:
    return AgendaPointDraft(id=one.id, **{name: getattr(one, name) for name in POINT})

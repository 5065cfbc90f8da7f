"""The decisions of a meeting, with the figures that they rest on; a new one takes one field and one press."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from components.ui.frozen_views import freeze_view, frozen_view
from components.ui.kept_form import NOTHING, Field, Form, Shape, draw_form
from components.ui.linked_table import Cell, linked_table_html
from components.ui.live_meeting import FiguresOf, address_then
from components.ui.meetings_fields import SAVED
from components.ui.meetings_screens import ScreenNames, app_address
from components.ui.outcome import note, say
from components.ui.view import View
from data_access.commands.forum import Saved, draft_of
from data_access.commands.meeting_parts import LABELS, DecisionDraft, remove_decision, save_decision
from data_access.engine import get_engine
from data_access.queries.meetings import DecisionLine, MeetingRecord
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.permissions import Action, Actor, may
from domain.screens import ScreenKind, read_screen
from domain.vocabulary import ChangeAction, MeetingState
from domain.wording import counted, day, in_uk

WHERE = "meetings/decisions"
RECORDED = {ChangeAction.ADDED: "Recorded. It stands in the list below."}
NONE_CHOSEN = 0


def decisions(record: MeetingRecord, view: View, *, actor: Actor) -> None:
    """A field for a new decision where the meeting has come, then all of them, and a form to change one."""
    names = ScreenNames(record, view.known, actor=actor)
    has_come = record.head.state is not MeetingState.PLANNED or record.head.held_on < view.today
    runs = may(actor, Action.RUN_MEETINGS) and has_come
    with st.container(key="block_decisions"):
        st.subheader("Decisions", anchor=False)
        if runs:
            is_live = record.head.state is MeetingState.LIVE
            with st.expander("Record a decision", expanded=is_live):
                draw_form(_new(record, names, actor, now=datetime.now().astimezone()), actor=actor)
        st.text(_finding(record, today=view.today))
        if record.decisions:
            with st.container(key="wide_decisions"):
                st.html(_table(record, names, today=view.today))
            if runs:
                with st.expander("Change a decision"):
                    _change(record, names, actor, today=view.today)


def _finding(record: MeetingRecord, *, today: date) -> str:
    found = record.decisions
    if not found:
        return "Nothing is decided yet."
    done = sum(one.done_on is not None for one in found)
    late = sum(one.is_overdue(today=today) for one in found)
    said = f"{counted(len(found), 'decision', 'decisions')}, {done} of them done"
    return f"{said}; {counted(late, 'is', 'are')} overdue." if late else f"{said}."


def _table(record: MeetingRecord, names: ScreenNames, *, today: date) -> str:
    rows = [
        [
            Cell(f"{one.position}. {one.text}"),
            Cell(state_of_decision(one, today=today)),
            Cell(day(one.due_on) if one.due_on else "No day"),
            Cell(names.name(one.view), app_address(one.view)),
            Cell(FiguresOf.MEETING.label, address_then(record, one.snapshot_id))
            if one.snapshot_id
            else Cell("Not frozen" if one.view else ""),
        ]
        for one in record.decisions
    ]
    columns = ["Decision", "State", "Due", "Figures now", "Figures then"]
    return linked_table_html(columns, rows, caption="What the meeting decided, on which figures, and by when")


def state_of_decision(one: DecisionLine, *, today: date) -> str:
    """Done on a day, overdue by so many days, or to be done."""
    if one.done_on:
        return f"Done on {day(one.done_on)}"
    if one.is_overdue(today=today) and one.due_on:
        return f"Overdue by {counted((today - one.due_on).days, 'day', 'days')}"
    return "To be done"


def _new(record: MeetingRecord, names: ScreenNames, actor: Actor, *, now: datetime) -> Form:
    """One field and one press; the figures on the screen at this moment are offered beside it."""

    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        view = typed["view"] or ""
        draft = draft_of(
            DecisionDraft, labels=LABELS, text=typed["text"], view=view, due_on=typed["due_on"],
            snapshot_id=typed["snapshot_id"], question_id=typed.get("question_id"),
        )  # fmt: skip
        return save_decision(work, record.head.id, draft, key=key)

    name = f"decision_{record.head.id}_new"
    shown = _shown_now(record, now=now)
    _offer(shown, name)
    held = [one.screen for one in record.agenda if _is_view(one.screen)]
    fields = (
        Field("text", "What was decided", Shape.LINE, 2_000),
        Field(
            "view",
            LABELS["view"],
            Shape.CHOICE,
            choices=names.choices(held, with_stories=False),
            begins_with=shown,
        ),
        *_questions_of(names),
        Field("due_on", "Due, if there is a day", Shape.DAY, begins_with=None),
    )
    return Form(
        name, WHERE, fields, None, "", save, RECORDED,
        label="Record this decision", changes_facts=False, with_again=False,
        prepare=_with_frozen_figures(record, actor),
    )  # fmt: skip


def _questions_of(names: ScreenNames) -> tuple[Field, ...]:
    """What the room's dots said, where this meeting put a question to the room."""
    asked = names.questions()
    label = LABELS["question_id"]
    return (
        (Field("question_id", label, Shape.CHOICE, choices={NOTHING: "Nothing", **asked}),) if asked else ()
    )


def _with_frozen_figures(
    record: MeetingRecord, actor: Actor
) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Finds the figures that were looked at as they are frozen; while the meeting runs, it freezes new ones."""
    keep = freeze_view if record.head.state is MeetingState.LIVE else frozen_view

    def prepare(typed: Mapping[str, Any]) -> Mapping[str, Any]:
        view = typed["view"]
        return {**typed, "snapshot_id": keep(record.head.id, view, actor=actor) if view else None}

    return prepare


def _offer(shown: str, name: str) -> None:
    """Let the form offer what the screen shows once it shows something else, unless somebody chose for themselves."""
    offered, chosen = f"{name}_offered", f"{name}_view"
    before = st.session_state.get(offered, shown)
    if before != shown and st.session_state.get(chosen) == before:
        st.session_state[chosen] = shown
    st.session_state[offered] = shown


def _shown_now(record: MeetingRecord, *, now: datetime) -> str:
    """The figures of the point that runs now by the agenda's minutes; those of the last one before it, else none."""
    begun = record.head.began_at
    if record.head.state is not MeetingState.LIVE or begun is None:
        return NOTHING
    shown, starts = NOTHING, in_uk(begun)
    for point in record.agenda:
        if starts > in_uk(now):
            break
        shown = point.screen if _is_view(point.screen) else shown
        starts += timedelta(minutes=point.minutes)
    return shown


def _is_view(address: str) -> bool:
    return bool(address) and read_screen(address).kind is ScreenKind.VIEW


def _change(record: MeetingRecord, names: ScreenNames, actor: Actor, *, today: date) -> None:
    by_id = {one.id: one for one in record.decisions}
    key = f"decision_{record.head.id}_chosen"
    if st.session_state.get(key) not in by_id:
        st.session_state[key] = record.decisions[0].id
    chosen = st.selectbox(
        "Which decision",
        list(by_id),
        format_func=lambda one: f"{by_id[one].position}. {by_id[one].text}" if one in by_id else "",
        key=key,
    )
    one = by_id.get(chosen or NONE_CHOSEN, record.decisions[0])
    draw_form(_form(record, one, names, actor, today=today), actor=actor)
    sure = st.checkbox("This decision was recorded by mistake", key=f"decision_{one.id}_mistake")
    st.button(
        "Take it back",
        key=f"decision_{one.id}_remove",
        disabled=not sure,
        on_click=_remove,
        args=(one, actor),
    )
    say(f"{WHERE}/remove")


def _with_figures_held(one: DecisionLine, actor: Actor) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """Keeps the frozen figures of a decision, or finds those of another view."""

    def prepare(typed: Mapping[str, Any]) -> Mapping[str, Any]:
        view, held = typed["view"], one.snapshot_id if typed["view"] == one.view else None
        if view and held is None:
            held = frozen_view(one.meeting_id, view, actor=actor)
        return {**typed, "snapshot_id": held}

    return prepare


def _form(record: MeetingRecord, one: DecisionLine, names: ScreenNames, actor: Actor, *, today: date) -> Form:
    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        view = typed["view"] or ""
        draft = draft_of(
            DecisionDraft, labels=LABELS, text=typed["text"], view=view, due_on=typed["due_on"],
            done_on=typed["done_on"], question_id=typed.get("question_id"), snapshot_id=typed["snapshot_id"],
        )  # fmt: skip
        return save_decision(work, record.head.id, draft, key=key, number=one.id, seen=form.mark())

    fields = (
        Field("text", LABELS["text"], Shape.TEXT, 2_000),
        Field("view", LABELS["view"], Shape.CHOICE, choices=names.choices([one.view], with_stories=False)),
        *_questions_of(names),
        Field("due_on", LABELS["due_on"], Shape.DAY, begins_with=None),
        Field("done_on", "Done on, once it is done", Shape.DAY, begins_with=None, last_day=today),
    )
    form = Form(
        f"decision_{one.id}",
        f"{WHERE}/change",
        fields,
        one,
        one.mark,
        save,
        SAVED,
        changes_facts=False,
        prepare=_with_figures_held(one, actor),
    )
    return form


def _remove(one: DecisionLine, actor: Actor) -> None:
    try:
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            remove_decision(work, one.meeting_id, one.id, seen=one.mark)
    except HeardError as error:
        note(f"{WHERE}/remove", "error", str(error))
        return
    note(WHERE, "success", "Taken back. The history keeps what stood here.")

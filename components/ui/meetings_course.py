"""The course of a meeting: begun with its figures frozen, ended, and taken away while nothing was decided."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from components.ui.frozen_views import freeze_agenda
from components.ui.meetings_address import forget_meeting
from components.ui.outcome import note, say
from data_access.commands.meetings import begin_meeting, end_meeting, ended_today, remove_meeting
from data_access.engine import get_engine
from data_access.queries.meetings import MeetingRecord
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError
from domain.permissions import Actor
from domain.vocabulary import MeetingState
from domain.wording import counted, day

WHERE = "meetings/course"
FROZEN = ("view is frozen as it stands", "views are frozen as they stand")
STAYS_IN_CALENDARS = "A calendar does not lose it by itself: tell those who added it there."


def course(record: MeetingRecord, *, actor: Actor, today: date) -> None:
    """What can be done with the meeting as it stands: begin, end, begin again on the same day, or take it away."""
    with st.container(key="block_meeting_course", border=True):
        {MeetingState.PLANNED: _planned, MeetingState.LIVE: _live, MeetingState.OVER: _over}[
            record.head.state
        ](record, actor, today)
        say(WHERE)


def _planned(record: MeetingRecord, actor: Actor, today: date) -> None:
    is_today = record.head.held_on == today
    st.text(
        "When you begin, the figures of the agenda are frozen as they stand, and phones can join with a room code."
    )
    sure = is_today or st.checkbox(
        f"It is planned for {day(record.head.held_on)}. Begin it today all the same: today becomes its day",
        key="meeting_begin_sure",
    )
    with st.container(horizontal=True):
        st.button(
            "Begin the meeting", type="primary", key="meeting_begin", disabled=not sure, on_click=_begin,
            args=(record.head.id, actor),
        )  # fmt: skip
        if record.head.held_on < today:
            st.button("It took place", key="meeting_took_place", on_click=_end, args=(record.head.id, actor))
    if not record.decisions and not record.actions:
        with st.expander("Take this meeting away"):
            st.text(STAYS_IN_CALENDARS)
            sure = st.checkbox("This meeting will not take place", key="meeting_remove_sure")
            st.button(
                "Take it away",
                key="meeting_remove",
                disabled=not sure,
                on_click=_remove,
                args=(record, actor),
            )


def _live(record: MeetingRecord, actor: Actor, _today: date) -> None:
    st.markdown(
        f"**This meeting is under way.** Phones join at **/d** with the code **{record.head.room_code}**."
    )
    sure = st.checkbox("The meeting is over", key="meeting_end_sure")
    st.button(
        "End the meeting", key="meeting_end", disabled=not sure, on_click=_end, args=(record.head.id, actor)
    )


def _over(record: MeetingRecord, actor: Actor, _today: date) -> None:
    frozen = counted(len(record.snapshots), "view was", "views were") if record.snapshots else "No view was"
    st.text(f"This meeting is over. {frozen} frozen for it.")
    if ended_today(record.head.ended_at):
        st.button("Begin it again", key="meeting_begin", on_click=_begin, args=(record.head.id, actor))


def _begin(number: int, actor: Actor) -> None:
    """Begin, then freeze: a view that cannot be frozen keeps nobody from meeting."""
    if not _done(lambda: _write(lambda work: begin_meeting(work, number), actor)):
        return
    try:
        frozen = freeze_agenda(number, actor=actor)
    except HeardError as error:
        note(WHERE, "error", f"The meeting has begun, but its figures were not frozen. {error}")
        return
    note(
        WHERE,
        "success",
        f"The meeting has begun. {counted(frozen, *FROZEN)}.",
    )


def _end(number: int, actor: Actor) -> None:
    if _done(lambda: _write(lambda work: end_meeting(work, number), actor)):
        note(WHERE, "success", "The meeting is over. Decisions and actions can still be changed.")


def _remove(record: MeetingRecord, actor: Actor) -> None:
    if _done(lambda: _write(lambda work: remove_meeting(work, record.head.id, seen=record.mark), actor)):
        forget_meeting()


def _write(deed: Callable[..., object], actor: Actor) -> None:
    with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
        deed(work)


def _done(deed: Callable[[], None]) -> bool:
    try:
        deed()
    except HeardError as error:
        note(WHERE, "error", str(error))
        return False
    return True

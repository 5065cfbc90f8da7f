"""The forum's meetings by year, whether there are three a year, whose turn is next, and who sits in the forum."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.ui.kept_form import draw_form
from components.ui.linked_table import Cell, linked_table_html
from components.ui.meetings_address import meeting_address
from components.ui.meetings_fields import meeting_form, network_name
from components.ui.meetings_files import coming_meetings_file
from components.ui.meetings_seats import seats
from components.ui.view import View
from data_access.engine import get_engine
from data_access.facts.reference import NetworkEntry
from data_access.queries.meetings import MeetingLine, meetings
from domain.forum import (
    Sitting,
    Turn,
    YearOfMeetings,
    turn_sentence,
    turns_of_secretariat,
    turns_to_chair,
    year_sentences,
    years_of_meetings,
)
from domain.periods import FinancialYear
from domain.permissions import Action, Actor, may
from domain.vocabulary import MeetingState
from domain.wording import clock, day

OPEN_YEARS = 3
"""Years that stand open; those before them are a press away."""
NONE_YET = "No meeting is recorded yet. The forum meets at least 3 times a year."
NOBODY = "None named"


def meetings_list(view: View, *, actor: Actor) -> None:
    """What there was and will be, whose turn is next, who sits in the forum; and a new meeting for those who may."""
    found = meetings(get_engine(), actor=actor)
    sittings = [sitting_of(one) for one in found]
    networks = view.facts.reference.networks
    with st.container(key="block_meeting_turns", border=True):
        _turns(sittings, view)
    if not found:
        st.text(NONE_YET)
    by_year = years_of_meetings(sittings, today=view.today)
    for year in by_year[:OPEN_YEARS]:
        _year(year, found, view)
    if older := by_year[OPEN_YEARS:]:
        with st.expander(f"Years before {older[0].year.next.label}"):
            for year in older:
                _year(year, found, view)
    if any(one.state is not MeetingState.OVER and one.held_on >= view.today for one in found):
        coming_meetings_file()
    if may(actor, Action.RUN_MEETINGS):
        with st.expander("Plan a meeting", expanded=not found):
            draw_form(meeting_form(networks, sittings, today=view.today), actor=actor)
    seats(networks, actor=actor, today=view.today)


def sitting_of(one: MeetingLine) -> Sitting:
    """A meeting as the forum's rules see it."""
    return Sitting(
        held_on=one.held_on,
        took_place=one.state is not MeetingState.PLANNED,
        chair=one.chair_network,
        secretariat=one.secretariat_network,
        staff_co_chair=one.staff_co_chair,
        lay_co_chair=one.lay_co_chair,
    )


def _turns(sittings: Sequence[Sitting], view: View) -> None:
    networks = view.facts.reference.networks
    st.subheader("Whose turn is next?", anchor=False)
    chairs = turns_to_chair(sittings, networks=networks)
    secretariats = turns_of_secretariat(sittings, networks=networks)
    for turns, what in ((chairs, "chair"), (secretariats, "be the secretariat")):
        for turn in turns[:1]:
            name = networks[turn.network].short_name
            st.text(turn_sentence(turn, name=name, what=what, today=view.today))
    with st.expander("All turns"), st.container(key="wide_meeting_turns"):
        st.html(_turns_table(chairs, secretariats, networks))


def _turns_table(
    chairs: Sequence[Turn], secretariats: Sequence[Turn], networks: Mapping[str, NetworkEntry]
) -> str:
    last = {turn.network: turn.last for turn in secretariats}
    rows = [
        [
            Cell(networks[turn.network].short_name),
            *(Cell(day(one) if one else "Not yet") for one in (turn.last, last[turn.network])),
        ]
        for turn in chairs
    ]
    caption = "Networks in the order of their turns to chair, with the days of their latest turns"
    return linked_table_html(["Network", "Chaired", "Secretariat"], rows, caption=caption)


def _year(year: YearOfMeetings, found: Sequence[MeetingLine], view: View) -> None:
    st.header(year.year.label, anchor=False)
    st.text(" ".join(year_sentences(year, today=view.today)))
    rows = [_row(one, view) for one in found if FinancialYear.containing(one.held_on) == year.year]
    if rows:
        with st.container(key=f"wide_meetings_{year.year.start_year}"):
            caption = f"Meetings of the forum in {year.year.label}, the latest first"
            columns = ["Day", "State", "Lay co-chair", "Chair", "Secretariat", "Place"]
            st.html(linked_table_html(columns, rows, caption=caption))


def _row(one: MeetingLine, view: View) -> list[Cell]:
    networks = view.facts.reference.networks
    starts = f", {clock(one.starts_at)}" if one.starts_at else ""
    chair, secretariat = (
        network_name(networks, code, otherwise=NOBODY)
        for code in (one.chair_network, one.secretariat_network)
    )
    when = f"{day(one.held_on)}{starts}"
    return [
        # What a link is called holds what it shows.
        Cell(when, meeting_address(one.id), in_full=f"{when}: {one.title}"),
        Cell(state_in_words(one, view)),
        Cell(one.lay_co_chair or NOBODY),
        Cell(chair),
        Cell(secretariat),
        Cell(one.place or "Not said"),
    ]


def state_in_words(one: MeetingLine, view: View) -> str:
    """How far a meeting has come; one that was planned for a day that has passed says so."""
    if one.state is MeetingState.PLANNED and one.held_on < view.today:
        return "Planned; nobody noted that it took place"
    return one.state.label

"""Who sits in the forum: co-chairs and members, staff and lay, by network; added and ended by those who run it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from components.ui.kept_form import NOTHING, Field, Form, Shape, draw_form
from components.ui.linked_table import Cell, linked_table_html
from components.ui.meetings_fields import LABEL_OF, network_name
from components.ui.outcome import note, say
from components.ui.strategy_loaders import ALL_NETWORKS
from data_access.commands.forum import Saved, draft_of
from data_access.commands.forum_roles import (
    LABELS,
    OF_THE_FORUM,
    ForumRoleDraft,
    end_forum_role,
    save_forum_role,
)
from data_access.engine import get_engine
from data_access.facts.reference import NetworkEntry
from data_access.queries.forum_seats import Seat, forum_seats
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.permissions import Action, Actor, may
from domain.vocabulary import ChangeAction, RaterKind, RoleKind
from domain.wording import counted, day, join_and

WHERE = "meetings/seats"
ENDING = "forum_seat_ending"
NAME_KEPT = (
    "The role stays in the history. No page shows the name after the last day. "
    "The store still holds it, in its log of changes."
)
SAID = {ChangeAction.ADDED: "Saved. This seat stands in the list above."}


def seats(networks: Mapping[str, NetworkEntry], *, actor: Actor, today: date) -> None:
    """The seats that are held today, which networks have no lay member, and the forms for those who may."""
    found = forum_seats(get_engine(), actor=actor, on=today)
    st.header("Who sits in the forum", anchor=False)
    st.text(_finding(found, networks))
    if found:
        with st.expander("All seats"), st.container(key="wide_forum_seats"):
            rows = [_row(one, networks) for one in found]
            columns = ["Network", "Role", "Staff or lay", "Name", "Since"]
            st.html(linked_table_html(columns, rows, caption="Co-chairs and members of the forum today"))
    if may(actor, Action.RUN_MEETINGS):
        with st.expander("Add somebody to the forum"):
            draw_form(_form(networks, today), actor=actor)
        if found:
            with st.expander("Somebody leaves the forum"):
                _leave(found, networks, actor=actor, today=today)


def _finding(found: tuple[Seat, ...], networks: Mapping[str, NetworkEntry]) -> str:
    if not found:
        return "Nobody is recorded as a member of the forum yet."
    lay = sum(one.capacity is RaterKind.LAY for one in found)
    has_lay = {one.network for one in found if one.capacity is RaterKind.LAY}
    without = [entry.short_name for code, entry in networks.items() if code not in has_lay]
    said = f"{counted(lay, 'lay member', 'lay members')} and {len(found) - lay} of the staff."
    if without:
        said += f" No lay member is recorded from {join_and(without)}."
    chairs = {one.capacity for one in found if one.kind is RoleKind.FORUM_CO_CHAIR}
    return said if RaterKind.LAY in chairs else f"{said} No lay co-chair is recorded."


def _row(one: Seat, networks: Mapping[str, NetworkEntry]) -> list[Cell]:
    return [
        Cell(_network(one, networks)),
        Cell(one.kind.label),
        Cell(LABEL_OF[one.capacity]),
        Cell(one.name or "Not named"),
        Cell(day(one.since) if one.until is None else f"{day(one.since)}, until {day(one.until)}"),
    ]


def _network(one: Seat, networks: Mapping[str, NetworkEntry]) -> str:
    return network_name(networks, one.network, otherwise=ALL_NETWORKS)


def _form(networks: Mapping[str, NetworkEntry], today: date) -> Form:
    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        return save_forum_role(work, draft_of(ForumRoleDraft, labels=LABELS, **typed), key=key)

    names = {NOTHING: "None in particular (for co-chairs)"}
    names |= {code: one.short_name for code, one in networks.items()}
    fields = (
        Field(
            "kind", "Role", Shape.CHOICE, choices={kind: kind.label for kind in OF_THE_FORUM},
            begins_with=RoleKind.FORUM_MEMBER,
        ),
        Field("capacity", "Staff or lay", Shape.CHOICE, choices=LABEL_OF, begins_with=RaterKind.LAY),
        Field("network_code", "Network", Shape.CHOICE, choices=names, begins_with=None),
        Field("since", "Since", Shape.DAY, begins_with=today),
        Field("name_shown", "Name", Shape.LINE, 120, "Leave it empty unless this person wants to be named."),
        Field("agreed_to_be_named", "This person agreed to be named", Shape.CHECK, begins_with=False),
    )  # fmt: skip
    return Form("forum_seat_new", WHERE, fields, None, "", save, SAID, label="Add")


def _leave(
    found: tuple[Seat, ...], networks: Mapping[str, NetworkEntry], *, actor: Actor, today: date
) -> None:
    by_id = {one.id: one for one in found}
    chosen = st.selectbox(
        "Who",
        list(by_id),
        format_func=lambda number: _in_words(by_id[number], networks) if number in by_id else "",
        key=ENDING,
    )
    until = st.date_input("Last day", value=today, format="DD/MM/YYYY", key="forum_seat_until")
    if chosen in by_id:
        st.button(
            "Save the last day", key="forum_seat_end", on_click=_end, args=(by_id[chosen], until, actor)
        )
    st.caption(NAME_KEPT)
    say(f"{WHERE}/end")


def _in_words(one: Seat, networks: Mapping[str, NetworkEntry]) -> str:
    parts = (_network(one, networks), one.kind.label, LABEL_OF[one.capacity].lower(), one.name)
    return ", ".join(filter(None, parts))


def _end(seat: Seat, until: date, actor: Actor) -> None:
    try:
        with unit_of_work(get_engine(), actor=actor) as work:
            end_forum_role(work, seat.id, until=until, seen=seat.mark)
    except HeardError as error:
        note(f"{WHERE}/end", "error", str(error))
        return
    note(f"{WHERE}/end", "success", f"Saved. The last day is {day(until)}.")

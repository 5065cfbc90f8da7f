"""The agreed actions on the Strategy page: who owns each, by when, and how far it has come."""

from datetime import date

import streamlit as st

from components.ui.linked_table import Cell, linked_table_html
from components.ui.strategy_loaders import ALL_NETWORKS, actions_of, line_label, named_by_provenance
from components.ui.view import View
from data_access.queries.actions import ActionLine
from domain.vocabulary import ActionState, Provenance
from domain.wording import counted, day, whole

_SHOWN, _PART = "strategy_actions_shown", "strategy_actions_part"
LATE, EVERY = "late", "all"
IN_A_PART = 10
SOME_ARE_NEWER = (
    "What was done after the day that you look back to is open here. The day on which an action was agreed is not "
    "recorded, so some may be newer."
)
CAPTION = "Agreed actions: who owns each, by when, and how far it has come"


def actions(view: View) -> None:
    """How many are open and how many of these are late, then the list, open ones first."""
    found = actions_of(view.key)
    with st.container(key="block_actions"):
        st.subheader("Agreed actions", anchor=False)
        if not found:
            st.text("No action is recorded here yet.")
            return
        st.markdown(finding(found, today=view.key.today))
        shown = _choose(found, view.key.today)
        if shown:
            _list(view, _part_of(shown))
        st.caption(
            "Actions of the networks shown and of all networks together. They do not depend on the year."
        )
        if view.filters.as_of:
            st.caption(SOME_ARE_NEWER)


def finding(found: tuple[ActionLine, ...], *, today: date) -> str:
    """What stands open, what is late and what is done, as a sentence."""
    by_state = {state: [one for one in found if one.state is state] for state in ActionState}
    late = sum(1 for one in found if one.is_late(today=today))
    said = f"**{counted(len(by_state[ActionState.OPEN]), 'action is', 'actions are')} open**"
    when = "is past the day it was due" if late == 1 else "are past the day they were due"
    said += f", and {whole(late)} of these {when}." if late else "."
    done, dropped = len(by_state[ActionState.DONE]), len(by_state[ActionState.DROPPED])
    return f"{said} {whole(done)} {'is' if done == 1 else 'are'} done, {whole(dropped)} dropped."


def _choose(found: tuple[ActionLine, ...], today: date) -> tuple[ActionLine, ...]:
    choices = {
        ActionState.OPEN.value: tuple(one for one in found if one.state is ActionState.OPEN),
        LATE: tuple(one for one in found if one.is_late(today=today)),
        ActionState.DONE.value: tuple(one for one in found if one.state is ActionState.DONE),
        ActionState.DROPPED.value: tuple(one for one in found if one.state is ActionState.DROPPED),
        EVERY: found,
    }
    names = {**{state.value: state.label for state in ActionState}, LATE: "Late", EVERY: "All"}
    chosen = st.radio(
        "Which actions?",
        list(choices),
        format_func=lambda code: f"{names[code]} ({whole(len(choices[code]))})",
        key=_SHOWN,
        horizontal=True,
    )
    if not choices[chosen or EVERY]:
        st.text("There is no such action.")
    return choices[chosen or EVERY]


def _part_of(shown: tuple[ActionLine, ...]) -> tuple[ActionLine, ...]:
    """As many as one reads at once; the next ones are a choice away."""
    starts = list(range(0, len(shown), IN_A_PART))
    if len(starts) == 1:
        return shown
    start = st.selectbox(
        "Part of the list",
        starts,
        format_func=lambda first: (
            f"{first + 1} to {min(first + IN_A_PART, len(shown))} of {whole(len(shown))}"
        ),
        key=_PART,
    )
    start = start if start in starts else 0
    return shown[start : start + IN_A_PART]


def _list(view: View, shown: tuple[ActionLine, ...]) -> None:
    # On a phone two or three columns are in sight: how far it has come, and by when, before who.
    columns = ["Action", "State", "Due", "Owner", "Network", "For"]
    named = named_by_provenance(
        (one.provenance for one in actions_of(view.key)), is_said=view.has_illustrative
    )
    with st.container(key="wide_actions"):
        st.html(linked_table_html(columns, [_row(view, one, named) for one in shown], caption=CAPTION))


def _row(view: View, one: ActionLine, named: frozenset[Provenance]) -> list[Cell]:
    networks = view.facts.reference.networks
    title = f"{one.title} (illustrative)" if one.provenance in named else one.title
    return [
        Cell(f"{title}. {one.note}" if one.note else title),
        Cell(state_in_words(one, today=view.key.today)),
        Cell(day(one.due_on)),
        Cell(one.owner),
        Cell(networks[one.network].short_name if one.network else ALL_NETWORKS),
        Cell(line_label(view.facts, one.line)),
    ]


def state_in_words(one: ActionLine, *, today: date) -> str:
    """Open, late by so many days, done on a day, or dropped."""
    if one.is_late(today=today):
        return f"Open, {counted((today - one.due_on).days, 'day', 'days')} late"
    if one.state is ActionState.DONE and one.done_on:
        return f"Done on {day(one.done_on)}"
    return one.state.label

"""The form itself: what is needed first, the rest folded away, kept as one types, saved once."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.recording.banner import banner
from components.ui.recording.fields import draw_again, fold, the_activity
from components.ui.recording.form_state import FormState
from components.ui.recording.habits_offered import filled_in, follow_network
from components.ui.recording.in_a_fold import (
    FOLDS,
    more_in_words,
    outcomes_in_words,
    strategy_in_words,
    support_in_words,
)
from components.ui.recording.lists import current_lists
from components.ui.recording.outcome_section import outcome_section
from components.ui.recording.people_section import people_section
from components.ui.recording.saving import save_typed
from components.ui.recording.sections import (
    how_section,
    is_touched,
    more_section,
    reference_section,
    strategy_section,
    support_section,
    what_section,
)
from components.ui.recording.stale_view import stale_view
from components.ui.recording.suggestions_offered import suggestions_offered
from data_access.settings import get_settings
from domain.permissions import Action, Actor, may, own_networks
from domain.wording import in_uk

WIDTH = 840
"""In pixels: a line of text as wide as one can read."""
SIGNED_OUT = (
    "You are signed out, so what you type now is not kept. What you typed before is kept as a draft of yours. "
    "Sign in again and go on where you were."
)
MAY_NO_LONGER = (
    "Your account may no longer add or change records, so what you type now is not kept. What you typed before "
    "is kept as a draft of yours. Ask an administrator of Heard if this is a mistake."
)


@st.fragment
def recording_form(form: FormState) -> None:
    """Draw the form, keep what changed, and save when asked. Each change draws only this again."""
    actor = current_actor()
    can_save = may(actor, Action.RECORD)
    with st.container(key="recording", width=WIDTH):
        if actor.user_id is None:
            st.error(SIGNED_OUT)
            st.button("Sign in again", key="sign_in_again", on_click=_look_anew)
        elif not can_save:
            st.error(MAY_NO_LONGER)
        _draw(form, actor, can_save=can_save)


def _look_anew() -> None:
    st.rerun()


def _draw(form: FormState, actor: Actor, *, can_save: bool) -> None:
    today, lists = get_settings().current_day(), current_lists()
    _read_network_first(form)
    networks = own_networks(actor, Action.RECORD, lists.networks) or [form.fields["network_code"]]
    if form.is_stale and can_save:
        stale_view(form)
    at_the_top = st.empty()
    with st.container(key="block_what"):
        what_section(form, lists, networks=networks, today=today)
        suggestions_offered(form, lists)
    with st.container(key="block_who"):
        people_section(form, lists)
    with st.container(key="block_how"):
        how_section(form, lists)
    _folds(form, today)
    if can_save:
        mended = _look_again(form)
        in_the_way = banner(form)
        if in_the_way:
            at_the_top.error(in_the_way)
        _save_bar(form, actor, in_the_way=in_the_way)
        _say_kept(form)
        if mended:
            # A field above may have been drawn red before the one was read that mended it.
            draw_again()


def _look_again(form: FormState) -> bool:
    """See what was mended, now that all fields are read; whether anything was."""
    mended = form.drop_mended()
    form.asks_anyway = form.asks_anyway and bool(form.details())
    return mended


def _read_network_first(form: FormState) -> None:
    """A new network changes what other fields start from, so it is read before they are drawn."""
    chosen = st.session_state.get(form.widget("activity", "network_code"))
    if chosen:
        form.fields["network_code"] = chosen
    follow_network(form)


def _folds(form: FormState, today: date) -> None:
    activity, lists, fields = the_activity(form), current_lists(), form.fields
    outcomes = form.typed["outcomes"]
    folds: tuple[tuple[str, str, bool, str, Callable[[], None]], ...] = (
        (
            "outcomes", "What came of it", bool(outcomes), outcomes_in_words(outcomes),
            lambda: outcome_section(form, today=today),
        ),
        (
            "more", "Programme, place and who designed it",
            is_touched(activity, tuple(name for name in FOLDS["more"] if name not in filled_in(form))),
            more_in_words(fields, lists), lambda: more_section(form, lists),
        ),
        (
            "support", "Payment, expenses, access and reporting back", is_touched(activity, FOLDS["support"]),
            support_in_words(fields), lambda: support_section(form, today=today),
        ),
        (
            "strategy", "Priorities and ways of working of the strategy", is_touched(activity, FOLDS["strategy"]),
            strategy_in_words(fields, lists), lambda: strategy_section(form, lists),
        ),
        (
            "reference", "Your own reference", False, fields["local_reference"],
            lambda: reference_section(form),
        ),
    )  # fmt: skip
    for name, label, has_content, inside, draw in folds:
        fold(form, name, label, has_content=has_content, draw=draw, inside=inside)


def _save_bar(form: FormState, actor: Actor, *, in_the_way: str) -> None:
    """What stands in the way, and the buttons; a press of one is done with when all fields are read."""
    with st.container(key="save_bar"):
        if in_the_way:
            st.error(in_the_way)
        with st.container(horizontal=True, vertical_alignment="center"):
            save = st.button("Save record", type="primary", key=f"save_{form.opened}")
            anyway = form.asks_anyway and st.button("Save anyway", key=f"anyway_{form.opened}")
    form.keep(actor)
    if save or anyway:
        save_typed(form, actor, anyway=bool(anyway))
        draw_again()


def _say_kept(form: FormState) -> None:
    if form.not_kept:
        st.warning(escaped(form.not_kept))
    elif form.kept_at is not None:
        st.caption(f"Draft saved at {in_uk(form.kept_at):%H:%M}. You can close this page and go on later.")

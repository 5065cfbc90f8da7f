"""The page that opens a shared screen: what is to be shown, one press each, and the keys for it."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.board_pack_loaders import CHAPTERS
from components.ui.live_links import LOBBY, live_address, live_meeting, live_story, show_on_a_screen
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.meetings import meetings
from data_access.queries.stories import story_cards
from domain.permissions import PUBLIC, Action, Actor, may
from domain.wording import day

SECONDS, FEWEST, MOST = 20, 5, 600
CHOICE = 560
"""Pixels: on a phone the link stands below."""
KEYS = (
    ("Right, space or Page Down", "Next screen. A clicker works too."),
    ("Left or Page Up", "Previous screen"),
    ("Home, End", "First screen, last screen"),
    ("B or full stop", "Black screen, and back"),
    ("F", "Full screen"),
    ("P", "The presenter’s window: notes, next screen and clock"),
    ("?", "All keys"),
)


def choose_what_to_show(view: View) -> None:
    """Figures, a story, a meeting for those who may see it, and the lobby."""
    st.text("Each opens in a new tab. Move that tab to the shared screen and press F for full screen.")
    actor = current_actor()
    _figures(view)
    _story()
    if may(actor, Action.READ_MEETINGS):
        _meeting(actor)
    _lobby(view)


def say_the_keys() -> None:
    """What one can press while a screen is shown."""
    st.header("Keys", anchor=False)
    st.markdown(
        "\n".join(["| key | what it does |", "|---|---|", *(f"| {key} | {what} |" for key, what in KEYS)])
    )
    st.caption("Move the pointer, and the same stand as buttons at the foot of the screen.")


def _figures(view: View) -> None:
    st.header("Figures", anchor=False)
    questions = {one.key: f"{one.heading}: {one.question}" for one in CHAPTERS}
    with st.container(horizontal=True, vertical_alignment="bottom", key="live_figures"):
        chosen = st.selectbox(
            "Which page, with the filters chosen here", questions, format_func=questions.__getitem__,
            key="live_chosen_page", width=CHOICE,
        )  # fmt: skip
        show_on_a_screen(live_address(chosen, view.filters), key="live_open_figures")


def _story() -> None:
    st.header("A story", anchor=False)
    titles = {one.slug: one.title for one in story_cards(get_engine(), actor=PUBLIC)}
    if not titles:
        st.text("No story is published yet.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="live_story"):
        chosen = st.selectbox(
            "Which story", titles, format_func=titles.__getitem__, key="live_chosen_story", width=CHOICE
        )
        show_on_a_screen(live_story(chosen), key="live_open_story")


def _meeting(actor: Actor) -> None:
    st.header("A meeting of the forum", anchor=False)
    titles = {one.id: f"{one.title}, {day(one.held_on)}" for one in meetings(get_engine(), actor=actor)}
    if not titles:
        st.text("No meeting is planned yet.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="live_meeting"):
        chosen = st.selectbox(
            "Which meeting", titles, format_func=titles.__getitem__, key="live_chosen_meeting", width=CHOICE
        )
        show_on_a_screen(live_meeting(chosen), key="live_open_meeting")
        if may(actor, Action.RUN_MEETINGS):
            st.link_button("Presenter’s window", live_meeting(chosen, notes=True), key="live_open_notes")


def _lobby(view: View) -> None:
    st.header("A screen in a lobby", anchor=False)
    st.text("The main figures and the newest stories, one after another, all day.")
    with st.container(horizontal=True, vertical_alignment="bottom", key="live_lobby"):
        seconds = st.number_input(
            "Seconds for each screen", FEWEST, MOST, SECONDS, step=5, key="live_seconds", width=240
        )
        show_on_a_screen(live_address(LOBBY, view.filters, seconds=seconds), key="live_open_lobby")

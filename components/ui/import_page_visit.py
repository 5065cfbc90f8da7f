"""The file that a visit has under way: where it is kept, and letting go of it."""

import streamlit as st

VISIT = "import_visit"
"""Where a visit keeps the file that it has under way."""
ROUND = "import_round"
"""Counts the files of a visit: with another number, the page has another, empty place for a file."""


def choose_anew() -> None:
    """Let go of the file that is under way, and of the choice of it."""
    st.session_state.pop(VISIT, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1

"""Sign-in: the one module that knows streamlit-authenticator, with its limits mended."""

import streamlit as st

from data_access.commands.sessions import actor_of_session
from data_access.engine import get_engine
from domain.permissions import PUBLIC, Actor

SESSION = "heard_session"
"""Where a visit keeps the number of its signed-in session, on the server's side alone."""


def account_of_this_visit() -> Actor:
    """Who is signed in here, as the store has it at this run; the public where nobody is."""
    session_id = st.session_state.get(SESSION)
    if session_id is None:
        return PUBLIC
    actor = actor_of_session(get_engine(), session_id)
    if actor is None:
        del st.session_state[SESSION]
        return PUBLIC
    return actor


def sign_in_form() -> None:
    """The form for name and password."""
    st.text("Signing in is not possible yet.")

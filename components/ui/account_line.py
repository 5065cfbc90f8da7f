"""The line that says who is signed in and lets them sign out, on every page."""

import streamlit as st

from components.ui.visit import draw_marks, end_visit, has_marks
from domain.permissions import Actor


def account_line(actor: Actor) -> None:
    """Draw the line; nothing at all for the public."""
    if actor.user_id is None and not has_marks():
        return
    with st.container(key="account_line", horizontal=True, horizontal_alignment="right"):
        draw_marks()
        if actor.user_id is not None:
            st.text(f"Signed in as {actor.name}")
            st.button("Sign out", key="sign_out", on_click=end_visit)

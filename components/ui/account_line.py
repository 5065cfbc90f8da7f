"""The line that says who is signed in and lets them sign out, on every page."""

import streamlit as st

from components.ui.visit import draw_marks, end_visit, has_marks
from domain.permissions import Actor

WITHOUT_A_ROLE = (
    "Your account has no role in Heard yet, so it shows no more than everybody sees. "
    "Ask an administrator of Heard."
)


def account_line(actor: Actor) -> None:
    """Draw the line; nothing at all for the public."""
    if actor.user_id is None and not has_marks():
        return
    with st.container(
        key="account_line", horizontal=True, horizontal_alignment="right", vertical_alignment="center"
    ):
        draw_marks()
        if actor.user_id is not None:
            st.text(f"Signed in as {actor.name}")
            st.button("Sign out", key="sign_out", type="tertiary", on_click=end_visit)
    if actor.user_id is not None and not actor.roles:
        st.text(WITHOUT_A_ROLE)

"""The line that says who is signed in and lets them sign out, on every page."""

import streamlit as st

from components.ui.outcome import note, say
from components.ui.visit import NOT_SIGNED_OUT, draw_marks, end_visit, has_marks
from domain.errors import StoreError
from domain.permissions import Actor

WITHOUT_A_ROLE = (
    "Your account has no role in Heard yet, so it shows no more than everybody sees. "
    "Ask an administrator of Heard."
)
_SIGNING_OUT = "account-line"


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
            st.button("Sign out", key="sign_out", type="tertiary", on_click=_sign_out)
    say(_SIGNING_OUT)
    if actor.user_id is not None and not actor.roles:
        st.text(WITHOUT_A_ROLE)


def _sign_out() -> None:
    try:
        end_visit()
    except StoreError:
        note(_SIGNING_OUT, "error", NOT_SIGNED_OUT)

"""What the last click came to: noted where it was done, said once beside what it was about."""

from typing import Literal

import streamlit as st

from components.ui.plain_text import escaped

_SLOT = "heard_outcome"
Kind = Literal["success", "error"]


def note(where: str, kind: Kind, sentence: str) -> None:
    """Note what a click came to, in place of what the one before came to; `where` is what it was about."""
    st.session_state[_SLOT] = (where, kind, sentence)


def say(where: str) -> None:
    """Say what the last click came to, if it was about this and was not said yet."""
    about, kind, sentence = st.session_state.get(_SLOT, ("", "", ""))
    if about == where:
        del st.session_state[_SLOT]
        (st.error if kind == "error" else st.success)(escaped(sentence))

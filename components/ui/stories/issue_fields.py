"""Fields of an issue that begin with what was typed before, also after they were out of sight."""

from collections.abc import Mapping

import streamlit as st

from components.ui.stories.editing.words_below import how_it_reads

LONGEST_LINE = 200
TALL = 220


def line(label: str, *, key: str, now: str, hint: str | None = None) -> str:
    """A text of one line."""
    st.session_state.setdefault(key, now)
    return st.text_input(label, key=key, max_chars=LONGEST_LINE, help=hint) or ""


def long_text(label: str, *, key: str, now: str) -> str:
    """A text of several paragraphs, with how easily it reads; the first word of its key hands it over as one types."""
    st.session_state.setdefault(f"typed_{key}", now)
    text = st.text_area(label, key=f"typed_{key}", height=TALL) or ""
    how_it_reads(text)
    return text


def chosen(label: str, choices: Mapping[str, str], *, key: str, now: str) -> str:
    """One of the choices, named by their labels; the first where what was chosen is none of them any more."""
    if st.session_state.setdefault(key, now) not in choices:
        st.session_state[key] = next(iter(choices))
    value: str = st.selectbox(label, list(choices), key=key, format_func=lambda one: choices[one])
    return value

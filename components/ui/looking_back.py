"""What a view says that looks back to a past day: a line under its heading, with one press back to today."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from domain.filters import Filters
from domain.wording import day

IN_ADDRESS = "as_of"
WHAT_IT_MEANS = "Records are as we know them now; what was decided or told later is left out."


def same_day(filters: Filters) -> dict[str, str]:
    """The parameter of an address that looks back to the same day; empty for today."""
    return {IN_ADDRESS: filters.as_of.isoformat()} if filters.as_of else {}


def looking_back_line(on: date, *, back: Callable[[], None], note: str = "") -> None:
    """The day, what is and is not of that day, and the button that calls `back`, before the page runs again."""
    with st.container(key="looking_back", horizontal=True, vertical_alignment="center"):
        st.text(f"You look back to {day(on)}. {WHAT_IT_MEANS}{f' {note}' if note else ''}", width="content")
        st.button("Back to today", key="back_to_today", on_click=back)

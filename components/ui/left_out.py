"""Says what an address asked for in vain: named as text, never as markup, and left out."""

from collections.abc import Sequence

import streamlit as st

from components.ui.plain_text import escaped
from domain.wording import counted

MOST_NAMED = 3
LONGEST_NAMED = 40


def say_left_out(values: Sequence[str], *, why: str = "which we do not know") -> None:
    """Name what we left out, the first few of it and shortened; nothing where all was understood."""
    if not values:
        return
    named = ", ".join(f"“{value[:LONGEST_NAMED]}”" for value in values[:MOST_NAMED])
    more = len(values) - MOST_NAMED
    others = f" and {counted(more, 'more', 'more')}" if more > 0 else ""
    st.info(escaped(f"The address asks for {named}{others}, {why}. We left it out and show the rest."))

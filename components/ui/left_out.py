"""Says what an address asked for in vain: named as text, never as markup, and left out."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.ui.plain_text import escaped
from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.wording import counted

MOST_NAMED = 3
LONGEST_NAMED = 40
NOT_KNOWN = "which we do not know"


def left_out(values: Sequence[str], *, why: str = NOT_KNOWN, shown: str = "show the rest") -> str:
    """The sentence that names what we left out, the first few of it and shortened; "" where all was understood.

    `shown` says what we do in its place.
    """
    if not values:
        return ""
    named = ", ".join(f"“{value[:LONGEST_NAMED]}”" for value in values[:MOST_NAMED])
    more = len(values) - MOST_NAMED
    others = f" and {counted(more, 'more', 'more')}" if more > 0 else ""
    them = "it" if len(values) == 1 else "them"
    return f"The address asks for {named}{others}, {why}. We left {them} out and {shown}."


def say_left_out(values: Sequence[str], *, why: str = NOT_KNOWN, shown: str = "show the rest") -> None:
    """Show that sentence; nothing where all was understood."""
    if sentence := left_out(values, why=why, shown=shown):
        st.info(escaped(sentence))


def england_only(code: str, groups: Mapping[str, str]) -> str:
    """Why this group is no filter although we know it, by the labels of the groups; "" for any other code."""
    known = {one.casefold(): one for one in ENGLAND_ONLY_GROUPS}.get(code.strip().casefold(), "")
    if known not in groups:
        return ""
    return f"“{groups[known]}” is counted for all of England only, to keep people safe, so it cannot be chosen here."

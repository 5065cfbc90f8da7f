"""The top of a list behind a number of people: the number as it is protected, and why the list cannot add up to it."""

import streamlit as st

from components.ui.linked_table import Cell, linked_table_html
from components.ui.people_behind import PeopleBehind, area_in_words, people_behind
from components.ui.plain_text import escaped
from components.ui.view import View
from domain.selection import Selection

ROUNDED = (
    "Numbers of people are rounded to the nearest 5, and those below 8 are not shown as they are. They are counted "
    "by year, never by activity."
)


def people_list(view: View, selection: Selection) -> Selection:
    """Say the number again; returns the activities that may be listed below it."""
    found = people_behind(view.key, selection)
    with st.container(key="sheet_people", border=True):
        if found.why:
            st.text(found.why)
        else:
            _number(found, view, selection)
    st.text(found.note)
    return found.activities


def _number(found: PeopleBehind, view: View, selection: Selection) -> None:
    st.header(f"{escaped(found.what)}: {found.number}", anchor=False)
    where = area_in_words(selection.filters, view.facts)
    st.text(f"{where}, {view.period.label}.")
    if found.share:
        st.text(f"{found.share_label}: {found.share}")
    if found.groups:
        rows = [[Cell(label), Cell(number)] for label, number in found.groups]
        with st.expander("Group by group"):
            st.html(linked_table_html(["Group", "People"], rows, caption="Groups with their numbers"))
    st.caption(ROUNDED)

"""Lets an open page of figures show newer ones by itself, whoever wrote them and in whichever process.

The page says which state of the store it shows. The browser hears of another (`components.server.live.open_pages`),
waits until nobody acts, and asks for the page again by a button that only it sees (`static/heard.js`): the same
run as any other, so that filters, focus, open menus and what is half typed stay as they are.
"""

import streamlit as st

from components.ui.page_list import PageEntry
from components.ui.view import View
from data_access.queries.live_marks import mark_of_figures

SHOWN = "shows_figures_"
"""What the key of the button's box begins with; the mark of what the page shows follows."""


def follow_figures(view: View, entry: PageEntry) -> None:
    """Follow the store from this page; forms and lists that somebody works on stand still."""
    if not entry.follows:
        return
    mark = mark_of_figures(view.facts.version, day=view.today)
    with st.container(key=f"{SHOWN}{mark}"):
        st.button("Show the newest figures", key="newest_figures")

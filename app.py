"""Entry: configuration, who is looking, navigation, shared filters; then the page that was asked for."""

import streamlit as st

from components.ui.access import current_actor, entry_of, pages_for
from components.ui.account_line import account_line
from components.ui.board_pack_link import link_to_the_board
from components.ui.filter_bar import choose_view
from components.ui.newer_figures import follow_figures
from components.ui.shell import ICON, brand, foot
from components.ui.view import colours_now, set_view

st.set_page_config(page_title="Heard", page_icon=ICON, layout="wide")
actor = current_actor()
# On a phone the menus are a list: all of it, not the first ten and a button for the rest.
page = st.navigation(pages_for(actor), position="top", expanded=True)
brand(colours_now().scheme)
account_line(actor)
view = choose_view(draw=entry_of(page).filtered)
set_view(view)
page.run()
link_to_the_board(view, entry_of(page).url_path)
foot()
follow_figures(view, entry_of(page))

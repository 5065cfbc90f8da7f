"""Entry: configuration, who is looking, navigation, shared filters; then the page that was asked for."""

import streamlit as st

from components.ui.access import current_actor, entry_of, pages_for
from components.ui.account_line import account_line
from components.ui.filter_bar import choose_view
from components.ui.shell import ICON, brand, foot
from components.ui.view import colours_now, set_view

st.set_page_config(page_title="Heard", page_icon=ICON, layout="wide")
actor = current_actor()
page = st.navigation(pages_for(actor), position="top")
brand(colours_now().scheme)
account_line(actor)
set_view(choose_view(draw=entry_of(page).filtered))
page.run()
foot()

"""Entry: configuration, who is looking, navigation, shared filters; then the page that was asked for."""

import streamlit as st

from components.ui.access import entry_of, pages_for, settle_actor
from components.ui.filter_bar import choose_view
from components.ui.shell import ICON, brand, foot
from components.ui.view import colours_now, set_view

st.set_page_config(page_title="Heard", page_icon=ICON, layout="wide")
page = st.navigation(pages_for(settle_actor()), position="top")
brand(colours_now().scheme)
set_view(choose_view(draw=entry_of(page).filtered))
page.run()
foot()

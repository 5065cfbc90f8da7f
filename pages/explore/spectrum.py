"""Spectrum: where each network stands between influencing and co-ordinating, and on what evidence."""

import streamlit as st

from components.ui.chart_block import chart_block
from components.ui.looking_back import same_day
from components.ui.marker_evidence import choose_networks, marker_evidence
from components.ui.shell import page_heading
from components.ui.spectrum_loaders import movement_drawing, practices_drawing, spectrum_drawing

view = page_heading("Where does each network stand, and do lay people agree?", filtered=True)

clicked = chart_block(spectrum_drawing(view.key), view=view, key="spectrum", selectable=True)

st.header("Look closer", anchor=False)
networks = choose_networks(view, clicked=clicked)
if networks:
    chart_block(movement_drawing(view.key, networks), view=view, key="movement")
    marker_evidence(view, networks=networks)

chart_block(practices_drawing(view.key), view=view, key="practices")
st.page_link(
    "pages/explore/network.py", label="Look at the page of one network", query_params=same_day(view.filters)
)

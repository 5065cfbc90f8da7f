"""Spectrum: where each network stands between influencing and co-ordinating, and on what evidence."""

import streamlit as st

from components.ui.chart_block import chart_block
from components.ui.looking_back import same_day
from components.ui.marker_evidence import choose_networks, marker_evidence
from components.ui.shell import page_heading
from components.ui.spectrum_loaders import movement_drawing, practices_drawing, spectrum_drawing
from components.ui.two_periods import period_block, shown_once

OVER_YEARS = "This runs over the three years up to the end of the period, so it stands here once."

view = page_heading("Where does each network stand, and do lay people agree?", filtered=True, compared=True)

clicked = period_block(spectrum_drawing, view=view, key="spectrum", selectable=True, abreast=True)

st.header("Look closer", anchor=False)
networks = choose_networks(view, clicked=clicked)
if networks:
    movement = shown_once(movement_drawing(view.key, networks), view=view, why=OVER_YEARS)
    chart_block(movement, view=view, key="movement")
    marker_evidence(view, networks=networks)

period_block(practices_drawing, view=view, key="practices")
st.page_link(
    "pages/explore/network.py", label="Look at the page of one network", query_params=same_day(view.filters)
)

"""Overview: where do we stand, what changed since last year, what changed for people, what is missing?"""

import streamlit as st

from components.ui.cards import change_cards, headline_cards, missing_list, story_cards
from components.ui.chart_block import chart_block
from components.ui.looking_back import same_day
from components.ui.overview_loaders import (
    headlines,
    outcomes_drawing,
    quarters_drawing,
    tile_map_drawing,
    what_is_missing,
)
from components.ui.shell import page_heading
from components.ui.spectrum_loaders import spectrum_drawing

view = page_heading("Where do we stand?", filtered=True)

headline_cards(headlines(view.key))
left, right = st.columns(2, gap="small")
with left:
    chart_block(tile_map_drawing(view.key), view=view, key="tile_map")
with right:
    chart_block(spectrum_drawing(view.key, is_small=True), view=view, key="spectrum_small")

left, right = st.columns(2, gap="small")
with left:
    chart_block(outcomes_drawing(view.key), view=view, key="outcomes")
with right:
    chart_block(quarters_drawing(view.key), view=view, key="quarters")

st.page_link(
    "pages/explore/network.py", label="Look at the page of one network", query_params=same_day(view.filters)
)

change_cards(view)
missing_list(what_is_missing(view.key))
story_cards(view)

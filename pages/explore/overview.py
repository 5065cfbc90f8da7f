"""Overview: where do we stand, what changed since last year, what changed for people, what is missing?"""

import streamlit as st

from components.ui.cards import change_cards, headline_cards, missing_list, story_cards
from components.ui.looking_back import same_day
from components.ui.overview_loaders import (
    outcomes_drawing,
    quarters_drawing,
    tile_map_drawing,
)
from components.ui.shell import page_heading
from components.ui.spectrum_loaders import small_spectrum_drawing
from components.ui.two_periods import joint_block, period_block

view = page_heading("Where do we stand?", filtered=True, compared=True)

headline_cards(view)
left, right = st.columns(2, gap="small")
with left:
    period_block(tile_map_drawing, view=view, key="tile_map")
with right:
    period_block(small_spectrum_drawing, view=view, key="spectrum_small")

left, right = st.columns(2, gap="small")
with left:
    period_block(outcomes_drawing, view=view, key="outcomes")
with right:
    joint_block(quarters_drawing, view=view, key="quarters")

st.page_link(
    "pages/explore/network.py", label="Look at the page of one network", query_params=same_day(view.filters)
)

change_cards(view)
missing_list(view)
story_cards(view)

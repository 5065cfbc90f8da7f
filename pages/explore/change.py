"""Change: what was promised, made and not possible, for whom, on what evidence, and whether people heard of it."""

import streamlit as st

from components.ui.change_loaders import (
    evidence_drawing,
    felt_heard_drawing,
    how_long_drawing,
    levels_drawing,
    told_and_heard_drawing,
)
from components.ui.change_page import numbers_that_moved, waiting_and_not_possible
from components.ui.change_page_pairs import you_said_we_did
from components.ui.chart_block import chart_block
from components.ui.overview_loaders import outcomes_drawing
from components.ui.shell import page_heading
from components.ui.two_periods import period_block

view = page_heading("What changed, for whom, and did people hear of it?", filtered=True, compared=True)

left, right = st.columns(2, gap="small")
with left:
    period_block(outcomes_drawing, view=view, key="outcomes")
with right:
    period_block(how_long_drawing, view=view, key="how_long")
waiting_and_not_possible(view)

you_said_we_did(view)

st.header("For whom, and how we know", anchor=False)
left, right = st.columns(2, gap="small")
with left:
    period_block(levels_drawing, view=view, key="levels")
with right:
    period_block(evidence_drawing, view=view, key="evidence")
numbers_that_moved(view)

st.header("What people say", anchor=False)
chart_block(told_and_heard_drawing(view.key), view=view, key="told_and_heard")
if view.filters.as_of is None:
    chart_block(felt_heard_drawing(view.key), view=view, key="felt_heard")

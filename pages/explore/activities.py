"""Activities: what was done, by rung, by who designed and delivered it, by stage, programme and mode; each record."""

import streamlit as st

from components.ui.activities_loaders import (
    design_delivery_drawing,
    modes_drawing,
    programmes_drawing,
    rungs_drawing,
    stages_drawing,
)
from components.ui.activities_table import activities_table
from components.ui.chart_block import chart_block
from components.ui.shell import page_heading

view = page_heading("What was done, and how were people involved?", filtered=True)

chart_block(rungs_drawing(view.key), view=view, key="rungs_over_time")
chart_block(design_delivery_drawing(view.key), view=view, key="design_delivery")

left, right = st.columns(2, gap="small")
with left:
    chart_block(stages_drawing(view.key), view=view, key="stages")
with right:
    chart_block(modes_drawing(view.key), view=view, key="modes")

chart_block(programmes_drawing(view.key), view=view, key="programmes")

activities_table(view)

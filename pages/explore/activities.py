"""Activities: what was done, by rung, by who designed and delivered it, by stage, programme and mode; each record."""

import streamlit as st

from components.ui.activities_loaders import (
    design_delivery_drawing,
    modes_drawing,
    programmes_drawing,
    rungs_drawing,
    stages_drawing,
)
from components.ui.activities_table import activities_table, leave_facets_out
from components.ui.shell import page_heading
from components.ui.two_periods import joint_block, period_block

view = page_heading("What was done, and how were people involved?", filtered=True, compared=True)
leave_facets_out()

joint_block(rungs_drawing, view=view, key="rungs_over_time")
period_block(design_delivery_drawing, view=view, key="design_delivery")

left, right = st.columns(2, gap="small")
with left:
    period_block(stages_drawing, view=view, key="stages")
with right:
    period_block(modes_drawing, view=view, key="modes")

period_block(programmes_drawing, view=view, key="programmes", abreast=True)

activities_table(view)

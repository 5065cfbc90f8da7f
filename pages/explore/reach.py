"""Reach: which seldom-heard groups were reached, where, compared with who lives there, and who was missed."""

import streamlit as st

from components.ui.reach_loaders import (
    intersections_drawing,
    not_known_drawing,
    reach_map_drawing,
    representation_drawing,
)
from components.ui.shell import page_heading
from components.ui.two_periods import period_block

WHY_ACTIVITIES = {
    True: "A programme or a rung is chosen, so this page counts **activities**. People are counted only for all "
    "programmes and rungs together, because small numbers could show who somebody is.",
    False: "You look back to a day within the year, so this page counts **activities**. People are counted by whole "
    "years only, because small numbers could show who somebody is. To see people, look back to the last day of a "
    "year, or choose an earlier year.",
}

view = page_heading("Who was reached, and whom did we miss?", filtered=True, compared=True, of_people=True)

if not view.filters.may_count_people:
    st.markdown(WHY_ACTIVITIES[view.filters.splits_people])
    period_block(reach_map_drawing, view=view, key="reach_activities")
else:
    if len(view.filters.networks) > 1:
        st.markdown(
            "Several networks are chosen, so people are compared with the population of **England**. Choose one "
            "network to compare it with the people who live there."
        )
    period_block(representation_drawing, view=view, key="representation", abreast=True)
    period_block(reach_map_drawing, view=view, key="reach_map")
    period_block(not_known_drawing, view=view, key="not_known", abreast=True)
    period_block(intersections_drawing, view=view, key="intersections", abreast=True)

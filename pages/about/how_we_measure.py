"""How we measure: each measure's formula, source and limits, from the definitions that the code itself uses."""

import streamlit as st

from components.ui.shell import page_heading
from domain.measures import MEASURES

page_heading("How do we measure?")

st.markdown(
    "Each figure in Heard has a rule. Here is what each one asks, how it is worked out, where it comes from "
    "and what it cannot tell you. All figures are also there as [open data](/api/), for programs and "
    "spreadsheets."
)
for measure in MEASURES.values():
    with st.container(key=f"measure_{measure.code}", border=True):
        st.subheader(measure.name, anchor=measure.code.replace("_", "-"))
        st.text(measure.question)
        for label, text in (
            ("How it is worked out", measure.formula),
            ("Where it comes from", measure.source),
            ("What it cannot tell you", measure.limits),
            ("Counted in", measure.unit),
        ):
            st.markdown(f"**{label}**")
            st.text(text)

"""Board pack: the view that one looks at, as slides or as a PDF, in the sections that one chooses."""

import streamlit as st

from components.ui.board_pack import choose_chapters, offer_files
from components.ui.shell import page_heading

view = page_heading("What would you take to the board?", filtered=True, compared=True)
st.markdown(
    "Slides and PDF show what the pages show for this choice: the same numbers, the same protection of people. Charts "
    "on the slides can be edited in PowerPoint. The notes of each slide say what is counted and where it comes from."
)
offer_files(view, choose_chapters(view))

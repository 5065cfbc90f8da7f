"""A page of its own for one test: the same stored text wherever Heard puts stored text into Markdown."""

import pandas as pd
import streamlit as st

from components.ui.plain_text import escaped
from tests.browser.stored_text_words import TEXT

st.title("Stored text")
st.markdown(":smile: :material/delete: stay what they are where the page itself says so")
st.table(pd.DataFrame({escaped(TEXT): [escaped(TEXT)]}))
st.button(escaped(TEXT))
st.selectbox(escaped(TEXT), ["one"])
with st.expander(escaped(TEXT), expanded=True):
    st.markdown(escaped(TEXT))
st.success(escaped(TEXT))

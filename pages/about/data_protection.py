"""Data protection: what Heard holds about people, why, who sees it and how long, made from the one register."""

import streamlit as st

from components.ui.data_protection import contact_now, holdings, who_answers
from components.ui.shell import page_heading
from domain.data_protection import BASES, COOKIES, NO_NAMES, RIGHTS

page_heading("What do we hold about you, and why?")
st.text(NO_NAMES)
st.header("Ask us about it", anchor=False)
who_answers()
contact_now()
for sentence in RIGHTS:
    st.text(sentence)
st.header("What we hold", anchor=False)
st.text(BASES)
holdings()
st.header("Cookies and other websites", anchor=False)
for sentence in COOKIES:
    st.text(sentence)

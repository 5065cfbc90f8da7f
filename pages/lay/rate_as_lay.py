"""Rate your network: what lay partners say of each marker, before they see what staff said."""

import streamlit as st

from components.ui.access import guard
from components.ui.rating_form import choose_own_network
from components.ui.rating_lay import ABOUT_SPECTRUM, INTRODUCTION, WHO_SEES, lay_questions
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.RATE_AS_LAY)
view = page_heading("How well does your network work with people?", filtered=False)
with st.container(key="lay_introduction"):
    for sentence in (INTRODUCTION, ABOUT_SPECTRUM):
        st.text(sentence)
    with st.expander("Who can see my answers?"):
        st.text(WHO_SEES)
network = choose_own_network(actor, Action.RATE_AS_LAY, view.known.networks)
lay_questions(view, actor=actor, network=network)

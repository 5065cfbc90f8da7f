"""What people said: the answers about one network's activities, in plain words."""

import streamlit as st

from components.ui.access import guard
from components.ui.feedback_lay import lay_answers
from components.ui.feedback_loaders import choose_network
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.READ_FEEDBACK)
view = page_heading("What did people say?")
st.markdown("People who took part in something were asked how it was for them. Nobody was asked for a name.")
lay_answers(view, actor=actor, network=choose_network(view, actor))

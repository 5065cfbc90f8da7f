"""Feedback: ask people how it was for them, and read what they answered."""

import streamlit as st

from components.ui.access import guard
from components.ui.feedback_answers import read_answers
from components.ui.feedback_invite import invite
from components.ui.feedback_loaders import choose_network
from components.ui.shell import page_heading
from domain.permissions import Action, own_networks

actor = guard(Action.INVITE_FEEDBACK)
view = page_heading("How was it for the people involved?")
ask, read = st.tabs(["Ask people", "Read the answers"], key="feedback_tabs", on_change="rerun")
if ask.open:
    with ask:
        invite(view, actor=actor, networks=own_networks(actor, Action.INVITE_FEEDBACK, view.known.networks))
if read.open:
    with read:
        network = choose_network(view, actor)
        read_answers(view, actor=actor, network=network)

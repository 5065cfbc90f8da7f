"""Rate your network: what lay partners say of each marker, before they see what staff said."""

import streamlit as st

from components.ui.access import guard
from components.ui.dots_beside import room_beside
from components.ui.own_network import choose_own_network
from components.ui.rating_form import NETWORK
from components.ui.rating_lay import introduce, lay_questions
from components.ui.shell import page_heading
from domain.permissions import Action
from domain.vocabulary import RaterKind

actor = guard(Action.RATE_AS_LAY)
view = page_heading("How well does your network work with people?")
introduction = st.container(key="lay_introduction")
network = choose_own_network(actor, Action.RATE_AS_LAY, view.known.networks, key=NETWORK)
room_beside(actor=actor, about=network, only=RaterKind.LAY)
has_begun = lay_questions(view, actor=actor, network=network)
with introduction:
    introduce(is_folded=has_begun)

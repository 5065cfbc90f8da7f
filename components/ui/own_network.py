"""Choosing the network to work on, among those that an account works for."""

from collections.abc import Mapping

import streamlit as st

from domain.permissions import Action, Actor, own_networks

IN_ADDRESS = "for"


def choose_own_network(actor: Actor, action: Action, names: Mapping[str, str], *, key: str) -> str:
    """The only network for which the account may do this, or the one chosen of several; `names` are by code."""
    own = own_networks(actor, action, names)
    if len(own) == 1:
        return own[0]
    asked = st.query_params.get(IN_ADDRESS)
    if st.session_state.get(key) not in own:
        st.session_state[key] = asked if asked in own else own[0]
    # A click that was under way while the labels changed may bring a label that is there no longer.
    chosen = st.selectbox("Network", own, format_func=lambda code: names[code], key=key)
    chosen = chosen if chosen in own else own[0]
    st.query_params[IN_ADDRESS] = chosen
    return chosen

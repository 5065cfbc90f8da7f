"""Answers by network, read anew when one came in or records changed, and shared by all who may read them."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import streamlit as st

from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.feedback import Answers, answers_held, network_answers
from domain.permissions import Action, Actor, check_may, may

IN_ADDRESS = "for"


@dataclass(frozen=True)
class _Key:
    """The answers are the same for everybody who may read them, so who asks tells no two keys apart."""

    network: str
    version: int
    held: int
    today: date
    actor: Actor = field(compare=False)


def answers_of(view: View, *, actor: Actor, network: str) -> Answers:
    """What people answered about this network's activities. Raises NotAllowedError; not to be changed."""
    check_may(actor, Action.READ_FEEDBACK, network=network)
    # An answer does not raise the store's version, so the key holds how many there are.
    held = answers_held(get_engine(), network=network)
    return _answers(_Key(network, view.facts.version, held, view.today, actor))


@lru_cache(maxsize=64)
def _answers(key: _Key) -> Answers:
    return network_answers(get_engine(), actor=key.actor, network=key.network, today=key.today)


def own_networks(view: View, actor: Actor, action: Action) -> dict[str, str]:
    """Code and name of the networks for which the account may do this, in the order of the tile map."""
    return {
        code: network.name
        for code, network in view.facts.reference.networks.items()
        if may(actor, action, network=code)
    }


def choose_network(view: View, actor: Actor) -> str:
    """The network whose answers to read: the only one that the account may read, or one to be chosen."""
    own = own_networks(view, actor, Action.READ_FEEDBACK)
    if len(own) == 1:
        (only,) = own
        st.text(f"About the work of {own[only]}.")
        return only
    asked = st.query_params.get(IN_ADDRESS, "")
    chosen: str = st.selectbox(
        "Network",
        list(own),
        index=list(own).index(asked) if asked in own else 0,
        format_func=lambda code: own[code],
        key="feedback_network",
    )
    st.query_params[IN_ADDRESS] = chosen
    return chosen

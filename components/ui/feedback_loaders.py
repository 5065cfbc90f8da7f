"""Answers by network, read anew when one came in or records changed, and shared by all who may read them."""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import streamlit as st

from components.ui.own_network import choose_own_network
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.feedback import Answers, answers_held, network_answers
from domain.permissions import Action, Actor, check_may, own_networks


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


def choose_network(view: View, actor: Actor) -> str:
    """The network whose answers to read: the only one that the account may read, or one to be chosen."""
    names = {code: network.name for code, network in view.facts.reference.networks.items()}
    chosen = choose_own_network(actor, Action.READ_FEEDBACK, names, key="feedback_network")
    if own_networks(actor, Action.READ_FEEDBACK, names) == [chosen]:
        st.text(f"About the work of {names[chosen]}.")
    return chosen

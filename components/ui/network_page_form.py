"""The form with which a network says what stands on its public page; what was typed is kept until it is stored."""

import streamlit as st
from pydantic import ValidationError

from components.ui.outcome import note, say
from data_access.commands.network_profiles import FIELDS, LONGEST_WORDS, ProfileDraft, save_profile
from data_access.engine import get_engine
from data_access.queries.network_profile import own_profile
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError
from domain.permissions import Actor

LABELS = {
    "about": "Who you are, in your own words",
    "payment_policy": "How you pay people for their time",
    "payment_link": "Web address of your payment policy",
    "get_involved": "How people can get involved",
    "contact_link": "Web address where people can reach you",
}
LINKS = frozenset({"payment_link", "contact_link"})
LONGEST_LINK = 600
WRONG = "A web address starts with https://, and no text may be longer than its field says."


def profile_form(network: str, *, actor: Actor) -> None:
    """The network's own words, each in its field; empty is what the page then says that nobody has told."""
    seen = _begin(network)
    with st.form(f"profile_{network}"):
        st.caption("Everybody reads this. Short sentences and plain words help most people.")
        for name in FIELDS:
            if name in LINKS:
                st.text_input(LABELS[name], max_chars=LONGEST_LINK, key=_key(network, name))
            else:
                st.text_area(LABELS[name], max_chars=LONGEST_WORDS, key=_key(network, name))
        saves = st.form_submit_button("Save what the page says", type="primary")
    say(f"profile/{network}")
    if saves:
        _save(network, seen, actor)


def _key(network: str, name: str) -> str:
    return f"profile_{network}_{name}"


def _begin(network: str) -> int:
    """Fill the fields with what is stored, once; the version that they began with."""
    slot = f"profile_seen_{network}"
    if slot not in st.session_state or any(_key(network, name) not in st.session_state for name in FIELDS):
        stored = own_profile(get_engine(), network)
        for name in FIELDS:
            st.session_state[_key(network, name)] = getattr(stored, name)
        st.session_state[slot] = stored.version
    seen: int = st.session_state[slot]
    return seen


def _save(network: str, seen: int, actor: Actor) -> None:
    typed = {name: st.session_state[_key(network, name)] for name in FIELDS}
    slot = f"profile_seen_{network}"
    try:
        draft = ProfileDraft(network_code=network, seen=seen, **typed)
        with unit_of_work(get_engine(), actor=actor) as work:
            changed = save_profile(work, draft)
    except (HeardError, ValidationError) as error:
        note(f"profile/{network}", "error", str(error) if isinstance(error, HeardError) else WRONG)
        st.session_state[slot] = own_profile(get_engine(), network).version
    else:
        note(f"profile/{network}", "success", "Saved." if changed else "Nothing had to change.")
        del st.session_state[slot]
    st.rerun()

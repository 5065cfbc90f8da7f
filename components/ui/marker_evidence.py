"""The evidence behind each marker: which networks to look at, and what staff and lay partners said."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
import streamlit as st

from components.ui.plain_text import escaped
from components.ui.spectrum_loaders import as_of
from components.ui.view import View, ViewKey, shown_networks
from data_access.engine import get_engine
from data_access.facts import current_facts
from data_access.facts.reference import MarkerEntry
from data_access.queries.spectrum import marker_ratings
from domain.spectrum import Assessment
from domain.wording import day

MOST_COMPARED = 4
ADDRESS_NAME = "look"
_CHOSEN = "compared_networks"
_CLICKED = "clicked_network"


def choose_networks(view: View, *, clicked: Sequence[str]) -> tuple[str, ...]:
    """Up to 4 networks to look at closer: chosen here, or added by a click on a mark."""
    offered = shown_networks(view.key, view.facts)
    asked = st.session_state.get(_CHOSEN, st.query_params.get_all(ADDRESS_NAME))
    kept = [code for code in asked if code in offered][:MOST_COMPARED]
    if clicked and list(clicked) != st.session_state.get(_CLICKED):
        kept = [code for code in dict.fromkeys([*clicked, *kept]) if code in offered][:MOST_COMPARED]
    st.session_state[_CLICKED] = list(clicked)
    if not kept and len(offered) <= MOST_COMPARED:
        kept = list(offered)
    st.session_state[_CHOSEN] = kept
    chosen = st.multiselect(
        "Networks to look at closer (up to 4). You can also click a mark above.",
        offered,
        format_func=lambda code: view.known.networks[code],
        max_selections=MOST_COMPARED,
        placeholder="Choose a network",
        key=_CHOSEN,
    )
    if list(chosen) != st.query_params.get_all(ADDRESS_NAME):
        st.query_params[ADDRESS_NAME] = list(chosen)
    if not chosen:
        st.markdown("Choose a network to see how it moved and the evidence behind each marker.")
    return tuple(chosen)


def marker_evidence(view: View, *, networks: Sequence[str]) -> None:
    """For each chosen network the nine markers of the spectrum: level, words of the level, evidence, day."""
    with st.container(key="block_evidence"):
        _evidence_of_each(view, networks)


def _evidence_of_each(view: View, networks: Sequence[str]) -> None:
    st.subheader("The evidence behind each marker", anchor=False)
    st.caption(
        "The words of the levels are our own and need agreement with the PPI Forum. "
        "A marker that nobody rated in the last 18 months is not known, which is not the same as none."
    )
    tabs = st.tabs([view.known.networks[code] for code in networks])
    for tab, code in zip(tabs, networks, strict=True):
        with tab:
            st.table(evidence_table(view.key, code))


@lru_cache(maxsize=256)
def evidence_table(key: ViewKey, network: str) -> pd.DataFrame:
    """What staff and lay partners of a network said of each marker: made once per view, never changed."""
    facts = current_facts(get_engine())
    ratings = marker_ratings(facts, network=network, on=as_of(key))
    rows = [
        {
            "Marker": f"{one.marker.label} ({one.marker.pole.label.lower()})",
            "Staff": _rating(one.marker, one.staff),
            "Lay partners": _rating(one.marker, one.lay),
        }
        for one in ratings
    ]
    return pd.DataFrame(rows).set_index("Marker")


def _rating(marker: MarkerEntry, rating: Assessment | None) -> str:
    if rating is None:
        return "Not rated"
    said = f"Level {rating.level} of 3: {marker.levels[rating.level]} {rating.evidence} ({day(rating.as_of)})"
    return escaped(said)

"""The evidence behind each marker: which networks to look at, and what staff and lay partners said."""

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd
import streamlit as st

from components.figures.spectrum import network_of_mark
from components.ui.access import current_actor
from components.ui.chart_block import period_heading
from components.ui.left_out import say_left_out
from components.ui.plain_text import escaped
from components.ui.spectrum_loaders import as_of
from components.ui.two_periods import names_of
from components.ui.view import View, ViewKey, shown_networks
from data_access.engine import get_engine
from data_access.facts import current_facts
from data_access.facts.reference import MarkerEntry
from data_access.queries.ratings import blind_views
from data_access.queries.spectrum import marker_ratings
from domain.limits import MONTHS_AN_ASSESSMENT_COUNTS
from domain.permissions import Action, Actor, may
from domain.spectrum import Assessment
from domain.wording import day

MOST_COMPARED = 4
ADDRESS_NAME = "look"
RATE_PAGE = "pages/lay/rate_as_lay.py"
_CHOSEN = "compared_networks"
_CLICKED = "clicked_network"


def choose_networks(view: View, *, clicked: Sequence[str]) -> tuple[str, ...]:
    """Up to 4 networks to look at closer: chosen here, or added by a click on a mark, whose keys are `clicked`."""
    networks = [network_of_mark(key) for key in clicked]
    offered = shown_networks(view.key, view.facts)
    asked = st.session_state.get(_CHOSEN)
    if asked is None:
        asked = st.query_params.get_all(ADDRESS_NAME)
        say_left_out([code for code in asked if code not in offered])
    kept = [code for code in asked if code in offered][:MOST_COMPARED]
    if networks and networks != st.session_state.get(_CLICKED):
        kept = [code for code in dict.fromkeys([*networks, *kept]) if code in offered][:MOST_COMPARED]
    st.session_state[_CLICKED] = networks
    if not kept and len(offered) <= MOST_COMPARED:
        kept = list(offered)
    st.session_state[_CHOSEN] = kept
    chosen = st.multiselect(
        "Networks to look at closer (up to 4). You can also click a mark above.",
        offered,
        format_func=lambda code: view.known.networks[code],
        max_selections=MOST_COMPARED,
        placeholder="Choose a network",
        select_all=False,
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
        f"A marker that nobody rated in the last {MONTHS_AN_ASSESSMENT_COUNTS} months is not known, which is not "
        "the same as none."
    )
    tabs = st.tabs([view.known.networks[code] for code in networks])
    for tab, code in zip(tabs, networks, strict=True):
        with tab:
            if shows_staff_to(current_actor(), view, code):
                _tables(view, code)


def _tables(view: View, network: str) -> None:
    """The evidence of a network; where another year is chosen, that of each period under its name."""
    other = view.other
    if other is None:
        st.table(evidence_table(view.key, network))
        return
    names = names_of(view, other)
    for name, one in ((names.this, view), (names.other, other)):
        period_heading(name)
        st.table(evidence_table(one.key, network))


def shows_staff_to(actor: Actor, view: View, network: str) -> bool:
    """Whether the evidence is drawn; a lay partner of this network, asked to answer first, may say so."""
    shown = f"staff_shown_{actor.user_id}_{network}"
    if not _has_yet_to_answer(actor, view, network) or st.session_state.get(shown):
        return True
    with st.container(key=f"answer_first_{network}"):
        st.text(
            "This is your network, and there are questions about it that you have not answered yet. "
            "Please answer them first, so that what you say is your own view."
        )
        st.page_link(RATE_PAGE, label="Answer the questions")
        # The button is one way: who has seen staff's view has seen it.
        st.button(
            "Show what staff said",
            key=f"show_staff_{network}",
            on_click=lambda: st.session_state.update({shown: True}),
        )
    return False


def _has_yet_to_answer(actor: Actor, view: View, network: str) -> bool:
    if actor.user_id is None or not may(actor, Action.RATE_AS_LAY, network=network):
        return False
    views = blind_views(get_engine(), actor=actor, network=network, today=view.today)
    return any(one.staff_is_hidden for one in views.values())


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

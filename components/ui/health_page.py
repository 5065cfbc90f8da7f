"""The data health page: the grid of all networks, then what to ask whom, then the records themselves."""

from dataclasses import dataclass

import streamlit as st

from components.ui.chart_block import chart_block
from components.ui.health_asks import choose_networks, what_to_ask_whom
from components.ui.health_loaders import HealthKey, Since, health_drawing
from components.ui.health_records import personal_details, records_to_complete
from components.ui.view import View
from domain.filters import Filters
from domain.permissions import Actor

PERIODS: tuple[Since, ...] = tuple(Since)


@dataclass(frozen=True)
class EveryNetwork(View):
    """A view of all networks, whatever the filters of other pages are; it says its own period."""

    said: str = ""

    @property
    def sentence(self) -> str:
        """What the page looks at, in English."""
        return self.said


def health_parts(view: View, *, actor: Actor) -> None:
    """All parts of the page, for the activities of the chosen period."""
    networks = view.facts.reference.networks
    st.header("All networks", anchor=False)
    since = st.radio(
        "Activities that started",
        PERIODS,
        format_func=lambda one: str(one.value),
        horizontal=True,
        key="health_since",
    )
    key = HealthKey(view.facts.version, view.today, since)
    whole = EveryNetwork(
        Filters(year=view.filters.year),
        view.known,
        view.facts,
        view.today,
        view.palette,
        said=f"All {len(networks)} networks, activities that started {since.value}",
    )
    chart_block(health_drawing(key), view=whole, key="data_health")
    chosen = choose_networks(networks, actor=actor)
    what_to_ask_whom(key, networks, chosen=chosen)
    records_to_complete(key, networks, chosen=chosen, actor=actor)
    personal_details(key, networks, chosen=chosen, actor=actor)

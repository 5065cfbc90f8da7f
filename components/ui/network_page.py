"""The public page of a network in the app: chosen on the tile map or from a list, then section by section."""

from dataclasses import replace
from html import escape
from urllib.parse import urlencode

import streamlit as st

from components.publishing.network_document import FactTable, NetworkDocument, Part, Place, paragraphs
from components.publishing.network_page import part_html
from components.publishing.theme import HEARD
from components.ui.access import current_actor
from components.ui.chart_block import chart_block
from components.ui.looking_back import IN_ADDRESS, looking_back_line, same_day
from components.ui.marker_evidence import shows_staff_to
from components.ui.network_page_form import profile_form
from components.ui.network_page_loaders import network_document, network_key
from components.ui.overview_loaders import tile_map_drawing
from components.ui.plain_text import escaped
from components.ui.shell import page_heading
from components.ui.spectrum_loaders import spectrum_drawing
from components.ui.view import View, current_view
from domain.filters import Filters, read_filters
from domain.permissions import Action, may

PAGE = "pages/explore/network.py"
ADDRESS = "/network"
LIGHT_ADDRESS = "/n/"
ASKED = "n"
QUESTION = "Which network?"
OWN_WORDS = "What the network says of itself, and the population, are as of today."


def asked_network() -> tuple[str, str]:
    """The code of the network that the address asks for, and what it asks for in vain; "" for neither."""
    asked = st.query_params.get(ASKED, "").strip()
    known = {code.casefold(): code for code in current_view().facts.reference.networks}
    code = known.get(asked.casefold(), "")
    return code, "" if code else asked


def network_heading(network: str) -> View:
    """The network's name as heading, or the question which one; returns the view, as of the day of the address."""
    view = current_view()
    networks = view.facts.reference.networks
    page_heading(networks[network].name if network else QUESTION)
    filters = _asked_filters(view)
    if filters.as_of:
        looking_back_line(filters.as_of, back=_back_to_today, note=OWN_WORDS if network else "")
    return replace(view, filters=filters)


def _asked_filters(view: View) -> Filters:
    """The past day that the address asks for, with the year to show; what is no such day is named."""
    reading = read_filters({IN_ADDRESS: st.query_params.get_all(IN_ADDRESS)}, view.known)
    for value in reading.dropped:
        st.info(f"“{escaped(value[:40])}” is no past day that we can look back to. This page is as of today.")
    return reading.filters


def _back_to_today() -> None:
    st.query_params.pop(IN_ADDRESS, None)


def choose_network(view: View, *, unknown: str) -> None:
    """The tile map and a list of all networks, each of which leads to its page."""
    if unknown:
        st.info(f"We do not know a network “{escaped(unknown[:40])}”. Choose one of these.")
    st.text("Each network has a page of its own. Click it on the map, or choose it from the list.")
    # The map leads to pages here and not to lists of records.
    drawing = replace(tile_map_drawing(view.key), opens={})
    for clicked in chart_block(drawing, view=view, key="networks_map", selectable=True):
        code = clicked.rpartition(":")[2]
        if code in view.facts.reference.networks:
            st.switch_page(PAGE, query_params={ASKED: code, **same_day(view.filters)})
    st.header("All networks", anchor=False)
    links = "".join(
        f'<li><a href="{ADDRESS}?{escape(urlencode({ASKED: code, **same_day(view.filters)}))}">'
        f"{escape(one.name)}</a></li>"
        for code, one in view.facts.reference.networks.items()
    )
    with st.container(key="network_list"):
        st.html(f'<ul class="heard-list">{links}</ul>')


def network_sections(network: str, view: View) -> None:
    """All sections of the network's page; its own people may change its words at the end."""
    key = network_key(view.facts, network, as_of=view.filters.as_of)
    document = network_document(key)
    st.text(document.standfirst)
    with st.container(key="network_links", horizontal=True):
        st.page_link(PAGE, label="Choose another network", query_params=same_day(view.filters))
        same = "The page of today" if view.filters.as_of else "The same"
        st.html(f'<a href="{LIGHT_ADDRESS}{escape(network)}">{same} as a light page, to share or print</a>')
    _sections(document, replace(view, filters=key.filters))
    actor = current_actor()
    if may(actor, Action.DESCRIBE_NETWORK, network=network):
        st.header("Change what this page says", anchor=False)
        profile_form(network, actor=actor)


def _sections(document: NetworkDocument, view: View) -> None:
    for section in document.sections:
        with st.container(key=f"network_{section.key}"):
            st.header(section.heading, anchor=False)
            for part in _parts(section.parts, document.code, view):
                _draw(part, view, section.key)


def _parts(parts: tuple[Part, ...], network: str, view: View) -> tuple[Part, ...]:
    """The parts; staff's evidence waits for a lay partner of this network who has yet to answer."""
    if not any(isinstance(part, Place) for part in parts) or shows_staff_to(current_actor(), view, network):
        return parts
    return (parts[0], paragraphs("Staff's ratings wait here until you have answered."))


def _draw(part: Part, view: View, section: str) -> None:
    if isinstance(part, Place):
        chart_block(spectrum_drawing(view.key), view=view, key="network_spectrum")
        return
    if isinstance(part, FactTable):
        with st.container(key=f"network_table_{section}"):
            st.html(part_html(part, HEARD))
        return
    st.html(part_html(part, HEARD))

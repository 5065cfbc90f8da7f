"""Networks: what is said about each beside the reference data, its website and its own words."""

from components.ui.access import guard
from components.ui.networks_page import network_sheets
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.MANAGE_NETWORKS)
view = page_heading("What do we say about each network?")
network_sheets(view.facts.reference.networks, actor=actor)

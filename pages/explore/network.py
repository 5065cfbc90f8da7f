"""Network: a page for each of them in plain English, or a map and a list to choose one."""

from components.ui.network_page import asked_network, choose_network, network_heading, network_sections

network, unknown = asked_network()
view = network_heading(network)
if network:
    network_sections(network, view)
else:
    choose_network(view, unknown=unknown)

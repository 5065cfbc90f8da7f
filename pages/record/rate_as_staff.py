"""Rate markers: where staff see their network, on what evidence."""

from components.ui.access import guard
from components.ui.dots_beside import room_beside
from components.ui.own_network import choose_own_network
from components.ui.rating_form import NETWORK
from components.ui.rating_staff import rating_desk
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.RATE_AS_STAFF)
view = page_heading("Where do staff see the network, and on what evidence?")
network = choose_own_network(actor, Action.RATE_AS_STAFF, view.known.networks, key=NETWORK)
room_beside(actor=actor, about=network)
rating_desk(view, actor=actor, network=network)

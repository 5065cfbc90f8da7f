"""Rate your network."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.RATE_AS_LAY)
page_heading("Rate your network", filtered=False)

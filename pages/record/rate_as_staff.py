"""Rate markers."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.RATE_AS_STAFF)
page_heading("Rate markers", filtered=False)

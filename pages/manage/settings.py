"""Settings."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.CHANGE_SETTINGS)
page_heading("Settings", filtered=False)

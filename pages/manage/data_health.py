"""Data health."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.SEE_DATA_HEALTH)
page_heading("Data health", filtered=False)

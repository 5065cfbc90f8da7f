"""Add or edit."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.RECORD)
page_heading("Add or edit", filtered=False)

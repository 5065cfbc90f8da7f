"""Your account."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.KEEP_ACCOUNT)
page_heading("Your account", filtered=False)

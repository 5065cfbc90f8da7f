"""What people said."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.READ_FEEDBACK)
page_heading("What people said", filtered=False)

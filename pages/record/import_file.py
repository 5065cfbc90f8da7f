"""Import a file."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.IMPORT)
page_heading("Import a file", filtered=False)

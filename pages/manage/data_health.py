"""Data health: how complete and how fresh the records are, what to ask whom, and which records to mend."""

from components.ui.access import guard
from components.ui.health_page import health_parts
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.SEE_DATA_HEALTH)
view = page_heading("What is missing in the records, and who can tell us?")
health_parts(view, actor=actor)

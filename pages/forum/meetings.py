"""Meetings of the PPI Forum: the list of them with whose turn is next, or one with all that stands in its minutes."""

from components.ui.access import guard
from components.ui.meetings_page import meetings_page
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.READ_MEETINGS)
view = page_heading("When does the forum meet, and what did it decide?")
meetings_page(view, actor=actor)

"""Place the dot: ask the people of a meeting under way, show where their dots stand, and keep what came of it."""

from components.ui.access import guard
from components.ui.dots_page import dots_page
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.RUN_MEETINGS)
view = page_heading("Where does the room place its dots?")
dots_page(view, actor=actor)

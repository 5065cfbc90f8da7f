"""Since the last meeting: figures then and now, what was decided and done, new stories, new gaps."""

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.since_page import since_last_meeting
from domain.permissions import Action

actor = guard(Action.READ_MEETINGS)
view = page_heading("What changed since the last meeting?")
since_last_meeting(view, actor=actor)

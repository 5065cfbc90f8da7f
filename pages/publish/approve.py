"""Approve stories: what is co-signed, and what still waits for somebody."""

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.stories.desk import ON_ITS_WAY, stories_to_move
from domain.permissions import Action

guard(Action.APPROVE_STORIES)
page_heading("Which stories may go out?")
stories_to_move(ON_ITS_WAY, nothing="No story waits for you now.")

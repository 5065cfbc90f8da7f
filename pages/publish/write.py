"""Write a story: from a record to print, with consent and a lay co-signature."""

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.stories.beginning import begin_story
from components.ui.stories.desk import story_desk
from domain.permissions import Action

guard(Action.WRITE_STORIES)
page_heading("Which story shall we tell?")
begin_story()
story_desk()

"""Story: one case study to read, with the record behind each claim."""

from components.ui.stories.story_page import story_page

story_page()

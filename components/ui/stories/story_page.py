"""The page of one story: its headline, where it stands, and the story to read."""

import streamlit as st

from components.publishing.from_records import story_to_show
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.shell import page_heading
from components.ui.stories.opening import asked_story
from components.ui.stories.reading import story_to_read
from components.ui.stories.standing import story_links
from components.ui.stories.words import STORIES_PAGE
from data_access.engine import get_engine


def story_page() -> None:
    """The story that the address names; without one, the way to the list."""
    record = asked_story()
    if record is None:
        page_heading("Which story?")
        st.text("Choose one from the list of stories.")
    else:
        story = story_to_show(get_engine(), record, actor=current_actor())
        page_heading(escaped(story.title))
        story_links(record)
        story_to_read(story)
    st.page_link(STORIES_PAGE, label="All stories")

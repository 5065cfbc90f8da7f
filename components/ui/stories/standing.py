"""Where a story stands, and the ways from it: its web page, and for those who work on it, the editor."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.live_links import live_story, show_on_a_screen
from components.ui.stories.words import WRITE_PAGE, standing_of
from data_access.queries.stories import StoryRecord
from domain.story_gate import may_write_story
from domain.vocabulary import Provenance, StoryStatus


def story_links(record: StoryRecord) -> None:
    """A line of links above a story, and where it stands while it is not published."""
    if record.status is not StoryStatus.PUBLISHED:
        st.markdown(f"**{standing_of(record)}**")
    if record.public_version is not None:
        st.text(f"Everybody still reads version {record.public_version}, until this one is published.")
    if record.provenance is Provenance.ILLUSTRATIVE:
        st.markdown("**Illustrative story:** it tells of no real people.")
    with st.container(horizontal=True):
        if record.status is StoryStatus.PUBLISHED or record.public_version is not None:
            st.link_button("Open as a web page", f"/s/{record.slug}", key="as_web_page")
            show_on_a_screen(live_story(record.slug), key="live_of_this_story")
        if may_write_story(current_actor(), record.content.network):
            st.page_link(
                WRITE_PAGE, label="Edit, check or export this story", query_params={"s": record.slug}
            )

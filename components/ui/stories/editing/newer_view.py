"""What somebody else saved meanwhile, beside one's own words; nobody's are lost."""

import pandas as pd
import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm, close_form, typed_of
from components.ui.stories.parts_in_words import part_lines
from components.ui.stories.words import facts_of_stories
from data_access.queries.stories import StoryRecord
from domain.story import StoryContent
from domain.story_gate import part_label
from domain.wording import join_and


def newer_view(form: StoryForm) -> None:
    """What the two of you changed, and the two ways on; nothing where nobody else saved."""
    newer = form.newer
    if newer is None:
        return
    with st.container(key="newer", border=True):
        st.subheader("Two of you changed this story", anchor=False)
        st.text(
            f"{newer.updated_by or 'Somebody'} saved version {newer.version} while you were writing. "
            "What you typed is kept."
        )
        _what_differs(form, newer)
        with st.container(horizontal=True):
            if st.button("Put both together", key="keep_mine", type="primary"):
                form.put_together(newer)
                st.rerun()
            if st.button("Take theirs, drop mine", key="take_theirs"):
                close_form(form, current_actor())
                st.rerun()


def _what_differs(form: StoryForm, newer: StoryRecord) -> None:
    theirs = typed_of(newer.content)
    own = form.parts_changed_here
    differing = [part for part in theirs if theirs[part] != form.typed[part]]
    theirs_alone = [part_label(part) for part in differing if part not in own]
    both = [part for part in differing if part in own]
    if theirs_alone:
        st.text(
            f"Changed by them and not by you: {join_and(theirs_alone)}. These come in as they saved them."
        )
    if both:
        st.text("Different in yours and in theirs:")
        own_words = form.content_so_far
        rows = [(part_label(part), _told(own_words, part), _told(newer.content, part)) for part in both]
        st.table(pd.DataFrame(rows, columns=["Part", "Yours", "Theirs"]).set_index("Part"))
        st.caption(
            "Put together, these stay as you typed them. Copy what you want of theirs into yours, then save. "
            "Their version stays in the history."
        )


def _told(content: StoryContent, part: str) -> str:
    return escaped(" / ".join(part_lines(content, part, facts_of_stories())))

"""What stands below a text while it is written: how easily it reads, hard words, and numbers that could drift."""

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm
from domain.story import MetricContent
from domain.story_numbers import typed_numbers, unknown_keys


def words_below(form: StoryForm, part: str) -> None:
    """Sentences about one text; nothing where there is nothing to say."""
    text = form.typed[part]
    if not text:
        return
    metrics = [MetricContent.model_validate(row) for row in form.rows("metrics") if row["value"] is not None]
    for key in unknown_keys(text, metrics):
        st.warning(escaped(f"{{{{{key}}}}} stands for no number of this story."))
    for typed, key in typed_numbers(text, metrics):
        st.caption(
            escaped(f"You typed {typed}. Write {{{{{key}}}}} instead, and it follows the number below.")
        )

"""What stands below a text while it is written: how easily it reads, hard words, and numbers that could drift."""

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm
from domain.readability import readability
from domain.story import MetricContent
from domain.story_numbers import typed_numbers, unknown_keys

GOOD_AGE = 14
MOST_TOLD = 3
WORDS_TOLD = 8


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
    _how_it_reads(text, form.typed["language"])


def _how_it_reads(text: str, language: str) -> None:
    found = readability(text, language=language)
    told = []
    if (age := found.reading_age) is not None:
        told.append(f"Reads at about age {age}." + (" Aim for 11 to 14." if age > GOOD_AGE else ""))
    told += [f"Long sentence: “{_beginning(sentence)}”" for sentence in found.long_sentences[:MOST_TOLD]]
    told += [f"“{term}”: write “{plain}”." for term, plain in found.jargon[:MOST_TOLD]]
    if told:
        st.caption(escaped(" ".join(told)))


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:WORDS_TOLD]) + (" …" if len(words) > WORDS_TOLD else "")

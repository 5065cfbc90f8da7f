"""Where a story is written in Easy Read: a sentence a line, with what is long or hard named as one types."""

import streamlit as st

from components.publishing.short_sentences import short_sentences
from components.ui.plain_text import escaped
from components.ui.stories.editing.fields import paragraphs_field
from components.ui.stories.editing.form import StoryForm
from components.ui.stories.editing.numbers_in_text import numbers_in_text
from domain.easy_read import MOST_WORDS, hard_words, long_sentences, parts_of
from domain.story import TEXT_PARTS, paragraphs
from domain.story_numbers import bound
from domain.wording import counted

PART = "easy_read"
_MOST_TOLD = 6


def easy_read_part(form: StoryForm) -> None:
    """The text, how easy it is, and a first draft made of the story's own sentences while it is empty."""
    st.caption(
        f"One sentence a line, one idea a sentence, at most {MOST_WORDS} words. Leave a line empty to start a new "
        "part. Each line gets a picture. Explain hard words where they first stand: “Triage means deciding who "
        "needs help first.”"
    )
    if not form.typed[PART].strip():
        st.button(
            "Start from the story", key="start_easy_read", on_click=_start, args=(form,),
            help="Puts the story's own sentences here, one a line. They are a draft: write them anew in easy words.",
        )  # fmt: skip
    paragraphs_field(form, form.typed, PART, "Easy Read text", path=PART, height=320)


def easy_read_below(form: StoryForm) -> None:
    """What stands below the text; filled once all numbers are drawn."""
    numbers_in_text(form, PART)
    text = bound(form.typed[PART], form.numbers_so_far)
    lines = sum(len(part) for part in parts_of(text))
    if not lines:
        return
    long, hard = long_sentences(text), hard_words(text, language=form.typed["language"])
    told = [
        f"{counted(lines, 'sentence', 'sentences')}, {len(long)} longer than {MOST_WORDS} words, "
        f"{counted(len(hard), 'hard word', 'hard words')} not explained."
    ]
    told += [f"Too long, {len(one.split())} words: “{one}”" for one in long[:_MOST_TOLD]]
    told += [f"Hard word: “{term}”. In plain words: {plain}." for term, plain in hard[:_MOST_TOLD]]
    st.caption("  \n".join(escaped(line) for line in told))


def first_draft(texts: list[str]) -> str:
    """The sentences of these texts as an Easy Read text to rewrite: a sentence a line, a part for each text."""
    parts = [
        [line for paragraph in paragraphs(text) for line in short_sentences(paragraph)] for text in texts
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _start(form: StoryForm) -> None:
    """Runs before the field is drawn, so the field takes it as if it had been typed."""
    texts = [form.typed[part] for part in ("standfirst", *TEXT_PARTS)]
    st.session_state[form.widget(PART)] = first_draft(texts)

"""What stands below a text while it is written: how easily it reads, which sentences are long, which words are hard."""

from collections.abc import Sequence

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm
from components.ui.stories.editing.numbers_in_text import numbers_in_text
from domain.readability import FEWEST_WORDS, Readability, readability
from domain.story_numbers import bound
from domain.wording import counted

GOOD_AGE = 14
MOST_TOLD = 3
WORDS_TOLD = 8


def words_below(form: StoryForm, part: str) -> None:
    """Sentences about one text; nothing where nothing is written."""
    numbers_in_text(form, part)
    how_it_reads(bound(form.typed[part], form.numbers_so_far), language=form.typed["language"])


def how_it_reads(text: str, *, language: str = "en-GB") -> None:
    """How easily a text reads, and what makes it hard: a line for each; nothing for no text."""
    if not text.strip():
        return
    found = readability(text, language=language)
    told = [_age_told(found, text, is_english=language.lower().startswith("en"))]
    told += _first(
        [
            f"Long sentence, {len(sentence.split())} words: “{_beginning(sentence)}”"
            for sentence in found.long_sentences
        ],
        "long sentence",
    )
    told += _first(
        [f"Hard word: “{term}”. In plain words: {plain}." for term, plain in found.jargon], "hard word"
    )
    st.caption("  \n".join(escaped(line) for line in told if line))


def _age_told(found: Readability, text: str, *, is_english: bool) -> str:
    if (age := found.reading_age) is not None:
        return f"Reads at about age {age}." + (" Aim for 11 to 14." if age > GOOD_AGE else "")
    if not is_english:
        return ""
    words = len(text.split())
    return (
        f"{counted(words, 'word', 'words')}: too few to tell a reading age." if words < FEWEST_WORDS else ""
    )


def _first(lines: Sequence[str], what: str) -> list[str]:
    more = len(lines) - MOST_TOLD
    return [
        *lines[:MOST_TOLD],
        *([f"And {counted(more, f'more {what}', f'more {what}s')}."] if more > 0 else []),
    ]


def _beginning(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:WORDS_TOLD]) + (" …" if len(words) > WORDS_TOLD else "")

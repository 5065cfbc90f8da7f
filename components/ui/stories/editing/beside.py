"""What stands beside a story while it is written: how the whole of it reads, and what is still missing, and where."""

from collections.abc import Iterable, Mapping

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.stories.editing.fields import sentences
from components.ui.stories.editing.form import StoryForm
from data_access.queries.stories import ConsentRecord, StoryRecord
from data_access.settings import get_settings
from domain.readability import Readability, readability
from domain.story import TEXT_PARTS, StoryContent
from domain.story_gate import Gap, gaps, part_label
from domain.story_numbers import bound, texts_with_numbers
from domain.wording import counted, join_and

_FOLDS: Mapping[str, str] = {
    "title": "Headline", "standfirst": "Headline", "metrics": "Numbers", "pairs": "You said, we did",
    "quotes": "Quotes", "pictures": "Pictures", "sources": "Sources",
    "easy_read": part_label("easy_read"), **dict.fromkeys(TEXT_PARTS, "The story"),
}  # fmt: skip
"""In which fold of the tab Write a part is written."""
CHECK_TAB, CONSENTS_TAB = "Check and move on", "Consents"


def beside_the_writing(form: StoryForm, record: StoryRecord, consents: Iterable[ConsentRecord]) -> None:
    """How the whole story reads, as typed at this moment, and what it lacks."""
    content = form.content_so_far
    found = _gaps(form, content, record, consents)
    told = whole_story(content)
    with st.container(key="whole_story"):
        st.markdown(_in_one_line(told, missing=len(found)))
    if form.newer is not None:
        st.warning(
            escaped(
                f"{form.newer.updated_by or 'Somebody'} saved this story while you were writing. "
                "What you typed is kept: see both at the top."
            )
        )
    with st.container(key="still_missing"):
        _hard_places(content, told)
        _missing(found)
        if empty := [heading for part, heading in TEXT_PARTS.items() if not getattr(content, part).strip()]:
            st.markdown(f"**Not written yet:** {join_and(empty)}.")


def whole_story(content: StoryContent) -> Readability:
    """How all the texts of the story read together, numbers as they print.

    Quotes are left as they were said, and Easy Read is measured by its own rules.
    """
    return readability("\n\n".join(text for _, text in _texts(content)), language=content.language)


def _texts(content: StoryContent) -> list[tuple[str, str]]:
    return [
        (part, bound(text, content.metrics))
        for part, text in texts_with_numbers(content)
        if part not in {"title", "easy_read"} and text.strip()
    ]


def _in_one_line(told: Readability, *, missing: int) -> str:
    age = told.reading_age
    reads = (
        "Too short to tell a reading age"
        if age is None
        else f"Reads at about age {age} (grade {told.grade:.0f})"
    )
    counts = [
        counted(len(told.long_sentences), "long sentence", "long sentences"),
        counted(len(told.jargon), "hard word", "hard words"),
        counted(missing, "thing missing", "things missing"),
    ]
    return " · ".join([f"**{reads}**", *counts])


def _hard_places(content: StoryContent, told: Readability) -> None:
    long = {
        part: len(readability(text, language=content.language).long_sentences)
        for part, text in _texts(content)
    }
    if where := [f"{part_label(part)} ({count})" for part, count in long.items() if count]:
        st.markdown(f"**Long sentences in:** {escaped(join_and(where))}.")
    if told.jargon:
        st.markdown(f"**Hard words:** {escaped(join_and([term for term, _ in told.jargon]))}.")


def _gaps(
    form: StoryForm, content: StoryContent, record: StoryRecord, consents: Iterable[ConsentRecord]
) -> tuple[Gap, ...]:
    without_value = [
        Gap(f"metrics.{place}", f"Number {place + 1}: enter the number.")
        for place, row in enumerate(form.rows("metrics"))
        if row["value"] is None
    ]
    found = gaps(
        content,
        consents={one.id: one.facts for one in consents},
        # What is typed is for nobody's signature yet.
        co_signature=None if form.is_changed else record.co_signature,
        on=get_settings().current_day(),
        printed_before=record.printed_before,
        came_published=record.was_printed_before,
    )
    return (*without_value, *found)


def _missing(found: tuple[Gap, ...]) -> None:
    if not found:
        st.markdown("**Nothing is missing for print.**")
        return
    st.markdown("**Still missing for print**")
    sentences([f"{gap.sentence} ({where_to_mend(gap)})" for gap in found])


def where_to_mend(gap: Gap) -> str:
    """The tab that holds what is missing, and the fold of it."""
    part, _, place = gap.part.partition(".")
    fold = _FOLDS.get(part)
    if fold is None:
        return f"tab {CHECK_TAB}"
    if place and "consent" in gap.sentence:
        return f"tab {CONSENTS_TAB}, then choose it in Write, {fold}"
    return f"tab Write, {fold}"

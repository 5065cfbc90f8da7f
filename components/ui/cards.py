"""Cards: headline figures, what people said and what was done, published stories, and what is missing."""

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.ui.overview_loaders import Headline
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.outcomes import newest_changes, published_stories
from domain.vocabulary import Direction, OutcomeStatus, Provenance

MOST_CHANGES = 3
MOST_STORIES = 3
ARROWS = {"up": "▲ ", "down": "▼ "}


def headline_cards(headlines: Sequence[Headline]) -> None:
    """A row of figures, each with what it counts and what it is compared with."""
    with st.container(key="headlines", horizontal=True):
        for place, one in enumerate(headlines):
            with st.container(key=f"headline_{place}", border=True):
                st.text(one.label)
                st.subheader(one.value, anchor=False)
                st.caption(f"{ARROWS.get(one.trend, '')}{one.comparison}")


def change_cards(view: View) -> None:
    """The newest "you said, we did" of up to three networks, bad news among them as it comes."""
    changes = newest_changes(get_engine(), view.facts, view.filters, view.period, most=MOST_CHANGES)
    st.header("You said, we did", anchor=False)
    if changes.empty:
        st.markdown("No “you said, we did” is recorded here yet.")
        return
    columns = st.columns(len(changes), gap="medium")
    for place, (column, row) in enumerate(zip(columns, changes.to_dict("records"), strict=True)):
        with column, st.container(key=f"change_{place}", border=True):
            st.text(str(row["network"]))
            st.markdown("**You said**")
            st.text(str(row["you_said"]))
            st.markdown("**We did**")
            st.text(str(row["we_did"]))
            st.text(_standing(row["status"], row["direction"], row["provenance"]))


def missing_list(sentences: Sequence[str]) -> None:
    """What is missing, in plain sight."""
    st.header("What is missing", anchor=False)
    if not sentences:
        st.markdown("Nothing that we check for is missing here.")
    for place, sentence in enumerate(sentences):
        with st.container(key=f"missing_{place}"):
            st.text(sentence)


def story_cards(view: View) -> None:
    """Published case studies, with their sources."""
    stories = published_stories(get_engine(), view.filters)
    st.header("From published case studies", anchor=False)
    if stories.empty:
        st.markdown("No case study has been published for this choice yet.")
        return
    columns = st.columns(MOST_STORIES, gap="medium")
    for place, (column, row) in enumerate(zip(columns, _a_few(stories), strict=False)):
        with column, st.container(key=f"story_{place}", border=True):
            st.text(str(row["network"]) or "England")
            st.subheader(str(row["title"]), anchor=False)
            st.text(_first_paragraph(str(row["outcomes"]) or str(row["background"])))
            st.caption(f"Source: {row['source']}")
    st.caption(f"{len(stories)} case studies here come from published sources.")


def _a_few(stories: pd.DataFrame) -> list[dict[Hashable, Any]]:
    with_outcomes = stories[stories["outcomes"] != ""]
    return with_outcomes.head(MOST_STORIES).to_dict("records")


def _standing(status: str, direction: str, provenance: str) -> str:
    words = f"{OutcomeStatus(status).label} · {Direction(direction).label}"
    return f"{words} · Illustrative" if provenance == Provenance.ILLUSTRATIVE else words


def _first_paragraph(text: str) -> str:
    return text.split("\n\n", maxsplit=1)[0]

"""The record behind a story on its page: what was done, what came of it, and how strong the evidence is."""

import streamlit as st

from components.publishing.behind_words import (
    HEADING,
    ILLUSTRATIVE,
    WHAT_IT_IS,
    about_activity,
    evidence_in_words,
    standing_of,
    strength_of,
)
from components.publishing.document import EvidenceLink, RecordedActivity, RecordedOutcome, StoryDocument
from components.ui.plain_text import escaped
from domain.web_address import is_web_address


def record_behind(story: StoryDocument) -> None:
    """The records that the story tells of; nothing where it tells of none."""
    if not story.behind:
        return
    st.header(HEADING, anchor=False)
    st.caption(WHAT_IT_IS)
    for place, activity in enumerate(story.behind):
        with st.container(key=f"behind_{place}", border=True):
            _activity(activity)


def _activity(activity: RecordedActivity) -> None:
    st.subheader(escaped(activity.title), anchor=False)
    st.caption(escaped(about_activity(activity)))
    if activity.is_illustrative:
        st.markdown(f"**{ILLUSTRATIVE}**")
    for place, outcome in enumerate(activity.outcomes):
        if place:
            st.divider()
        recorded_outcome(outcome)


def recorded_outcome(outcome: RecordedOutcome) -> None:
    """One outcome as it was recorded: where it stands, what was said and done, its number and its evidence."""
    st.markdown(f"**{escaped(standing_of(outcome))}**")
    told = (
        ("You said", outcome.you_said),
        (outcome.did_label, outcome.we_did),
        ("Why not", outcome.reason),
        ("Measured", outcome.number),
    )
    for label, text in told:
        if text:
            st.markdown(f"**{label}:** {escaped(text)}")
    st.caption(escaped(" · ".join(strength_of(outcome))))
    if outcome.evidence:
        st.markdown("\n".join(f"- {_evidence(one)}" for one in outcome.evidence))


def _evidence(evidence: EvidenceLink) -> str:
    words = escaped(evidence_in_words(evidence))
    return f"[{words}]({evidence.link})" if is_web_address(evidence.link) else words

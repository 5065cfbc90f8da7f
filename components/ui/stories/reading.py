"""A story to read, with the record behind each claim: sources beside numbers, the small print at its foot."""

import pandas as pd
import streamlit as st

from components.publishing.crowd import crowd_svg
from components.publishing.document import Metric, StoryDocument
from components.publishing.theme import HEARD
from components.ui.plain_text import escaped
from components.ui.stories.behind import record_behind
from components.ui.stories.graphics import story_graphics
from domain.wording import day

WIDTH = 840
"""In pixels: a line of text as wide as one can read."""
ART_WIDTH, ART_HEIGHT = 1_260, 315
NUMBERS_IN_A_ROW = 3


def story_to_read(story: StoryDocument) -> None:
    """The story from its picture to its small print. The page's heading is drawn before."""
    with st.container(key="reading", width=WIDTH):
        _lead(story)
        for section in story.sections:
            st.header(escaped(section.heading), anchor=False)
            for paragraph in section.paragraphs:
                st.text(paragraph)
        _numbers(story)
        _quotes(story)
        _pairs(story)
        _pictures(story)
        record_behind(story)
        story_graphics(story)
        _sources(story)
        _small_print(story)


def _lead(story: StoryDocument) -> None:
    picture = story.cover_picture
    if picture is None:
        art = crowd_svg(story.slug, HEARD, width=ART_WIDTH, height=ART_HEIGHT)
        st.image(art, width="stretch", alt="")
    else:
        st.image(picture.content, width="stretch", alt=picture.alt)
    if story.standfirst:
        st.markdown(f"**{escaped(story.standfirst)}**")
    told = [part for part in (story.network, story.organisation, *story.groups, story.rung) if part]
    if told:
        st.caption(escaped(" · ".join(told)))


def _numbers(story: StoryDocument) -> None:
    metrics = story.metrics
    if not metrics:
        return
    sources = {metric.source for metric in metrics}
    st.header("In numbers", anchor=False)
    for start in range(0, len(metrics), NUMBERS_IN_A_ROW):
        row = metrics[start : start + NUMBERS_IN_A_ROW]
        for place, (column, metric) in enumerate(
            zip(st.columns(NUMBERS_IN_A_ROW, gap="small"), row, strict=False), start=start
        ):
            with column, st.container(key=f"number_{place}", border=True, height="stretch"):
                _number(metric, with_source=len(sources) > 1)
    # Where the small print names it, it is not said twice.
    if len(sources) == 1 and (source := sources.pop()) and source not in story.provenance.source:
        st.caption(escaped(f"Source of these numbers: {source}"))


def _number(metric: Metric, *, with_source: bool) -> None:
    st.subheader(escaped(metric.figure), anchor=False)
    st.text(metric.label)
    told = [f"Compared with {metric.compared_with}"] if metric.compared_with else []
    told += [part for part in (metric.period, metric.note) if part]
    if told:
        st.caption(escaped(". ".join(told)))
    if with_source and metric.source:
        st.caption(escaped(f"Source: {metric.source}"))


def _quotes(story: StoryDocument) -> None:
    for quote in story.quotes:
        with st.container(border=True):
            st.markdown(f"**“{escaped(quote.text)}”**")
            st.caption(escaped(quote.attribution))


def _pairs(story: StoryDocument) -> None:
    if story.pairs:
        st.header("You said, we did", anchor=False)
        pairs = [(escaped(pair.you_said), escaped(pair.we_did)) for pair in story.pairs]
        st.table(pd.DataFrame(pairs, columns=["You said", "We did"]).set_index("You said"))


def _pictures(story: StoryDocument) -> None:
    for picture in story.pictures[1:]:
        st.image(picture.content, width="stretch", alt=picture.alt, caption=escaped(picture.credit) or None)


def _sources(story: StoryDocument) -> None:
    if story.sources:
        st.header("Sources", anchor=False)
        lines = [
            f"- [{escaped(source.citation)}]({source.link})"
            if source.link
            else f"- {escaped(source.citation)}"
            for source in story.sources
        ]
        st.markdown("\n".join(lines))


def _small_print(story: StoryDocument) -> None:
    st.header("How this story was made", anchor=False)
    for line in story.provenance.lines:
        st.caption(escaped(line))
    st.caption(f"Last changed on {day(story.dated)}.")

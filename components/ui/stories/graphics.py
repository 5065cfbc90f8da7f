"""The graphics of a story on its page: the network's place on the spectrum and whom it reached, drawn and in words."""

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from components.figures.drawing import text_of
from components.figures.spectrum import NetworkPosition, spectrum_figure
from components.figures.story_reach import HOW_TO_READ, ComparedGroup, story_reach_figure
from components.publishing.document import ReachPart, SpectrumLine, StoryDocument
from components.ui.chart_component import draw_figure
from components.ui.plain_text import escaped
from components.ui.view import colours_now
from domain.spectrum import Position
from domain.wording import day

ILLUSTRATIVE = "Illustrative figures, not those of a real network."
HOW_TO_READ_THE_LINE = (
    "A filled dot is how staff rate their network, a ring how lay partners do. A pale bar is where staff's dot "
    "could be, because some markers are not rated."
)


def story_graphics(story: StoryDocument) -> None:
    """Both graphics, as far as the story has them."""
    if story.spectrum is not None:
        _spectrum(story.spectrum)
    if story.reach is not None:
        _reach(story.reach)


def _spectrum(line: SpectrumLine) -> None:
    st.header("Where the network stands", anchor=False)
    st.text(line.sentence)
    one = NetworkPosition(
        code="",
        label=escaped(line.network),
        staff=Position(line.staff, line.staff_low, line.staff_high, line.staff_rated, line.markers, {}),
        lay=Position(line.lay, line.lay_low, line.lay_high, line.lay_rated, line.markers, {}),
    )
    drawing = spectrum_figure([one], on=line.as_of, palette=colours_now())
    if isinstance(drawing.figure, go.Figure):
        _drawn(drawing.figure, key="story_spectrum", alt=line.sentence)
    st.caption(f"{escaped(line.network)}, {day(line.as_of)}. {HOW_TO_READ_THE_LINE}")
    if line.is_illustrative:
        st.caption(ILLUSTRATIVE)


def _reach(reach: ReachPart) -> None:
    st.header("Whom the network reached", anchor=False)
    st.text(reach.sentence)
    compared = [ComparedGroup(row.group, row.reached, row.population) for row in reach.rows]
    figure = story_reach_figure(compared, palette=colours_now())
    if figure is not None:
        _drawn(figure, key="story_reach", alt=reach.sentence)
        st.caption(f"{escaped(reach.network)}, {reach.period}. {HOW_TO_READ}")
    rows = [
        (
            escaped(row.group), row.people,
            "not shown" if row.reached is None else f"{row.reached}%",
            "no figure" if row.population is None else f"{row.population}%",
        )
        for row in reach.rows
    ]  # fmt: skip
    columns = ["Group", "People", "Of those reached", "Of all who live there"]
    st.table(pd.DataFrame(rows, columns=columns).set_index("Group"))
    if reach.not_known:
        st.text(reach.not_known)
    st.caption(reach.note)
    if reach.is_illustrative:
        st.caption(ILLUSTRATIVE)


def _drawn(figure: go.Figure, *, key: str, alt: str) -> None:
    draw_figure(text_of(figure), height=figure.layout.height, key=f"plot_{key}", alt=alt)

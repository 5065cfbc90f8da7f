"""What a chart is made of: the figure, what it says in words, and the same data as a table."""

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.figures.palette import Palette
from domain.disclosure import Shown

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"


@dataclass(frozen=True)
class Drawing:
    """One chart with its finding, its alt text and its table, all made from the same protected data.

    `measures` are the codes in `domain.measures` of the figures it shows. `least_width` in pixels lets a
    wide chart scroll in its own box on a narrow screen.
    """

    title: str
    finding: str
    alt: str
    figure: go.Figure
    table: pd.DataFrame
    measures: tuple[str, ...]
    notes: tuple[str, ...] = ()
    least_width: int = 0


def cell_of(shown: Shown) -> int | str:
    """A count of people for a table: a number where one may be shown, otherwise the words."""
    return shown.text if shown.value is None else shown.value


def blank_figure(
    palette: Palette, *, height: int, left: int = 8, right: int = 8, top: int = 8, bottom: int = 8
) -> go.Figure:
    """An empty figure in the house style: fixed margins, no grid, transparent, quiet."""
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": left, "r": right, "t": top, "b": bottom, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": palette.ink},
        showlegend=False,
        hoverlabel={
            "bgcolor": palette.surface,
            "bordercolor": palette.line,
            "font": {"family": FONT, "size": 14, "color": palette.ink},
            "align": "left",
        },
        dragmode=False,
    )
    hidden = {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False}
    figure.update_xaxes(**hidden)
    figure.update_yaxes(**hidden)
    return figure

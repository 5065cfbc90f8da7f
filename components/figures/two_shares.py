"""Two shares a row, such as reached and population: a dot, a diamond and the line between them."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.figures.drawing import blank_figure, shortened
from components.figures.marks import add_lines, filled_dot, hollow_diamond
from components.figures.palette import Palette

ROW_HEIGHT = 68
LOWEST = 90


@dataclass(frozen=True)
class TwoShares:
    """A row: its name, what stands under it, what a pointer reads; both shares in per cent, None where not shown.

    `key` is that of the drawing's selection, empty where the marks open nothing.
    """

    label: str
    words: str
    hover: str
    reached: float | None
    population: float | None
    key: str = ""


def two_shares_figure(rows: Sequence[TwoShares], *, most: float, palette: Palette) -> go.Figure:
    """The rows in the order given, from 0 to somewhat more than `most` per cent; empty without rows."""
    figure = blank_figure(
        palette,
        height=max(ROW_HEIGHT * len(rows) + 54, LOWEST),
        margin={"l": 14, "r": 14, "t": 40},
        x={
            "visible": True,
            "side": "top",
            "range": [-0.02 * most, most * 1.06],
            "ticksuffix": "%",
            "nticks": 6,
            "ticks": "",
            "showline": False,
            "tickfont": {"color": palette.quiet, "size": 13},
            "showgrid": True,
            "gridcolor": palette.faint,
        },
        y={"range": [len(rows) - 0.5, -0.85]},
    )
    _draw_links(figure, rows, palette)
    _draw_names(figure, rows, palette)
    _draw_marks(figure, rows, palette)
    return figure


def _draw_links(figure: go.Figure, rows: Sequence[TwoShares], palette: Palette) -> None:
    ends = [
        (row.reached, row.population, place)
        for place, row in enumerate(rows)
        if row.reached is not None and row.population is not None
    ]
    add_lines(figure, ends, width=3, colour=palette.line)


def _draw_names(figure: go.Figure, rows: Sequence[TwoShares], palette: Palette) -> None:
    figure.add_trace(
        go.Scatter(
            x=[0] * len(rows),
            y=[place - 0.42 for place in range(len(rows))],
            text=[f"<b>{shortened(row.label)}</b><br>{row.words}" for row in rows],
            mode="text",
            textposition="middle right",
            textfont={"size": 13, "color": palette.ink},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )


def _draw_marks(figure: go.Figure, rows: Sequence[TwoShares], palette: Palette) -> None:
    # The dot is drawn last: where both meet, the diamond's corners stay in sight.
    for shares, marker in (
        ([row.population for row in rows], hollow_diamond(palette)),
        ([row.reached for row in rows], filled_dot(palette)),
    ):
        figure.add_trace(
            go.Scatter(
                x=shares,
                y=list(range(len(rows))),
                mode="markers",
                marker=marker,
                customdata=[[row.key] for row in rows],
                text=[f"{row.label}<br>{row.hover}" for row in rows],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )

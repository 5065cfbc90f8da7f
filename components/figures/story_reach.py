"""Whom a network reached, for one story: share of those involved beside share of the population."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.figures.drawing import blank_figure, shortened
from components.figures.palette import Palette

ROW_HEIGHT = 68
HOW_TO_READ = "Filled dot: share of those involved. Diamond: share of the population."


@dataclass(frozen=True)
class ComparedGroup:
    """A group with its two shares in whole per cent; a share that is not shown or not known is None."""

    label: str
    reached: int | None
    population: int | None


def story_reach_figure(groups: Sequence[ComparedGroup], *, palette: Palette) -> go.Figure | None:
    """A line a group, in the order given; groups without any share are left out, None where none is left."""
    drawn = [one for one in groups if one.reached is not None or one.population is not None]
    if not drawn:
        return None
    most = max(share for one in drawn for share in (one.reached or 0, one.population or 0, 1))
    figure = blank_figure(
        palette,
        height=ROW_HEIGHT * len(drawn) + 54,
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
        y={"range": [len(drawn) - 0.5, -0.85]},
    )
    _draw_lines(figure, drawn, palette)
    _draw_names(figure, drawn, palette)
    _draw_marks(figure, drawn, palette)
    return figure


def _draw_lines(figure: go.Figure, drawn: Sequence[ComparedGroup], palette: Palette) -> None:
    ends: list[tuple[int | None, int | None]] = []
    for place, one in enumerate(drawn):
        if one.reached is not None and one.population is not None:
            ends += [(one.reached, place), (one.population, place), (None, None)]
    figure.add_trace(
        go.Scatter(
            x=[x for x, _ in ends],
            y=[y for _, y in ends],
            mode="lines",
            line={"width": 3, "color": palette.line},
            hoverinfo="skip",
        )
    )


def _draw_names(figure: go.Figure, drawn: Sequence[ComparedGroup], palette: Palette) -> None:
    figure.add_trace(
        go.Scatter(
            x=[0] * len(drawn),
            y=[place - 0.42 for place in range(len(drawn))],
            text=[f"<b>{shortened(one.label)}</b><br>{_shares(one)}" for one in drawn],
            mode="text",
            textposition="middle right",
            textfont={"size": 13, "color": palette.ink},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )


def _draw_marks(figure: go.Figure, drawn: Sequence[ComparedGroup], palette: Palette) -> None:
    hollow = {
        "symbol": "diamond",
        "size": 12,
        "color": palette.surface,
        "line": {"width": 2.5, "color": palette.quiet},
    }
    # The dot is drawn last: where both meet, the diamond's corners stay in sight.
    for name, shares, marker in (
        ("Population", [one.population for one in drawn], hollow),
        (
            "Those involved",
            [one.reached for one in drawn],
            {"symbol": "circle", "size": 14, "color": palette.accent},
        ),
    ):
        figure.add_trace(
            go.Scatter(
                x=shares,
                y=list(range(len(drawn))),
                mode="markers",
                marker=marker,
                name=name,
                text=[f"{one.label}<br>{_shares(one)}" for one in drawn],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )


def _shares(one: ComparedGroup) -> str:
    reached = "share not shown" if one.reached is None else f"{one.reached}% of those involved"
    lives = "no population figure" if one.population is None else f"{one.population}% of the population"
    return f"{reached}, {lives}"

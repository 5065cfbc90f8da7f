"""Movement along the spectrum: one panel a network, staff's line and lay partners' line over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from components.figures.spectrum import position_text
from domain.spectrum import Position
from domain.wording import day

PANEL_HEIGHT = 170
POINTS_OF_A_MOVEMENT = 2


@dataclass(frozen=True)
class NetworkMovement:
    """A network's positions over time: two rows of (day, position), oldest first."""

    code: str
    label: str
    staff: tuple[tuple[date, Position], ...]
    lay: tuple[tuple[date, Position], ...]


def movement_figure(networks: Sequence[NetworkMovement], *, palette: Palette) -> Drawing:
    """One panel a network, one above the other: staff's line and lay partners' line over the quarters."""
    figure = blank_figure(
        palette,
        height=PANEL_HEIGHT * len(networks) + 40,
        margin={"l": 14, "r": 14, "t": 10, "b": 34},
        x={
            "visible": any(position.is_drawn for one in networks for _, position in (*one.staff, *one.lay)),
            "showline": False,
            "ticks": "",
            "tickformat": "%b %Y",
            "nticks": 6,
            "tickfont": {"color": palette.quiet, "size": 13},
        },
        y={"range": [0, len(networks)]},
    )
    for index, one in enumerate(networks):
        _draw_panel(figure, one, bottom=len(networks) - 1 - index, palette=palette)
    return Drawing(
        title="How it moved",
        finding=movement_finding(networks),
        alt=f"Positions at the end of each quarter. {movement_finding(networks).replace('**', '')}",
        figure=figure,
        table=_movement_table(networks),
        keys=_movement_keys(networks),
        measures=("spectrum_position",),
        notes=(
            "In each panel the bottom is influencing and the top is co-ordinating. The filled line is how "
            "staff rate their network, the dotted one how lay partners do.",
        ),
    )


def movement_finding(networks: Sequence[NetworkMovement]) -> str:
    """For each network the first and the last position by staff and by lay partners, with their days."""
    sentences = [
        sentence
        for one in networks
        for who, points in (("Staff", one.staff), ("Lay partners", one.lay))
        if (sentence := _moved(one.label, who, points))
    ]
    return " ".join(sentences) or "There are not enough ratings over time to show movement yet."


def _draw_panel(figure: go.Figure, one: NetworkMovement, *, bottom: int, palette: Palette) -> None:
    scale, floor = 0.68, bottom + 0.06
    figure.add_hrect(
        y0=floor, y1=floor + scale, fillcolor=palette.faint, opacity=0.28, line_width=0, layer="below"
    )
    figure.add_annotation(
        x=0,
        xref="paper",
        y=floor + scale,
        yshift=14,
        xanchor="left",
        showarrow=False,
        text=f"<b>{one.label}</b>",
        font={"size": 15, "color": palette.ink},
    )
    for kind, who, points, line, marker in (
        (
            "staff",
            "Staff",
            one.staff,
            {"width": 3, "color": palette.accent},
            {"size": 8, "color": palette.accent},
        ),
        (
            "lay",
            "Lay partners",
            one.lay,
            {"width": 2.5, "color": palette.contrast, "dash": "dot"},
            {"size": 9, "color": palette.surface, "line": {"width": 2.5, "color": palette.contrast}},
        ),
    ):
        drawn = [(on, position.value) for on, position in points if position.value is not None]
        figure.add_trace(
            go.Scatter(
                x=[on for on, _ in drawn],
                y=[floor + scale * value / 100 for _, value in drawn],
                mode="lines+markers",
                line=line,
                marker=marker,
                name=who,
                customdata=[[_key(kind, one, on)] for on, _ in drawn],
                text=[
                    f"{one.label}, {who.lower()}: {position_text(value)} on {day(on)}" for on, value in drawn
                ],
                hovertemplate="%{text}<extra></extra>",
            )
        )


def _moved(label: str, who: str, points: Sequence[tuple[date, Position]]) -> str:
    drawn = [(on, position.value) for on, position in points if position.value is not None]
    if len(drawn) < POINTS_OF_A_MOVEMENT:
        return ""
    (first_day, first), (last_day, last) = drawn[0], drawn[-1]
    return (
        f"{who} of {label}: from {position_text(first)} ({day(first_day)}) to "
        f"**{position_text(last)}** ({day(last_day)})."
    )


def _key(kind: str, one: NetworkMovement, on: date) -> str:
    return f"{kind}:{one.code}:{on.isoformat()}"


def _movement_keys(networks: Sequence[NetworkMovement]) -> dict[tuple[int, str], str]:
    """In the order of the table: network by network, day by day."""
    days = [(one, on) for one in networks for on, _ in one.staff]
    return {
        (row, column): _key(kind, one, on)
        for row, (one, on) in enumerate(days)
        for column, kind in (("Staff position", "staff"), ("Lay position", "lay"))
    }


def _movement_table(networks: Sequence[NetworkMovement]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Network": one.label,
                "Day": day(on),
                "Staff position": position_text(staff.value),
                "Lay position": position_text(lay.value),
            }
            for one in networks
            for (on, staff), (_, lay) in zip(one.staff, one.lay, strict=True)
        ],
        columns=["Network", "Day", "Staff position", "Lay position"],
    )

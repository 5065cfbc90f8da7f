"""Marks that several figures share: lines across a row, the filled dot and the hollow diamond."""

from collections.abc import Iterable
from typing import Any

import plotly.graph_objects as go

from components.figures.palette import Palette


def add_lines(
    figure: go.Figure, ends: Iterable[tuple[float, float, float]], *, width: float, colour: str
) -> None:
    """One line for each (from, to, row), which a pointer passes over; none adds an empty trace."""
    points: list[tuple[float | None, float | None]] = []
    for first, last, row in ends:
        points += [(first, row), (last, row), (None, None)]
    figure.add_trace(
        go.Scatter(
            x=[x for x, _ in points],
            y=[y for _, y in points],
            mode="lines",
            line={"width": width, "color": colour},
            hoverinfo="skip",
        )
    )


def filled_dot(palette: Palette) -> dict[str, Any]:
    """What is counted, reached or now."""
    return {"symbol": "circle", "size": 14, "color": palette.accent}


def hollow_diamond(palette: Palette) -> dict[str, Any]:
    """What the dot is held against: the population, or what was before."""
    return {
        "symbol": "diamond",
        "size": 12,
        "color": palette.surface,
        "line": {"width": 2.5, "color": palette.quiet},
    }

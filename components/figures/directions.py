"""Bars of outcomes that are parted by direction: one colour or pattern a direction, wherever they are drawn."""

from collections.abc import Mapping

import plotly.graph_objects as go

from components.figures.drawing import blank_figure
from components.figures.palette import Palette
from domain.vocabulary import Direction
from domain.wording import whole

BAR_HEIGHT = 100


def direction_styles(palette: Palette) -> dict[Direction, tuple[str, str]]:
    """Colour and pattern; told apart by more than colour."""
    return {
        Direction.POSITIVE: (palette.accent, ""),
        Direction.NO_CHANGE: (palette.faint, ""),
        Direction.NEGATIVE: (palette.surface, "/"),
    }


def direction_figure(
    rows: Mapping[str, str],
    counts: Mapping[tuple[str, str], int],
    *,
    palette: Palette,
    before: Mapping[str, str] | None = None,
) -> go.Figure:
    """One bar a row, labels by code, parted by direction; each part carries the key "row:direction".

    `counts` are by row and direction, zeros included; `before` are words before the parts of a row in its label.
    """
    totals = [sum(counts[row, direction] for direction in Direction) for row in rows]
    figure = blank_figure(
        palette,
        height=BAR_HEIGHT * len(rows) + 20,
        margin={"l": 2, "r": 2},
        x={"range": [0, max([*totals, 1])]},
        y={"range": [len(rows) - 0.75, -0.75]},
        barmode="stack",
        bargap=0.7,
    )
    for direction, (colour, pattern) in direction_styles(palette).items():
        figure.add_trace(
            go.Bar(
                y=list(rows.values()),
                x=[counts[row, direction] for row in rows],
                orientation="h",
                marker={
                    "color": colour,
                    "line": {"width": 1, "color": palette.line},
                    "pattern": {"shape": pattern, "fgcolor": palette.quiet, "size": 6},
                },
                customdata=[[f"{row}:{direction}"] for row in rows],
                hovertemplate=f"%{{y}}, {direction.label.lower()}: %{{x:,}}<extra></extra>",
                name=direction.label,
            )
        )
    for place, ((row, label), total) in enumerate(zip(rows.items(), totals, strict=True)):
        parts = [
            f"{whole(counts[row, direction])} {direction.label.lower()}"
            for direction in Direction
            if counts[row, direction]
        ]
        said = (before or {}).get(row, "") + ", ".join(parts) if parts else ""
        add_row_label(figure, place, f"<b>{label}: {whole(total)}</b><br>{said}", palette=palette)
    return figure


def add_row_label(figure: go.Figure, place: int, text: str, *, palette: Palette, above: int = 36) -> None:
    """The words of a bar, above it at the left edge."""
    figure.add_annotation(
        x=0,
        xanchor="left",
        align="left",
        y=place,
        yshift=above,
        text=text,
        showarrow=False,
        font={"size": 14, "color": palette.ink},
    )

"""Activities by quarter, as quiet bars with their numbers."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.wording import counted, whole

MONTHS = 3
NAME, NOW, BEFORE = "Quarter", "Activities", "Same dates a year before"
NOTHING_BEFORE = "nothing recorded"


def quarters_figure(now: pd.DataFrame, before: pd.DataFrame | None, *, palette: Palette) -> Drawing:
    """Bars of this period's quarters, each with the same quarter a year before as a thin line.

    Both frames have columns quarter (first day), activities; `before` covers the same dates a year earlier, and
    is None where no record is as old.
    """
    labels = [_quarter_label(quarter) for quarter in now["quarter"]]
    counts = now["activities"].tolist()
    earlier = [] if before is None else before["activities"].tolist()
    firsts = [first.isoformat() for first in now["quarter"]]
    ticks = [label.replace(" 2", "<br>2") for label in labels]
    figure = blank_figure(
        palette,
        height=230,
        margin={"t": 26, "b": 52},
        x={"visible": True, "ticks": "", "showline": False, "tickfont": {"color": palette.ink}},
        y={"range": [0, max([*counts, *earlier, 1]) * 1.15]},
        bargap=0.35,
    )
    figure.add_trace(
        go.Bar(
            x=ticks,
            y=counts,
            marker={"color": palette.accent},
            text=[whole(count) for count in counts],
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            textfont={"size": 18, "color": palette.on_accent},
            customdata=[[f"now:{first}"] for first in firsts],
            hovertemplate="%{x}: %{y:,} activities<extra></extra>",
        )
    )
    # An edge in the colour of the sheet parts the line from its bar.
    for width, colour in ((7, palette.surface), (3, palette.ink)):
        figure.add_trace(
            go.Scatter(
                x=ticks[: len(earlier)],
                y=earlier,
                customdata=[[f"before:{first}"] for first in firsts[: len(earlier)]],
                mode="markers",
                marker={
                    "symbol": "line-ew",
                    "size": 56,
                    "color": colour,
                    "line": {"width": width, "color": colour},
                },
                hovertemplate="The same dates a year before: %{y:,}<extra></extra>",
            )
        )
    finding = _finding(labels, counts, earlier)
    return Drawing(
        title="Activities by quarter",
        finding=finding,
        alt="Activities by quarter. " + finding.replace("**", ""),
        figure=figure,
        table=pd.DataFrame(
            {NAME: labels, NOW: counts, BEFORE: earlier or [NOTHING_BEFORE] * len(counts)},
        ),
        keys={(row, NOW): f"now:{first}" for row, first in enumerate(firsts)}
        | {(row, BEFORE): f"before:{first}" for row, first in enumerate(firsts[: len(earlier)])},
        measures=("activities", "change"),
        notes=(
            "The line across each bar is the same dates a year before. A running quarter is cut at today.",
        ),
    )


def _finding(labels: list[str], counts: list[int], earlier: list[int]) -> str:
    if not sum(counts):
        return "No activity started in this period."
    newest = f"**{counted(counts[-1], 'activity', 'activities')}** started in {labels[-1]}"
    if not earlier:
        return f"{newest}. Nothing is recorded for the year before."
    return f"{newest}; on the same dates a year before it was {whole(earlier[-1])}."


def _quarter_label(first: date) -> str:
    last = date(first.year, first.month + MONTHS - 1, 1)
    return f"{first:%b} to {last:%b} {last:%Y}"

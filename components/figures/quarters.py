"""Activities by quarter, as quiet bars with their numbers."""

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.periods import SAME_DATES
from domain.wording import counted, whole

MONTHS = 3
NAME, NOW = "Quarter", "Activities"
A_YEAR_BEFORE = f"{SAME_DATES} a year before"
NOTHING_BEFORE, NOT_YET = "nothing recorded", "not yet"


def quarters_figure(
    now: pd.DataFrame, before: pd.DataFrame | None, *, palette: Palette, called: str = A_YEAR_BEFORE
) -> Drawing:
    """Bars of this period's quarters, each with the same quarter of another year as a thin line.

    Both frames have columns quarter (first day), activities; `before` covers the same dates of the other year, which
    are `called` so, or fewer quarters where that year still runs, and is None where no record is as old.
    """
    labels = [_quarter_label(quarter) for quarter in now["quarter"]]
    counts = now["activities"].tolist()
    earlier = [] if before is None else before["activities"].tolist()
    heading = _heading(called)
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
                hovertemplate=f"%{{x}}<br>{heading}: %{{y:,}}<extra></extra>",
            )
        )
    finding = _finding(labels, counts, earlier, called)
    without = [NOT_YET if earlier else NOTHING_BEFORE] * (len(counts) - len(earlier))
    return Drawing(
        title="Activities by quarter",
        finding=finding,
        alt="Activities by quarter. " + finding.replace("**", ""),
        figure=figure,
        table=pd.DataFrame(
            {NAME: labels, NOW: counts, heading: [*earlier, *without]},
        ),
        keys={(row, NOW): f"now:{first}" for row, first in enumerate(firsts)}
        | {(row, heading): f"before:{first}" for row, first in enumerate(firsts[: len(earlier)])},
        measures=("activities", "change"),
        notes=(
            f"The line across each bar is {called}. Where the period ends within a quarter, so does its bar.",
        ),
    )


def _finding(labels: list[str], counts: list[int], earlier: list[int], called: str) -> str:
    if not sum(counts):
        return "No activity started in this period."
    newest = f"**{counted(counts[-1], 'activity', 'activities')}** started in {labels[-1]}"
    if not earlier:
        return (
            f"{newest}. Nothing is recorded for {'the year before' if called == A_YEAR_BEFORE else called}."
        )
    if len(earlier) < len(counts):
        return f"{newest}. {called} has not come to that quarter yet."
    when = f"on {called}" if called.startswith(SAME_DATES) else f"in the same quarter of {called}"
    return f"{newest}; {when} it was {whole(earlier[-1])}."


def _heading(called: str) -> str:
    name = called.removeprefix("the ")
    return name[:1].upper() + name[1:]


def _quarter_label(first: date) -> str:
    last = date(first.year, first.month + MONTHS - 1, 1)
    return f"{first:%b} to {last:%b} {last:%Y}"

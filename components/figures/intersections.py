"""People who belong to two groups at once, from the fixed table of a year."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure, cell_of, shortened
from components.figures.palette import Palette
from domain.disclosure import Kind
from domain.reach import Intersection
from domain.wording import counted, whole

ROW_HEIGHT = 72
MOST_DRAWN = 12
NOT_LISTED = {Kind.ZERO, Kind.NONE_RECORDED, Kind.KEPT_BACK, Kind.ENGLAND_ONLY}


def intersections_figure(
    pairs: Sequence[Intersection],
    *,
    area: str,
    labels: Mapping[str, str],
    chosen: Collection[str],
    palette: Palette,
) -> Drawing:
    """Bars for the largest pairs that may be shown; the table holds every pair with anybody in it.

    With `chosen` groups, only pairs that hold one of them; `labels` names all groups.
    """
    asked = [pair for pair in pairs if not chosen or pair.first in chosen or pair.second in chosen]
    present = [pair for pair in asked if pair.people.kind not in NOT_LISTED]
    largest_first = sorted(
        (pair for pair in present if pair.people.value), key=lambda pair: -(pair.people.value or 0)
    )
    drawn = largest_first[:MOST_DRAWN]
    figure = blank_figure(
        palette,
        height=max(ROW_HEIGHT * len(drawn) + 20, 60),
        margin={"l": 14, "r": 70},
        x={"range": [0, max([pair.people.value or 0 for pair in drawn], default=1)]},
        y={"range": [len(drawn) - 0.5, -0.85]},
    )
    figure.add_trace(
        go.Bar(
            x=[pair.people.value for pair in drawn],
            y=list(range(len(drawn))),
            orientation="h",
            width=0.2,
            marker={"color": palette.accent},
            customdata=[[f"{pair.first}:{pair.second}", _label(pair, labels)] for pair in drawn],
            text=[whole(pair.people.value or 0) for pair in drawn],
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 13, "color": palette.ink},
            hovertemplate="%{customdata[1]}: %{text} people<extra></extra>",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=[0] * len(drawn),
            y=[place - 0.42 for place in range(len(drawn))],
            text=[_label(pair, labels) for pair in drawn],
            mode="text",
            textposition="middle right",
            textfont={"size": 13, "color": palette.ink},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    is_kept_back = any(pair.people.kind in {Kind.KEPT_BACK, Kind.ENGLAND_ONLY} for pair in asked)
    two = "one of these groups and to another" if chosen else "two groups"
    finding = (
        _finding(largest_first, area, labels)
        if present or is_kept_back
        else f"Nobody recorded in {area} is known to belong to {two}."
    )
    return Drawing(
        title=f"People who belong to two groups, {area}",
        finding=finding,
        alt=finding.replace("**", ""),
        figure=figure,
        table=pd.DataFrame(
            [
                {
                    "First group": labels[pair.first],
                    "Second group": labels[pair.second],
                    "People": cell_of(pair.people),
                }
                for pair in present
            ],
            columns=["First group", "Second group", "People"],
        ),
        keys={(row, "People"): f"{pair.first}:{pair.second}" for row, pair in enumerate(present)},
        measures=("intersections", "disclosure_control"),
        names=2,
        notes=(
            "This table is fixed for a year and an area, and lists only pairs of 8 people or more that give no "
            "smaller number away. A pair that is not listed may have nobody or some people.",
        ),
    )


def _finding(pairs: Sequence[Intersection], area: str, labels: Mapping[str, str]) -> str:
    if not pairs:
        return f"In {area} no two groups share enough people for a number to be shown."
    first = pairs[0]
    verb = "shares" if len(pairs) == 1 else "share"
    drawn = f" The {MOST_DRAWN} largest are drawn." if len(pairs) > MOST_DRAWN else ""
    return (
        f"In {area}, **{counted(len(pairs), 'pair', 'pairs')}** of groups {verb} enough people to show.{drawn} "
        f"Most people: {labels[first.first]} and {labels[first.second]}, {first.people.people}."
    )


def _label(pair: Intersection, labels: Mapping[str, str]) -> str:
    return f"{shortened(labels[pair.first])}<br>and {shortened(labels[pair.second])}"

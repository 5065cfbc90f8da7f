"""The share of people about whose groups nothing is known, beside every figure on reach."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure, cell_of
from components.figures.palette import Palette
from domain.disclosure import ENGLAND
from domain.reach import AreaReach
from domain.wording import counted

ROW_HEIGHT = 40
A_THIRD = 33
SHARE = "Share not known"


def not_known_figure(areas: Sequence[AreaReach], *, labels: Mapping[str, str], palette: Palette) -> Drawing:
    """One bar an area, in the order given, from 0% to 100%; no bar where no percentage may be shown."""
    figure = blank_figure(
        palette,
        height=ROW_HEIGHT * len(areas) + 20,
        margin={"l": 14, "r": 14},
        x={"range": [0, 100]},
        y={"range": [len(areas) - 0.45, -0.75]},
        barmode="overlay",
    )
    places = list(range(len(areas)))
    for values, colour in (
        ([100] * len(areas), palette.faint),
        ([one.not_known_percent or 0 for one in areas], palette.quiet),
    ):
        figure.add_trace(
            go.Bar(
                x=values,
                y=places,
                orientation="h",
                width=0.22,
                marker={"color": colour},
                customdata=[[f"not-known:{one.area}", labels[one.area]] for one in areas],
                text=[one.not_known_text for one in areas],
                textposition="none",
                hovertemplate="%{customdata[1]}<br>%{text}<extra></extra>",
            )
        )
    figure.add_trace(
        go.Scatter(
            x=[0] * len(areas),
            y=[place - 0.36 for place in places],
            text=[f"{labels[one.area]}: {share_text(one)}" for one in areas],
            mode="text",
            textposition="middle right",
            textfont={"size": 13, "color": palette.ink},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    finding = _finding(areas)
    return Drawing(
        title="How much we do not know",
        finding=finding,
        alt="Share of people whose groups are not known, by area. " + finding.replace("**", ""),
        figure=figure,
        table=pd.DataFrame(
            [
                {
                    "Area": labels[one.area],
                    "People involved": cell_of(one.total),
                    "Groups not known": cell_of(one.not_known),
                    SHARE: share_text(one),
                }
                for one in areas
            ]
        ),
        keys={
            (row, column): f"{which}:{one.area}"
            for row, one in enumerate(areas)
            for column, which in (
                ("People involved", "total"),
                ("Groups not known", "not-known"),
                (SHARE, "not-known"),
            )
        },
        measures=("share_not_known", "people_involved"),
        notes=("A person whose groups nobody asked about is not known. That is not the same as no group.",),
    )


def _finding(areas: Sequence[AreaReach]) -> str:
    england = next((one for one in areas if one.area == ENGLAND), None)
    networks = [one for one in areas if one.area != ENGLAND]
    high = [one for one in networks if (one.not_known_percent or 0) > A_THIRD]
    if len(networks) == 1:
        return networks[0].not_known_text
    many = f"In **{counted(len(high), 'network', 'networks')}** it is more than a third."
    if england:
        return f"{england.not_known_text} {many}" if high else england.not_known_text
    return many if high else "In none of these networks is it known to be more than a third."


def share_text(one: AreaReach) -> str:
    """The share in per cent; where it may not be shown, what may be said in its place."""
    if one.not_known_percent is not None:
        return f"{one.not_known_percent}%"
    return one.not_known_text[0].lower() + one.not_known_text[1:].rstrip(".")

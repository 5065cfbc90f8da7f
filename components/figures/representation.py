"""Share of people reached beside the share of the population, group by group, for one area."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure, cell_of, shortened
from components.figures.palette import Palette
from domain.reach import Comparison, ReachRow
from domain.wording import counted, join_and

ROW_HEIGHT = 68
MOST_NAMED = 5


def representation_figure(
    rows: Sequence[ReachRow], *, area: str, groups: Mapping[str, str], not_known: str, palette: Palette
) -> Drawing:
    """One line a group that has a population figure and enough people: dot reached, diamond population.

    `rows` are of one area; `area` is its name; `not_known` is the sentence on people of unknown groups.
    """
    compared = [
        row for row in rows if row.group in groups and row.reached_percent is not None and row.benchmark
    ]
    most = max([_most(row) for row in compared], default=10)
    figure = blank_figure(
        palette,
        height=max(ROW_HEIGHT * len(compared) + 54, 90),
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
        y={"range": [len(compared) - 0.5, -0.85]},
    )
    _draw(figure, compared, groups, palette)
    finding = _finding(compared, area, groups)
    return Drawing(
        title=f"Compared with who lives in {area}",
        finding=f"{finding} {not_known}",
        alt=f"Share of people reached beside the share of the population in {area}. "
        f"{finding.replace('**', '')} {not_known}",
        figure=figure,
        table=_table([row for row in rows if row.group in groups], groups),
        measures=("reached_share", "representation", "share_not_known"),
        notes=(
            "Filled dot: share of the people involved whose groups are known. Diamond: share of the population. "
            "Only groups with a published population figure and enough people are drawn; the table has the rest.",
        ),
    )


def _draw(
    figure: go.Figure, compared: Sequence[ReachRow], groups: Mapping[str, str], palette: Palette
) -> None:
    links: list[tuple[float | None, float | None]] = []
    for place, row in enumerate(compared):
        links += [(row.reached_percent, place), (row.population_percent, place), (None, None)]
    figure.add_trace(
        go.Scatter(
            x=[x for x, _ in links],
            y=[y for _, y in links],
            mode="lines",
            line={"width": 3, "color": palette.line},
            hoverinfo="skip",
        )
    )
    places = list(range(len(compared)))
    figure.add_trace(
        go.Scatter(
            x=[0] * len(compared),
            y=[place - 0.42 for place in places],
            text=[
                f"<b>{shortened(groups[row.group])}</b><br>{_reached(row)}, {_words(row)}" for row in compared
            ],
            mode="text",
            textposition="middle right",
            textfont={"size": 13, "color": palette.ink},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    hover = [
        f"{groups[row.group]}<br>Reached {_reached(row)}, population {row.population_text}"
        f"<br>{row.representation.text}"
        for row in compared
    ]
    for values, marker in (
        (
            [row.population_percent for row in compared],
            {
                "symbol": "diamond",
                "size": 12,
                "color": palette.surface,
                "line": {"width": 2.5, "color": palette.quiet},
            },
        ),
        (
            [row.reached_percent for row in compared],
            {"symbol": "circle", "size": 14, "color": palette.accent},
        ),
    ):
        figure.add_trace(
            go.Scatter(
                x=values,
                y=places,
                mode="markers",
                marker=marker,
                text=hover,
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )


def _reached(row: ReachRow) -> str:
    if row.reached_percent is None:
        return "no percentage"
    return "under 1%" if row.reached_percent == 0 and row.people.value else f"{row.reached_percent}%"


def _words(row: ReachRow) -> str:
    words = {
        Comparison.SMALLER: "less than in the population",
        Comparison.SAME: "about as in the population",
        Comparison.LARGER: "more than in the population",
    }
    compared = words.get(row.representation.comparison, "not compared with the population")
    return f"{compared} ({row.population_text})"


def _finding(compared: Sequence[ReachRow], area: str, groups: Mapping[str, str]) -> str:
    if not compared:
        return f"There are not enough people recorded in {area} to compare with its population."
    smaller = [row for row in compared if row.representation.comparison is Comparison.SMALLER]
    sentence = (
        f"**{len(smaller)} of {counted(len(compared), 'group', 'groups')}** that we can compare in {area} "
        f"{'was' if len(compared) == 1 else 'were'} reached less than in the population"
    )
    if not smaller:
        return f"{sentence}."
    named = [groups[row.group] for row in smaller]
    listed = join_and(named) if len(named) <= MOST_NAMED else f"{', '.join(named[:MOST_NAMED])} and others"
    return f"{sentence}: {listed}."


def _most(row: ReachRow) -> float:
    return max(row.reached_percent or 0, row.population_percent or 0, 1)


def _table(rows: Sequence[ReachRow], groups: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Group": groups[row.group],
                "People": cell_of(row.people),
                "Share of people whose groups are known": _reached(row),
                "Share of the population": row.population_text,
                "Compared": row.representation.text,
                "Population figure": ""
                if row.benchmark is None
                else f"{row.benchmark.year}: {row.benchmark.source}",
            }
            for row in rows
        ]
    )

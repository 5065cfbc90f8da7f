"""Activities by rung of the ladder, quarter by quarter: a small picture for each rung, all on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.periods import Period
from domain.selection import NONE
from domain.wording import counted, whole

ROW_HEIGHT = 92
LABEL_AT, FLOOR_AT, TALLEST_BAR = 0.1, 0.84, 0.44
"""Within a row of height 1, from its top: its label and the floor of its bars; and the height of the largest bar."""
NO_RUNG = "No rung recorded"
ALL = "All activities"
WHOLE = "all"
"""Stands in keys for all rungs, or for all quarters of a year."""


@dataclass(frozen=True)
class YearOfRungs:
    """A year's activities by rung and quarter; `counts` gives by rung (or "none") one number a quarter."""

    period: Period
    quarters: tuple[Period, ...]
    counts: Mapping[str, Sequence[int]]

    @property
    def total(self) -> int:
        """All activities of the year."""
        return sum(sum(row) for row in self.counts.values())


def rungs_over_time_figure(
    years: Sequence[YearOfRungs], *, rungs: Mapping[str, str], palette: Palette, now: int = -1
) -> Drawing:
    """One row of bars a rung, in the order of `rungs`, which may end with "none"; `years` run from the earlier on.

    `now` is the place of the year that the view is about; the other one, if any, stands beside it in grey.
    Keys are "rung:first day of the quarter" and "rung:year", where the rung may be "all".
    """
    labels = {code: NO_RUNG if code == NONE else label for code, label in rungs.items()}
    shown = years[now]
    beside = next((year for year in years if year is not shown), None)
    finding = _finding(shown, beside, labels)
    return Drawing(
        title="How people were involved: rungs of the ladder, over time",
        finding=finding,
        alt="Activities by rung of the ladder and quarter. " + finding.replace("**", ""),
        figure=_figure(years, labels, palette, shown=shown),
        table=_table(years, labels),
        keys=_keys(years, labels),
        measures=("rungs_of_the_ladder", "activities"),
        notes=_notes(beside),
    )


def rung_key(rung: str, when: str) -> str:
    """The key of a number; `when` is the first day of a quarter, or the code of a year."""
    return f"{rung}:{when}"


def year_code(year: YearOfRungs) -> str:
    """What stands for the whole year in keys."""
    return f"year-{year.period.first.isoformat()}"


def _figure(
    years: Sequence[YearOfRungs], labels: Mapping[str, str], palette: Palette, *, shown: YearOfRungs
) -> go.Figure:
    most = max([1, *(count for year in years for row in year.counts.values() for count in row)])
    quarters = [quarter for year in years for quarter in year.quarters]
    figure = blank_figure(
        palette,
        height=ROW_HEIGHT * len(labels) + 64,
        margin={"l": 2, "r": 2, "b": 56},
        x={
            "visible": True, "range": [-0.55, len(quarters) - 0.45], "ticks": "", "showline": False,
            "tickvals": list(range(len(quarters))), "ticktext": [_tick(quarter) for quarter in quarters],
            "tickfont": {"size": 12, "color": palette.ink}, "tickangle": 0,
        },
        y={"range": [-len(labels), 0]},
        bargap=0.28,
        barmode="overlay",
        shapes=[
            {
                "type": "line", "x0": -0.5, "x1": len(quarters) - 0.5, "y0": -row - FLOOR_AT,
                "y1": -row - FLOOR_AT, "line": {"width": 1, "color": palette.line},
            }
            for row in range(len(labels))
        ],
    )  # fmt: skip
    place = 0
    for year in years:
        colour = palette.accent if year is shown else palette.line
        _add_bars(figure, year, labels, first_place=place, most=most, colour=colour, ink=palette.ink)
        place += len(year.quarters)
    figure.add_trace(
        go.Scatter(
            x=[-0.5] * len(labels),
            y=[-row - LABEL_AT for row in range(len(labels))],
            text=[f"<b>{label}</b>" for label in labels.values()],
            mode="text",
            textposition="middle right",
            textfont={"size": 14, "color": palette.ink},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    return figure


def _add_bars(
    figure: go.Figure,
    year: YearOfRungs,
    labels: Mapping[str, str],
    *,
    first_place: int,
    most: int,
    colour: str,
    ink: str,
) -> None:
    """The bars of one year, each upon the floor of its rung's row, with its number above it."""
    bars = [
        (row, first_place + place, code, quarter, year.counts[code][place])
        for row, code in enumerate(labels)
        for place, quarter in enumerate(year.quarters)
    ]
    figure.add_trace(
        go.Bar(
            x=[place for _, place, *_ in bars],
            y=[TALLEST_BAR * count / most for *_, count in bars],
            base=[-row - FLOOR_AT for row, *_ in bars],
            marker={"color": colour},
            text=[whole(count) for *_, count in bars],
            textposition="outside",
            textangle=0,
            textfont={"size": 12, "color": ink},
            cliponaxis=False,
            constraintext="none",
            customdata=[
                [rung_key(code, quarter.first.isoformat()), labels[code], quarter.label]
                for _, _, code, quarter, _ in bars
            ],
            hovertemplate="%{customdata[1]}, %{customdata[2]}: %{text}<extra></extra>",
        )
    )


def _tick(quarter: Period) -> str:
    return f"{quarter.first:%b}<br>to {quarter.label.split()[2]}<br>{quarter.label.split()[-1]}"


def _finding(now: YearOfRungs, beside: YearOfRungs | None, labels: Mapping[str, str]) -> str:
    if not now.total:
        return f"No activity started {now.period.when}."
    sums = {code: sum(now.counts[code]) for code in labels if code != NONE}
    without = sum(now.counts[NONE]) if NONE in labels else 0
    if not any(sums.values()):
        return f"None of the {counted(now.total, 'activity', 'activities')} {now.period.when} has a rung recorded."
    top = max(sums, key=lambda code: sums[code])
    sentence = (
        f"**{labels[top]}** was the rung of most activities {now.period.when}: "
        f"**{whole(sums[top])} of {whole(now.total)}**"
    )
    if beside is not None and beside.total:
        sentence += f", and {whole(sum(beside.counts[top]))} of {whole(beside.total)} {beside.period.when}"
    left_out = f" {counted(without, 'activity has', 'activities have')} no rung recorded." if without else ""
    return f"{sentence}.{left_out}"


def _notes(beside: YearOfRungs | None) -> tuple[str, ...]:
    scale = (
        "All bars have the same scale. A higher rung is not always better: it depends on what the work needs."
    )
    if beside is None:
        return (f"{scale} Nothing is recorded for the year before.",)
    return (
        f"{scale} The grey bars are {beside.period.label}. Where a period ends within a quarter, so does its bar.",
    )


def _columns(years: Sequence[YearOfRungs]) -> list[tuple[str, str, int | None]]:
    """The columns of the table: heading, key, and the place of the quarter in its year, None for the year."""
    return [
        column
        for year in years
        for column in [
            *(
                (quarter.label, quarter.first.isoformat(), place)
                for place, quarter in enumerate(year.quarters)
            ),
            (f"All of {year.period.label}", year_code(year), None),
        ]
    ]


def _table(years: Sequence[YearOfRungs], labels: Mapping[str, str]) -> pd.DataFrame:
    rows: list[dict[str, str | int]] = []
    for code, label in [*labels.items(), (WHOLE, ALL)]:
        row: dict[str, str | int] = {"Rung": label}
        for year in years:
            counts = [
                sum(column)
                for column in zip(
                    *([year.counts[one] for one in labels] if code == WHOLE else [year.counts[code]]),
                    strict=True,
                )
            ]
            row |= {quarter.label: count for quarter, count in zip(year.quarters, counts, strict=True)}
            row[f"All of {year.period.label}"] = sum(counts)
        rows.append(row)
    return pd.DataFrame(rows)


def _keys(years: Sequence[YearOfRungs], labels: Mapping[str, str]) -> dict[tuple[int, str], str]:
    return {
        (row, heading): rung_key(code, when)
        for row, code in enumerate([*labels, WHOLE])
        for heading, when, _ in _columns(years)
    }

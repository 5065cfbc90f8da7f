"""Numbers of changes as their networks recorded them: before and after where both are there, each on its own scale."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure, shortened
from components.figures.marks import add_lines, filled_dot, hollow_diamond
from components.figures.palette import Palette
from domain.counted_people import COUNT_OF_PEOPLE
from domain.story_numbers import with_unit
from domain.wording import counted, whole

ROW_HEIGHT = 66
ALL_PER_CENT = 100.0
NOTHING = "–"


@dataclass(frozen=True)
class RecordedMetric:
    """The metric of one outcome; `counts_people` is one that may count people, whose numbers are not shown.

    `key` is that of its record among the drawing's addresses.
    """

    label: str
    network: str
    value: float
    unit: str
    baseline: float | None
    comparator: str
    period: str
    is_share: bool = False
    counts_people: bool = False
    key: str = ""

    @property
    def after(self) -> str:
        """The number in words."""
        return COUNT_OF_PEOPLE if self.counts_people else with_unit(self.value, self.unit)

    @property
    def before(self) -> str:
        """The number before in words, NOTHING where nobody recorded it."""
        if self.baseline is None:
            return NOTHING
        return COUNT_OF_PEOPLE if self.counts_people else with_unit(self.baseline, self.unit)

    @property
    def drawn(self) -> tuple[float, float] | None:
        """Before and after as parts of the row's scale; None where there is nothing to draw."""
        if self.baseline is None or self.counts_people or min(self.baseline, self.value) < 0:
            return None
        most = max(self.baseline, self.value)
        scale = ALL_PER_CENT if self.is_share and most <= ALL_PER_CENT else most or 1.0
        return self.baseline / scale, self.value / scale


def metrics_figure(
    metrics: Sequence[RecordedMetric], *, total: int, compared: int, palette: Palette
) -> Drawing:
    """A line a metric with the number before and after; those without both, or of people, are in the table alone.

    `metrics` are those of one page, `total` and `compared` count all of the view.
    """
    rows = [(one, ends) for one in metrics if (ends := one.drawn) is not None]
    figure = blank_figure(
        palette,
        height=max(ROW_HEIGHT * len(rows), 1) + 12,
        margin={"l": 14, "r": 14, "t": 4, "b": 4},
        x={"range": [-0.02, 1.04]},
        y={"range": [len(rows) - 0.55, -0.75]},
    )
    _draw_lines(figure, [ends for _, ends in rows], palette)
    _draw_marks(figure, rows, palette)
    for place, (one, _) in enumerate(rows):
        figure.add_annotation(
            x=0,
            xanchor="left",
            align="left",
            y=place - 0.4,
            text=f"<b>{shortened(one.label)}</b><br>{one.network}: {one.before} before, {one.after} after",
            showarrow=False,
            font={"size": 13, "color": palette.ink},
        )
    finding = _finding(total, compared)
    return Drawing(
        title="The numbers that moved",
        finding=finding,
        alt=f"{finding.replace('**', '')} {counted(len(rows), 'metric is', 'metrics are')} drawn here.",
        figure=figure,
        table=_table(metrics),
        measures=("numbers_of_change",),
        notes=(
            "Hollow diamond: before. Filled dot: after. Each line has a scale of its own, from 0, so lengths "
            "cannot be compared with each other. More is better for some of these and worse for others.",
            "A number without one from before is in the table alone. A number that may count people is not shown.",
        ),
    )


def _finding(total: int, compared: int) -> str:
    if not total:
        return "No outcome here has a number yet."
    verb = "has" if compared == 1 else "have"
    return (
        f"**{whole(total)}** {'outcome has' if total == 1 else 'outcomes have'} a number. **{whole(compared)}** of "
        f"them {verb} "
        "something that the number is compared with."
    )


def _draw_lines(figure: go.Figure, ends: Sequence[tuple[float, float]], palette: Palette) -> None:
    add_lines(figure, [(0, 1, row) for row in range(len(ends))], width=1.5, colour=palette.line)
    moved = [(before, after, row) for row, (before, after) in enumerate(ends)]
    add_lines(figure, moved, width=4, colour=palette.accent)


def _draw_marks(
    figure: go.Figure, rows: Sequence[tuple[RecordedMetric, tuple[float, float]]], palette: Palette
) -> None:
    # The diamond is drawn last: where both meet it would hide behind the dot.
    for name, place, marker in (("After", 1, filled_dot(palette)), ("Before", 0, hollow_diamond(palette))):
        figure.add_trace(
            go.Scatter(
                x=[ends[place] for _, ends in rows],
                y=list(range(len(rows))),
                mode="markers",
                marker=marker,
                name=name,
                customdata=[[one.key] for one, _ in rows],
                text=[_in_full(one) for one, _ in rows],
                hovertemplate="%{text}<extra></extra>",
                cliponaxis=False,
            )
        )


def _in_full(one: RecordedMetric) -> str:
    compared = f"<br>compared with {one.comparator}" if one.comparator else ""
    period = f"<br>{one.period}" if one.period else ""
    return f"{one.label}, {one.network}<br>{one.before} before, {one.after} after{compared}{period}"


def _table(metrics: Sequence[RecordedMetric]) -> pd.DataFrame:
    columns = ["What was measured", "Network", "Before", "After", "Compared with", "When"]
    return pd.DataFrame(
        [
            (
                one.label,
                one.network,
                one.before,
                one.after,
                one.comparator or NOTHING,
                one.period or NOTHING,
            )
            for one in metrics
        ],
        columns=columns,
    )

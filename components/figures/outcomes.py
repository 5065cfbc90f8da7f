"""What came of it: outcomes by status and direction, good and bad news with the same weight."""

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.vocabulary import Direction, OutcomeStatus
from domain.wording import counted, join_and, whole

BAR_HEIGHT = 74


def outcomes_figure(outcomes: pd.DataFrame, evidence: pd.DataFrame, *, palette: Palette) -> Drawing:
    """One bar a status, parted by direction and labelled in place.

    `outcomes` has columns status, direction, outcomes (all pairs); `evidence` has fact, outcomes, of.
    """
    counts = {
        (str(status), str(direction)): int(count)
        for status, direction, count in outcomes.itertuples(index=False, name=None)
    }
    figure = blank_figure(palette, height=BAR_HEIGHT * len(OutcomeStatus) + 20, left=2, right=2)
    figure.update_layout(barmode="stack", bargap=0.42)
    statuses = [status.label for status in OutcomeStatus]
    totals = [sum(counts[status, direction] for direction in Direction) for status in OutcomeStatus]
    for direction, (colour, ink, pattern) in _styles(palette).items():
        values = [counts[status, direction] for status in OutcomeStatus]
        figure.add_trace(
            go.Bar(
                y=statuses,
                x=values,
                orientation="h",
                marker={
                    "color": colour,
                    "line": {"width": 1, "color": palette.line},
                    "pattern": {"shape": pattern, "fgcolor": palette.line, "size": 6},
                },
                text=[f"{direction.label}: {whole(value)}" if value else "" for value in values],
                textposition="inside",
                insidetextanchor="start",
                constraintext="none",
                textangle=0,
                textfont={"size": 13, "color": ink},
                hovertemplate=f"%{{y}}, {direction.label.lower()}: %{{x:,}}<extra></extra>",
                name=direction.label,
            )
        )
    for index, (status, total) in enumerate(zip(statuses, totals, strict=True)):
        figure.add_annotation(
            x=0,
            xanchor="left",
            y=index,
            yshift=30,
            text=f"<b>{status}: {whole(total)}</b>",
            showarrow=False,
            font={"size": 14, "color": palette.ink},
        )
    figure.update_xaxes(range=[0, max([*totals, 1])])
    figure.update_yaxes(range=[len(statuses) - 0.5, -0.75])
    finding = outcomes_finding(counts, evidence)
    return Drawing(
        title="What changed because of it",
        finding=finding,
        alt="Outcomes by status and direction. " + finding.replace("**", ""),
        figure=figure,
        table=_table(counts),
        measures=("outcomes", "evidence_facts"),
        notes=("A change that is planned is never counted as made.",),
    )


def outcomes_finding(counts: dict[tuple[str, str], int], evidence: pd.DataFrame) -> str:
    """Made, planned and not possible; good, none and bad; and the three facts about the evidence."""
    total = sum(counts.values())
    if not total:
        return "No outcome has been recorded here yet."
    by_status = {
        status: sum(counts[status, direction] for direction in Direction) for status in OutcomeStatus
    }
    by_direction = {
        direction: sum(counts[status, direction] for status in OutcomeStatus) for direction in Direction
    }
    facts = [
        (str(fact), int(count)) for fact, count in zip(evidence["fact"], evidence["outcomes"], strict=True)
    ]
    return (
        f"Of {counted(total, 'outcome', 'outcomes')}, **{whole(by_status[OutcomeStatus.MADE])}** changes were "
        f"made, {whole(by_status[OutcomeStatus.PLANNED])} are planned and "
        f"{whole(by_status[OutcomeStatus.NOT_POSSIBLE])} were not possible. "
        f"{whole(by_direction[Direction.NO_CHANGE])} changed nothing and "
        f"{whole(by_direction[Direction.NEGATIVE])} made something worse. The evidence: "
        + join_and([f"{whole(count)} {_of_many(fact)}" for fact, count in facts])
        + "."
    )


def _of_many(fact: str) -> str:
    return fact.replace("has ", "have ", 1).replace("was ", "were ", 1)


def _styles(palette: Palette) -> dict[Direction, tuple[str, str, str]]:
    return {
        Direction.POSITIVE: (palette.steps[3], palette.ink_on_steps[3], ""),
        Direction.NO_CHANGE: (palette.steps[0], palette.ink_on_steps[0], ""),
        Direction.NEGATIVE: (palette.surface, palette.ink, "/"),
    }


def _table(counts: dict[tuple[str, str], int]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Status": status.label,
                **{direction.label: counts[status, direction] for direction in Direction},
                "All": sum(counts[status, direction] for direction in Direction),
            }
            for status in OutcomeStatus
        ]
    )

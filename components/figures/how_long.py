"""How long decisions took: changes that were made, and what was not possible, by stretches of time."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.how_long import HowLong, Took, days_in_words
from domain.vocabulary import OutcomeStatus
from domain.wording import counted, whole

ROW_HEIGHT = 62
ALWAYS = tuple(stretch for stretch in Took if stretch not in {Took.BEFORE, Took.NO_DAY})
Decisions = Mapping[OutcomeStatus, tuple[Mapping[Took, int], HowLong | None]]
"""By status: how many decisions took how long, and the shortest, middle and longest of them."""


def how_long_figure(decisions: Decisions, *, palette: Palette) -> Drawing:
    """A row a stretch, the shortest first, with a bar for each status of `decisions`."""
    stretches = [
        stretch for stretch in Took if stretch in ALWAYS or any(by[stretch] for by, _ in decisions.values())
    ]
    most = max([*(by[stretch] for by, _ in decisions.values() for stretch in stretches), 1])
    figure = blank_figure(
        palette,
        height=ROW_HEIGHT * len(stretches) + 12,
        margin={"l": 2, "r": 2, "t": 4, "b": 4},
        x={"range": [0, most * 1.18]},
        y={"range": [len(stretches) - 0.4, -0.7]},
        barmode="group",
        bargap=0.5,
    )
    _add_bars(figure, decisions, stretches, palette)
    for place, stretch in enumerate(stretches):
        figure.add_annotation(
            x=0,
            xanchor="left",
            y=place - 0.44,
            text=_capital(stretch.label),
            showarrow=False,
            font={"size": 14, "color": palette.ink},
        )
    finding = how_long_finding(decisions)
    return Drawing(
        title="How long a decision took",
        finding=finding,
        alt="Decisions by the time from the first day of the activity. " + finding.replace("**", ""),
        figure=figure,
        table=_table(decisions),
        measures=("time_to_decision",),
        notes=(
            "Filled bar: made. Striped bar: not possible. The time runs from the day the activity began to the day "
            "of the decision. What is planned is not decided, so it is not here.",
        ),
        keys=_keys(decisions),
    )


def how_long_finding(decisions: Decisions) -> str:
    """For each status the middle and the range, and how many have no day to count from."""
    if not any(sum(by.values()) for by, _ in decisions.values()):
        return "Nothing has been decided here yet."
    said = [_of_status(status, days) for status, (_, days) in decisions.items() if days is not None]
    without = sum(by[Took.NO_DAY] for by, _ in decisions.values())
    early = sum(by[Took.BEFORE] for by, _ in decisions.values())
    if without:
        said.append(f"For {counted(without, 'decision', 'decisions')} no day is recorded.")
    if early:
        said.append(f"{counted(early, 'decision is', 'decisions are')} dated before the activity began.")
    return " ".join(said)


def _of_status(status: OutcomeStatus, days: HowLong) -> str:
    is_made = status is OutcomeStatus.MADE
    if days.counted == 1:
        what = "The 1 change that was made" if is_made else "The 1 answer “not possible”"
        return f"{what} took **{days_in_words(days.middle)}**."
    what = "changes that were made" if is_made else "answers “not possible”"
    return (
        f"Half of {whole(days.counted)} {what} took **{days_in_words(days.middle)}** or less, "
        f"the quickest {days_in_words(days.shortest)}, the slowest {days_in_words(days.longest)}."
    )


def _add_bars(figure: go.Figure, decisions: Decisions, stretches: Sequence[Took], palette: Palette) -> None:
    styles = {
        OutcomeStatus.MADE: (palette.accent, ""),
        OutcomeStatus.NOT_POSSIBLE: (palette.surface, "/"),
    }
    for status, (by, _) in decisions.items():
        colour, pattern = styles[status]
        figure.add_trace(
            go.Bar(
                y=list(range(len(stretches))),
                x=[by[stretch] for stretch in stretches],
                orientation="h",
                marker={
                    "color": colour,
                    "line": {"width": 1, "color": palette.line},
                    "pattern": {"shape": pattern, "fgcolor": palette.quiet, "size": 6},
                },
                name=status.label,
                customdata=[[f"{status}:{stretch}"] for stretch in stretches],
                text=[whole(by[stretch]) for stretch in stretches],
                textposition="outside",
                constraintext="none",
                textfont={"size": 13, "color": palette.ink},
                hovertext=[_capital(stretch.label) for stretch in stretches],
                hovertemplate=f"%{{hovertext}}, {status.label.lower()}: %{{x:,}}<extra></extra>",
            )
        )


def _table(decisions: Decisions) -> pd.DataFrame:
    rows = [
        {
            "Time to the decision": _capital(stretch.label),
            **{status.label: by[stretch] for status, (by, _) in decisions.items()},
        }
        for stretch in Took
    ]
    return pd.DataFrame(
        [
            *rows,
            {
                "Time to the decision": "All decisions",
                **{status.label: sum(by.values()) for status, (by, _) in decisions.items()},
            },
        ]
    )


def _keys(decisions: Decisions) -> dict[tuple[int, str], str]:
    rows = [*(stretch.value for stretch in Took), "all"]
    return {
        (row, status.label): f"{status}:{stretch}" for row, stretch in enumerate(rows) for status in decisions
    }


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

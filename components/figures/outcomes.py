"""What came of it: outcomes by status and direction, good and bad news with the same weight."""

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.vocabulary import Direction, EvidenceFact, OutcomeStatus
from domain.wording import counted, join_and, whole

BAR_HEIGHT = 100
_WEIGHED = (Direction.POSITIVE, Direction.NO_CHANGE, Direction.NEGATIVE)
ORDER = (OutcomeStatus.MADE, OutcomeStatus.PLANNED, OutcomeStatus.NOT_POSSIBLE)


def outcomes_figure(outcomes: pd.DataFrame, evidence: pd.DataFrame, *, palette: Palette) -> Drawing:
    """One bar a status, parted by direction and labelled in place.

    `outcomes` has columns status, direction, outcomes (all pairs); `evidence` has fact, outcomes, of.
    """
    counts = {
        (str(status), str(direction)): int(count)
        for status, direction, count in outcomes.itertuples(index=False, name=None)
    }
    statuses = [status.label for status in ORDER]
    totals = [sum(counts[status, direction] for direction in Direction) for status in ORDER]
    figure = blank_figure(
        palette,
        height=BAR_HEIGHT * len(OutcomeStatus) + 20,
        margin={"l": 2, "r": 2},
        x={"range": [0, max([*totals, 1])]},
        y={"range": [len(statuses) - 0.75, -0.75]},
        barmode="stack",
        bargap=0.7,
    )
    for direction, (colour, pattern) in _styles(palette).items():
        figure.add_trace(
            go.Bar(
                y=statuses,
                x=[counts[status, direction] for status in ORDER],
                orientation="h",
                marker={
                    "color": colour,
                    "line": {"width": 1, "color": palette.line},
                    "pattern": {"shape": pattern, "fgcolor": palette.quiet, "size": 6},
                },
                customdata=[[f"{status}:{direction}"] for status in ORDER],
                hovertemplate=f"%{{y}}, {direction.label.lower()}: %{{x:,}}<extra></extra>",
                name=direction.label,
            )
        )
    for index, (status, total) in enumerate(zip(ORDER, totals, strict=True)):
        parts = [
            f"{whole(counts[status, direction])} {direction.label.lower()}"
            for direction in Direction
            if counts[status, direction]
        ]
        figure.add_annotation(
            x=0,
            xanchor="left",
            align="left",
            y=index,
            yshift=36,
            text=f"<b>{status.label}: {whole(total)}</b><br>{_expected(status) if parts else ''}{', '.join(parts)}",
            showarrow=False,
            font={"size": 14, "color": palette.ink},
        )
    finding = outcomes_finding(counts, evidence)
    return Drawing(
        title="What changed because of it",
        finding=finding,
        alt="Outcomes by status and direction. " + finding.replace("**", ""),
        figure=figure,
        table=_table(counts, evidence),
        keys=_keys(),
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
    of_made = {direction: counts[OutcomeStatus.MADE, direction] for direction in Direction}
    facts = [
        (str(fact), int(count)) for fact, count in zip(evidence["fact"], evidence["outcomes"], strict=True)
    ]
    made, planned, impossible = (by_status[status] for status in ORDER)
    return (
        f"Of {counted(total, 'outcome', 'outcomes')}, **{whole(made)}** "
        f"{'change was' if made == 1 else 'changes were'} made, "
        f"{whole(planned)} {'is' if planned == 1 else 'are'} planned and "
        f"{whole(impossible)} {_were(impossible)} not possible. "
        f"{_what_was_made(of_made)}The evidence: "
        + join_and([f"{whole(count)} {fact if count == 1 else _of_many(fact)}" for fact, count in facts])
        + "."
    )


def _expected(status: OutcomeStatus) -> str:
    return "expected: " if status is OutcomeStatus.PLANNED else ""


def _what_was_made(of_made: dict[Direction, int]) -> str:
    """What the changes that were made came to; what is planned has changed nothing yet, for better or worse."""
    if not sum(of_made.values()):
        return ""
    better, nothing, worse = (whole(of_made[direction]) for direction in _WEIGHED)
    told = f"{better} made something better, {nothing} changed nothing and {worse} made something worse"
    return f"Of those made, {told}. "


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _of_many(fact: str) -> str:
    return fact.replace("has ", "have ", 1).replace("was ", "were ", 1)


def _styles(palette: Palette) -> dict[Direction, tuple[str, str]]:
    return {
        Direction.POSITIVE: (palette.accent, ""),
        Direction.NO_CHANGE: (palette.faint, ""),
        Direction.NEGATIVE: (palette.surface, "/"),
    }


def _table(counts: dict[tuple[str, str], int], evidence: pd.DataFrame) -> pd.DataFrame:
    """Statuses by directions with their sums, then a row for each fact of the evidence, which has only a sum."""
    by_direction = {
        direction.label: sum(counts[status, direction] for status in ORDER) for direction in Direction
    }
    none = dict.fromkeys(by_direction, "")
    facts = zip(evidence["fact"], evidence["outcomes"], strict=True)
    return pd.DataFrame(
        [
            *(
                {
                    "Status": status.label,
                    **{direction.label: counts[status, direction] for direction in Direction},
                    "All": sum(counts[status, direction] for direction in Direction),
                }
                for status in ORDER
            ),
            {"Status": "All outcomes", **by_direction, "All": sum(by_direction.values())},
            *({"Status": f"Of all, {fact}", **none, "All": int(count)} for fact, count in facts),
        ]
    )


def _keys() -> dict[tuple[int, str], str]:
    """Of each cell its status, its direction or its fact; "all" where it is every one."""
    rows = [*ORDER, "all"]
    cells = {
        (row, direction.label): f"{status}:{direction}"
        for row, status in enumerate(rows)
        for direction in Direction
    }
    sums = {(row, "All"): f"{status}:all" for row, status in enumerate(rows)}
    facts = {(len(rows) + row, "All"): f"evidence:{fact}" for row, fact in enumerate(EvidenceFact)}
    return cells | sums | facts

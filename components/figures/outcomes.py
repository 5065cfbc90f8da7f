"""What came of it: outcomes by status and direction, good and bad news with the same weight."""

import pandas as pd

from components.figures.directions import direction_figure
from components.figures.drawing import Drawing
from components.figures.palette import Palette
from domain.vocabulary import Direction, EvidenceFact, OutcomeStatus
from domain.wording import counted, join_and, whole

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
    figure = direction_figure(
        {status.value: status.label for status in ORDER},
        counts,
        palette=palette,
        before={OutcomeStatus.PLANNED.value: "expected: "},
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

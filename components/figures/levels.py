"""For whom it changed: outcomes of value to individuals, organisations and society, by direction."""

from collections.abc import Mapping

import pandas as pd

from components.figures.directions import direction_figure
from components.figures.drawing import Drawing
from components.figures.palette import Palette
from domain.vocabulary import Direction, Level
from domain.wording import join_and, whole


def levels_figure(outcomes: pd.DataFrame, *, palette: Palette) -> Drawing:
    """One bar a level, parted by direction; `outcomes` has columns level, direction, outcomes (all pairs)."""
    counts = {
        (str(level), str(direction)): int(count)
        for level, direction, count in outcomes.itertuples(index=False, name=None)
    }
    figure = direction_figure({level.value: level.label for level in Level}, counts, palette=palette)
    finding = _finding(counts)
    return Drawing(
        title="For whom it changed",
        finding=finding,
        alt="Outcomes by whom they are of value to, and by direction. " + finding.replace("**", ""),
        figure=figure,
        table=_table(counts),
        measures=("outcomes",),
        notes=(
            "Planned, made and not possible are counted together here. Each outcome counts once, for those whom "
            "it is of most value to.",
        ),
        keys=_keys(),
    )


def _finding(counts: Mapping[tuple[str, str], int]) -> str:
    if not any(counts.values()):
        return "No outcome has been recorded here yet."
    said = [
        f"**{whole(sum(counts[level, direction] for direction in Direction))}** for {level.label.lower()}"
        for level in Level
    ]
    worse = [
        f"{whole(counts[level, Direction.NEGATIVE])} for {level.label.lower()}"
        for level in Level
        if counts[level, Direction.NEGATIVE]
    ]
    bad = f" For the worse: {join_and(worse)}." if worse else " None is recorded as for the worse."
    return f"Outcomes of value: {join_and(said)}.{bad}"


def _table(counts: Mapping[tuple[str, str], int]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Of value to": level.label,
                **{direction.label: counts[level, direction] for direction in Direction},
                "All": sum(counts[level, direction] for direction in Direction),
            }
            for level in Level
        ]
    )


def _keys() -> dict[tuple[int, str], str]:
    cells = {
        (row, direction.label): f"{level}:{direction}"
        for row, level in enumerate(Level)
        for direction in Direction
    }
    return cells | {(row, "All"): f"{level}:all" for row, level in enumerate(Level)}

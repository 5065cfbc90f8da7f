"""The further practices as a grid of levels, staff and lay partners beside each other."""

from collections.abc import Mapping

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.grid import FEW, MANY, NOT_SHOWN, SOME, grid_of
from domain.wording import counted

TINTS = (NOT_SHOWN, FEW, SOME, MANY)


def practices_figure(
    levels: Mapping[tuple[str, str], tuple[int | None, int | None]],
    *,
    networks: Mapping[str, str],
    practices: Mapping[str, str],
) -> Drawing:
    """The grid of practices by networks; `levels` gives (staff, lay) by (network, practice)."""
    cells = [[levels[network, practice] for network in networks] for practice in practices]
    text = [[f"{_level(staff)} / {_level(lay)}" for staff, lay in row] for row in cells]
    rated = sum(1 for row in cells for staff, _ in row if staff is not None)
    finding = (
        f"Staff have rated **{rated} of {len(practices) * len(networks)}** practices here; lay partners "
        f"**{sum(1 for row in cells for _, lay in row if lay is not None)}**."
    )
    return Drawing(
        title="Further practices",
        finding=finding,
        alt=f"Grid of {len(practices)} practices by {counted(len(networks), 'network', 'networks')}. "
        + finding.replace("**", ""),
        figure=grid_of(
            "Practice",
            rows=practices,
            columns=networks,
            texts=text,
            tints=[[NOT_SHOWN if staff is None else TINTS[staff] for staff, _ in row] for row in cells],
            in_full=[[_in_full(staff, lay) for staff, lay in row] for row in cells],
            keys=[[f"{network}:{practice}" for network in networks] for practice in practices],
        ),
        keys={
            (row, label): f"{network}:{practice}"
            for row, practice in enumerate(practices)
            for network, label in networks.items()
        },
        table=pd.DataFrame(
            [
                {"Practice": practice, **dict(zip(networks.values(), row, strict=True))}
                for practice, row in zip(practices.values(), text, strict=True)
            ]
        ),
        measures=("spectrum_position",),
        notes=(
            "Each cell shows the level by staff / by lay partners, from 0 (none) to 3 (embedded); "
            "“–” is not rated. The tint follows the staff's level. These practices move no dot.",
        ),
    )


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _in_full(staff: int | None, lay: int | None) -> str:
    said = ["not rated" if level is None else f"level {level} of 3" for level in (staff, lay)]
    return f"Staff: {said[0]}; lay partners: {said[1]}"

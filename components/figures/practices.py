"""The further practices as a grid of levels, staff and lay partners beside each other."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from domain.wording import counted


def practices_figure(
    levels: Mapping[tuple[str, str], tuple[int | None, int | None]],
    *,
    networks: Mapping[str, str],
    practices: Mapping[str, str],
    palette: Palette,
) -> Drawing:
    """The grid of practices by networks; `levels` gives (staff, lay) by (network, practice)."""
    cells = [[levels[network, practice] for network in networks] for practice in practices]
    text = [[f"{_level(staff)} / {_level(lay)}" for staff, lay in row] for row in cells]
    ticks = {"visible": True, "ticks": "", "showline": False, "tickfont": {"color": palette.ink, "size": 13}}
    figure = blank_figure(
        palette,
        height=46 * len(practices) + 150,
        margin={"l": 250, "r": 90, "t": 150},
        x={**ticks, "side": "top", "tickangle": -45},
        y={**ticks, "autorange": "reversed"},
    )
    figure.add_trace(
        go.Heatmap(
            x=list(networks.values()),
            y=list(practices.values()),
            z=[[-1 if staff is None else staff for staff, _ in row] for row in cells],
            text=text,
            texttemplate="%{text}",
            textfont={"size": 14, "color": palette.ink},
            zmin=-1,
            zmax=3,
            xgap=2,
            ygap=2,
            colorscale=_level_scale(palette),
            showscale=False,
            hovertemplate="%{x}<br>%{y}<br>Staff / lay partners: %{text}<extra></extra>",
        )
    )
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
        figure=figure,
        table=pd.DataFrame(
            [
                {"Practice": practice, **dict(zip(networks.values(), row, strict=True))}
                for practice, row in zip(practices.values(), text, strict=True)
            ]
        ),
        measures=("spectrum_position",),
        notes=(
            "Each cell shows the level by staff / by lay partners, from 0 (none) to 3 (embedded); "
            "“–” is not rated. These practices move no dot.",
        ),
        least_width=340 + 41 * len(networks),
    )


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _level_scale(palette: Palette) -> list[tuple[float, str]]:
    colours = (palette.surface, palette.tints[0], *palette.tints[2:])
    edges = [index / len(colours) for index in range(len(colours) + 1)]
    return [
        (edge, colour) for index, colour in enumerate(colours) for edge in (edges[index], edges[index + 1])
    ]

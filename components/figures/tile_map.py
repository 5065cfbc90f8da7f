"""The tile map: the 15 networks roughly where they lie, each with the same weight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing, blank_figure
from components.figures.palette import Palette
from components.figures.spectrum import position_text
from domain.wording import counted, day, join_and, whole

TILE_HEIGHT = 148
EDGE = 0.035
NAME_WIDTH = 12
ROOM_TO_TOUCH = 52


@dataclass(frozen=True)
class Tile:
    """One network: its place counted from the top left, its activities, and how fresh its records are.

    `staff` and `lay` are positions from 0 to 100, None where there is no dot.
    """

    code: str
    label: str
    x: int
    y: int
    activities: int
    is_quiet: bool
    freshness: str
    staff: float | None
    lay: float | None


def tile_map_figure(tiles: Sequence[Tile], *, palette: Palette, by: date | None = None) -> Drawing:
    """Tiles in their places with name, number of activities, quiet or not, and the spectrum in small.

    `by` is the day on which networks were quiet or not, None for today.
    """
    finding = _finding(tiles, by)
    columns = max((tile.x for tile in tiles), default=0) + 1
    rows = max((tile.y for tile in tiles), default=0) + 1
    figure = blank_figure(
        palette,
        height=rows * TILE_HEIGHT,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        x={"range": [0, columns]},
        y={"range": [rows, 0]},
        shapes=_shapes(tiles, palette),
    )
    _write(figure, tiles, palette)
    _mark(figure, tiles, palette)
    return Drawing(
        title=f"The {len(tiles)} networks" if len(tiles) > 1 else "The network",
        finding=finding,
        alt=f"Map of {counted(len(tiles), 'tile', 'tiles')}, one a network. " + finding.replace("**", ""),
        figure=figure,
        table=_table(tiles),
        keys=_keys(tiles),
        measures=("activities", "freshness", "spectrum_position"),
        notes=(
            "The line in each tile runs from influencing to co-ordinating: dot staff, ring lay partners.",
        ),
    )


def _shapes(tiles: Sequence[Tile], palette: Palette) -> list[dict[str, object]]:
    """The frames and the lines in them, all of one kind as one path: a browser draws 3 shapes sooner than 30."""
    loud = "".join(_frame(tile) for tile in tiles if not tile.is_quiet)
    quiet = "".join(_frame(tile) for tile in tiles if tile.is_quiet)
    scales = "".join(f"M{tile.x + 0.14:g},{tile.y + 0.86:g}H{tile.x + 0.86:g}" for tile in tiles)
    kinds: tuple[tuple[str, str, dict[str, object]], ...] = (
        (loud, palette.surface, {"width": 1, "dash": "solid"}),
        (quiet, "rgba(0,0,0,0)", {"width": 1, "dash": "dot"}),
        (scales, "rgba(0,0,0,0)", {"width": 1.5}),
    )
    return [
        {
            "type": "path",
            "path": path,
            "fillcolor": fill,
            "line": {**line, "color": palette.line},
            "layer": "below",
        }
        for path, fill, line in kinds
        if path
    ]


def _frame(tile: Tile) -> str:
    left, right, top, foot = tile.x + EDGE, tile.x + 1 - EDGE, tile.y + EDGE, tile.y + 1 - EDGE
    return f"M{left:g},{top:g}H{right:g}V{foot:g}H{left:g}Z"


def _write(figure: go.Figure, tiles: Sequence[Tile], palette: Palette) -> None:
    for text, y, size, colour in (
        (["<br>".join(wrap(tile.label, NAME_WIDTH)) for tile in tiles], 0.06, 12, palette.ink),
        ([_number_text(tile) for tile in tiles], 0.53, 20, palette.ink),
        ([_silence_text(tile) for tile in tiles], 0.5, 12, palette.ink),
    ):
        figure.add_trace(
            go.Scatter(
                x=[tile.x + 0.055 for tile in tiles],
                y=[tile.y + y for tile in tiles],
                text=text,
                mode="text",
                textposition="bottom right",
                textfont={"size": size, "color": colour},
                hoverinfo="skip",
            )
        )


def _is_silent(tile: Tile) -> bool:
    return tile.is_quiet and not tile.activities


def _number_text(tile: Tile) -> str:
    """The number of activities; never a 0 for a quiet network."""
    if _is_silent(tile):
        return ""
    number = f"<b>{whole(tile.activities)}</b>"
    return f"{number} <span style='font-size:12px'>quiet</span>" if tile.is_quiet else number


def _silence_text(tile: Tile) -> str:
    return "<br>".join(wrap(tile.freshness, NAME_WIDTH)) if _is_silent(tile) else ""


def _mark(figure: go.Figure, tiles: Sequence[Tile], palette: Palette) -> None:
    figure.add_trace(
        go.Scatter(
            x=[tile.x + 0.5 for tile in tiles],
            y=[tile.y + 0.42 for tile in tiles],
            mode="markers",
            marker={"symbol": "square", "size": ROOM_TO_TOUCH, "color": palette.ink, "opacity": 0},
            customdata=[[f"activities:{tile.code}"] for tile in tiles],
            text=[
                f"{tile.label}<br>{counted(tile.activities, 'activity', 'activities')}, {tile.freshness}"
                for tile in tiles
            ],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    dot = {"size": 10, "color": palette.accent}
    ring = {"size": 10, "color": palette.surface, "line": {"width": 2, "color": palette.contrast}}
    for kind, who, marker, placed in (
        ("staff", "Staff", dot, [(tile, tile.staff) for tile in tiles if tile.staff is not None]),
        ("lay", "Lay partners", ring, [(tile, tile.lay) for tile in tiles if tile.lay is not None]),
    ):
        figure.add_trace(
            go.Scatter(
                x=[tile.x + 0.14 + 0.72 * value / 100 for tile, value in placed],
                y=[tile.y + 0.86 for tile, _ in placed],
                mode="markers",
                marker=marker,
                customdata=[[f"{kind}:{tile.code}"] for tile, _ in placed],
                text=[
                    f"{tile.label}<br>{counted(tile.activities, 'activity', 'activities')}, {tile.freshness}"
                    f"<br>{who}: {position_text(value)} of 100"
                    for tile, value in placed
                ],
                hovertemplate="%{text}<extra></extra>",
            )
        )


def _finding(tiles: Sequence[Tile], by: date | None) -> str:
    total = sum(tile.activities for tile in tiles)
    quiet = [tile for tile in tiles if tile.is_quiet]
    active = sum(1 for tile in tiles if tile.activities)
    sentence = (
        f"**{whole(total)}** {'activity' if total == 1 else 'activities'} by **{active} of "
        f"{counted(len(tiles), 'network', 'networks')}**."
    )
    if not quiet:
        return sentence
    when = f" by {day(by)}" if by else ""
    return f"{sentence} Quiet{when}: {join_and([f'{tile.label} ({tile.freshness})' for tile in quiet])}."


def _keys(tiles: Sequence[Tile]) -> dict[tuple[int, str], str]:
    return {
        (row, column): f"{kind}:{tile.code}"
        for row, tile in enumerate(tiles)
        for column, kind in (
            ("Activities", "newest" if _is_silent(tile) else "activities"),
            ("Newest record", "newest"),
            ("Staff position", "staff"),
            ("Lay position", "lay"),
        )
    }


def _table(tiles: Sequence[Tile]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Network": tile.label,
                "Activities": tile.freshness if _is_silent(tile) else tile.activities,
                "Newest record": tile.freshness,
                "Staff position": position_text(tile.staff),
                "Lay position": position_text(tile.lay),
            }
            for tile in tiles
        ]
    )

"""What is drawn can be seen: text at 4.5 to 1, marks at 3 to 1, in both palettes, on the ground they stand on."""

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import plotly.graph_objects as go
import pytest

from components.figures.grid import FEW, MANY, NOBODY, NOT_SHOWN, SOME
from components.figures.palette import DARK, LIGHT, Palette, palette_of
from tests.unit.figures.samples import all_charts, all_drawings

TEXT = 4.5
MARK = 3.0
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    assert re.fullmatch(r"#[0-9a-f]{6}", colour), colour
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(colour: str, ground: str, opacity: float) -> str:
    """The colour that a see-through one makes on its ground."""
    mixed = [
        round(
            opacity * int(colour[place : place + 2], 16) + (1 - opacity) * int(ground[place : place + 2], 16)
        )
        for place in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def axis_texts(figure: go.Figure) -> Iterator[str]:
    for axis in (figure.layout.xaxis, figure.layout.yaxis):
        if axis.visible:
            yield axis.tickfont.color


def texts_on_the_sheet(figure: go.Figure) -> Iterator[str]:
    """Colours of all text that stands on the sheet itself: names, notes, axes, and words in a note."""
    yield from axis_texts(figure)
    for note in figure.layout.annotations:
        yield note.font.color
    for trace in figure.data:
        if trace.type == "scatter" and trace.mode == "text":
            yield trace.textfont.color
        if trace.type == "bar" and trace.textposition == "outside":
            yield trace.textfont.color


def marks_on_the_sheet(figure: go.Figure, palette: Palette) -> Iterator[str]:
    """Colours by which dots and rings stand out: a ring by its edge, a dot by its fill."""
    for trace in figure.data:
        if trace.type == "scatter" and "markers" in trace.mode and trace.marker.symbol != "line-ew":
            is_ring = trace.marker.color == palette.surface
            yield trace.marker.line.color if is_ring else trace.marker.color


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#005eb8") == pytest.approx(6.38, abs=0.01)
    assert over("#000000", "#ffffff", 0.5) == "#808080"


@PALETTES
def test_every_colour_is_a_plain_hex_code(palette: Palette) -> None:
    values = [getattr(palette, each.name) for each in fields(palette) if each.name != "scheme"]
    for value in values:
        for colour in [value] if isinstance(value, str) else value:
            assert re.fullmatch(r"#[0-9a-f]{6}", colour)


def test_a_scheme_has_its_palette() -> None:
    assert (palette_of("light"), palette_of("dark")) == (LIGHT, DARK)


@PALETTES
def test_text_on_the_sheet_is_legible(palette: Palette) -> None:
    for name, figure in all_charts(palette).items():
        for colour in texts_on_the_sheet(figure):
            assert contrast(colour, palette.surface) >= TEXT, name


def test_text_in_the_cells_of_a_grid_is_legible() -> None:
    css = (Path(__file__).resolve().parents[3] / "static" / "heard.css").read_text("utf-8")
    pair = r"light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)"
    cell = re.search(r"\.heard-grid td \{[^}]*color: " + pair, css)
    grounds = re.findall(r"\.heard-grid \.tint-(\d) \{ background: " + pair, css)
    assert cell
    assert [int(tint) for tint, *_ in grounds] == [NOT_SHOWN, NOBODY, FEW, SOME, MANY]
    for _, *colours in grounds:
        for ink, ground in zip(cell.groups(), colours, strict=True):
            assert contrast(ink, ground) >= TEXT, ground


@PALETTES
def test_text_in_a_bar_and_in_a_hover_box_is_legible(palette: Palette) -> None:
    figure = all_drawings(palette)["quarters"].figure
    bars = figure.data[0]
    assert contrast(bars.textfont.color, bars.marker.color) >= TEXT
    assert contrast(figure.layout.hoverlabel.font.color, figure.layout.hoverlabel.bgcolor) >= TEXT


@PALETTES
def test_dots_and_rings_stand_out_from_the_sheet(palette: Palette) -> None:
    for name, figure in all_charts(palette).items():
        for colour in marks_on_the_sheet(figure, palette):
            assert contrast(colour, palette.surface) >= MARK, name


@PALETTES
def test_lines_of_movement_stand_out_from_their_panel(palette: Palette) -> None:
    figure = all_drawings(palette)["movement"].figure
    (panel,) = figure.layout.shapes
    ground = over(panel.fillcolor, palette.surface, panel.opacity)
    for trace in figure.data:
        assert contrast(trace.line.color, ground) >= MARK
    for note in figure.layout.annotations:
        assert contrast(note.font.color, ground) >= TEXT


@PALETTES
def test_bars_stand_out_from_the_sheet_and_from_their_track(palette: Palette) -> None:
    drawings = all_drawings(palette)
    assert contrast(drawings["quarters"].figure.data[0].marker.color, palette.surface) >= MARK
    assert contrast(drawings["intersections"].figure.data[0].marker.color, palette.surface) >= MARK
    track, share = drawings["not_known"].figure.data[:2]
    assert contrast(share.marker.color, track.marker.color) >= MARK


@PALETTES
def test_the_mark_of_the_year_before_stands_out_from_its_bar_and_from_the_sheet(palette: Palette) -> None:
    bars, edge, before = all_drawings(palette)["quarters"].figure.data
    assert contrast(before.marker.line.color, edge.marker.line.color) >= MARK
    assert contrast(edge.marker.line.color, bars.marker.color) >= MARK


@PALETTES
def test_the_range_that_is_not_known_stands_out_from_the_sheet(palette: Palette) -> None:
    _, ranges, *_, ends = all_drawings(palette)["spectrum"].figure.data
    assert ranges.line.width == 12
    assert contrast(ends.marker.line.color, palette.surface) >= MARK

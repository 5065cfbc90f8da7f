"""What holds for every chart: words beside the picture, known measures, and never a true count."""

import json
import re

import pytest

from components.figures.drawing import Drawing, blank_figure
from components.figures.grid import Grid
from components.figures.intersections import intersections_figure
from components.figures.not_known import not_known_figure
from components.figures.palette import DARK, LIGHT, Palette
from components.figures.reach_map import reach_map_figure
from components.figures.representation import representation_figure
from components.figures.tile_map import tile_map_figure
from domain.measures import MEASURES
from domain.reach import areas_reached, intersections, reach_rows
from tests.unit.figures.samples import BENCHMARKS, GROUPS, NETWORKS, a_tile, a_year, all_drawings

TRUE_COUNTS = (1237, 613, 307, 4567, 891, 4569, 1238, 5458)


def drawn_as_text(drawing: Drawing) -> str:
    if isinstance(drawing.figure, Grid):
        return repr(drawing.figure)
    text: str = drawing.figure.to_json()
    return text


def everything_said(drawing: Drawing) -> str:
    """All that a chart holds, as one text: picture, words and table."""
    return "\n".join(
        [
            drawing.title,
            drawing.finding,
            drawing.alt,
            *drawing.notes,
            drawing.table.to_csv(),
            drawn_as_text(drawing),
        ]
    )


def drawings_of_people() -> list[Drawing]:
    """Every chart of people, of a year whose true counts are easy to tell from what is shown."""
    year = a_year(
        people={("NENC", "CARER"): 1237, ("NENC", "LD"): 613, ("YH", "CARER"): 1},
        known={"NENC": 4567, "YH": 2},
        unknown={"NENC": 891},
        pairs={("NENC", "CARER", "LD"): 307},
    )
    rows = reach_rows(year, benchmarks=BENCHMARKS)
    return [
        reach_map_figure(rows, areas=NETWORKS, groups=GROUPS),
        representation_figure(
            [row for row in rows if row.area == "NENC"],
            area="North East",
            groups=GROUPS,
            not_known=areas_reached(year)[0].not_known_text,
            palette=LIGHT,
        ),
        not_known_figure(areas_reached(year), labels=NETWORKS, palette=LIGHT),
        intersections_figure(
            intersections(year, area="NENC"), area="North East", labels=GROUPS, chosen=(), palette=LIGHT
        ),
    ]


def test_no_chart_of_people_holds_a_true_count() -> None:
    for drawing in drawings_of_people():
        said = everything_said(drawing)
        for count in TRUE_COUNTS:
            assert not re.search(rf"(?<![\d.]){count}(?!\d)|(?<!\d){count:,}(?!\d)", said), (
                drawing.title,
                count,
            )


def test_the_search_for_true_counts_would_find_one() -> None:
    assert re.search(r"(?<!\d)1240(?!\d)", drawings_of_people()[0].table.to_csv())


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_chart_has_words_a_table_and_known_measures(palette: Palette) -> None:
    for name, drawing in all_drawings(palette).items():
        assert drawing.title, name
        assert drawing.finding, name
        assert drawing.alt.strip().endswith("."), name
        assert "*" not in drawing.alt, name
        assert drawing.notes, name
        assert len(drawing.table), name
        assert drawing.measures, name
        assert set(drawing.measures) <= set(MEASURES), name


def test_both_palettes_say_the_same() -> None:
    light, dark = all_drawings(LIGHT), all_drawings(DARK)
    for name, one in light.items():
        assert (one.finding, one.alt, one.table.to_csv()) == (
            dark[name].finding, dark[name].alt, dark[name].table.to_csv(),
        )  # fmt: skip


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_blank_figure_is_quiet(palette: Palette) -> None:
    layout = blank_figure(palette, height=200, margin={"l": 1, "r": 2, "t": 3, "b": 4}, x={}, y={}).layout
    assert (layout.height, layout.margin.l, layout.margin.r, layout.margin.t, layout.margin.b) == (
        200, 1, 2, 3, 4,
    )  # fmt: skip
    assert layout.showlegend is False
    assert layout.font.color == palette.ink
    assert (layout.xaxis.visible, layout.yaxis.showgrid) == (False, False)


def test_a_figure_is_made_into_text_once_and_without_its_template() -> None:
    drawing = tile_map_figure([a_tile()], palette=LIGHT)
    text = drawing.figure_text
    assert text is drawing.figure_text
    content = json.loads(text)
    assert "template" not in content["layout"]
    assert content["data"][3]["customdata"] == [["activities:NENC"]]
    assert content["layout"]["height"] == drawing.figure.layout.height


def test_a_grid_has_no_figure_as_text() -> None:
    texts = {isinstance(one.figure, Grid): one.figure_text for one in all_drawings(LIGHT).values()}
    assert texts[True] == ""
    assert texts[False].startswith("{")

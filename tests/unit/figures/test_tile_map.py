"""The tile map drawn: each network in its place, with its number, its marks and whether it is quiet."""

from datetime import date

import pytest

from components.figures.palette import DARK, LIGHT, Palette
from components.figures.tile_map import tile_map_figure
from tests.unit.figures.samples import a_tile

QUIET = a_tile(
    "YH", 2, 1, activities=1, is_quiet=True, freshness="quiet since 1 May 2026", staff=None, lay=100.0
)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_tiles_stand_in_their_places_and_have_the_same_size(palette: Palette) -> None:
    figure = tile_map_figure([a_tile(), QUIET], palette=palette).figure
    loud, quiet, scales = figure.layout.shapes
    assert loud.path == "M0.035,0.035H0.965V0.965H0.035Z"
    assert quiet.path == "M2.035,1.035H2.965V1.965H2.035Z"
    assert scales.path == "M0.14,0.86H0.86M2.14,1.86H2.86"
    assert [box.fillcolor for box in (loud, quiet)] == [palette.surface, "rgba(0,0,0,0)"]
    assert [box.line.dash for box in (loud, quiet)] == ["solid", "dot"]


def test_a_kind_of_frame_that_no_tile_has_is_not_drawn() -> None:
    assert len(tile_map_figure([a_tile()], palette=LIGHT).figure.layout.shapes) == 2


def test_north_is_up() -> None:
    figure = tile_map_figure([a_tile(), QUIET], palette=LIGHT).figure
    assert list(figure.layout.yaxis.range) == [2, 0]
    assert list(figure.layout.xaxis.range) == [0, 3]


def test_a_tile_shows_its_name_its_number_and_the_word_quiet() -> None:
    names, numbers = tile_map_figure([a_tile(), QUIET], palette=LIGHT).figure.data[:2]
    assert list(names.text) == ["North East", "Yorkshire"]
    assert numbers.text[0] == "<b>12</b>"
    assert "quiet" in numbers.text[1]


def test_marks_stand_on_the_line_from_influencing_to_co_ordinating() -> None:
    staff, lay = tile_map_figure([a_tile(), QUIET], palette=LIGHT).figure.data[4:]
    assert list(staff.x) == pytest.approx([0.14 + 0.72 * 0.25])
    assert list(lay.x) == pytest.approx([0.14 + 0.72 * 0.75, 2.86])
    assert lay.text[1] == "Yorkshire<br>1 activity, quiet since 1 May 2026<br>Lay partners: 100 of 100"


def test_the_finding_counts_activities_and_names_who_is_quiet() -> None:
    drawing = tile_map_figure([a_tile(activities=1200), QUIET], palette=LIGHT)
    assert drawing.finding == (
        "**1,201** activities by **2 of 2 networks**. Quiet: Yorkshire (quiet since 1 May 2026)."
    )
    assert drawing.alt == (
        "Map of 2 tiles, one a network. 1,201 activities by 2 of 2 networks. "
        "Quiet: Yorkshire (quiet since 1 May 2026)."
    )
    assert drawing.title == "The 2 networks"


def test_a_view_of_a_past_day_says_by_when_networks_were_quiet() -> None:
    drawing = tile_map_figure([QUIET], palette=LIGHT, by=date(2026, 7, 31))
    assert drawing.finding.endswith("Quiet by 31 July 2026: Yorkshire (quiet since 1 May 2026).")
    assert drawing.alt.endswith("Quiet by 31 July 2026: Yorkshire (quiet since 1 May 2026).")


def test_one_network_reads_as_one() -> None:
    drawing = tile_map_figure([a_tile(activities=1)], palette=LIGHT)
    assert drawing.title == "The network"
    assert drawing.finding == "**1** activity by **1 of 1 network**."


def test_a_network_without_activities_is_counted_among_all_and_not_among_the_active() -> None:
    drawing = tile_map_figure([a_tile(activities=0)], palette=LIGHT)
    assert drawing.finding == "**0** activities by **0 of 1 network**."


def test_the_table_keeps_numbers_as_numbers_and_says_what_is_not_placed() -> None:
    table = tile_map_figure([a_tile(), QUIET], palette=LIGHT).table
    assert table["Activities"].tolist() == [12, 1]
    assert table["Newest record"].tolist() == ["last record 3 November 2026", "quiet since 1 May 2026"]
    assert table["Staff position"].tolist() == ["25", "not placed"]
    assert table["Lay position"].tolist() == ["75", "100"]


def test_no_tiles_make_an_empty_map() -> None:
    drawing = tile_map_figure([], palette=LIGHT)
    assert drawing.figure.layout.shapes == ()
    assert drawing.table.empty


def test_a_quiet_network_shows_since_when_and_never_a_0() -> None:
    silent = a_tile("YH", 1, 0, activities=0, is_quiet=True, freshness="quiet since 1 May 2026")
    drawing = tile_map_figure([a_tile(), silent], palette=LIGHT)
    _, numbers, silences, *_ = drawing.figure.data
    assert (numbers.text[1], silences.text[1]) == ("", "quiet since<br>1 May 2026")
    assert drawing.table["Activities"].tolist()[1] == "quiet since 1 May 2026"

"""The grid of further practices: staff's level and lay partners' side by side, and not rated is not 0."""

import pytest

from components.figures.drawing import Drawing
from components.figures.palette import DARK, LIGHT, Palette
from components.figures.practices import practices_figure

NETWORKS = {"NENC": "North East", "YH": "Yorkshire"}
PRACTICES = {"P1": "A strategy", "P2": "Payment"}


def drawn(palette: Palette = LIGHT) -> Drawing:
    levels = {
        ("NENC", "P1"): (3, 2), ("YH", "P1"): (0, None), ("NENC", "P2"): (None, 1), ("YH", "P2"): (None, None),
    }  # fmt: skip
    return practices_figure(levels, networks=NETWORKS, practices=PRACTICES, palette=palette)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_level_and_not_rated_has_a_colour_of_its_own(palette: Palette) -> None:
    (grid,) = drawn(palette).figure.data
    assert [list(row) for row in grid.z] == [[3, 0], [-1, -1]]
    assert (grid.zmin, grid.zmax) == (-1, 3)
    assert len({colour for _, colour in grid.colorscale}) == 5


def test_a_cell_shows_staff_then_lay_partners() -> None:
    (grid,) = drawn().figure.data
    assert [list(row) for row in grid.text] == [["3 / 2", "0 / –"], ["– / 1", "– / –"]]


def test_the_finding_counts_what_is_rated() -> None:
    assert drawn().finding == "Staff have rated **2 of 4** practices here; lay partners **2**."
    assert drawn().alt == (
        "Grid of 2 practices by 2 networks. Staff have rated 2 of 4 practices here; lay partners 2."
    )


def test_the_table_is_the_grid() -> None:
    assert drawn().table.to_dict("records") == [
        {"Practice": "A strategy", "North East": "3 / 2", "Yorkshire": "0 / –"},
        {"Practice": "Payment", "North East": "– / 1", "Yorkshire": "– / –"},
    ]


def test_without_practices_nothing_is_drawn() -> None:
    drawing = practices_figure({}, networks=NETWORKS, practices={}, palette=LIGHT)
    assert drawing.finding == "Staff have rated **0 of 0** practices here; lay partners **0**."
    assert drawing.table.empty


def test_more_networks_need_more_room() -> None:
    one = practices_figure({}, networks={"YH": "Yorkshire"}, practices={}, palette=LIGHT)
    assert 0 < one.least_width < drawn().least_width

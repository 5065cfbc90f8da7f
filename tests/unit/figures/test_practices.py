"""The grid of further practices: staff's level and lay partners' side by side, and not rated is not 0."""

from components.figures.drawing import Drawing
from components.figures.grid import MANY, NOT_SHOWN, Grid
from components.figures.practices import practices_figure

NETWORKS = {"NENC": "North East", "YH": "Yorkshire"}
PRACTICES = {"P1": "A strategy", "P2": "Payment"}


def drawn() -> Drawing:
    levels = {
        ("NENC", "P1"): (3, 2), ("YH", "P1"): (0, None), ("NENC", "P2"): (None, 1), ("YH", "P2"): (None, None),
    }  # fmt: skip
    return practices_figure(levels, networks=NETWORKS, practices=PRACTICES)


def grid() -> Grid:
    figure = drawn().figure
    assert isinstance(figure, Grid)
    return figure


def test_each_level_and_not_rated_has_a_tint() -> None:
    assert grid().tints == ((MANY, NOT_SHOWN), (NOT_SHOWN, NOT_SHOWN))


def test_a_cell_shows_staff_then_lay_partners() -> None:
    assert grid().texts == (("3 / 2", "0 / –"), ("– / 1", "– / –"))
    assert grid().in_full[0] == (
        "Staff: level 3 of 3; lay partners: level 2 of 3", "Staff: level 0 of 3; lay partners: not rated",
    )  # fmt: skip


def test_labels_stand_at_both_edges() -> None:
    assert (grid().corner, grid().rows, grid().columns) == (
        "Practice", ("A strategy", "Payment"), ("North East", "Yorkshire"),
    )  # fmt: skip


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
    drawing = practices_figure({}, networks=NETWORKS, practices={})
    assert drawing.finding == "Staff have rated **0 of 0** practices here; lay partners **0**."
    assert drawing.table.empty

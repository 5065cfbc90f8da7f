"""Movement drawn: a line for staff, a line for lay partners, and the first and last place in words."""

from datetime import date

import pytest

from components.figures.movement import NetworkMovement, movement_figure, movement_finding
from components.figures.palette import DARK, LIGHT, Palette
from domain.spectrum import Position
from tests.unit.figures.samples import NOT_PLACED, a_position

DAYS = (date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30))


def line(*values: float | None) -> tuple[tuple[date, Position], ...]:
    positions = (NOT_PLACED if value is None else a_position(value) for value in values)
    return tuple(zip(DAYS, positions, strict=True))


NENC = NetworkMovement("NENC", "North East", staff=line(40.0, None, 60.4), lay=line(None, 30.0, None))
YH = NetworkMovement("YH", "Yorkshire", staff=line(None, None, None), lay=line(20.0, 25.0, 10.0))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_network_has_a_panel_with_two_lines(palette: Palette) -> None:
    figure = movement_figure([NENC, YH], palette=palette).figure
    staff, lay, other_staff, other_lay = figure.data
    assert list(staff.x) == [DAYS[0], DAYS[2]]
    assert list(lay.x) == [DAYS[1]]
    assert len(other_staff.x) == 0
    assert list(other_lay.x) == list(DAYS)
    assert (staff.line.color, lay.line.color) == (palette.accent, palette.contrast)
    assert [note.text for note in figure.layout.annotations] == ["<b>North East</b>", "<b>Yorkshire</b>"]


def test_higher_in_a_panel_is_closer_to_co_ordinating_and_panels_do_not_touch() -> None:
    figure = movement_figure([NENC, YH], palette=LIGHT).figure
    staff, _, _, lay_below = figure.data
    assert staff.y[0] < staff.y[1]
    assert max(lay_below.y) < 1 < min(staff.y)


def test_a_hover_names_network_rater_place_and_day() -> None:
    staff = movement_figure([NENC], palette=LIGHT).figure.data[0]
    assert staff.text[1] == "North East, staff: 60 on 30 September 2026"


def test_the_finding_has_the_first_and_the_last_place_of_each_line_by_name() -> None:
    assert movement_finding([NENC, YH]) == (
        "Staff of North East: from 40 (31 March 2026) to **60** (30 September 2026). "
        "Lay partners of Yorkshire: from 20 (31 March 2026) to **10** (30 September 2026)."
    )


@pytest.mark.parametrize(
    "networks", [[], [NetworkMovement("GM", "Manchester", line(1.0, None, None), line(*[None] * 3))]]
)
def test_a_single_place_is_no_movement(networks: list[NetworkMovement]) -> None:
    drawing = movement_figure(networks, palette=LIGHT)
    assert drawing.finding == "There are not enough ratings over time to show movement yet."
    assert drawing.alt == f"Positions at the end of each quarter. {drawing.finding}"


def test_the_table_has_each_day_and_says_where_there_is_no_place() -> None:
    table = movement_figure([NENC], palette=LIGHT).table
    assert table.to_numpy().tolist() == [
        ["North East", "31 March 2026", "40", "not placed"],
        ["North East", "30 June 2026", "not placed", "30"],
        ["North East", "30 September 2026", "60", "not placed"],
    ]


def test_without_networks_the_table_keeps_its_columns() -> None:
    table = movement_figure([], palette=LIGHT).table
    assert list(table.columns) == ["Network", "Day", "Staff position", "Lay position"]
    assert table.empty

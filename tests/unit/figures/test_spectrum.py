"""The spectrum drawn: where dots, rings, ranges and gaps stand, and what is said of them."""

import pytest

from components.figures.palette import DARK, LIGHT, Palette
from components.figures.spectrum import (
    NetworkPosition,
    network_of_mark,
    position_finding,
    position_table,
    position_text,
    spectrum_figure,
)
from domain.spectrum import Position
from tests.unit.figures.samples import NOT_PLACED, ON, a_network, a_position

BOTH = [
    a_network("NENC", a_position(70.0), a_position(40.0)),
    a_network("YH", a_position(30.0, assessed=6)),
    a_network("GM", NOT_PLACED),
]


def marks(networks: list[NetworkPosition], palette: Palette = LIGHT) -> tuple[object, object]:
    """The traces of staff's dots and lay partners' rings."""
    figure = spectrum_figure(networks, on=ON, palette=palette).figure
    by_name = {trace.name: trace for trace in figure.data if trace.name}
    return by_name["Staff"], by_name["Lay partners"]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_staff_stand_as_a_dot_and_lay_partners_as_a_ring(palette: Palette) -> None:
    staff, lay = marks(BOTH, palette)
    assert list(staff.x) == [70.0, 30.0]
    assert list(lay.x) == [40.0]
    assert staff.marker.color == palette.accent
    assert (lay.marker.color, lay.marker.line.color) == (palette.surface, palette.contrast)


def test_networks_stand_from_top_to_bottom_in_the_order_given_and_are_never_ranked() -> None:
    staff, _ = marks(BOTH)
    assert list(staff.y) == [2, 1]
    assert [key for (key,) in staff.customdata] == ["staff:NENC", "staff:YH"]
    assert [network_of_mark(key) for (key,) in staff.customdata] == ["NENC", "YH"]
    turned, _ = marks(BOTH[::-1])
    assert list(turned.x) == [30.0, 70.0]


def test_a_range_is_drawn_only_where_markers_are_not_rated_and_a_gap_only_between_two_dots() -> None:
    figure = spectrum_figure(BOTH, on=ON, palette=LIGHT).figure
    lines, ranges, gaps = figure.data[:3]
    assert list(lines.x) == [0, 100, None] * 3
    assert list(ranges.x) == [20.0, 40.0, None, 0.0, 100.0, None]
    assert list(ranges.y) == [1, 1, None, 0, 0, None]
    assert list(gaps.x) == [70.0, 40.0, None]


def test_a_network_without_a_dot_says_why_beside_its_name() -> None:
    names = spectrum_figure(BOTH, on=ON, palette=LIGHT).figure.data[3]
    assert list(names.text) == ["Place NENC", "Place YH", "Place GM · no dot: 0 of 9 rated"]


def test_a_hover_says_both_places_and_how_far_apart_they_are() -> None:
    staff, _ = marks(BOTH)
    assert staff.text[0] == (
        "Place NENC<br>Staff: 70, nearer to co-ordinating<br>9 of 9 markers rated<br>"
        "Lay people place it 30 points closer to influencing than staff do."
    )


def test_the_finding_counts_sides_gaps_and_missing_views() -> None:
    assert position_finding(BOTH) == (
        "Of 2 networks, staff place **1** nearer to co-ordinating and **1** nearer to influencing. "
        "Lay partners rated 1 network fully enough to compare: they put **1** at least 10 points nearer to "
        "influencing than staff do, and **0** nearer to co-ordinating. "
        "For 2 networks there is no lay rating yet, which is not the same as agreement."
    )


def test_with_every_lay_view_there_nothing_is_missing() -> None:
    two = [
        a_network("NENC", a_position(70.0), a_position(61.0)),
        a_network("YH", a_position(30.0), a_position(40.0)),
    ]
    assert position_finding(two).endswith(
        "they put **0** at least 10 points nearer to influencing than staff do, and **1** nearer to co-ordinating."
    )


def test_without_any_lay_view_nothing_is_compared() -> None:
    two = [a_network("NENC", a_position(70.0)), a_network("YH", a_position(50.0))]
    assert position_finding(two) == (
        "Of 2 networks, staff place **1** nearer to co-ordinating and **0** nearer to influencing. "
        "For 2 networks there is no lay rating yet, which is not the same as agreement."
    )


def test_one_network_is_described_by_itself() -> None:
    assert position_finding(BOTH[:1]) == (
        "Staff see Place NENC as **nearer to co-ordinating** (70 of 100, 9 of 9 markers rated). "
        "Lay people place it 30 points closer to influencing than staff do."
    )


@pytest.mark.parametrize("networks", [[], BOTH[2:]])
def test_without_any_dot_the_finding_says_so(networks: list[NetworkPosition]) -> None:
    assert position_finding(networks) == (
        "No network here has enough ratings to be placed on the spectrum yet."
    )
    figure = spectrum_figure(networks, on=ON, palette=LIGHT).figure
    assert [len(trace.x) for trace in figure.data if trace.name] == [0, 0]


def test_the_alt_text_names_the_day_the_finding_and_who_has_no_dot() -> None:
    alt = spectrum_figure(BOTH, on=ON, palette=LIGHT).alt
    assert alt.startswith("3 networks on a line from influencing to co-ordinating, as of 22 November 2026. ")
    assert alt.endswith("No dot for Place GM: too few markers rated.")
    assert "*" not in alt
    assert "No dot" not in spectrum_figure(BOTH[:2], on=ON, palette=LIGHT).alt


def test_the_table_has_both_views_their_ranges_and_the_gap() -> None:
    rows = position_table(BOTH).to_dict("records")
    assert rows[0] == {
        "Network": "Place NENC",
        "Staff position": "70",
        "Staff range": "70 to 70",
        "Markers rated by staff": "9 of 9",
        "Lay position": "40",
        "Lay range": "40 to 40",
        "Markers rated by lay partners": "9 of 9",
        "Lay minus staff": "−30",
    }
    assert (rows[1]["Staff range"], rows[1]["Lay minus staff"]) == ("20 to 40", "cannot be compared")
    assert (rows[2]["Staff position"], rows[2]["Staff range"]) == ("not placed", "0 to 100")


@pytest.mark.parametrize(
    ("staff", "lay", "text"), [(40.0, 55.5, "+16"), (40.0, 40.4, "0"), (40.0, 39.5, "−1"), (40.0, 39.6, "0")]
)
def test_a_gap_has_its_sign_and_is_whole(staff: float, lay: float, text: str) -> None:
    (row,) = position_table([a_network("NENC", a_position(staff), a_position(lay))]).to_dict("records")
    assert row["Lay minus staff"] == text


def test_all_markers_at_0_leave_no_range() -> None:
    nothing = Position(None, None, None, assessed=9, of=9, levels={})
    (row,) = position_table([a_network("NENC", nothing)]).to_dict("records")
    assert row["Staff range"] == "not known"


def test_a_position_reads_as_a_whole_number() -> None:
    assert [position_text(value) for value in (None, 0.0, 62.5)] == ["not placed", "0", "63"]


def test_the_small_one_is_lower_and_says_the_same() -> None:
    large, small = (
        spectrum_figure(BOTH, on=ON, palette=LIGHT, is_small=is_small) for is_small in (False, True)
    )
    assert small.figure.layout.height < large.figure.layout.height
    assert (small.finding, small.alt) == (large.finding, large.alt)

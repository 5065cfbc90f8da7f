"""How much is not known: a bar where a percentage may be shown, words where not."""

from collections.abc import Mapping

import pytest

from components.figures.drawing import Drawing
from components.figures.not_known import not_known_figure
from components.figures.palette import DARK, LIGHT, Palette
from domain.people import ProtectedPeople
from domain.reach import areas_reached
from tests.unit.figures.samples import NETWORKS, a_year, the_year

TWO = {"NENC": "North East", "YH": "Yorkshire"}


def drawn(
    year: ProtectedPeople | None = None, *, labels: Mapping[str, str] = NETWORKS, palette: Palette = LIGHT
) -> Drawing:
    areas = [one for one in areas_reached(year or the_year()) if one.area in labels]
    return not_known_figure(areas, labels=labels, palette=palette)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_area_has_a_bar_on_a_track_of_100(palette: Palette) -> None:
    track, share, names = drawn(palette=palette).figure.data
    assert list(track.x) == [100, 100, 100]
    assert list(share.x) == [17, 0, 33]
    assert share.marker.color == palette.quiet
    assert names.text[0].startswith("North East: 17%")
    assert names.text[1] == "Yorkshire: groups are not known for 30 people"


def test_a_hover_says_the_sentence_of_the_area() -> None:
    share = drawn().figure.data[1]
    assert share.text[0] == "Groups are not known for 20 people, 17% of those involved."


def test_the_finding_is_england_s_and_counts_networks_above_a_third() -> None:
    high = a_year(people={}, known={"NENC": 50, "YH": 100}, unknown={"NENC": 50, "YH": 10})
    assert drawn(high).finding == (
        "Groups are not known for 60 people, 29% of those involved. In **1 network** it is more than a third."
    )
    assert drawn().finding == "Groups are not known for 50 people, 33% of those involved."


def test_one_network_has_a_sentence_of_its_own() -> None:
    drawing = drawn(labels={"NENC": "North East"})
    assert drawing.finding == "Groups are not known for 20 people, 17% of those involved."
    assert drawing.alt == f"Share of people whose groups are not known, by area. {drawing.finding}"


def test_several_chosen_networks_always_have_a_finding() -> None:
    assert drawn(labels=TWO).finding == "In none of these networks is it known to be more than a third."
    high = a_year(people={}, known={"NENC": 50, "YH": 50}, unknown={"NENC": 50, "YH": 60})
    assert drawn(high, labels=TWO).finding == "In **2 networks** it is more than a third."


def test_nobody_recorded_and_everybody_known_read_differently() -> None:
    year = a_year(people={}, known={"NENC": 40}, unknown={})
    names = drawn(year).figure.data[2]
    assert list(names.text) == [
        "North East: groups are known for everyone involved",
        "Yorkshire: no people recorded",
        "England: groups are known for everyone involved",
    ]


def test_the_table_has_counts_as_shown_and_the_share() -> None:
    rows = drawn().table.to_dict("records")
    assert [(row["Area"], row["People involved"], row["Groups not known"]) for row in rows] == [
        ("North East", 120, 20),
        ("Yorkshire", 30, 30),
        ("England", 150, 50),
    ]
    assert rows[0]["Share not known"].startswith("17%")
    assert rows[1]["Share not known"] == "groups are not known for 30 people"


def test_without_areas_nothing_is_drawn() -> None:
    assert drawn(labels={}).table.empty

"""The grid of groups by networks: numbers as they may be shown, blank spots by name, activities in place of people."""

from collections.abc import Mapping

import pandas as pd
import pytest

from components.figures.drawing import Drawing
from components.figures.grid import FEW, MANY, NOBODY, NOT_SHOWN, SOME, Grid
from components.figures.reach_map import activity_map_figure, reach_map_figure
from domain.people import ProtectedPeople
from domain.reach import reach_rows
from domain.shown import ENGLAND
from tests.unit.figures.samples import GROUPS, NETWORKS, a_year, the_year

ONE = {"NENC": "North East"}


def drawn(
    year: ProtectedPeople | None = None,
    *,
    areas: Mapping[str, str] = NETWORKS,
    groups: Mapping[str, str] = GROUPS,
) -> Drawing:
    rows = reach_rows(year or the_year(), benchmarks={})
    return reach_map_figure(rows, areas=areas, groups=groups)


def grid(drawing: Drawing) -> Grid:
    assert isinstance(drawing.figure, Grid)
    return drawing.figure


def everybody() -> ProtectedPeople:
    """Each network reached each group that may be shown for it."""
    people = {(area, group): 60 for area in ("NENC", "YH") for group in GROUPS}
    return a_year(people=people, known={"NENC": 250, "YH": 250})


def activities(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["group", "network", "activities"])


def test_cells_say_what_may_be_shown_and_why_not() -> None:
    shown = grid(drawn())
    assert shown.texts == (("10", "–", "10"), ("0", "–", "0"), ("Eng", "Eng", "0"))
    assert shown.tints == ((FEW, NOT_SHOWN, FEW), (NOBODY, NOT_SHOWN, NOBODY), (NOT_SHOWN, NOT_SHOWN, NOBODY))


def test_few_some_and_many_have_steps_of_their_own() -> None:
    year = a_year(
        people={("NENC", "CARER"): 40, ("YH", "CARER"): 60, ("NENC", "LD"): 300},
        known={"NENC": 500, "YH": 500},
    )
    shown = grid(drawn(year, areas={"NENC": "North East", "YH": "Yorkshire"}))
    assert shown.tints == ((FEW, SOME), (MANY, NOBODY), (NOT_SHOWN, NOT_SHOWN))


def test_a_small_number_is_a_few_and_what_is_hidden_beside_it_has_no_step() -> None:
    year = a_year(people={("NENC", "CARER"): 60, ("YH", "CARER"): 3}, known={"NENC": 500, "YH": 500})
    shown = grid(drawn(year))
    assert shown.texts[0] == ("hid", "<8", "65")
    assert shown.tints[0] == (NOT_SHOWN, FEW, SOME)


def test_a_hover_says_people_in_words() -> None:
    assert grid(drawn()).in_full[0] == ("10 people", "no people recorded", "10 people")


def test_the_finding_names_who_was_missed_in_england_and_counts_the_other_blank_spots() -> None:
    finding = drawn().finding
    assert finding.startswith(
        "**Nobody in England** is recorded from People with a learning disability and Trans people."
    )
    assert "blank spots" not in finding


def test_a_group_that_one_network_missed_is_a_blank_spot() -> None:
    year = a_year(
        people={("NENC", "CARER"): 60, ("YH", "CARER"): 60, ("NENC", "LD"): 60, ("NENC", "TRANS"): 60},
        known={"NENC": 250, "YH": 250},
    )
    assert drawn(year).finding == (
        "Somebody in England is recorded from every group here. "
        "There is **1** blank spot: a network with nobody recorded from a group."
    )


def test_more_than_eight_missed_groups_are_counted_and_not_all_named() -> None:
    ten = {f"G{number}": f"Group {number}" for number in range(10)}
    counts = activities(*((group, "NENC", int(group == "G9")) for group in ten))
    drawing = activity_map_figure(counts, areas=ONE, groups=ten)
    assert drawing.finding.endswith("Group 6, Group 7 and 1 more group.")


def test_activities_that_reached_nobody_say_so() -> None:
    drawing = activity_map_figure(activities(("LD", "NENC", 0)), areas=ONE, groups={"LD": "People"})
    assert drawing.finding == "No activity here reached a seldom-heard group."


def test_nobody_recorded_anywhere_says_so() -> None:
    nobody = a_year(people={}, known={}, unknown={"NENC": 20})
    assert drawn(nobody).finding == (
        "No people are recorded here yet, so nothing can be said about whom we reached."
    )


def test_one_network_names_its_own_blank_spots() -> None:
    drawing = drawn(areas=ONE)
    assert drawing.finding == "**North East** recorded nobody from People with a learning disability."
    assert drawing.alt == f"Grid of 3 groups by 1 area. {drawing.finding.replace('**', '')}"


@pytest.mark.parametrize("areas", [ONE, {"NENC": "North East", "YH": "Yorkshire"}])
def test_networks_without_a_blank_spot_say_so(areas: dict[str, str]) -> None:
    assert drawn(everybody(), areas=areas).finding


def test_a_network_of_which_no_group_is_known_says_so() -> None:
    assert "Yorkshire" in drawn(areas={"YH": "Yorkshire"}).finding


def test_only_the_chosen_groups_are_drawn_and_named() -> None:
    drawing = drawn(groups={"LD": "People with a learning disability"})
    assert drawing.table["Group"].tolist() == ["People with a learning disability"]
    assert "Trans" not in drawing.finding


def test_the_table_has_the_words_in_full() -> None:
    assert drawn().table.to_dict("records") == [
        {"Group": "Unpaid carers", "North East": 10, "Yorkshire": "none recorded", "England": 10},
        {
            "Group": "People with a learning disability",
            "North East": 0,
            "Yorkshire": "none recorded",
            "England": 0,
        },
        {"Group": "Trans people", "North East": "England only", "Yorkshire": "England only", "England": 0},
    ]


def test_without_groups_the_table_keeps_its_columns() -> None:
    table = drawn(groups={}).table
    assert list(table.columns) == ["Group", "North East", "Yorkshire", "England"]
    assert table.empty


def test_activities_are_counted_as_they_are() -> None:
    drawing = activity_map_figure(
        activities(("CARER", "NENC", 1), ("LD", "NENC", 20), ("TRANS", "NENC", 1200)),
        areas=ONE,
        groups=GROUPS,
    )
    shown = grid(drawing)
    assert shown.texts == (("1",), ("20",), ("1,200",))
    assert shown.tints == ((FEW,), (MANY,), (MANY,))
    assert shown.in_full == (("1 activity",), ("20 activities",), ("1,200 activities",))
    assert drawing.finding == "These activities reached **3 of 3 groups**."
    assert drawing.table["North East"].tolist() == [1, 20, 1200]


def test_groups_that_no_activity_reached_are_named() -> None:
    drawing = activity_map_figure(
        activities(("CARER", "NENC", 5), ("LD", "NENC", 0), ("TRANS", "NENC", 0)),
        areas=ONE,
        groups=GROUPS,
    )
    assert drawing.finding == (
        "These activities reached **1 of 3 groups**. "
        "None reached: People with a learning disability and Trans people."
    )
    assert drawing.alt == f"Grid of activities: 3 groups by 1 network. {drawing.finding.replace('**', '')}"
    assert ENGLAND not in drawing.table.columns

"""The strategy by networks: headings above priorities, empty places in plain sight, every number with its key."""

import pytest

from components.figures.coverage import Coverage, CoveredBy, Line, coverage_figure
from components.figures.drawing import Drawing
from components.figures.grid import FEW, MANY, NOBODY, NOT_SHOWN, SOME, Grid
from components.figures.pledges import pledges_figure
from components.figures.ways_of_working import ways_of_working_figure

NETWORKS = {"NENC": "North East", "YH": "Yorkshire"}
LINES = (
    Line("C1", "1 Leadership", is_heading=True),
    Line("1.1", "1.1 Share power"),
    Line("1.2", "1.2 A forum."),
    Line("1.3", "1.3 A head"),
)
COUNTS = {
    ("C1", "NENC"): 12, ("C1", "YH"): 0,
    ("1.1", "NENC"): 9, ("1.2", "NENC"): 3, ("1.2", "YH"): 1,
}  # fmt: skip


def drawn(
    counts: dict[tuple[str, str], int] | None = None, networks: dict[str, str] | None = None
) -> Drawing:
    return coverage_figure(
        Coverage(
            COUNTS if counts is None else counts,
            lines=LINES,
            networks=networks or NETWORKS,
            covered_by=CoveredBy.ACTIVITIES,
        )
    )


def grid(drawing: Drawing) -> Grid:
    assert isinstance(drawing.figure, Grid)
    return drawing.figure


def test_an_empty_place_is_a_0_with_a_tint_of_its_own() -> None:
    assert grid(drawn()).texts == (("12", "0"), ("9", "0"), ("3", "1"), ("0", "0"))
    assert grid(drawn()).tints == ((NOT_SHOWN, NOBODY), (MANY, NOBODY), (FEW, FEW), (NOBODY, NOBODY))
    assert grid(drawn()).headings == (0,)


def test_numbers_that_are_all_alike_share_one_tint() -> None:
    alike = {("1.1", "NENC"): 2, ("1.2", "YH"): 2}
    assert grid(drawn(alike)).tints[1:3] == ((SOME, NOBODY), (NOBODY, SOME))


def test_the_finding_counts_the_empty_places_of_priorities_alone() -> None:
    assert drawn().finding == "**3 of 6** places are empty. No network has any activity for “1.3 A head”."


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({}, "No activity here is recorded as serving any line of the strategy."),
        (
            {(line, network): 1 for line in ("1.1", "1.2", "1.3") for network in NETWORKS},
            "Every network has activities for every priority.",
        ),
        (
            {
                (line, network): 1
                for line in ("1.1", "1.2", "1.3")
                for network in NETWORKS
                if line + network != "1.2YH"
            },
            "**1 of 6** places is empty. The fewest networks, **1 of 2**, have activities for “1.2 A forum”.",
        ),
    ],
)
def test_the_finding_says_where_the_gaps_are(counts: dict[tuple[str, str], int], said: str) -> None:
    assert drawn(counts).finding == said


def test_one_network_is_told_what_it_serves() -> None:
    said = drawn(networks={"YH": "Yorkshire"}).finding
    assert said == (
        "Yorkshire serves **1 of 3 priorities**. Nothing is recorded for “1.1 Share power” and “1.3 A head”."
    )


def test_every_number_of_grid_and_table_has_the_same_key() -> None:
    drawing = drawn()
    assert grid(drawing).keys[1] == ("1.1|NENC", "1.1|YH")
    assert drawing.keys[1, "North East"] == "1.1|NENC"
    assert drawing.table.to_dict("records")[1] == {
        "Commitment or priority": "1.1 Share power", "North East": 9, "Yorkshire": 0,
    }  # fmt: skip
    assert grid(drawing).in_full[1][0] == "1.1 Share power, North East: 9 activities"


def test_ways_of_working_name_the_one_seen_most_and_least() -> None:
    ways = (Line("W1", "1 Be creative"), Line("W2", "2 Share early."))
    drawing = ways_of_working_figure(
        Coverage(
            {("W1", "YH"): 1, ("W2", "YH"): 4}, lines=ways, networks=NETWORKS, covered_by=CoveredBy.OUTCOMES
        )
    )
    assert drawing.finding == (
        "**2 of 2 ways of working** can be seen here. Most often: “2 Share early” (4 outcomes). "
        "Least often: “1 Be creative” (1 outcome)."
    )
    nothing = ways_of_working_figure(Coverage({}, ways, NETWORKS, CoveredBy.OUTCOMES))
    assert nothing.finding == "No outcome here is recorded as showing a way of working."


PLEDGES = {"D1": "Set aims", "D2": "Train staff"}


def test_pledges_say_who_has_answered_and_who_has_not() -> None:
    drawing = pledges_figure({("D1", "YH"): "In April."}, pledges=PLEDGES, networks=NETWORKS)
    assert grid(drawing).texts == (("–", "yes"), ("–", "–"))
    assert drawing.finding == (
        "Networks have said how they meet a pledge in **1 of 4** places. 1 network has not said so for any pledge."
    )
    assert drawing.table.to_dict("records")[1] == {
        "Pledge": "Set aims", "Network": "Yorkshire", "How it is met": "In April.",
    }  # fmt: skip


def test_without_an_answer_and_with_every_one_the_finding_is_short() -> None:
    everywhere = {(pledge, network): "So." for pledge in PLEDGES for network in NETWORKS}
    assert pledges_figure({}, pledges=PLEDGES, networks=NETWORKS).finding == (
        "No network here has said yet how it meets the pledges."
    )
    assert pledges_figure(everywhere, pledges=PLEDGES, networks=NETWORKS).finding == (
        "Networks have said how they meet a pledge in **4 of 4** places."
    )


def test_two_grids_that_stand_side_by_side_have_the_same_tints() -> None:
    alone, more = {("1.1", "NENC"): 1, ("1.2", "NENC"): 2}, {("1.1", "NENC"): 10, ("1.2", "NENC"): 20}

    def tint(counts: dict[tuple[str, str], int], beside: dict[tuple[str, str], int], row: int) -> int:
        drawing = coverage_figure(Coverage(counts, LINES, NETWORKS, CoveredBy.ACTIVITIES, beside))
        return grid(drawing).tints[row][0]

    assert [tint(alone, more, 1), tint(alone, more, 2)] == [FEW, FEW]
    assert [tint(more, alone, 1), tint(more, alone, 2)] == [MANY, MANY]
    assert grid(drawn(alone)).tints[2][0] == MANY

"""Share reached beside share of the population: who is compared, how it reads, and what is left to the table."""

import pytest

from components.figures.drawing import Drawing
from components.figures.palette import DARK, LIGHT, Palette
from components.figures.representation import representation_figure
from domain.reach import Benchmark, ReachRow, reach_rows
from domain.shown import ENGLAND
from tests.unit.figures.samples import a_year

NOT_KNOWN = "Groups are known for everyone involved."
SIX = {f"G{number}": f"Group {number}" for number in range(6)}
GROUPS = {"CARER": "Unpaid carers", "LD": "People with a learning disability", "TRANS": "Trans people"}
TENTH = Benchmark(0.1, "2021", "Census 2021")


def rows(
    people: dict[str, int], benchmarks: dict[str, Benchmark], *, known: int = 1000, area: str = "NENC"
) -> list[ReachRow]:
    """Rows of one network in which so many people of each group are known."""
    year = a_year(people={("NENC", group): count for group, count in people.items()}, known={"NENC": known})
    found = reach_rows(year, benchmarks={(area, group): one for group, one in benchmarks.items()})
    return [row for row in found if row.area == area]


def drawn(found: list[ReachRow], palette: Palette = LIGHT) -> Drawing:
    return representation_figure(
        found, area="North East", groups=GROUPS, not_known=NOT_KNOWN, palette=palette
    )


CARERS = rows({"CARER": 50}, {"CARER": TENTH})


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_dot_is_what_was_reached_and_the_diamond_who_lives_there(palette: Palette) -> None:
    links, names, population, reached = drawn(CARERS, palette).figure.data
    assert list(links.x) == [5, 10.0, None]
    assert (list(population.x), population.marker.symbol) == ([10.0], "diamond")
    assert (list(reached.x), reached.marker.symbol) == ([5], "circle")
    assert (population.marker.color, reached.marker.color) == (palette.surface, palette.accent)
    assert "Unpaid carers" in names.text[0]
    assert "5%, less than in the population (10%)" in names.text[0]


def test_a_hover_says_both_shares_and_the_comparison() -> None:
    reached = drawn(CARERS).figure.data[3]
    assert list(reached.text) == [
        "Unpaid carers<br>Reached 5%, population 10%<br>a smaller share than in the population"
    ]


@pytest.mark.parametrize(
    ("people", "benchmark", "words"),
    [
        (100, TENTH, "10%, about as in the population (10%)"),
        (300, TENTH, "30%, more than in the population (10%)"),
        (0, TENTH, "0%, less than in the population (10%)"),
        (10, Benchmark(0.004, "2021", "GP records"), "1%, more than in the population (under 1%)"),
        (50, Benchmark(0.0, "2021", "Census 2021"), "5%, not compared with the population (0%)"),
    ],
)
def test_the_line_beside_a_group_compares_in_words(people: int, benchmark: Benchmark, words: str) -> None:
    names = drawn(rows({"CARER": people}, {"CARER": benchmark})).figure.data[1]
    assert words in names.text[0]


def test_a_share_that_rounds_to_0_is_not_nobody() -> None:
    drawing = drawn(rows({"CARER": 10}, {"CARER": TENTH}, known=10_000))
    assert drawing.table["Share of people whose groups are known"].tolist()[0] == "under 1%"


def test_the_finding_names_whom_we_reached_less() -> None:
    found = rows({"CARER": 50, "LD": 300}, {"CARER": TENTH, "LD": TENTH})
    drawing = drawn(found)
    assert drawing.finding == (
        "**1 of 2 groups** that we can compare in North East were reached less than in the population: "
        f"Unpaid carers. {NOT_KNOWN}"
    )
    assert drawing.alt.startswith(
        "Share of people reached beside the share of the population in North East. "
    )
    assert drawing.alt.endswith(f"Unpaid carers. {NOT_KNOWN}")
    assert "*" not in drawing.alt


def test_nobody_reached_less_is_said_without_a_list() -> None:
    finding = drawn(rows({"CARER": 300}, {"CARER": TENTH})).finding
    assert finding.startswith(
        "**0 of 1 group** that we can compare in North East was reached less than in the population. "
    )


def test_of_many_groups_five_are_named() -> None:
    (row,) = [row for row in CARERS if row.group == "CARER"]
    many = [
        ReachRow(
            row.area, group, row.people, row.known_people, row.reached_percent, row.benchmark,
            row.representation, row.not_known_percent,
        )
        for group in SIX
    ]  # fmt: skip
    finding = representation_figure(
        many, area="North East", groups=SIX, not_known=NOT_KNOWN, palette=LIGHT
    ).finding
    assert "Group 0, Group 1, Group 2, Group 3, Group 4 and others." in finding


@pytest.mark.parametrize(
    "found", [[], rows({"CARER": 12}, {"CARER": TENTH}, known=30), rows({"CARER": 50}, {})]
)
def test_with_nothing_to_compare_nothing_is_drawn(found: list[ReachRow]) -> None:
    drawing = drawn(found)
    assert drawing.finding == (
        f"There are not enough people recorded in North East to compare with its population. {NOT_KNOWN}"
    )
    assert all(len(trace.x) == 0 for trace in drawing.figure.data)


def test_the_table_has_every_group_and_says_why_some_are_not_compared() -> None:
    found = rows({"CARER": 50, "LD": 3}, {"CARER": TENTH, "LD": TENTH})
    table = drawn(found).table.to_dict("records")
    assert table[0] == {
        "Group": "Unpaid carers",
        "People": 50,
        "Share of people whose groups are known": "5%",
        "Share of the population": "10%",
        "Compared": "a smaller share than in the population",
        "Population figure": "2021: Census 2021",
    }
    assert (table[1]["Share of people whose groups are known"], table[1]["Compared"]) == (
        "no percentage",
        "not enough people to compare",
    )
    assert (table[2]["People"], table[2]["Compared"], table[2]["Population figure"]) == (
        "England only",
        "shown for England only",
        "",
    )


def test_england_shows_the_groups_that_networks_must_not() -> None:
    found = rows({"TRANS": 60}, {"TRANS": TENTH}, area=ENGLAND)
    assert drawn(found).table["People"].tolist() == [0, 0, 60]


def test_only_the_chosen_groups_are_in_the_table() -> None:
    drawing = representation_figure(
        CARERS, area="North East", groups={"LD": "Learning"}, not_known=NOT_KNOWN, palette=LIGHT
    )
    assert drawing.table["Group"].tolist() == ["Learning"]

"""Reach worked by hand: shares of rounded counts, compared with published ones, and blank spots by name."""

import pytest

from domain.disclosure import HIDDEN, KEPT_BACK, NONE_RECORDED, ONLY_FOR_ENGLAND, Shown, shown
from domain.errors import InvalidRecordError
from domain.people import PeopleCounts, ProtectedPeople, protect_people
from domain.reach import (
    AreaReach,
    Benchmark,
    Comparison,
    Intersection,
    ReachRow,
    areas_reached,
    blank_spots,
    intersections,
    not_known_percent,
    reach_rows,
    reached_percent,
    representation,
)

TENTH = Benchmark(0.1, year="2021", source="Census 2021")


def small_year() -> ProtectedPeople:
    """NENC knows 98 of 120 people, 12 of them carers; YH knows nobody's groups."""
    return protect_people(
        PeopleCounts(
            areas=("NENC", "YH"),
            groups=("CARER", "LD", "TRANS"),
            parents={},
            people={("NENC", "CARER"): 12},
            pairs={},
            known={"NENC": 98},
            unknown={"NENC": 22, "YH": 30},
        )
    )


def rows() -> dict[tuple[str, str], ReachRow]:
    found = reach_rows(small_year(), benchmarks={("NENC", "CARER"): TENTH})
    return {(row.area, row.group): row for row in found}


def test_a_row_worked_by_hand() -> None:
    row = rows()["NENC", "CARER"]
    assert (row.people.text, row.known_people.text, row.reached_percent) == ("10", "100", 10)
    assert (row.population_percent, row.population_text) == (10, "10%")
    assert (row.representation.comparison, row.representation.ratio) == (Comparison.SAME, 1.0)
    assert row.not_known_percent == 17  # 20 of 120 as shown


def test_rows_come_area_by_area_with_england_last() -> None:
    assert list(rows()) == [
        (area, group) for area in ("NENC", "YH", "ENGLAND") for group in ("CARER", "LD", "TRANS")
    ]


def test_without_a_benchmark_the_count_stands_alone() -> None:
    row = rows()["NENC", "LD"]
    assert row.population_percent is None
    assert row.population_text == "no reliable figure"
    assert row.representation.text == "no reliable population figure"


@pytest.mark.parametrize(
    ("people", "comparison", "ratio"),
    [
        (0, Comparison.SMALLER, 0),
        (72, Comparison.SMALLER, 0.7),
        (80, Comparison.SAME, 0.8),
        (125, Comparison.SAME, 1.3),
        (130, Comparison.LARGER, 1.3),
        (300, Comparison.LARGER, 3),
    ],
)
def test_a_ratio_from_0_8_to_1_25_is_about_the_same(
    people: int, comparison: Comparison, ratio: float
) -> None:
    result = representation(shown(people), known=shown(1000), benchmark=TENTH)
    assert (result.comparison, result.ratio) == (comparison, ratio)


@pytest.mark.parametrize(
    ("people", "known", "benchmark", "text"),
    [
        (shown(3), shown(100), TENTH, "not enough people to compare"),
        (shown(12), shown(40), TENTH, "not enough people to compare"),
        (shown(12), HIDDEN, TENTH, "not enough people to compare"),
        (HIDDEN, shown(100), TENTH, "not enough people to compare"),
        (NONE_RECORDED, shown(0), TENTH, "not enough people to compare"),
        (shown(12), shown(98), None, "no reliable population figure"),
        (shown(12), shown(98), Benchmark(0, "2021", "x"), "no reliable population figure"),
        (ONLY_FOR_ENGLAND, shown(98), TENTH, "shown for England only"),
    ],
)
def test_what_cannot_be_compared_says_why(
    people: Shown, known: Shown, benchmark: Benchmark | None, text: str
) -> None:
    result = representation(people, known=known, benchmark=benchmark)
    assert (result.text, result.ratio) == (text, None)


def test_percentages_come_from_the_counts_as_shown() -> None:
    assert reached_percent(shown(12), known=shown(98)) == 10
    assert not_known_percent(shown(3), total=shown(98)) is None


def test_a_published_share_keeps_its_fraction_and_reads_whole() -> None:
    row = reach_rows(small_year(), benchmarks={("NENC", "LD"): Benchmark(0.004, "2023-24", "GP records")})[1]
    assert row.population_percent == pytest.approx(0.4)
    assert row.population_text == "under 1%"


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_published_share_outside_0_to_1_is_refused(share: float) -> None:
    with pytest.raises(InvalidRecordError, match="between 0 and 1"):
        Benchmark(share, "2021", "x")


@pytest.mark.parametrize(
    ("total", "not_known", "text"),
    [
        (120, 22, "Groups are not known for 20 people, 17% of those involved."),
        (120, 3, "Groups are not known for fewer than 8 people."),
        (30, 20, "Groups are not known for 20 people."),
        (30, 0, "Groups are known for everyone involved."),
        (0, 0, "No people recorded."),
    ],
)
def test_the_share_not_known_reads_by_itself(total: int, not_known: int, text: str) -> None:
    percent = not_known_percent(shown(not_known), total=shown(total))
    assert (
        AreaReach("NENC", shown(total), shown(total - not_known), shown(not_known), percent).not_known_text
        == text
    )


def test_areas_come_with_their_share_not_known() -> None:
    nenc, yorkshire, england = areas_reached(small_year())
    assert nenc == AreaReach("NENC", shown(120), shown(98), shown(22), 17)
    assert yorkshire.known == shown(0)
    assert (england.area, england.total.text, england.not_known_percent) == ("ENGLAND", "150", 33)


def test_blank_spots_are_named_but_never_for_a_sensitive_group_of_a_network() -> None:
    """YH is left out: nobody's groups are known there, so its blank spots are unknown."""
    assert blank_spots(rows().values()) == {"NENC": ("LD",), "ENGLAND": ("LD", "TRANS")}


def test_an_area_that_reached_all_groups_has_no_blank_spot() -> None:
    reached = [row for row in rows().values() if row.group == "CARER"]
    assert blank_spots(reached) == {"NENC": (), "ENGLAND": ()}


def test_intersections_list_each_pair_of_an_area() -> None:
    assert intersections(small_year(), area="NENC") == [
        Intersection("NENC", "CARER", "LD", KEPT_BACK),
        Intersection("NENC", "CARER", "TRANS", ONLY_FOR_ENGLAND),
        Intersection("NENC", "LD", "TRANS", ONLY_FOR_ENGLAND),
    ]

"""A year's counts of people are protected as one family, pairs of groups beside the groups themselves."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.disclosure import Kind, shown
from domain.errors import InvalidRecordError
from domain.people import PeopleCounts, ProtectedPeople, parents_closure, people_involved, protect_people

AREAS = ("NENC", "YH", "GM")
GROUPS = ("CARER", "ETH", "ETH_ASIAN", "ETH_BLACK", "TRANS")
PARENTS = {"ETH_ASIAN": "ETH", "ETH_BLACK": "ETH", "GYPSY_IT": "GRT"}
Cohort = tuple[str, tuple[str, ...] | None, int]


def year(*cohorts: Cohort) -> PeopleCounts:
    """Counts of cohorts (area, groups, people); None is people whose groups are not known."""
    people: Counter[tuple[str, str]] = Counter()
    pairs: Counter[tuple[str, str, str]] = Counter()
    known: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for area, groups, number in cohorts:
        if groups is None:
            unknown[area] += number
            continue
        known[area] += number
        closed = sorted(parents_closure(groups, parents=PARENTS), key=GROUPS.index)
        people.update({(area, group): number for group in closed})
        pairs.update({(area, *pair): number for pair in combinations(closed, 2)})
    return PeopleCounts(AREAS, GROUPS, PARENTS, people, pairs, known, unknown)


def protected(*cohorts: Cohort) -> ProtectedPeople:
    return protect_people(year(*cohorts))


def test_a_group_brings_its_parents() -> None:
    parents = {"a": "b", "b": "c", "x": "y"}
    assert parents_closure(["a"], parents=parents) == {"a", "b", "c"}
    assert parents_closure(["a", "x"], parents=parents) == {"a", "b", "c", "x", "y"}
    assert parents_closure([], parents=parents) == frozenset()
    assert parents_closure(["a"], parents={"a": "b", "b": "a"}) == {"a", "b"}


def test_england_is_the_sum_and_comes_last() -> None:
    result = protected(("NENC", ("CARER",), 60), ("YH", ("CARER",), 61), ("YH", None, 20))
    assert result.areas == ("NENC", "YH", "GM", "ENGLAND")
    assert [result.people[area, "CARER"].text for area in result.areas] == [
        "60",
        "60",
        "none recorded",
        "120",
    ]
    assert [result.unknown[area].text for area in result.areas] == ["0", "20", "0", "20"]
    assert people_involved(result, area="ENGLAND").text == "140"


def test_a_group_that_nobody_belongs_to_is_0_only_where_groups_are_known() -> None:
    result = protected(("NENC", ("CARER",), 60), ("YH", None, 20))
    assert result.people["NENC", "ETH"].text == "0"
    assert result.people["YH", "ETH"].text == "none recorded"
    assert result.people["ENGLAND", "ETH"].text == "0"


def test_sensitive_groups_and_their_pairs_show_for_england_only() -> None:
    result = protected(("NENC", ("CARER", "TRANS"), 60), ("NENC", (), 40))
    assert result.people["NENC", "TRANS"].text == "England only"
    assert result.people["GM", "TRANS"].text == "England only"
    assert result.people["ENGLAND", "TRANS"].text == "60"
    assert result.pairs["NENC", "CARER", "TRANS"].text == "England only"
    assert result.pairs["ENGLAND", "CARER", "TRANS"].text == "60"


def test_pairs_of_one_family_are_left_out() -> None:
    result = protected(("NENC", ("ETH_ASIAN", "CARER"), 30), ("NENC", (), 70))
    assert ("NENC", "ETH", "ETH_ASIAN") not in result.pairs
    assert ("NENC", "ETH_ASIAN", "ETH_BLACK") not in result.pairs
    assert (
        result.pairs["NENC", "CARER", "ETH"].text == result.pairs["NENC", "CARER", "ETH_ASIAN"].text == "30"
    )


def test_pairs_are_kept_back_where_few_people_are_known() -> None:
    few = protected(("NENC", ("CARER", "ETH"), 20), ("NENC", (), 27))
    enough = protected(("NENC", ("CARER", "ETH"), 20), ("NENC", (), 28))
    assert few.pairs["NENC", "CARER", "ETH"].text == "not shown"
    assert enough.pairs["NENC", "CARER", "ETH"].text == "20"


def test_pairs_of_a_hidden_group_are_kept_back() -> None:
    result = protected(
        ("NENC", ("CARER",), 3),
        ("YH", ("CARER", "ETH"), 9),
        ("GM", ("CARER",), 14),
        *((a, (), 90) for a in AREAS),
    )
    assert [result.people[area, "CARER"].text for area in result.areas] == [
        "fewer than 8",
        "hidden",
        "15",
        "25",
    ]
    assert result.pairs["YH", "CARER", "ETH"].text == "not shown"


def test_pairs_of_a_group_that_nearly_everyone_belongs_to_are_kept_back() -> None:
    """60 known and 60 carers are shown; 0 in both would tell that the others are 4 at most (62 less 58)."""
    result = protected(("NENC", ("CARER",), 59), ("NENC", ("ETH",), 2))
    assert [cell.text for cell in (result.known["NENC"], result.people["NENC", "CARER"])] == ["60", "60"]
    assert result.people["NENC", "ETH"].text == "fewer than 8"
    assert result.pairs["NENC", "CARER", "ETH"].text == "not shown"


def test_names_of_totals_are_refused() -> None:
    counts = PeopleCounts(("ENGLAND",), (), {}, {}, {}, {}, {})
    with pytest.raises(InvalidRecordError, match="used for totals"):
        protect_people(counts)
    with pytest.raises(InvalidRecordError, match="used for totals"):
        protect_people(PeopleCounts(("NENC",), ("known",), {}, {}, {}, {}, {}))


COHORTS = st.lists(
    st.tuples(
        st.sampled_from(AREAS),
        st.none() | st.lists(st.sampled_from(GROUPS), max_size=3).map(tuple),
        st.integers(1, 40),
    ),
    max_size=12,
)


@given(COHORTS)
@settings(max_examples=60, deadline=None)
def test_no_number_is_anything_but_the_rounded_true_one(cohorts: list[Cohort]) -> None:
    counts = year(*cohorts)
    result = protect_people(counts)
    for key, cell in result.people.items():
        if cell.is_number and key[0] != "ENGLAND":
            assert cell == shown(counts.people[key])
    for pair, cell in result.pairs.items():
        if cell.kind is Kind.ROUNDED and pair[0] != "ENGLAND":
            assert cell == shown(counts.pairs[pair])


@given(COHORTS)
@settings(max_examples=60, deadline=None)
def test_what_sums_leave_open_for_a_small_group_is_1_to_7(cohorts: list[Cohort]) -> None:
    """A second, simpler look: the networks' cells against England's, by the widest each could be."""
    result = protect_people(year(*cohorts))
    wide = {"fewer than 8": (1, 7), "hidden": (1, 999), "none recorded": (0, 0), "0": (0, 0)}
    for group in ("CARER", "ETH", "ETH_ASIAN", "ETH_BLACK"):
        spans = {}
        for area in result.areas:
            cell = result.people[area, group]
            spans[area] = wide.get(cell.text) or (int(cell.text) - 2, int(cell.text) + 2)
        for area in AREAS:
            if result.people[area, group].kind is Kind.SMALL:
                others = [spans[other] for other in AREAS if other != area]
                low, high = spans["ENGLAND"]
                assert low - sum(top for _, top in others) <= 1
                assert high - sum(bottom for bottom, _ in others) >= 7


def test_activities_that_are_public_leave_a_small_count_room() -> None:
    counts = year(("NENC", ("CARER",), 7), ("NENC", (), 100))
    told = replace(counts, activities={("NENC", "CARER"): 7}, with_groups={"NENC": 7})
    assert protect_people(counts).people["NENC", "CARER"].text == "fewer than 8"
    assert protect_people(told).people["NENC", "CARER"].text == "hidden"
    assert protect_people(told).people["ENGLAND", "CARER"].text == "hidden"


def test_pairs_say_nothing_of_nobody_and_of_a_few() -> None:
    cohorts: list[Cohort] = [
        (area, ("CARER", "ETH"), people) for area, people in zip(AREAS, (20, 3, 3), strict=True)
    ]
    cohorts += [(area, groups, 40) for area in AREAS for groups in (("CARER",), ("ETH",), ())]
    result = protected(*cohorts)
    assert result.pairs["NENC", "CARER", "ETH"].text == "20"
    assert {result.pairs[area, "CARER", "ETH"].text for area in ("YH", "GM")} == {"not shown"}


def test_a_pair_of_england_that_needs_small_groups_to_be_large_is_kept_back() -> None:
    """Each network has 7 carers who are from an ethnic minority group, and many more of one of the two groups.

    England's 21 stands as 20 (18 to 22). No network can give more than its 7, so at least 4 of each would be told.
    """
    others = {"NENC": "CARER", "YH": "ETH", "GM": "CARER"}
    cohorts: list[Cohort] = [(area, ("CARER", "ETH"), 7) for area in AREAS]
    cohorts += [(area, (group,), 40) for area, group in others.items()]
    cohorts += [(area, (), 60) for area in AREAS]
    result = protected(*cohorts)
    assert [result.people[area, "ETH"].text for area in ("NENC", "GM")] == ["fewer than 8", "fewer than 8"]
    assert result.pairs["ENGLAND", "CARER", "ETH"].text == "not shown"


def test_a_network_where_two_groups_never_met_gives_englands_pair_no_room() -> None:
    """The South West could hold some of the 21, but its records tell that no activity there reached both groups."""
    areas = (*AREAS, "SW")
    cohorts: list[Cohort] = [(area, ("CARER", "ETH"), 7) for area in AREAS]
    cohorts += [("NENC", ("CARER",), 31), ("YH", ("CARER",), 31), ("GM", ("ETH",), 31)]
    cohorts += [("SW", ("CARER",), 40), ("SW", ("ETH",), 40), *((area, (), 60) for area in areas)]
    counts = replace(year(*cohorts), areas=areas)
    told = replace(counts, apart=frozenset({("SW", "CARER", "ETH")}))
    assert protect_people(counts).pairs["ENGLAND", "CARER", "ETH"].text == "20"
    assert protect_people(told).pairs["ENGLAND", "CARER", "ETH"].text == "not shown"

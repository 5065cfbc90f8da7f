"""Counts that add up give no small count away, checked by listing every table that a reader could believe."""

import random
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.disclosure import HIDDEN, ONLY_FOR_ENGLAND, Kind, Shown, Sum, Within, protect, shown
from domain.errors import InvalidRecordError

HIGHEST_TRIED = 24
HIGHEST = 200
Table = dict[str, int]
Cell = tuple[str, int]


def believable(cell: Shown, *, hidden_from: int) -> range:
    """Every count that fits one shown cell, read from the words alone."""
    if cell.kind in {Kind.HIDDEN, Kind.ENGLAND_ONLY}:
        return range(hidden_from if cell.kind is Kind.HIDDEN else 0, HIGHEST)
    return {
        "0": range(1),
        "fewer than 8": range(1, 8),
    }.get(cell.text) or range(int(cell.text) - 2, int(cell.text) + 3)


def solutions(
    cells: Mapping[str, Shown],
    sums: Sequence[Sum[str]],
    *,
    wary_of: Mapping[str, int],
    within: Sequence[Within[str]],
    tried: int,
) -> Iterable[Table]:
    """Every table that fits; the total of a sum follows from its parts, so only parts are tried."""
    totals = {rule.total for rule in sums}
    free = [key for key in cells if key not in totals]
    ranges = {
        key: believable(cell, hidden_from=8 if wary_of.get(key, 0) >= 8 else 1) for key, cell in cells.items()
    }
    for counts in product(*(ranges[key][:tried] for key in free)):
        table = dict(zip(free, counts, strict=True))
        for rule in sums:
            table[rule.total] = sum(table[part] for part in rule.parts)
        if all(table[key] in ranges[key] for key in totals) and all(
            table[rule.part] <= table[rule.whole] for rule in within
        ):
            yield table


def assert_keeps_small_counts(
    true: Table,
    cells: Mapping[str, Shown],
    sums: Sequence[Sum[str]],
    within: Sequence[Within[str]] = (),
    *,
    tried: int = HIGHEST_TRIED,
) -> None:
    plain = list(solutions(cells, sums, wary_of={}, within=within, tried=tried))
    wary = list(solutions(cells, sums, wary_of=true, within=within, tried=tried))
    for key, cell in cells.items():
        if cell.kind is Kind.SMALL:
            assert {table[key] for table in plain} == set(range(1, 8)), (key, cells)
        if cell.kind in {Kind.SMALL, Kind.HIDDEN}:
            assert len({table[key] for table in wary}) >= 5, (key, cells)


def line(*parts: int) -> tuple[Table, list[Sum[str]]]:
    names = [f"part {number}" for number in range(len(parts))]
    return {**dict(zip(names, parts, strict=True)), "total": sum(parts)}, [Sum("total", tuple(names))]


def square(a: int, b: int, c: int, d: int) -> tuple[Table, list[Sum[str]]]:
    """Two rows and two columns with all totals; the grand total comes last."""
    true = {
        "a": a,
        "b": b,
        "c": c,
        "d": d,
        "ab": a + b,
        "cd": c + d,
        "ac": a + c,
        "bd": b + d,
        "all": a + b + c + d,
    }
    sums = [
        Sum("ab", ("a", "b")),
        Sum("cd", ("c", "d")),
        Sum("ac", ("a", "c")),
        Sum("bd", ("b", "d")),
        Sum("all", ("ab", "cd")),
        Sum("all", ("ac", "bd")),
    ]
    return true, sums


def texts(true: Table, sums: list[Sum[str]]) -> list[str]:
    return [cell.text for cell in protect(true, sums).values()]


SMALL = "fewer than 8"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((3, 9, 14), [SMALL, "hidden", "15", "25"]),  # the written case
        ((7, 7, 7, 7), [SMALL] * 4 + ["hidden"]),  # only 28 would fit a total of 30
        ((7, 7), [SMALL, SMALL, "hidden"]),  # 13 or 14 would fit 15
        ((4, 4), [SMALL, SMALL, "10"]),  # 8 to 12 leaves both 1 to 7
        ((2, 3), [SMALL, SMALL, "hidden"]),  # a small total would be at least 2
        ((3, 9), [SMALL, "10", "hidden"]),  # hiding the 9 would leave 1 to 4
        ((3, 0, 0), [SMALL, "0", "0", SMALL]),  # the part and the total are the same people
        ((3, 40, 77), [SMALL, "hidden", "75", "120"]),
        ((3, 4, 77), [SMALL, SMALL, "75", "85"]),
        ((9, 14), ["10", "15", "25"]),
        ((0, 0), ["0", "0", "0"]),
    ],
)
def test_a_line_worked_by_hand(parts: tuple[int, ...], expected: list[str]) -> None:
    assert texts(*line(*parts)) == expected


def test_ties_hide_the_first_given() -> None:
    assert texts(*line(3, 20, 12, 8, 60))[:5] == [SMALL, "20", "hidden", "10", "60"]


def test_without_sums_each_count_stands_alone() -> None:
    assert protect({"a": 3, "b": 9, "c": 0}) == {"a": shown(3), "b": shown(9), "c": shown(0)}


def test_a_sum_that_does_not_add_up_is_no_sum_but_keeps_its_order() -> None:
    true = {"parent": 12, "child": 3, "other": 4}
    assert [cell.text for cell in protect(true, [Sum("parent", ("child", "other"))]).values()] == [
        "10",
        SMALL,
        SMALL,
    ]
    with pytest.raises(InvalidRecordError, match="child counts more people than parent"):
        protect({"parent": 2, "child": 3}, [Sum("parent", ("child",))])


def test_overlapping_children_may_add_up_to_more_than_their_parent() -> None:
    true = {"parent": 12, "child": 9, "other": 9}
    assert [cell.text for cell in protect(true, [Sum("parent", ("child", "other"))]).values()] == ["10"] * 3


def test_a_relation_to_an_unknown_cell_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="no count for elsewhere"):
        protect({"total": 3}, [Sum("total", ("elsewhere",))])


def test_england_only_shows_nothing_not_even_zero() -> None:
    true = {"north": 0, "south": 9, "england": 9}
    cells = protect(
        true,
        [Sum("england", ("north", "south"))],
        kept_back=dict.fromkeys(("north", "south"), ONLY_FOR_ENGLAND),
    )
    assert [cell.text for cell in cells.values()] == ["England only", "England only", "10"]


def test_a_hidden_part_is_not_pinned_by_a_whole_that_shows() -> None:
    """The hidden 12 lies within a whole shown as 10, so it would push the small part up to at least 4."""
    true = {"small": 5, "next": 12, "large": 32, "total": 49, "whole": 12}
    sums, within = [Sum("total", ("small", "next", "large"))], [Within("next", "whole")]
    cells = protect(true, sums, within=within)
    assert cells["small"].text == SMALL
    assert_keeps_small_counts(true, cells, sums, within, tried=45)


def test_where_nothing_can_be_proven_all_around_is_hidden() -> None:
    """No single step leads from one table to the next where a part counts double."""
    assert protect({"double": 4, "part": 2}, [Sum("double", ("part", "part"))]) == {
        "double": HIDDEN,
        "part": HIDDEN,
    }


def test_a_hidden_part_is_not_pinned_by_a_count_already_shown() -> None:
    """The same with the whole shown before: hiding the 12 is no help, so the total is hidden."""
    true = {"small": 5, "next": 12, "large": 32, "total": 49}
    sums = [Sum("total", ("small", "next", "large"))]
    free = protect(true, sums)
    held = protect(true, sums, at_most={"next": shown(12)})
    assert [cell.text for cell in free.values()] == [SMALL, "hidden", "30", "50"]
    assert [cell.text for cell in held.values()] == [SMALL, "10", "30", "hidden"]
    wholes = {"whole": shown(12)}
    assert_keeps_small_counts(true | {"whole": 12}, held | wholes, sums, [Within("next", "whole")])


def test_sums_that_share_parts_crosswise_keep_small_counts() -> None:
    true = {"one": 1, "same": 1, "again": 1, "more": 1, "both": 2, "twice": 2}
    sums = [
        Sum("both", ("one", "same")),
        Sum("twice", ("again", "more")),
        Sum("both", ("one", "more")),
        Sum("twice", ("again", "same")),
    ]
    assert_keeps_small_counts(true, protect(true, sums), sums)


@given(st.lists(st.integers(0, 16), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_line_gives_a_small_count_away(parts: list[int]) -> None:
    true, sums = line(*parts)
    assert_keeps_small_counts(true, protect(true, sums), sums)


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4))
@settings(max_examples=20, deadline=None)
def test_no_square_table_gives_a_small_count_away(parts: list[int]) -> None:
    true, sums = square(*parts)
    assert_keeps_small_counts(true, protect(true, sums), sums)


@given(st.lists(st.integers(0, 12), min_size=3, max_size=3), st.data())
@settings(max_examples=60, deadline=None)
def test_no_child_gives_a_small_count_away_through_its_parents(parts: list[int], data: st.DataObject) -> None:
    true, sums = line(*parts)
    within = []
    for key in list(true):
        if data.draw(st.booleans()):
            true[f"parent of {key}"] = true[key] + data.draw(st.integers(0, 3))
            within.append(Within(key, f"parent of {key}"))
    if len(true) <= 6:
        assert_keeps_small_counts(true, protect(true, sums, within=within), sums, within)


@given(st.lists(st.integers(0, 16), min_size=4, max_size=4))
def test_zeros_stay_and_every_number_is_the_rounded_true_one(parts: list[int]) -> None:
    true, sums = square(*parts)
    for key, cell in protect(true, sums).items():
        assert cell in {shown(true[key]), HIDDEN}
        assert (cell.kind is Kind.ZERO) == (true[key] == 0)


def test_rule_6_alone_holds_everywhere_it_asks_for_something() -> None:
    for parts in product(range(0, 20, 3), repeat=3):
        true, sums = line(*parts)
        cells = list(protect(true, sums).values())
        small = sum(cell.kind is Kind.SMALL for cell in cells[:-1])
        hidden = sum(cell.kind is Kind.HIDDEN for cell in cells)
        assert not (small == 1 and cells[-1].is_number and hidden == 0), parts


def year_of_reach(
    seed: int, *, groups: int, average: int
) -> tuple[dict[tuple[str, int], int], list[Sum[tuple[str, int]]], list[Within[tuple[str, int]]]]:
    """Counts of groups in 15 areas and in England (area 0), a third of them zero, with 8 parent groups."""
    draw = random.Random(seed)
    names = [f"group {number}" for number in range(groups)]
    areas = range(1, 16)
    true = {
        (name, area): 0 if draw.random() < 0.3 else int(draw.expovariate(1 / average))
        for name in names
        for area in areas
    }
    families = {names[number]: names[20 + 2 * number : 22 + 2 * number] for number in range(8)}
    for area in areas:
        for parent, children in families.items():
            true[parent, area] = sum(true[child, area] for child in children)
        true["known", area] = max(true[name, area] for name in names) + draw.randrange(30)
    for name in [*names, "known"]:
        true[name, 0] = sum(true[name, area] for area in areas)
    sums = [Sum((name, 0), tuple((name, area) for area in areas)) for name in [*names, "known"]]
    sums += [
        Sum((parent, area), tuple((child, area) for child in children))
        for area in range(16)
        for parent, children in families.items()
    ]
    return true, sums, [Within((name, area), ("known", area)) for name in names for area in range(16)]


@pytest.mark.parametrize("average", [3, 10, 40])
def test_a_year_of_reach_is_protected_at_once(average: int) -> None:
    true, sums, within = year_of_reach(7, groups=43, average=average)
    cells = protect(true, sums, within=within)
    hidden = sum(cell.kind is Kind.HIDDEN for cell in cells.values())
    assert hidden < len(cells) / 10, "protection must leave most of the picture"


def test_every_pair_of_groups_is_protected_at_once() -> None:
    draw = random.Random(3)
    pairs = list(combinations(range(43), 2))
    true = {
        (pair, area): draw.randrange(1, 30) if draw.random() < 0.08 else 0
        for pair in pairs
        for area in range(1, 16)
    }
    true |= {(pair, 0): sum(true[pair, area] for area in range(1, 16)) for pair in pairs}
    sums = [Sum((pair, 0), tuple((pair, area) for area in range(1, 16))) for pair in pairs]
    cells = protect(true, sums)
    assert all((cell.kind is Kind.ZERO) == (true[key] == 0) for key, cell in cells.items())


@pytest.mark.parametrize(
    ("people", "activities", "text"),
    [(7, 7, "hidden"), (4, 4, "hidden"), (3, 3, "fewer than 8"), (7, 1, "fewer than 8"), (12, 9, "10")],
    ids=["7 activities leave only 7", "4 leave 4 values", "3 leave 5 values", "1 tells nothing", "not small"],
)
def test_a_small_count_that_activities_give_away_is_hidden(people: int, activities: int, text: str) -> None:
    assert protect({"carers": people}, at_least={"carers": activities})["carers"].text == text


def test_what_is_known_of_one_part_counts_in_the_audit_of_the_others() -> None:
    # 20 stands for 18 to 22. With 3 known in "a" and 7 at most, "b" has 18 - 7 = 11 or more: a sum that tells
    # nothing of "a". Where "b" shows 10 (8 to 12), "a" would be 6 or 7, so "b" is hidden as rule 6 says.
    shown = protect({"a": 7, "b": 12, "all": 19}, [Sum("all", ("a", "b"))], at_least={"a": 3})
    assert [shown[key].text for key in ("a", "b", "all")] == ["fewer than 8", "hidden", "20"]


def test_nobody_can_be_fewer_than_those_known_of() -> None:
    with pytest.raises(InvalidRecordError):
        protect({"carers": 2}, at_least={"carers": 3})

"""An adversary with every view, download, alt text and card, and an exact solver, recovers no small count.

All statements of all views of a year feed one system, so the difference between any two of them (by a
network, a group or a programme) is a part of it already. What the reader is not given: the text of the rule as
a program to run on every possible table. The last tests try that on short rows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from data_access.queries.people import people_counts
from domain.disclosure import Shown, Sum, protect, shown
from domain.people import PeopleCounts
from tests.attack.conftest import Open
from tests.attack.nasty_stores import (
    HAND_MADE,
    NETWORKS,
    YEAR,
    YEAR_BEFORE,
    Happened,
    each,
    random_year,
    true_people,
)
from tests.attack.reader import Reader, Span, row_of
from tests.attack.reading import NO_END, Cell, Said, counts_by_cell, everything_said, statements
from tests.attack.visitor import by_place_and_group, by_programme_and_rung, forget, visit

SEEDS = range(1, 7)


def spans_of_small_counts(happened: Sequence[Happened], said: Sequence[Said]) -> dict[Cell, Span]:
    """What the reader finds of every cell that truly holds 1 to 7 people, shown or not."""
    true = true_people(happened, YEAR)
    reader = Reader.of(said)
    spans = {cell: reader.span(row_of(cell)) for cell, people in true.counts.items() if 1 <= people <= 7}
    assert all(span.low <= true[cell] <= span.high for cell, span in spans.items())
    assert reader.believes(_cohorts(happened)), "the reader believes something that is not true"
    return spans


def _cohorts(happened: Sequence[Happened]) -> Mapping[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for one in happened:
        if one.year == YEAR:
            found.update({(one.network, key): people for key, people in one.cohorts.items()})
    return found


def pinned(spans: Mapping[Cell, Span]) -> dict[Cell, Span]:
    return {cell: span for cell, span in spans.items() if span.is_pinned}


def told_by_hidden(happened: Sequence[Happened], said: Sequence[Said]) -> list[Said]:
    """What a reader could add who works out which hidden counts are 8 or more."""
    true = true_people(happened, YEAR)
    return [
        Said(one.cell, 8, NO_END, "not small")
        for one in said
        if (one.low, one.high) == (1, NO_END) and "hidden" in one.words and true[one.cell] >= 8
    ]


@pytest.mark.parametrize("case", HAND_MADE)
def test_no_small_count_of_a_store_made_for_it_is_recovered(case: str, open_store: Open) -> None:
    open_store(HAND_MADE[case])
    said = everything_said()
    spans = spans_of_small_counts(HAND_MADE[case], [*said, *told_by_hidden(HAND_MADE[case], said)])
    assert spans
    assert not pinned(spans)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_small_count_of_a_random_store_is_recovered(seed: int, open_store: Open) -> None:
    happened = random_year(seed)
    open_store(happened)
    said = everything_said()
    assert not pinned(spans_of_small_counts(happened, [*said, *told_by_hidden(happened, said)]))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_shows_as_fewer_than_8_could_be_nearly_all_of_it(seed: int, open_store: Open) -> None:
    """At least 5 values, as the rule promises of groups and totals; pairs may take one more away."""
    happened = random_year(seed)
    open_store(happened)
    said = everything_said()
    small = {one.cell for one in said if (one.low, one.high) == (1, 7)}
    found = {cell: span for cell, span in spans_of_small_counts(happened, said).items() if cell in small}
    narrow = [cell for cell, span in found.items() if min(span.high, 7) - max(span.low, 1) < 3]
    assert not narrow
    assert sum(span.is_whole for span in found.values()) >= 0.7 * len(found)


def test_filters_only_choose_among_the_same_cells(open_store: Open) -> None:
    """Two views that differ by one network, group or year never show two figures for one cell.

    So the difference of any two figures is a difference of cells, which the one system of the tests above
    holds; and nothing new comes with a filter. Views with a programme or a rung say nothing but "at least one
    person for each activity", which is no more than the same view says without it.
    """
    happened = [*random_year(3), *(one_year_earlier(one) for one in random_year(4))]
    open_store(happened)
    for year in (YEAR, YEAR_BEFORE):
        said = [one for page in by_place_and_group(year) for one in statements(page)]
        several = {cell: counts for cell, counts in views_of_people(said).items() if len(counts) > 1}
        assert not several
        least = counts_by_cell([one for one in said if one.words.endswith("activities")])
        split = [one for page in by_programme_and_rung(year) for one in statements(page)]
        assert {one.cell[0] for one in split} == {"any"}
        for one in split:
            assert one.high == NO_END
            assert all(one.low <= low for low, _ in least[one.cell]), one


def one_year_earlier(one: Happened) -> Happened:
    return Happened(one.network, one.cohorts, year=YEAR_BEFORE, programme=one.programme, rung=one.rung)


def views_of_people(said: Sequence[Said]) -> dict[Cell, set[tuple[int, int]]]:
    """What was said of people by words for a number of people; ends that are only limits left out."""
    return counts_by_cell(
        [one for one in said if one.cell[0] not in {"any", "known"} and (one.low, one.high) != (1, NO_END)]
    )


def test_a_year_says_nothing_of_the_year_before(open_store: Open) -> None:
    year, before, other = random_year(5), random_year(6), random_year(7)
    heard = []
    for records in (before, other):
        open_store([*year, *(one_year_earlier(one) for one in records)])
        heard.append([one for one in everything_said() if not one.words.endswith("activities")])
    assert heard[0] == heard[1]


# The same adversary, where something is not protected: each of these shows that the tests above can fail.


def only_rule_2(true_counts: Mapping[Cell, int], *_: object, **__: object) -> dict[Cell, Shown]:
    return {cell: shown(people) for cell, people in true_counts.items()}


def test_without_secondary_suppression_four_sevens_are_recovered(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened = HAND_MADE["four networks with 7 each, England 30"]
    monkeypatch.setattr("domain.people.protect", only_rule_2)
    open_store(happened)
    found = pinned(spans_of_small_counts(happened, everything_said()))
    assert {cell: span.low for cell, span in found.items()} == {
        ("people", network, "CARER"): 7 for network in NETWORKS
    }


def test_without_the_floor_of_activities_seven_interviews_are_recovered(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    happened = HAND_MADE["seven activities of one carer each"]
    monkeypatch.setattr("domain.people._at_least", lambda _: {})
    open_store(happened)
    assert ("people", "NO", "CARER") in pinned(spans_of_small_counts(happened, everything_said()))


def test_a_figure_that_one_filter_counts_anew_is_noticed(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """England's figures without West, made for one view only, would give West's away."""
    open_store(each({"CARER": 41, "": 60}))
    said = statements(visit())
    forget()

    def without_west(*arguments: Any) -> PeopleCounts:
        counts = people_counts(*arguments)
        people = {key: 0 if key[0] == "WE" else number for key, number in counts.people.items()}
        return replace(counts, people=people, activities={}, with_groups={})

    monkeypatch.setattr("data_access.queries.people.people_counts", without_west)
    said += statements(visit(network=["NO", "EA"]))
    said += statements(visit(group=["CARER"]))
    assert views_of_people(said)["people", "ENGLAND", "CARER"] == {(163, 167), (123, 127)}


# A reader who runs the published rule on every table and keeps those that come out the same.


def rows_by_look(parts: int, most: int) -> dict[tuple[str, ...], list[tuple[int, ...]]]:
    found: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
    names = [str(number) for number in range(parts)]
    for row in product(range(most + 1), repeat=parts):
        true = dict(zip(names, row, strict=True)) | {"total": sum(row)}
        cells = protect(true, [Sum("total", tuple(names))])
        found.setdefault(tuple(cell.text for cell in cells.values()), []).append(row)
    return found


def rows_given_away(parts: int, most: int) -> list[tuple[int, ...]]:
    """Rows whose look no other row has in one small part; rows near the end of the trial are left out."""
    return [
        rows[0]
        for look, rows in rows_by_look(parts, most).items()
        if max(map(max, rows)) < most
        for part in range(parts)
        if {row[part] for row in rows} == {rows[0][part]} and look[part] != "0" and rows[0][part] <= 7
    ]


def test_running_the_rule_on_every_row_of_two_recovers_no_small_count() -> None:
    assert not rows_given_away(2, 24)


def test_running_the_rule_on_every_row_of_three_recovers_only_what_is_said_to_be() -> None:
    """1, 8 and 8 (or 13, 18 and so on) give themselves away: docs/decisions/0003 says why that stays."""
    found = rows_given_away(3, 14)
    assert found
    for row in found:
        one, eight, other = sorted(row)
        assert (one, eight, other % 5) == (1, 8, 3)

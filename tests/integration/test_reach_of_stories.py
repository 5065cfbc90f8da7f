"""Reach in a story's document: a finding without counts, and how much is not known, beside the rows that count."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from sqlalchemy.engine import Engine

from components.publishing.document import ReachPart
from components.publishing.from_records import graphics
from data_access.engine import get_engine
from data_access.facts import current_facts
from data_access.unit_of_work import unit_of_work
from domain.people import PeopleCounts, protect_people
from domain.permissions import OPERATOR
from domain.reach import Benchmark, areas_reached, reach_rows
from seed_data.loader import load_reference

TODAY = date(2026, 11, 22)
FIFTH = Benchmark(0.2, year="2021", source="Census 2021")
Reached = Callable[[Mapping[str, int]], ReachPart]


@pytest.fixture
def reached(served: Engine, monkeypatch: pytest.MonkeyPatch) -> Reached:
    """Gives what South London reached, of 1,000 people whose groups are known and 250 more; all groups are a fifth."""
    with unit_of_work(served, actor=OPERATOR) as work:
        load_reference(work)

    def part(people: Mapping[str, int]) -> ReachPart:
        counts = protect_people(
            PeopleCounts(
                areas=("SL",),
                groups=tuple(people),
                parents={},
                people={("SL", group): count for group, count in people.items()},
                pairs={},
                known={"SL": 1_000},
                unknown={"SL": 250},
            )
        )
        rows = reach_rows(counts, benchmarks={("SL", group): FIFTH for group in people if group != "CARER"})
        monkeypatch.setattr(
            graphics, "_year_of_reach", lambda *_: (tuple(rows), tuple(areas_reached(counts)))
        )
        facts = current_facts(get_engine())
        found = graphics.reach_part(facts, network="SL", groups=tuple(people), on=TODAY)
        assert found is not None
        return found

    return part


def test_the_sentence_names_the_groups_that_are_furthest_from_their_share_and_no_counts(
    reached: Reached,
) -> None:
    # A fifth of 1,000 is 200: half, twice, a little more, and four times that.
    part = reached({"OLDER": 100, "CYP": 400, "DIS": 280, "ETH": 800})
    assert part.sentence == (
        "In 2025/26, South London reached this group less than in the population: Older people. "
        "It reached these groups more: People from ethnic minority groups and Children and young people."
    )
    assert [row.people for row in part.rows] == ["100 people", "400 people", "280 people", "800 people"]


def test_how_many_are_not_known_stands_beside_the_rows(reached: Reached) -> None:
    assert reached({"OLDER": 200}).not_known == "Groups are not known for 250 people, 20% of those involved."


def test_a_share_like_that_of_the_population_is_said_to_be_so(reached: Reached) -> None:
    sentence = reached({"OLDER": 200}).sentence
    assert sentence == "In 2025/26, South London reached this group about as much as in the population."


def test_groups_without_a_population_figure_are_not_compared(reached: Reached) -> None:
    sentence = reached({"CARER": 200}).sentence
    assert sentence == "In 2025/26, this group in South London cannot be compared with the population."


def test_a_group_that_nobody_belongs_to_is_the_furthest_of_all(reached: Reached) -> None:
    assert reached({"OLDER": 0, "CYP": 900}).sentence.startswith(
        "In 2025/26, South London reached this group less than in the population: Older people. It reached"
    )

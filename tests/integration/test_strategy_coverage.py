"""How the strategy is covered, worked by hand: by priority, by commitment, by way of working, by resources."""

from datetime import date

from sqlalchemy.engine import Engine

from data_access.facts import Facts, read_facts
from data_access.queries.resources import resources_for_strategy, serves, shared_resources
from data_access.queries.strategy import strategy_coverage, ways_in_plain_words, ways_of_working_shown
from data_access.tables import ActivityPriority, ActivityWayOfWorking, Outcome, Priority, Resource
from domain.filters import Filters
from domain.periods import FinancialYear, Period, period_of
from domain.selection import Listed
from domain.vocabulary import Direction, Level, OutcomeStatus, PriorityKind, Provenance, ResourceKind
from tests.integration.factories import an_activity, save

ALL = Filters(year="2026-27")


def a_line(code: str, kind: PriorityKind, parent: str | None, position: int) -> Priority:
    return Priority(code=code, kind=kind, parent_code=parent, title=code, position=position, source="test")


def facts_of(store: Engine) -> Facts:
    """A1 of SL serves both priorities of C1, A2 of SL the first by a detail, A3 of GM none; A1 has 2 outcomes."""
    save(
        store,
        a_line("P1", PriorityKind.PRIORITY_GROUP, "C1", 11),
        a_line("1.1", PriorityKind.PRIORITY, "P1", 12),
        a_line("1.1.1", PriorityKind.PRIORITY_DETAIL, "1.1", 13),
        a_line("1.2", PriorityKind.PRIORITY, "P1", 14),
        a_line("P2", PriorityKind.PRIORITY_GROUP, "C2", 15),
        a_line("2.1", PriorityKind.PRIORITY, "P2", 16),
        an_activity("A1", "SL", id=1),
        an_activity("A2", "SL", id=2),
        an_activity("A3", "GM", id=3),
        ActivityPriority(activity_id=1, priority_code="1.1"),
        ActivityPriority(activity_id=1, priority_code="1.2"),
        ActivityPriority(activity_id=2, priority_code="1.1.1"),
        ActivityWayOfWorking(activity_id=3, way_code="W2"),
        *(
            Outcome(
                activity_id=1, local_reference=reference, direction=Direction.POSITIVE,
                status=OutcomeStatus.PLANNED, level=Level.INDIVIDUALS,
            )
            for reference in ("O1", "O2")
        ),
    )  # fmt: skip
    return read_facts(store)


def the_year() -> Period:
    return period_of(FinancialYear.from_code("2026-27"), today=date(2026, 11, 22))


def test_an_activity_of_two_priorities_counts_once_for_their_commitment(filled: Engine) -> None:
    counts = strategy_coverage(facts_of(filled), ALL, the_year(), listed=Listed.ACTIVITIES)
    assert {pair: count for pair, count in counts.items() if count} == {
        ("C1", "SL"): 2, ("1.1", "SL"): 2, ("1.2", "SL"): 1,
    }  # fmt: skip
    assert len(counts) == (2 + 3) * 2


def test_outcomes_count_with_their_activity_and_filters_hold(filled_sqlite: Engine) -> None:
    facts = facts_of(filled_sqlite)
    counts = strategy_coverage(facts, ALL, the_year(), listed=Listed.OUTCOMES)
    assert (counts["C1", "SL"], counts["1.1", "SL"], counts["2.1", "SL"]) == (2, 2, 0)
    elsewhere = Filters(year="2026-27", networks=("GM",))
    assert set(strategy_coverage(facts, elsewhere, the_year(), listed=Listed.OUTCOMES).values()) == {0}


def test_ways_of_working_count_by_network(filled_sqlite: Engine) -> None:
    counts = ways_of_working_shown(facts_of(filled_sqlite), ALL, the_year(), listed=Listed.ACTIVITIES)
    assert counts == {("W1", "SL"): 0, ("W1", "GM"): 0, ("W2", "SL"): 0, ("W2", "GM"): 1}
    assert ways_in_plain_words(filled_sqlite) == {"W1": "test", "W2": "test"}


def test_a_resource_counts_for_every_line_from_its_own_up(filled_sqlite: Engine) -> None:
    facts = facts_of(filled_sqlite)
    for line, network in (("1.1.1", "SL"), ("C2", None), (None, "SL")):
        save(
            filled_sqlite,
            Resource(
                title="A policy", kind=ResourceKind.POLICY, network_code=network, priority_code=line,
                shared_on=date(2026, 5, 1), provenance=Provenance.SUBMITTED,
            ),
        )  # fmt: skip
    resources = shared_resources(filled_sqlite)
    assert resources_for_strategy(facts, resources) == {("1.1", "SL"): 1, ("C1", "SL"): 1, ("C2", "all"): 1}
    assert [serves(facts, one, "C1") for one in resources] == [False, False, True]

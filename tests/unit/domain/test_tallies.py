"""Activities, outcomes and the facts of their evidence are counted plainly."""

from datetime import date

from domain.periods import FinancialYear, period_of
from domain.tallies import count_activities, count_outcomes, evidence_facts


def test_activities_count_in_the_period_they_started_in() -> None:
    starts = [date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert count_activities(starts, period=period_of(FinancialYear(2025), today=date(2026, 11, 3))) == 2


def test_outcomes_count_by_direction_and_status() -> None:
    outcomes = [("positive", "made"), ("negative", "made"), ("positive", "made")]
    assert count_outcomes(outcomes) == {("positive", "made"): 2, ("negative", "made"): 1}


def test_evidence_is_three_facts_each_way() -> None:
    assert evidence_facts(sources=1, comparator=0.0, confirmations=2).texts == (
        "has a source",
        "was measured against a comparator",
        "was confirmed by people involved",
    )
    assert evidence_facts(sources=0, comparator=None, confirmations=0).texts == (
        "has no source",
        "was not measured against a comparator",
        "was not confirmed by people involved",
    )

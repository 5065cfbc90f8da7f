"""Counts of what is not people, activities and outcomes, and the plain facts of an outcome's evidence.

These need no disclosure control.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.measures import measured_by
from domain.periods import Period


@measured_by("activities")
def count_activities(starts: Iterable[date], *, period: Period) -> int:
    """Count the activities that started within a period, given the start of each."""
    return sum(start in period for start in starts)


@measured_by("outcomes")
def count_outcomes(outcomes: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Count outcomes by (direction, status), in order of first appearance; what has none is left out."""
    return dict(Counter(outcomes))


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """The three plain facts about an outcome; they are not added up to a score."""

    has_source: bool
    has_comparator: bool
    is_confirmed: bool

    @property
    def texts(self) -> tuple[str, str, str]:
        return (
            "has a source" if self.has_source else "has no source",
            "was measured against a comparator"
            if self.has_comparator
            else "was not measured against a comparator",
            "was confirmed by people involved"
            if self.is_confirmed
            else "was not confirmed by people involved",
        )


@measured_by("evidence_facts")
def evidence_facts(*, sources: int, comparator: float | None, confirmations: int) -> EvidenceFacts:
    """Read the facts from an outcome: its number of sources, its metric's comparator, and confirmations."""
    return EvidenceFacts(
        has_source=sources > 0, has_comparator=comparator is not None, is_confirmed=confirmations > 0
    )

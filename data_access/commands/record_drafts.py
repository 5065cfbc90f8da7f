"""A whole record as a person hands it in: an activity with its people, its outcomes and their evidence."""

from collections.abc import Iterable, Sequence
from datetime import date

from pydantic import Field

from data_access.commands.drafts import (
    ActivityDraft,
    BrokenRule,
    CohortDraft,
    Draft,
    EvidenceDraft,
    OutcomeDraft,
)

MOST_COHORTS = 100
MOST_OUTCOMES = 50
MOST_EVIDENCE = 50


class OutcomeRecordDraft(Draft):
    """An outcome and what supports it."""

    outcome: OutcomeDraft
    evidence: tuple[EvidenceDraft, ...] = Field(default=(), max_length=MOST_EVIDENCE)

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """A reference stands for one piece of evidence."""
        yield from super().broken_rules(today)
        for place in _places_of_repeats([one.local_reference for one in self.evidence]):
            yield BrokenRule(f"evidence.{place}.local_reference", "another reference than above")


class RecordDraft(Draft):
    """A whole record. `activity_id` is None for a new one; parts of a stored one that are left out go."""

    activity_id: int | None = None
    activity: ActivityDraft
    cohorts: tuple[CohortDraft, ...] = Field(default=(), max_length=MOST_COHORTS)
    outcomes: tuple[OutcomeRecordDraft, ...] = Field(default=(), max_length=MOST_OUTCOMES)

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """People of the same groups stand together, and a reference stands for one outcome."""
        yield from super().broken_rules(today)
        for place in _places_of_repeats([cohort.groups_key for cohort in self.cohorts]):
            yield BrokenRule(f"cohorts.{place}.groups", "other groups than in a row above")
        for place in _places_of_repeats([one.outcome.local_reference for one in self.outcomes]):
            yield BrokenRule(f"outcomes.{place}.local_reference", "another reference than above")


def _places_of_repeats(keys: Sequence[str]) -> list[int]:
    return [place for place, key in enumerate(keys) if key in keys[:place]]

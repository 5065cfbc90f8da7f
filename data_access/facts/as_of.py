"""The facts as they stood on a past day: what was decided or told later is not known yet."""

from dataclasses import replace
from datetime import date

import numpy as np

from data_access.facts.by_day import share_order
from data_access.facts.recent import Recent
from data_access.facts.snapshot import NONE, Facts
from domain.vocabulary import OutcomeStatus

_NAME = "past days"
_MOST_DAYS = 4


def facts_as_of(facts: Facts, day: date) -> Facts:
    """The same facts without what came after a day, by the rule of `domain.looking_back`.

    An outcome that was decided later is planned, without its decision, what was done, number and evidence.
    Activities and ratings stay: every view cuts them by its own days. The result belongs to the same version, and
    a few days are kept as long as the facts themselves.
    """
    kept: Recent[Facts] = facts.derived.setdefault(_NAME, Recent(_MOST_DAYS))
    return kept.get(day, lambda: _cut(facts, day))


def _cut(facts: Facts, day: date) -> Facts:
    activities, outcomes, last = facts.activities, facts.outcomes, day.toordinal()
    later = outcomes.decided > last
    planned = list(OutcomeStatus).index(OutcomeStatus.PLANNED)
    past = replace(
        facts,
        activities=replace(
            activities,
            reported_back=np.where(activities.reported_back > last, NONE, activities.reported_back).astype(
                np.int32
            ),
        ),
        outcomes=replace(
            outcomes,
            status=np.where(later, planned, outcomes.status).astype(outcomes.status.dtype),
            decided=np.where(later, NONE, outcomes.decided).astype(outcomes.decided.dtype),
            has_pair=outcomes.has_pair & ~later,
            has_metric=outcomes.has_metric & ~later,
            has_source=outcomes.has_source & ~later,
            was_compared=outcomes.was_compared & ~later,
            was_confirmed=outcomes.was_confirmed & ~later,
        ),
    )
    share_order(facts, past=past)
    return past

"""The facts as they stood on a past day: what was decided or told later is not known yet."""

from dataclasses import replace
from datetime import date

import numpy as np

from data_access.facts.by_day import share_order
from data_access.facts.recent import Recent
from data_access.facts.snapshot import NONE, Facts
from domain.vocabulary import OutcomeStatus

PAST_DAYS = "past days"
"""Under which name a few of them are kept among what is derived from facts."""
_MOST_DAYS = 4


def facts_as_of(facts: Facts, day: date) -> Facts:
    """The same facts without what came after a day, by the rule of `domain.looking_back`.

    An outcome that was decided later is planned, without its decision, what was done, number and evidence.
    Activities and ratings stay: every view cuts them by its own days. The result belongs to the same version, and
    a few days are kept as long as the facts themselves.
    """
    kept: Recent[Facts] = facts.derived.setdefault(PAST_DAYS, Recent(_MOST_DAYS))
    return kept.get(day, lambda: _cut(facts, day))


def _cut(facts: Facts, day: date) -> Facts:
    activities, outcomes, last = facts.activities, facts.outcomes, day.toordinal()
    later = outcomes.decided > last
    known = ~later
    planned = outcomes.status.dtype.type(list(OutcomeStatus).index(OutcomeStatus.PLANNED))
    none = np.int32(NONE)
    past = replace(
        facts,
        activities=replace(
            activities,
            reported_back=np.where(activities.reported_back > last, none, activities.reported_back),
        ),
        outcomes=replace(
            outcomes,
            status=np.where(later, planned, outcomes.status),
            decided=np.where(later, none, outcomes.decided),
            has_pair=outcomes.has_pair & known,
            has_metric=outcomes.has_metric & known,
            has_source=outcomes.has_source & known,
            was_compared=outcomes.was_compared & known,
            was_confirmed=outcomes.was_confirmed & known,
        ),
    )
    share_order(facts, past=past)
    return past

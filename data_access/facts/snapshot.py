"""The columnar snapshot: what the views count, as arrays of small codes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data_access.change_log import Place
from data_access.facts.reference import Reference
from domain.spectrum import Assessment
from domain.vocabulary import RaterKind

NONE = -1

Ints = NDArray[np.int32]
Codes = NDArray[np.int16]
Masks = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class ActivityColumns:
    """One entry per activity, by ascending id. Codes are positions in the reference lists, -1 for none.

    `start` is the ordinal of the first day, `reported_back` of the day on which people were told what came of it,
    -1 for none. `groups` has a bit for each group of any of its cohorts,
    parents included; `priorities` and `ways` have one for each that it serves, by place in the reference lists.
    """

    ids: Ints
    network: Codes
    programme: Codes
    rung: Codes
    start: Ints
    design: Codes
    delivery: Codes
    stage: Codes
    mode: Codes
    payment: Codes
    expenses: Codes
    reported_back: Ints
    is_illustrative: Flags
    groups: Masks
    priorities: Masks
    ways: Masks

    @property
    def was_reported_back(self) -> Flags:
        """Whether people were told what came of it."""
        told: Flags = self.reported_back != NONE
        return told


@dataclass(frozen=True)
class CohortColumns:
    """One entry per cohort, by ascending `activity`, the row of its activity; `groups` are the bits of its groups."""

    activity: Ints
    people: Ints
    is_known: Flags
    groups: Masks


@dataclass(frozen=True)
class OutcomeColumns:
    """One entry per outcome, by ascending `activity`, the row of its activity, and then by id.

    `has_pair` says whether it tells "you said" and "we did"; `decided` is the ordinal of the day on which it
    was decided, -1 for none; the last three are the facts of evidence.
    """

    ids: Ints
    activity: Ints
    has_pair: Flags
    direction: Codes
    status: Codes
    level: Codes
    decided: Ints
    has_metric: Flags
    has_source: Flags
    was_compared: Flags
    was_confirmed: Flags


@dataclass(frozen=True)
class Facts:
    """Everything the views count, as of one version of the store.

    `place` is where the log of changes ended, None where it cannot be trusted. The columns are never written to:
    a later version has columns of its own, or shares those in which nothing changed.
    """

    version: int
    reference: Reference
    activities: ActivityColumns
    cohorts: CohortColumns
    outcomes: OutcomeColumns
    assessments: tuple[Assessment, ...]
    has_illustrative: bool
    place: Place | None = None

    @cached_property
    def derived(self) -> dict[str, Any]:
        """What was worked out from these columns, by the name that its owner gives it; it goes when these go.

        Carried on to facts in which every part is the same, as `data_access.facts.forward` says; else worked out again
        when it is first asked for.
        """
        return {}

    @cached_property
    def first_day(self) -> date | None:
        """The first day of the first activity; None for an empty store."""
        start = self.activities.start
        return date.fromordinal(int(start.min())) if start.size else None

    @cached_property
    def assessments_by_rater(self) -> dict[tuple[str, RaterKind], tuple[Assessment, ...]]:
        """All ratings by network and kind of rater; every network has both keys, perhaps with none."""
        sorted_out: dict[tuple[str, RaterKind], list[Assessment]] = defaultdict(list)
        for one in self.assessments:
            sorted_out[one.network, RaterKind(one.rater_kind)].append(one)
        return {
            (network, kind): tuple(sorted_out[network, kind])
            for network in self.reference.networks
            for kind in RaterKind
        }

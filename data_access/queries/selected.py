"""The records of a selection: which they are, from the facts, and a page of them, from the store."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from data_access.facts import Facts
from data_access.facts.snapshot import NONE as NO_CODE
from data_access.facts.snapshot import Codes, Flags, Ints, Masks
from data_access.queries.activities import selected_activities
from domain.how_long import LAST_DAYS, Took
from domain.periods import Period
from domain.selection import NONE, OF_OUTCOMES, YES, Facet, KnownFacets, Listed, Selection
from domain.spectrum import Assessment, newest_assessments
from domain.vocabulary import (
    Answer,
    Code,
    Direction,
    EvidenceFact,
    Level,
    Mode,
    OutcomeStatus,
    Pole,
    RaterKind,
    Stage,
    Who,
)

Test = Callable[[Facts, str], Flags]
"""Which records have this value of a facet."""


def known_facets(facts: Facts) -> KnownFacets:
    """The codes that facets may hold, with their labels."""
    reference = facts.reference
    return KnownFacets(
        priorities={
            code: reference.strategy[code].title for code in (*reference.commitments, *reference.priorities)
        },
        ways=dict(reference.ways),
        markers={code: one.label for code, one in reference.markers.items()},
        groups={code: one.label for code, one in reference.groups.items()},
    )


def rows_of_activities(facts: Facts, selection: Selection, period: Period) -> Flags:
    """One flag per activity: is it in the selection? For outcomes: is any of its outcomes?"""
    chosen = selected_activities(facts, selection.filters, selection.days(period))
    for facet, value in selection.facets:
        test = _OF_ACTIVITIES.get(facet)
        if test is not None:
            chosen &= test(facts, value)
    if any(facet in OF_OUTCOMES for facet, _ in selection.facets):
        having = np.zeros(chosen.size, dtype=np.bool_)
        having[facts.outcomes.activity[_outcomes_with(facts, selection)]] = True
        chosen &= having
    return chosen


def rows_of_outcomes(facts: Facts, selection: Selection, period: Period) -> Flags:
    """One flag per outcome: is it in the selection?"""
    return rows_of_activities(facts, selection, period)[facts.outcomes.activity] & _outcomes_with(
        facts, selection
    )


def numbers_of(facts: Facts, selection: Selection, period: Period) -> Ints:
    """The numbers in the store of the selected activities or outcomes, those that started last first."""
    if selection.listed is Listed.OUTCOMES:
        rows = np.flatnonzero(rows_of_outcomes(facts, selection, period))
        ids, start = facts.outcomes.ids[rows], facts.activities.start[facts.outcomes.activity[rows]]
    else:
        rows = np.flatnonzero(rows_of_activities(facts, selection, period))
        ids, start = facts.activities.ids[rows], facts.activities.start[rows]
    return ids[np.lexsort((-ids, -start))]


def selected_ratings(facts: Facts, selection: Selection, *, on: date) -> list[Assessment]:
    """The newest rating that counts of each marker on a day, by network, rater and marker of the selection."""
    rater, marker = selection.value_of(Facet.RATER), selection.value_of(Facet.MARKER)
    asked = {
        code
        for code, one in facts.reference.markers.items()
        if one.pole != Pole.BOTH or selection.value_of(Facet.DOT) is None
    }
    kinds = [kind for kind in RaterKind if rater in {None, kind.value}]
    found: list[Assessment] = []
    for network in facts.reference.networks:
        if selection.filters.networks and network not in selection.filters.networks:
            continue
        for kind in kinds:
            newest = newest_assessments(
                facts.assessments_by_rater[network, kind], network=network, rater_kind=kind, on=on
            )
            ordered = [newest[code] for code in facts.reference.markers if code in newest and code in asked]
            found += [one for one in ordered if marker in {None, one.marker}]
    return found


def _coded(column: Callable[[Facts], Codes], code: type[Code]) -> Callable[[Facts, str], Flags]:
    places = {member.value: place for place, member in enumerate(code)} | {NONE: NO_CODE}
    return lambda facts, value: _is(column(facts), places[value])


def _is(column: Codes, place: int) -> Flags:
    found: Flags = column == place
    return found


def _bit(masks: Masks, place: int) -> Flags:
    return ((masks >> np.uint64(place)) & np.uint64(1)).astype(np.bool_)


def _without_outcome(facts: Facts, _value: str) -> Flags:
    without = np.ones(facts.activities.ids.size, dtype=np.bool_)
    without[facts.outcomes.activity] = False
    return without


def _outcomes_with(facts: Facts, selection: Selection) -> Flags:
    chosen = np.ones(facts.outcomes.ids.size, dtype=np.bool_)
    for facet, value in selection.facets:
        test = _OF_OUTCOMES.get(facet)
        if test is not None:
            chosen &= test(facts, value)
    return chosen


def _took(facts: Facts, value: str) -> Flags:
    """Outcomes decided within a stretch of days; what is planned is in none of them."""
    outcomes, stretch = facts.outcomes, Took(value)
    is_decided = ~_is(outcomes.status, list(OutcomeStatus).index(OutcomeStatus.PLANNED))
    has_day: Flags = outcomes.decided != NO_CODE
    if stretch is Took.NO_DAY:
        return is_decided & ~has_day
    edges = [-np.inf, *LAST_DAYS.values(), np.inf]
    place = list(Took).index(stretch)
    days = outcomes.decided - facts.activities.start[outcomes.activity]
    within: Flags = (days > edges[place]) & (days <= edges[place + 1])
    return is_decided & has_day & within


_EVIDENCE: Mapping[str, Callable[[Facts], Flags]] = {
    EvidenceFact.SOURCE.value: lambda facts: facts.outcomes.has_source,
    EvidenceFact.COMPARATOR.value: lambda facts: facts.outcomes.was_compared,
    EvidenceFact.CONFIRMED.value: lambda facts: facts.outcomes.was_confirmed,
}
_OF_ACTIVITIES: Mapping[Facet, Test] = {
    Facet.DESIGN: _coded(lambda facts: facts.activities.design, Who),
    Facet.DELIVERY: _coded(lambda facts: facts.activities.delivery, Who),
    Facet.STAGE: _coded(lambda facts: facts.activities.stage, Stage),
    Facet.MODE: _coded(lambda facts: facts.activities.mode, Mode),
    Facet.PAYMENT: _coded(lambda facts: facts.activities.payment, Answer),
    Facet.EXPENSES: _coded(lambda facts: facts.activities.expenses, Answer),
    Facet.PRIORITY: lambda facts, value: (
        (facts.activities.priorities & np.uint64(facts.reference.bits_below(value))) != 0
    ),
    Facet.WAY: lambda facts, value: _bit(facts.activities.ways, list(facts.reference.ways).index(value)),
    Facet.NO_RUNG: lambda facts, _: _is(facts.activities.rung, NO_CODE),
    Facet.NO_PROGRAMME: lambda facts, _: _is(facts.activities.programme, NO_CODE),
    Facet.WITHOUT_OUTCOME: _without_outcome,
    Facet.REPORTED_BACK: lambda facts, value: np.equal(facts.activities.was_reported_back, value == YES),
}
_OF_OUTCOMES: Mapping[Facet, Test] = {
    Facet.STATUS: _coded(lambda facts: facts.outcomes.status, OutcomeStatus),
    Facet.DIRECTION: _coded(lambda facts: facts.outcomes.direction, Direction),
    Facet.LEVEL: _coded(lambda facts: facts.outcomes.level, Level),
    Facet.EVIDENCE: lambda facts, value: _EVIDENCE[value](facts),
    Facet.PAIR: lambda facts, _: facts.outcomes.has_pair,
    Facet.METRIC: lambda facts, _: facts.outcomes.has_metric,
    Facet.TOOK: _took,
}

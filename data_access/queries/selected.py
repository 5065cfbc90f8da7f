"""The records of a selection: which they are, from the facts, and a page of them, from the store."""

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from data_access.facts import Facts
from data_access.facts.coded import (
    DAYS_TO_DECISION,
    DELIVERY,
    DESIGN,
    DIRECTION,
    EXPENSES,
    HAS_OUTCOME,
    LEVEL,
    MODE,
    NO_DAY,
    PAYMENT,
    REPORTED_BACK,
    STAGE,
    STATUS,
    WAS_COMPARED,
    WAS_CONFIRMED,
    WITH_METRIC,
    WITH_PAIR,
    WITH_SOURCE,
    Coded,
)
from data_access.facts.snapshot import NONE as NO_CODE
from data_access.facts.snapshot import Codes, Flags, Ints
from data_access.queries.chosen import Chosen, ChosenRecords, chosen
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

OfActivities = Callable[[Facts, ChosenRecords, str], Flags]
"""Which activities of a stretch have this value of a facet."""
OfOutcomes = Callable[[ChosenRecords, str], Flags]
"""Which outcomes of a stretch have this value of a facet."""


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
    """One flag per activity of the selection's days, oldest first: is it in the selection?

    For a selection by facets of outcomes: does any of its outcomes have all of them?
    """
    return _rows_of_activities(facts, _chosen(facts, selection, period), selection)


def rows_of_outcomes(facts: Facts, selection: Selection, period: Period) -> Flags:
    """One flag per outcome of activities of the selection's days, oldest first: is it in the selection?"""
    return _rows_of_outcomes(facts, _chosen(facts, selection, period), selection)


def numbers_of(facts: Facts, selection: Selection, period: Period) -> Ints:
    """The numbers in the store of the selected activities or outcomes, those that started last first."""
    chosen_ones = _chosen(facts, selection, period)
    if selection.listed is Listed.OUTCOMES:
        rows = chosen_ones.outcomes.all_rows[_rows_of_outcomes(facts, chosen_ones, selection)]
        return facts.outcomes.ids[rows[::-1]]
    rows = chosen_ones.activities.all_rows[_rows_of_activities(facts, chosen_ones, selection)]
    return facts.activities.ids[rows[::-1]]


def _chosen(facts: Facts, selection: Selection, period: Period) -> Chosen:
    return chosen(facts, selection.filters, selection.days(period))


def _rows_of_activities(facts: Facts, chosen_ones: Chosen, selection: Selection) -> Flags:
    activities = chosen_ones.activities
    found = activities.flags
    for facet, value in selection.facets:
        test = _OF_ACTIVITIES.get(facet)
        if test is not None:
            found = found & test(facts, activities, value)
    if any(facet in OF_OUTCOMES for facet, _ in selection.facets):
        having = np.zeros(found.size, dtype=np.bool_)
        having[chosen_ones.activity_of_outcomes()[_outcomes_with(chosen_ones.outcomes, selection)]] = True
        found = found & having
    return found


def _rows_of_outcomes(facts: Facts, chosen_ones: Chosen, selection: Selection) -> Flags:
    outcomes = chosen_ones.outcomes
    found = outcomes.flags & _outcomes_with(outcomes, selection)
    if any(facet in _OF_ACTIVITIES for facet, _ in selection.facets):
        of_activities = _rows_of_activities(facts, chosen_ones, selection)
        found &= of_activities[chosen_ones.activity_of_outcomes()]
    return found


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


def _with_none(coded: Coded, code: type[Code]) -> OfActivities:
    places = {member.value: place for place, member in enumerate(code)} | {NONE: coded.size - 1}
    return lambda _, activities, value: np.equal(activities.codes(coded), places[value])


def _of_outcomes(coded: Coded, code: type[Code]) -> OfOutcomes:
    places = {member.value: place for place, member in enumerate(code)}
    return lambda outcomes, value: np.equal(outcomes.codes(coded), places[value])


def _without(column: Callable[[Facts], Codes]) -> OfActivities:
    return lambda facts, activities, _: np.equal(column(facts)[activities.all_rows], NO_CODE)


def _serves(facts: Facts, activities: ChosenRecords, value: str) -> Flags:
    """Activities that serve a line of the strategy."""
    masks = facts.activities.priorities[activities.all_rows]
    found: Flags = (masks & np.uint64(facts.reference.bits_below(value))) != 0
    return found


def _shows(facts: Facts, activities: ChosenRecords, value: str) -> Flags:
    """Activities that show a way of working."""
    bit = 1 << list(facts.reference.ways).index(value)
    found: Flags = (facts.activities.ways[activities.all_rows] & np.uint64(bit)) != 0
    return found


def _outcomes_with(outcomes: ChosenRecords, selection: Selection) -> Flags:
    found = np.ones(outcomes.all_rows.size, dtype=np.bool_)
    for facet, value in selection.facets:
        test = _OF_OUTCOMES.get(facet)
        if test is not None:
            found &= test(outcomes, value)
    return found


def _took(outcomes: ChosenRecords, value: str) -> Flags:
    """Outcomes decided within a stretch of days; what is planned is in none of them."""
    stretch, days = Took(value), outcomes.codes(DAYS_TO_DECISION)
    is_decided = np.not_equal(outcomes.codes(STATUS), list(OutcomeStatus).index(OutcomeStatus.PLANNED))
    has_day: Flags = days != NO_DAY
    if stretch is Took.NO_DAY:
        return is_decided & ~has_day
    edges = [-np.inf, *LAST_DAYS.values(), np.inf]
    place = list(Took).index(stretch)
    within: Flags = (days > edges[place]) & (days <= edges[place + 1])
    return is_decided & has_day & within


_EVIDENCE: Mapping[str, Coded] = {
    EvidenceFact.SOURCE.value: WITH_SOURCE,
    EvidenceFact.COMPARATOR.value: WAS_COMPARED,
    EvidenceFact.CONFIRMED.value: WAS_CONFIRMED,
}
_OF_ACTIVITIES: Mapping[Facet, OfActivities] = {
    Facet.DESIGN: _with_none(DESIGN, Who),
    Facet.DELIVERY: _with_none(DELIVERY, Who),
    Facet.STAGE: _with_none(STAGE, Stage),
    Facet.MODE: _with_none(MODE, Mode),
    Facet.PAYMENT: _with_none(PAYMENT, Answer),
    Facet.EXPENSES: _with_none(EXPENSES, Answer),
    Facet.PRIORITY: _serves,
    Facet.WAY: _shows,
    Facet.NO_RUNG: _without(lambda facts: facts.activities.rung),
    Facet.NO_PROGRAMME: _without(lambda facts: facts.activities.programme),
    Facet.WITHOUT_OUTCOME: lambda _, activities, __: np.equal(activities.codes(HAS_OUTCOME), 0),
    Facet.REPORTED_BACK: lambda _, activities, value: np.equal(activities.codes(REPORTED_BACK), value == YES),
}
_OF_OUTCOMES: Mapping[Facet, OfOutcomes] = {
    Facet.STATUS: _of_outcomes(STATUS, OutcomeStatus),
    Facet.DIRECTION: _of_outcomes(DIRECTION, Direction),
    Facet.LEVEL: _of_outcomes(LEVEL, Level),
    Facet.EVIDENCE: lambda outcomes, value: np.equal(outcomes.codes(_EVIDENCE[value]), 1),
    Facet.PAIR: lambda outcomes, _: np.equal(outcomes.codes(WITH_PAIR), 1),
    Facet.METRIC: lambda outcomes, _: np.equal(outcomes.codes(WITH_METRIC), 1),
    Facet.TOOK: _took,
}

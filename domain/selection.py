"""Which records a figure is made of: read from an address, written back to one, and said in English.

Every number that the pages for exploring show leads to such a selection, and the list of records shows the same
number again, counted by other code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from domain.filters import Filters, KnownCodes, read_filters
from domain.how_long import Took
from domain.periods import EARLIEST_DAY, Period
from domain.vocabulary import (
    Answer,
    Code,
    Direction,
    EvidenceFact,
    Level,
    Mode,
    OutcomeStatus,
    RaterKind,
    Stage,
    Who,
)
from domain.wording import day

NONE: Final = "none"
"""The value of a facet for records that do not say."""


class Listed(Code):
    """What kind of record a list holds; the label is its plural."""

    ACTIVITIES = "activities", "activities"
    OUTCOMES = "outcomes", "outcomes"
    RATINGS = "ratings", "ratings of markers"
    PEOPLE = "people", "people"


class Facet(Code):
    """What narrows a list beyond the shared filters; the label begins its words."""

    DESIGN = "design", "designed by"
    DELIVERY = "delivery", "delivered by"
    STAGE = "stage", "at the stage"
    MODE = "mode", "held"
    PRIORITY = "priority", "serving the priority"
    WAY = "way", "showing the way of working"
    NO_RUNG = "no-rung", "without a rung"
    NO_PROGRAMME = "no-programme", "without a programme"
    WITHOUT_OUTCOME = "without-outcome", "without an outcome"
    REPORTED_BACK = "reported-back", "reported back to people"
    PAYMENT = "payment", "where payment was offered:"
    EXPENSES = "expenses", "where expenses were offered:"
    STATUS = "status", "with the status"
    DIRECTION = "direction", "with the direction"
    LEVEL = "level", "of value to"
    EVIDENCE = "evidence", "whose evidence"
    PAIR = "pair", "with “you said, we did”"
    METRIC = "metric", "with a number"
    TOOK = "took", "decided after:"
    RATER = "rater", "by"
    MARKER = "marker", "of the marker"
    DOT = "dot", "that place the dot"
    WHICH = "people", "people"
    OF_GROUP = "of-group", "from the group"
    AND_GROUP = "and-group", "and from the group"
    FROM = "from", "from"
    UNTIL = "until", "until"
    EVER = "ever", "of all years"


YES: Final = "yes"
NO: Final = "no"
NOT_KNOWN: Final = "not-known"
GROUPS_REACHED: Final = "groups-reached"
_WHO = {member.value: member.label for member in Who} | {NONE: "nobody named"}
_ANSWERS = {member.value: member.label.lower() for member in Answer}
FIXED_VALUES: Final[Mapping[Facet, Mapping[str, str]]] = {
    Facet.DESIGN: _WHO,
    Facet.DELIVERY: _WHO,
    Facet.STAGE: {member.value: member.label for member in Stage} | {NONE: "not recorded"},
    Facet.MODE: {member.value: member.label for member in Mode} | {NONE: "in a way that is not recorded"},
    Facet.NO_RUNG: {YES: ""},
    Facet.NO_PROGRAMME: {YES: ""},
    Facet.WITHOUT_OUTCOME: {YES: ""},
    Facet.REPORTED_BACK: {YES: "", NO: "not yet"},
    Facet.PAYMENT: _ANSWERS,
    Facet.EXPENSES: _ANSWERS,
    Facet.STATUS: {member.value: member.label for member in OutcomeStatus},
    Facet.DIRECTION: {member.value: member.label for member in Direction},
    Facet.LEVEL: {member.value: member.label for member in Level},
    Facet.EVIDENCE: {member.value: member.label for member in EvidenceFact},
    Facet.PAIR: {YES: ""},
    Facet.METRIC: {YES: ""},
    Facet.TOOK: {member.value: member.label for member in Took},
    Facet.EVER: {YES: ""},
    Facet.RATER: {member.value: member.label for member in RaterKind},
    Facet.DOT: {YES: ""},
    Facet.WHICH: {
        NOT_KNOWN: "whose groups are not known",
        GROUPS_REACHED: "by group, to count the groups reached",
    },
}
"""By facet, the values it may hold with their words; the other facets hold codes of reference lists, or days."""
DAYS: Final = frozenset({Facet.FROM, Facet.UNTIL})
OF_OUTCOMES: Final = frozenset(
    {Facet.STATUS, Facet.DIRECTION, Facet.LEVEL, Facet.EVIDENCE, Facet.PAIR, Facet.METRIC, Facet.TOOK}
)
OF_RATINGS: Final = frozenset({Facet.RATER, Facet.MARKER, Facet.DOT})
OF_PEOPLE: Final = frozenset({Facet.WHICH, Facet.OF_GROUP, Facet.AND_GROUP})
LIST: Final = "list"
FACET_NAMES: Final = (LIST, *(facet.value for facet in Facet))


@dataclass(frozen=True)
class KnownFacets:
    """The codes of reference lists that facets may hold, each with its label."""

    priorities: Mapping[str, str]
    ways: Mapping[str, str]
    markers: Mapping[str, str]
    groups: Mapping[str, str] = field(default_factory=dict)

    def values_of(self, facet: Facet) -> Mapping[str, str]:
        """The values of a facet with their words; empty for days."""
        lists = {
            Facet.PRIORITY: self.priorities,
            Facet.WAY: self.ways,
            Facet.MARKER: self.markers,
            Facet.OF_GROUP: self.groups,
            Facet.AND_GROUP: self.groups,
        }
        return lists.get(facet) or FIXED_VALUES.get(facet, {})


@dataclass(frozen=True)
class Selection:
    """The records behind one figure: a kind, the view's filters, and facets, each with one value.

    Activities and outcomes are those of activities that start in the filters' year, cut at today, and at FROM and
    UNTIL where given; with EVER in any year up to then. Ratings are the newest of each marker on the last day of the
    year, or on UNTIL, however long ago. People are one number of a year as it is protected (`domain.people`): no
    day and no other facet parts it.
    """

    listed: Listed
    filters: Filters
    facets: tuple[tuple[Facet, str], ...] = ()

    def having(self, facet: Facet, value: str) -> "Selection":
        """The same, narrowed by one more facet; the order of facets makes no difference."""
        facets = {**dict(self.facets), facet: value}
        return replace(self, facets=tuple(sorted(facets.items())))

    def value_of(self, facet: Facet) -> str | None:
        """The value of a facet; None where it is not narrowed by it."""
        return dict(self.facets).get(facet)

    def days(self, period: Period) -> Period:
        """The days that are asked for within the period; raises InvalidRecordError where there are none."""
        if self.value_of(Facet.EVER):
            period = Period(EARLIEST_DAY, period.last, period.label)
        first, last = (self.value_of(facet) for facet in (Facet.FROM, Facet.UNTIL))
        return Period(
            max(period.first, date.fromisoformat(first)) if first else period.first,
            min(period.last, date.fromisoformat(last)) if last else period.last,
            period.label,
        )

    def on(self, period: Period) -> date:
        """The day on which ratings count: the last of the period, or the one that is asked for before it."""
        last = self.value_of(Facet.UNTIL)
        return min(period.last, date.fromisoformat(last)) if last else period.last

    def within(self, period: Period) -> tuple["Selection", tuple[str, ...]]:
        """The same without days that leave none of the period, and what was left out; a rating may be older."""
        if self.listed is Listed.RATINGS:
            return self, ()
        earliest = EARLIEST_DAY if self.value_of(Facet.EVER) else period.first
        first, last = (self.value_of(facet) or "" for facet in (Facet.FROM, Facet.UNTIL))
        out = {
            facet: value
            for facet, value, is_out in (
                (Facet.FROM, first, first > period.last.isoformat()),
                (Facet.UNTIL, last, bool(last) and last < earliest.isoformat()),
            )
            if is_out
        }
        kept = tuple((facet, value) for facet, value in self.facets if facet not in out)
        return replace(self, facets=kept), tuple(out.values())

    def to_query(self) -> dict[str, list[str]]:
        """The parameters of the address of this list."""
        facets = {facet.value: [value] for facet, value in self.facets}
        return {LIST: [self.listed.value], **self.filters.to_query(), **facets}

    def describe(self, known: KnownCodes, facets: KnownFacets, period: Period) -> str:
        """The list in English, as the sentence under its heading."""
        narrowed = [self._in_words(facet, value, facets) for facet, value in self.facets if facet not in DAYS]
        said = (
            f"{self.filters.networks_in_words(known)}, as of {day(self.on(period))}"
            if self.listed is Listed.RATINGS
            else self.filters.describe(known, self.days(period))
        )
        return ", ".join([said, *narrowed])

    def _in_words(self, facet: Facet, value: str, known: KnownFacets) -> str:
        words = known.values_of(facet).get(value, value)
        if facet is Facet.REPORTED_BACK:
            return "reported back to people" if value == YES else "not reported back to people yet"
        return f"{facet.label} {words}".strip()


def read_selection(
    query: Mapping[str, Sequence[str]], known: KnownCodes, facets: KnownFacets
) -> tuple[Selection, tuple[str, ...]]:
    """Read a list from the parameters of an address, and what was left out because nobody knows it.

    Without a kind of record, or with an unknown one, it is activities. A facet of another kind of record is
    left out too.
    """
    reading = read_filters(query, known)
    dropped = list(reading.dropped)
    asked = _last(query, LIST)
    listed = next((one for one in Listed if one.value == asked), Listed.ACTIVITIES)
    if asked and asked != listed.value:
        dropped.append(asked)
    selection = Selection(listed, reading.filters)
    for facet in Facet:
        value = _last(query, facet.value)
        if not value:
            continue
        if facet in _foreign(listed) or not _is_known(facet, value, facets):
            dropped.append(value)
        else:
            selection = selection.having(facet, value)
    first, last = selection.value_of(Facet.FROM), selection.value_of(Facet.UNTIL)
    if first and last and first > last:
        dropped.append(first)
        kept = tuple((facet, value) for facet, value in selection.facets if facet is not Facet.FROM)
        selection = replace(selection, facets=kept)
    return selection, tuple(dropped)


def facets_of(listed: Listed) -> tuple[Facet, ...]:
    """The facets that records of this kind have, in their order."""
    foreign = _foreign(listed)
    return tuple(facet for facet in Facet if facet not in foreign)


def _foreign(listed: Listed) -> frozenset[Facet]:
    """The facets that records of this kind do not have."""
    if listed is Listed.PEOPLE:
        return frozenset(Facet) - OF_PEOPLE
    if listed is Listed.RATINGS:
        return frozenset(Facet) - OF_RATINGS - {Facet.UNTIL}
    others = OF_RATINGS | OF_PEOPLE
    return others if listed is Listed.OUTCOMES else others | OF_OUTCOMES


def _is_known(facet: Facet, value: str, known: KnownFacets) -> bool:
    if facet not in DAYS:
        return value in known.values_of(facet)
    try:
        asked = date.fromisoformat(value)
        return asked.isoformat() == value and asked >= EARLIEST_DAY
    except ValueError:
        return False


def _last(query: Mapping[str, Sequence[str]], name: str) -> str:
    return (list(query.get(name, ())) or [""])[-1].strip()

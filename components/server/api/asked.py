"""What a request asks for, read strictly: what nobody knows is refused and named, never left out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from components.server.api.faults import Fault, RefusedRequestError, shortened
from components.ui.left_out import england_only
from components.ui.view import ViewKey, facts_of, period_shown
from data_access.facts import Facts
from data_access.queries.selected import known_facets
from domain.errors import InvalidRecordError
from domain.filters import COMPARE, FILTER_NAMES, Filters, KnownCodes, read_filters
from domain.periods import EARLIEST_DAY, FinancialYear, Period
from domain.selection import (
    DAYS,
    LIST,
    Facet,
    KnownFacets,
    Listed,
    Selection,
    facets_of,
    read_selection,
)

CODES = "/api/v1/codes"
YEAR, AS_OF, GROUP, PAGE, LIMIT, FORMAT = "year", "as_of", "group", "page", "limit", "format"
# An answer is of one period: who compares two asks twice.
FILTERS = tuple(name for name in FILTER_NAMES if name != COMPARE)
FORMATS = ("json", "csv")
USUAL_LIMIT, MOST_ROWS = 100, 500
MOST_DIGITS = 9
BAD_REQUEST, UNPROCESSABLE = 400, 422
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Takes:
    """Which parameters an address takes; one that ends with the form of its answer takes no format.

    `listed` is the kind of record that its facets narrow, None for a resource without facets.
    """

    has_filters: bool = True
    listed: Listed | None = None
    has_pages: bool = False
    has_format: bool = True

    @property
    def facets(self) -> tuple[Facet, ...]:
        """The facets that records of this kind have."""
        return facets_of(self.listed) if self.listed else ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parameters."""
        filters = FILTERS if self.has_filters else ()
        pages = (PAGE, LIMIT) if self.has_pages else ()
        form = (FORMAT,) if self.has_format else ()
        return (*filters, *(facet.value for facet in self.facets), *pages, *form)


@dataclass(frozen=True)
class Asked:
    """A request that was understood: which records, on which page, of which facts.

    `facts` and `key` are of the day that is looked back to, where there is one; `made_on` is the real one.
    """

    facts: Facts
    known: KnownCodes
    key: ViewKey
    made_on: date
    selection: Selection
    page: int = 1
    limit: int = USUAL_LIMIT

    @property
    def filters(self) -> Filters:
        """The filters that the app's pages share."""
        return self.selection.filters

    @property
    def period(self) -> Period:
        """The days that the filters cover, cut at today."""
        return period_shown(self.key)

    @property
    def days(self) -> Period:
        """The days that are asked for: those of the period, or fewer, or those of all years."""
        return self.selection.days(self.period)

    @property
    def facets(self) -> KnownFacets:
        """The values that facets may hold."""
        return known_facets(self.facts)

    @property
    def sentence(self) -> str:
        """What is asked for, in English."""
        return self.selection.describe(self.known, self.facets, self.period)


def grouped(pairs: Sequence[tuple[str, str]]) -> Query:
    """The parameters of an address by name, each with its values in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        found[name].append(value)
    return found


def read_asked(query: Query, takes: Takes, facts: Facts, known: KnownCodes, key: ViewKey) -> Asked:
    """Understand a request, or raise RefusedRequestError with everything that is wrong with it.

    `key` has the version and today; its filters do not count.
    """
    if unknown := [_unknown_name(name, takes) for name in query if name not in takes.names]:
        raise RefusedRequestError(unknown[:5], status=BAD_REQUEST)
    facets = known_facets(facts)
    faults = [
        *_faults_of_codes(query, known, facets),
        *_faults_of_day(query, known),
        *_faults_of_facets(query, takes, known, facets),
        *_faults_of_numbers(query),
    ]
    if faults:
        raise RefusedRequestError(faults, status=UNPROCESSABLE)
    selection = _selection(query, takes, known, facets)
    filters, made_on = selection.filters, key.today
    key = ViewKey(filters, key.version, filters.as_of or made_on, key.scheme)
    asked = Asked(
        facts=facts_of(key) if filters.as_of else facts,
        known=known,
        key=key,
        made_on=made_on,
        selection=selection,
        page=int(_first(query, PAGE, "1")),
        limit=int(_first(query, LIMIT, str(USUAL_LIMIT))),
    )
    _check_days(asked, query)
    return asked


def _selection(query: Query, takes: Takes, known: KnownCodes, facets: KnownFacets) -> Selection:
    listed = takes.listed or Listed.ACTIVITIES
    return read_selection({**query, LIST: [listed.value]}, known, facets)[0]


def _unknown_name(name: str, takes: Takes) -> Fault:
    taken = f"These are: {', '.join(takes.names)}." if takes.names else "This address takes none."
    if name == COMPARE and takes.has_filters:
        taken = "An answer is of one period, so ask for each by itself."
    return Fault(
        parameter=shortened(name),
        value="",
        reason=f"“{shortened(name)}” is no parameter here. {taken}",
        known_values="/api/v1/openapi.json",
    )


def _faults_of_codes(query: Query, known: KnownCodes, facets: KnownFacets) -> Iterator[Fault]:
    """What is wrong with the shared filters: each value is read alone, as the app reads it."""
    for name in FILTERS:
        values = query.get(name, ()) if name != AS_OF else ()
        dropped = [*read_filters({name: values}, known).dropped, *(one for one in values if not one.strip())]
        yield from (_kept_back(name, value, facets) or _unknown_code(name, value) for value in dropped[:5])
    if len(query.get(YEAR, ())) > 1 or any("," in value for value in query.get(YEAR, ())):
        yield _once(YEAR, ",".join(query[YEAR]))


def _faults_of_day(query: Query, known: KnownCodes) -> Iterator[Fault]:
    """What is wrong with the day to look back to; a year that begins after it would be another year's answer."""
    values = query.get(AS_OF, ())
    if len(values) > 1:
        yield _once(AS_OF, ",".join(values))
    elif values and not _is_past_day(values[0], known):
        reason = (
            f"“{shortened(values[0])}” cannot be taken for “{AS_OF}”: it is a day such as 2026-04-01, from "
            f"{EARLIEST_DAY} to {known.today}."
        )
        yield Fault(parameter=AS_OF, value=shortened(values[0]), reason=reason, known_values="")
    elif values and (year := _first(query, YEAR, "")) in known.years and _begins_after(values[0], year):
        reason = f"The year {year} begins after {values[0]}. Choose a later day, or an earlier year."
        yield Fault(parameter=AS_OF, value=values[0], reason=reason, known_values="")


def _begins_after(day: str, year: str) -> bool:
    return FinancialYear.from_code(year).first.isoformat() > day


def _is_past_day(value: str, known: KnownCodes) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value and EARLIEST_DAY.isoformat() <= value <= str(
            known.today
        )
    except ValueError:
        return False


def _faults_of_facets(query: Query, takes: Takes, known: KnownCodes, facets: KnownFacets) -> Iterator[Fault]:
    for facet in takes.facets:
        name, values = facet.value, query.get(facet.value, ())
        if len(values) > 1:
            yield _once(name, ",".join(values))
        elif values and not _is_read(facet, values[0], takes, known, facets):
            yield _no_day(name, values[0]) if facet in DAYS else _unknown_code(name, values[0])


def _is_read(facet: Facet, value: str, takes: Takes, known: KnownCodes, facets: KnownFacets) -> bool:
    selection = _selection({facet.value: [value]}, takes, known, facets)
    return selection.value_of(facet) is not None


def _faults_of_numbers(query: Query) -> Iterator[Fault]:
    for name, highest in ((PAGE, 10**MOST_DIGITS - 1), (LIMIT, MOST_ROWS)):
        values = query.get(name, ())
        if len(values) > 1:
            yield _once(name, ",".join(values))
        elif values and not _is_number(values[0], highest):
            up_to = f" to {highest}" if name == LIMIT else " on"
            reason = (
                f"“{shortened(values[0])}” cannot be taken for “{name}”: it is a whole number from 1{up_to}."
            )
            yield Fault(parameter=name, value=shortened(values[0]), reason=reason, known_values="")


def _is_number(text: str, highest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and 1 <= int(text) <= highest


def _check_days(asked: Asked, query: Query) -> None:
    """Raise RefusedRequestError where the days asked for hold no day of the year."""
    first, last = (_first(query, facet.value, "") for facet in (Facet.FROM, Facet.UNTIL))
    if first and last and first > last:
        reason = f"The day in “from”, {first}, is after the day in “until”, {last}."
    else:
        try:
            asked.selection.days(asked.period)
        except InvalidRecordError:
            reason = (
                f"The year runs from {asked.period.first} to {asked.period.last}. Choose days within it, or "
                "another year."
            )
        else:
            return
    name = Facet.FROM if first else Facet.UNTIL
    fault = Fault(parameter=name.value, value=first or last, reason=reason, known_values="")
    raise RefusedRequestError([fault], status=UNPROCESSABLE)


def _kept_back(name: str, value: str, facets: KnownFacets) -> Fault | None:
    """The fault of a group that we know and that is no filter; None for any other code."""
    reason = england_only(value, facets.groups) if name == GROUP else ""
    return (
        Fault(parameter=name, value=shortened(value), reason=reason, known_values=CODES) if reason else None
    )


def _unknown_code(name: str, value: str) -> Fault:
    return Fault(
        parameter=name,
        value=shortened(value),
        reason=f"We do not know the {name} “{shortened(value)}”. All that we know are at {CODES}.",
        known_values=CODES,
    )


def _no_day(name: str, value: str) -> Fault:
    reason = f"“{shortened(value)}” cannot be taken for “{name}”: it is a day such as 2026-04-01."
    return Fault(parameter=name, value=shortened(value), reason=reason, known_values="")


def _once(name: str, value: str) -> Fault:
    return Fault(
        parameter=name, value=shortened(value), reason=f"Give “{name}” once, with one value.", known_values=""
    )


def _first(query: Query, name: str, otherwise: str) -> str:
    return next(iter(query.get(name, ())), otherwise)

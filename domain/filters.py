"""What a view is restricted to: read from an address, written back to one, and said in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.periods import EARLIEST_DAY, FinancialYear, Period
from domain.wording import day, join_and

MOST_NAMED = 3
FILTER_NAMES = ("year", "network", "programme", "group", "rung", "as_of", "compare")
COMPARE = "compare"
"""The one filter that chooses no records: it sets a second period beside the first."""


@dataclass(frozen=True)
class KnownCodes:
    """The codes that a filter may hold, each with its label, in the order in which they are offered.

    `years` are codes of financial years, newest first; `default_year` is one of them. A day to look back to is
    before `today`.
    """

    networks: Mapping[str, str]
    programmes: Mapping[str, str]
    groups: Mapping[str, str]
    rungs: Mapping[str, str]
    years: tuple[str, ...]
    default_year: str
    today: date = date.max


@dataclass(frozen=True)
class Filters:
    """One view's filters: sorted tuples of known codes; an empty tuple means all.

    `groups` chooses activities that reached at least one of the groups. Counts of people are
    never cut by programme or rung (`domain.reach`). `as_of` is a past day to look back to, None for today; it
    is no earlier than the year. `compare` is the code of another year to set beside this one, "" for none.
    """

    year: str
    networks: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()
    as_of: date | None = None
    compare: str = ""

    @property
    def splits_people(self) -> bool:
        """Whether a filter is on that counts of people must not follow."""
        return bool(self.programmes or self.rungs)

    @property
    def cuts_the_year(self) -> bool:
        """Whether the view looks back to a day within its year: people are counted by whole years only."""
        return self.as_of is not None and self.as_of < year_of(self).last

    @property
    def may_count_people(self) -> bool:
        """Whether people may be counted in this view at all."""
        return not self.splits_people and not self.cuts_the_year

    def to_query(self) -> dict[str, list[str]]:
        """The parameters of an address that shows the same view."""
        chosen = {
            "network": self.networks,
            "programme": self.programmes,
            "group": self.groups,
            "rung": self.rungs,
        }
        query = {"year": [self.year]}
        query.update({name: list(codes) for name, codes in chosen.items() if codes})
        if self.as_of:
            query["as_of"] = [self.as_of.isoformat()]
        if self.compare:
            query[COMPARE] = [self.compare]
        return query

    def describe(self, known: KnownCodes, period: Period) -> str:
        """The sentence of the filters, as it stands in the heading and on every export."""
        parts = [
            self.networks_in_words(known),
            f"{day(period.first)} to {day(period.last)}",
            *self._others_in_words(known),
            *self._as_of_in_words(),
        ]
        return ", ".join(parts)

    def describe_dates_first(self, known: KnownCodes, period: Period) -> str:
        """The same with all its days at the head, for lines whose end may be cut."""
        parts = [
            f"{day(period.first)} to {day(period.last)}",
            *self._as_of_in_words(),
            self.networks_in_words(known),
            *self._others_in_words(known),
        ]
        return ", ".join(parts)

    def _others_in_words(self, known: KnownCodes) -> list[str]:
        return [
            *_chosen_in_words("in", self.programmes, known.programmes, "programmes"),
            *_chosen_in_words("with", self.groups, known.groups, "groups"),
            *_chosen_in_words("at", self.rungs, known.rungs, "rungs of the ladder"),
        ]

    def _as_of_in_words(self) -> list[str]:
        return [f"as things stood on {day(self.as_of)}"] if self.as_of else []

    def networks_in_words(self, known: KnownCodes) -> str:
        """The networks alone, as the sentence begins with them."""
        return _networks_in_words(self.networks, known.networks)

    def chosen_in_words(self, known: KnownCodes) -> str:
        """What was chosen beside the year, for a name: "" where nothing was."""
        networks = [self.networks_in_words(known)] if self.networks else []
        return ", ".join([*networks, *self._others_in_words(known), *self._as_of_in_words()])

    def file_stem(self) -> str:
        """The filters as a part of a file name: letters, digits and hyphens only."""
        codes = [*self.networks, *self.programmes, *self.groups, *self.rungs]
        named = codes if len(codes) <= MOST_NAMED else [*codes[:MOST_NAMED], "and-more"]
        others = [f"as-of-{self.as_of.isoformat()}"] if self.as_of else []
        others += [f"and-{self.compare}"] if self.compare else []
        return "-".join([self.year, *(code.lower().replace("_", "-") for code in named), *others])


@dataclass(frozen=True)
class Reading:
    """Filters read from an address, and what was left out because nobody knows it."""

    filters: Filters
    dropped: tuple[str, ...] = field(default=())


def read_filters(query: Mapping[str, Sequence[str]], known: KnownCodes) -> Reading:
    """Read filters from the parameters of an address; unknown codes are dropped and named.

    A code may come in any case; several may come as repeated parameters or joined by commas. A day to look back to
    that is no day, not yet past or from before the networks is dropped; a year after it gives way to its own year.
    """
    dropped: list[str] = []
    networks = _known_only(query.get("network", ()), known.networks, dropped)
    programmes = _known_only(query.get("programme", ()), known.programmes, dropped)
    groups = _known_only(query.get("group", ()), known.groups, dropped)
    rungs = _known_only(query.get("rung", ()), known.rungs, dropped)
    as_of = _past_day(query.get("as_of", ()), known, dropped)
    offered = dict.fromkeys((*known.years, *years_until(as_of, known)), "")
    years = _known_only(query.get("year", ()), offered, dropped)
    year = years[-1] if years else known.default_year
    if as_of and FinancialYear.from_code(year).first > as_of:
        year = FinancialYear.containing(as_of).code
    filters = Filters(
        year=year,
        networks=_unless_all(networks, known.networks),
        programmes=_unless_all(programmes, known.programmes),
        groups=_unless_all(groups, known.groups),
        rungs=_unless_all(rungs, known.rungs),
        as_of=as_of,
        compare=_other_year(query.get(COMPARE, ()), year, as_of, known, dropped),
    )
    return Reading(filters=filters, dropped=tuple(dropped))


def year_of(filters: Filters) -> FinancialYear:
    """The financial year of the filters."""
    return FinancialYear.from_code(filters.year)


def years_until(as_of: date | None, known: KnownCodes) -> tuple[str, ...]:
    """The years that a view may be of: those that had begun by the day that it looks back to, newest first."""
    if as_of is None:
        return known.years
    begun = tuple(code for code in known.years if FinancialYear.from_code(code).first <= as_of)
    return begun or (FinancialYear.containing(as_of).code,)


def _past_day(asked: Sequence[str], known: KnownCodes, dropped: list[str]) -> date | None:
    """The last day that is asked for; today is no past day, and needs no words."""
    value = (list(asked) or [""])[-1].strip()
    found = _day(value)
    if found == known.today:
        return None
    if value and (found is None or not EARLIEST_DAY <= found < known.today):
        dropped.append(value)
        return None
    return found


def _day(value: str) -> date | None:
    """The day, written as 2025-09-30 and in no other of the ways of ISO 8601."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.isoformat() == value else None


def _other_year(
    asked: Sequence[str], year: str, as_of: date | None, known: KnownCodes, dropped: list[str]
) -> str:
    """The year to set beside `year`: a known one, begun by the day looked back to, and not the same."""
    years = _known_only(asked, dict.fromkeys(known.years, ""), dropped)
    if not years or years[-1] == year:
        return ""
    if years[-1] not in years_until(as_of, known):
        dropped.append(years[-1])
        return ""
    return years[-1]


def _known_only(asked: Sequence[str], known: Mapping[str, str], dropped: list[str]) -> tuple[str, ...]:
    by_folded = {code.casefold(): code for code in known}
    found: set[str] = set()
    for part in (piece.strip() for value in asked for piece in value.split(",")):
        code = by_folded.get(part.casefold())
        if code is not None:
            found.add(code)
        elif part:
            dropped.append(part)
    return tuple(sorted(found))


def _unless_all(codes: tuple[str, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    """A filter that holds every code is no filter."""
    return () if len(codes) == len(known) > 1 else codes


def _networks_in_words(codes: Sequence[str], labels: Mapping[str, str]) -> str:
    if not codes:
        return f"All {len(labels)} networks"
    if len(codes) > MOST_NAMED:
        return f"{len(codes)} of {len(labels)} networks"
    return join_and([labels[code] for code in labels if code in codes])


def _chosen_in_words(
    preposition: str, codes: Sequence[str], labels: Mapping[str, str], plural: str
) -> list[str]:
    if not codes:
        return []
    if len(codes) > MOST_NAMED:
        return [f"{preposition} {len(codes)} {plural}"]
    return [f"{preposition} {join_and([labels[code] for code in labels if code in codes])}"]

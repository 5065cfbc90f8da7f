"""What a view is restricted to: read from an address, written back to one, and said in English."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.periods import FinancialYear, Period
from domain.wording import day, join_and

MOST_NAMED = 3
FILTER_NAMES = ("year", "network", "programme", "group", "rung")


@dataclass(frozen=True)
class KnownCodes:
    """The codes that a filter may hold, each with its label, in the order in which they are offered.

    `years` are codes of financial years, newest first; `default_year` is one of them.
    """

    networks: Mapping[str, str]
    programmes: Mapping[str, str]
    groups: Mapping[str, str]
    rungs: Mapping[str, str]
    years: tuple[str, ...]
    default_year: str


@dataclass(frozen=True)
class Filters:
    """One view's filters: sorted tuples of known codes; an empty tuple means all.

    `groups` chooses activities that reached at least one of the groups. Counts of people are
    never cut by programme or rung (`domain.reach`).
    """

    year: str
    networks: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()

    @property
    def splits_people(self) -> bool:
        """Whether a filter is on that counts of people must not follow."""
        return bool(self.programmes or self.rungs)

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
        return query

    def describe(self, known: KnownCodes, period: Period) -> str:
        """The sentence of the filters, as it stands in the heading and on every export."""
        parts = [
            self.networks_in_words(known),
            f"{day(period.first)} to {day(period.last)}",
            *_chosen_in_words("in", self.programmes, known.programmes, "programmes"),
            *_chosen_in_words("with", self.groups, known.groups, "groups"),
            *_chosen_in_words("at", self.rungs, known.rungs, "rungs of the ladder"),
        ]
        return ", ".join(parts)

    def networks_in_words(self, known: KnownCodes) -> str:
        """The networks alone, as the sentence begins with them."""
        return _networks_in_words(self.networks, known.networks)

    def file_stem(self) -> str:
        """The filters as a part of a file name: letters, digits and hyphens only."""
        codes = [*self.networks, *self.programmes, *self.groups, *self.rungs]
        named = codes if len(codes) <= MOST_NAMED else [*codes[:MOST_NAMED], "and-more"]
        return "-".join([self.year, *(code.lower().replace("_", "-") for code in named)])


@dataclass(frozen=True)
class Reading:
    """Filters read from an address, and what was left out because nobody knows it."""

    filters: Filters
    dropped: tuple[str, ...] = field(default=())


def read_filters(query: Mapping[str, Sequence[str]], known: KnownCodes) -> Reading:
    """Read filters from the parameters of an address; unknown codes are dropped and named.

    A code may come in any case; several may come as repeated parameters or joined by commas.
    """
    dropped: list[str] = []
    networks = _known_only(query.get("network", ()), known.networks, dropped)
    programmes = _known_only(query.get("programme", ()), known.programmes, dropped)
    groups = _known_only(query.get("group", ()), known.groups, dropped)
    rungs = _known_only(query.get("rung", ()), known.rungs, dropped)
    years = _known_only(query.get("year", ()), dict.fromkeys(known.years, ""), dropped)
    filters = Filters(
        year=years[-1] if years else known.default_year,
        networks=_unless_all(networks, known.networks),
        programmes=_unless_all(programmes, known.programmes),
        groups=_unless_all(groups, known.groups),
        rungs=_unless_all(rungs, known.rungs),
    )
    return Reading(filters=filters, dropped=tuple(dropped))


def year_of(filters: Filters) -> FinancialYear:
    """The financial year of the filters."""
    return FinancialYear.from_code(filters.year)


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

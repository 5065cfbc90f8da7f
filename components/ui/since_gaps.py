"""What is missing today and was not on the day of a meeting, and what was missing then and is there today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from components.ui.overview_loaders import Gap, network_freshness, networks_filter
from components.ui.since_loaders import key_on, of_all_years, position_by
from components.ui.spectrum_loaders import positions_of, ratings_of_dots
from components.ui.view import ViewKey, facts_of
from domain.limits import DAYS_UNTIL_QUIET
from domain.selection import Facet, Listed, Selection
from domain.vocabulary import RaterKind
from domain.wording import counted, join_and

_WHOSE = {RaterKind.STAFF: "staff", RaterKind.LAY: "lay partners"}


@dataclass(frozen=True)
class Gaps:
    """What is missing on one of two days alone; new ones are of today."""

    new: tuple[Gap, ...]
    closed: tuple[Gap, ...]


@lru_cache(maxsize=32)
def gaps_since(now: ViewKey, day: date) -> Gaps:
    """The gaps that opened and closed since a day, network by network."""
    then = key_on(now, day)
    return Gaps(
        new=(
            *_quiet(now, then, now, f"No record in {DAYS_UNTIL_QUIET} days any more"),
            *_dots(then, now, now, "Too few ratings by {} are left for a dot"),
            *_rated(then, now, now, "Ratings by {} became too old to count"),
        ),
        closed=(
            *_quiet(then, now, now, "Recorded again"),
            *_dots(now, then, now, "Ratings by {} place a dot again, or for the first time"),
            *_rated(now, then, now, "Newly rated by {}"),
        ),
    )


def _quiet(first: ViewKey, second: ViewKey, now: ViewKey, said: str) -> list[Gap]:
    """The networks that are quiet in the first of two views alone, as they stand today."""
    other, today = network_freshness(second), network_freshness(now)
    found = {
        code: today[code].text
        for code, one in network_freshness(first).items()
        if one.is_quiet and not other[code].is_quiet
    }
    records = replace(now, filters=replace(now.filters, networks=networks_filter(found, facts_of(now))))
    return _gap(said, found, now, of_all_years(Listed.ACTIVITIES)(records))


def _dots(first: ViewKey, second: ViewKey, now: ViewKey, said: str) -> list[Gap]:
    """The networks that have a dot in the first of two views alone, by those who rated."""
    gaps: list[Gap] = []
    for kind in RaterKind:
        today = {one.code: position_by(one, kind) for one in positions_of(now)}
        found = {
            one.code: f"{today[one.code].assessed} of {today[one.code].of} markers"
            for one, other in zip(positions_of(first), positions_of(second), strict=True)
            if position_by(one, kind).is_drawn and not position_by(other, kind).is_drawn
        }
        gaps += _gap(said.format(_WHOSE[kind]), found, now, _ratings(found, now, kind))
    return gaps


def _rated(first: ViewKey, second: ViewKey, now: ViewKey, said: str) -> list[Gap]:
    """The networks with markers whose ratings count in the first of two views alone, and how many markers."""
    gaps: list[Gap] = []
    for kind in RaterKind:
        alone = {
            one.code: position_by(one, kind).levels.keys() - position_by(other, kind).levels.keys()
            for one, other in zip(positions_of(first), positions_of(second), strict=True)
        }
        found = {
            code: counted(len(markers), "marker", "markers") for code, markers in alone.items() if markers
        }
        gaps += _gap(said.format(_WHOSE[kind]), found, now, _ratings(found, now, kind))
    return gaps


def _ratings(codes: Iterable[str], now: ViewKey, kind: RaterKind) -> Selection:
    return ratings_of_dots(now, networks_filter(codes, facts_of(now))).having(Facet.RATER, kind)


def _gap(said: str, found: Mapping[str, str], now: ViewKey, opens: Selection) -> list[Gap]:
    """One sentence that names the networks, each with what is said of it; none where there are none."""
    networks = facts_of(now).reference.networks
    named = [f"{networks[code].short_name} ({why})" for code, why in found.items()]
    return [Gap(f"{said}: {join_and(named)}.", opens)] if named else []

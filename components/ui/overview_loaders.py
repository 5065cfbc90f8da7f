"""What the Overview shows beneath its headlines, each made once per view and shared by all viewers of this process."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.outcomes import outcomes_figure
from components.figures.palette import palette_of
from components.figures.quarters import A_YEAR_BEFORE, quarters_figure
from components.figures.tile_map import Tile, tile_map_figure
from components.ui.reach_loaders import year_of_reach
from components.ui.spectrum_loaders import by_rater, positions_of, ratings_of_dots
from components.ui.view import (
    ViewKey,
    facts_of,
    has_records,
    period_beside,
    period_shown,
    shown_networks,
    year_before,
)
from data_access.facts import Facts
from data_access.queries.activities import activities_by_network, activities_by_quarter, newest_by_network
from data_access.queries.outcomes import (
    activities_without_outcome,
    evidence_facts,
    outcomes_by_status_and_direction,
)
from domain.disclosure import ENGLAND
from domain.filters import Filters
from domain.freshness import Freshness, freshness
from domain.limits import DAYS_UNTIL_QUIET
from domain.periods import FinancialYear, Period
from domain.reach import blank_spots
from domain.selection import GROUPS_REACHED, YES, Facet, Listed, Selection
from domain.vocabulary import Direction, EvidenceFact, OutcomeStatus, RaterKind
from domain.wording import counted, day, join_and


@dataclass(frozen=True)
class Gap:
    """Something that a view lacks, in one sentence, and the records that it counts."""

    sentence: str
    opens: Selection | None = None


@lru_cache(maxsize=128)
def tile_map_drawing(key: ViewKey) -> Drawing:
    """The networks of the view on the tile map."""
    facts = facts_of(key)
    counts = activities_by_network(facts, key.filters, period_shown(key)).set_index("network")["activities"]
    fresh = network_freshness(key)
    tiles = [
        Tile(
            code=one.code,
            label=one.label,
            x=facts.reference.networks[one.code].tile_x,
            y=facts.reference.networks[one.code].tile_y,
            activities=int(counts[one.code]),
            is_quiet=fresh[one.code].is_quiet,
            freshness=fresh[one.code].text,
            staff=one.staff.value,
            lay=one.lay.value,
        )
        for one in positions_of(key)
    ]
    opens: dict[str, Selection] = {}
    for tile in tiles:
        opens |= by_rater(key, tile.code)
        opens[f"activities:{tile.code}"] = _activities_of(key, tile.code)
        newest = fresh[tile.code].newest
        if newest:
            opens[f"newest:{tile.code}"] = _activities_on(newest, tile.code, as_of=key.filters.as_of)
    drawing = tile_map_figure(tiles, palette=palette_of(key.scheme), by=_judged_on(key))
    return replace(drawing, opens=opens)


@lru_cache(maxsize=128)
def outcomes_drawing(key: ViewKey) -> Drawing:
    """What changed in the view."""
    facts, period = facts_of(key), period_shown(key)
    drawing = outcomes_figure(
        outcomes_by_status_and_direction(facts, key.filters, period),
        evidence_facts(facts, key.filters, period),
        palette=palette_of(key.scheme),
    )
    return replace(drawing, opens=_outcomes_opened(_outcomes(key)))


def _outcomes_opened(outcomes: Selection) -> dict[str, Selection]:
    """By status and direction, each of which may be "all", and by fact of the evidence."""
    by_status = {"all": outcomes} | {
        status.value: outcomes.having(Facet.STATUS, status) for status in OutcomeStatus
    }
    opened = {f"{status}:all": selection for status, selection in by_status.items()}
    opened |= {
        f"{status}:{direction}": selection.having(Facet.DIRECTION, direction)
        for status, selection in by_status.items()
        for direction in Direction
    }
    return opened | {f"evidence:{fact}": outcomes.having(Facet.EVIDENCE, fact) for fact in EvidenceFact}


@lru_cache(maxsize=128)
def quarters_drawing(key: ViewKey, beside: ViewKey | None = None) -> Drawing:
    """Activities by quarter, with those of the view `beside`; without one, with the same dates a year before."""
    facts, now = facts_of(key), period_shown(key)
    other = beside or year_before(key).by_days
    period = period_beside(key, other)
    quarters = activities_by_quarter(facts, key.filters, now)
    earlier = activities_by_quarter(facts, other.filters, period) if has_records(other) else None
    opens: dict[str, Selection] = {}
    for which, filters, days, shown in (
        ("now", key.filters, now, quarters),
        ("before", other.filters, period, earlier),
    ):
        if shown is not None:
            names = [f"{which}:{first.isoformat()}" for first in quarters["quarter"]][: len(shown)]
            in_year = Selection(Listed.ACTIVITIES, filters)
            opens |= dict(zip(names, _by_quarter(in_year, list(shown["quarter"]), days), strict=True))
    called = period.label if beside else A_YEAR_BEFORE
    drawing = quarters_figure(quarters, earlier, palette=palette_of(key.scheme), called=called)
    return replace(drawing, opens=opens)


def _by_quarter(selection: Selection, firsts: list[date], days: Period) -> list[Selection]:
    """The same, narrowed to each of the quarters that begin on these days; the last ends with the period."""
    lasts = [*(first - timedelta(days=1) for first in firsts[1:]), days.last]
    return [
        selection.having(Facet.FROM, first.isoformat()).having(Facet.UNTIL, last.isoformat())
        for first, last in zip(firsts, lasts, strict=True)
    ]


@lru_cache(maxsize=128)
def network_freshness(key: ViewKey) -> dict[str, Freshness]:
    """For each network of the view, how fresh its records were on the last day of the view, whatever the other
    filters: a year that is over is not judged by what came later.
    """
    facts, last = facts_of(key), period_shown(key).last
    newest = newest_by_network(facts, until=last)
    return {code: freshness(newest.get(code), today=last) for code in shown_networks(key, facts)}


def _judged_on(key: ViewKey) -> date | None:
    """The day that words must name because the view does not end today; None where it does."""
    last = period_shown(key).last
    return last if key.filters.as_of or last < key.today else None


@lru_cache(maxsize=128)
def what_is_missing(key: ViewKey) -> tuple[Gap, ...]:
    """What this view lacks, each gap in one sentence; nothing where there is none."""
    facts, period = facts_of(key), period_shown(key)
    without = activities_without_outcome(facts, key.filters, period)
    bare = Selection(Listed.ACTIVITIES, key.filters).having(Facet.WITHOUT_OUTCOME, YES)
    gaps = [
        *_quiet_networks(key, facts),
        *_networks_without_place(key, facts),
    ]
    if without:
        gaps.append(Gap(f"{counted(without, 'activity has', 'activities have')} no outcome recorded.", bare))
    return (*gaps, *_missed_groups(key, facts))


def _quiet_networks(key: ViewKey, facts: Facts) -> list[Gap]:
    """The networks without a recent record, with all that they ever recorded up to the last day of the view."""
    quiet = {code: fresh for code, fresh in network_freshness(key).items() if fresh.is_quiet}
    if not quiet:
        return []
    networks = facts.reference.networks
    named = join_and([f"{networks[code].short_name} ({fresh.text})" for code, fresh in quiet.items()])
    filters = Filters(year=key.filters.year, networks=networks_filter(quiet, facts), as_of=key.filters.as_of)
    opens = Selection(Listed.ACTIVITIES, filters).having(Facet.EVER, YES)
    return [Gap(f"No record in {DAYS_UNTIL_QUIET} days{_by_the_day(key)}: {named}.", opens)]


def _networks_without_place(key: ViewKey, facts: Facts) -> list[Gap]:
    """The networks without a dot of staff, and those without any lay rating, with the ratings that there are."""
    positions, by = positions_of(key), _by_the_day(key)
    not_placed = {one.code: one.label for one in positions if not one.staff.is_drawn}
    no_lay = {one.code: one.label for one in positions if one.lay.assessed == 0}
    return [
        Gap(
            f"{sentence}: {join_and(list(named.values()))}.",
            ratings_of_dots(key, networks_filter(named, facts)).having(Facet.RATER, rater),
        )
        for named, sentence, rater in (
            (not_placed, f"Too few markers rated by staff{by} to place a dot", RaterKind.STAFF),
            (
                no_lay,
                f"No lay rating{by or ' yet'}, which is not the same as agreement",
                RaterKind.LAY,
            ),
        )
        if named
    ]


def _by_the_day(key: ViewKey) -> str:
    on = _judged_on(key)
    return f" by {day(on)}" if on else ""


def networks_filter(codes: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """These networks as filters hold them: in their order, and none for all of them."""
    chosen = tuple(sorted(codes))
    return () if len(chosen) == len(facts.reference.networks) > 1 else chosen


def _missed_groups(key: ViewKey, facts: Facts) -> list[Gap]:
    if not key.filters.may_count_people:
        return []
    missed = blank_spots(year_of_reach(key).rows).get(ENGLAND, ())
    named = [facts.reference.groups[code].label for code in missed]
    everybody = Filters(year=key.filters.year, as_of=key.filters.as_of)
    by_group = Selection(Listed.PEOPLE, everybody).having(Facet.WHICH, GROUPS_REACHED)
    return [Gap(f"Nobody in England is recorded from: {join_and(named)}.", by_group)] if named else []


def _outcomes(key: ViewKey) -> Selection:
    return Selection(Listed.OUTCOMES, key.filters)


def _activities_of(key: ViewKey, network: str) -> Selection:
    return Selection(Listed.ACTIVITIES, replace(key.filters, networks=(network,)))


def _activities_on(start: date, network: str, *, as_of: date | None) -> Selection:
    """The activities of a network that began on one day, whatever the other filters."""
    filters = Filters(year=FinancialYear.containing(start).code, networks=(network,), as_of=as_of)
    on_the_day = Selection(Listed.ACTIVITIES, filters).having(Facet.FROM, start.isoformat())
    return on_the_day.having(Facet.UNTIL, start.isoformat())

"""What the Overview shows beneath its headlines, each made once per view and shared by all viewers of this process."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.outcomes import outcomes_figure
from components.figures.palette import palette_of
from components.figures.quarters import A_YEAR_BEFORE, quarters_figure
from components.figures.tile_map import Tile, tile_map_figure
from components.ui.reach_loaders import year_of_reach
from components.ui.spectrum_loaders import by_rater, positions_of
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
from data_access.queries.activities import activities_by_network, activities_by_quarter
from data_access.queries.outcomes import (
    activities_without_outcome,
    evidence_facts,
    outcomes_by_status_and_direction,
)
from domain.disclosure import ENGLAND
from domain.filters import Filters
from domain.freshness import Freshness, freshness
from domain.periods import FinancialYear, Period
from domain.reach import blank_spots
from domain.selection import GROUPS_REACHED, YES, Facet, Listed, Selection
from domain.vocabulary import Direction, EvidenceFact, OutcomeStatus
from domain.wording import counted, join_and


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
    return replace(tile_map_figure(tiles, palette=palette_of(key.scheme)), opens=opens)


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
    """For each network of the view, when its newest activity started, whatever the other filters."""
    facts = facts_of(key)
    newest = facts.latest_by_network(until=key.today)
    return {code: freshness(newest.get(code), today=key.today) for code in shown_networks(key, facts)}


@lru_cache(maxsize=128)
def what_is_missing(key: ViewKey) -> tuple[Gap, ...]:
    """What this view lacks, each gap in one sentence; nothing where there is none."""
    facts, period = facts_of(key), period_shown(key)
    names = {code: network.short_name for code, network in facts.reference.networks.items()}
    positions = positions_of(key)
    quiet = [
        f"{names[code]} ({fresh.text})" for code, fresh in network_freshness(key).items() if fresh.is_quiet
    ]
    not_placed = [one.label for one in positions if not one.staff.is_drawn]
    no_lay = [one.label for one in positions if one.lay.assessed == 0]
    without = activities_without_outcome(facts, key.filters, period)
    bare = Selection(Listed.ACTIVITIES, key.filters).having(Facet.WITHOUT_OUTCOME, YES)
    gaps = [
        Gap(_gap_sentence(quiet, "No record in 90 days: {}.")),
        Gap(_gap_sentence(not_placed, "Too few markers rated by staff to place a dot: {}.")),
        Gap(_gap_sentence(no_lay, "No lay rating yet, which is not the same as agreement: {}.")),
        Gap(
            f"{counted(without, 'activity has', 'activities have')} no outcome recorded." if without else "",
            bare,
        ),
        *_missed_groups(key, facts),
    ]
    return tuple(gap for gap in gaps if gap.sentence)


def _gap_sentence(names: list[str], sentence: str) -> str:
    return sentence.format(join_and(names)) if names else ""


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


def _activities_on(day: date, network: str, *, as_of: date | None) -> Selection:
    """The activities of a network that began on one day, whatever the other filters."""
    filters = Filters(year=FinancialYear.containing(day).code, networks=(network,), as_of=as_of)
    on_the_day = Selection(Listed.ACTIVITIES, filters).having(Facet.FROM, day.isoformat())
    return on_the_day.having(Facet.UNTIL, day.isoformat())

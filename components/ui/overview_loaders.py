"""What the Overview shows, each made once per view and shared by all viewers of this process."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.outcomes import outcomes_figure
from components.figures.palette import palette_of
from components.figures.quarters import quarters_figure
from components.figures.tile_map import Tile, tile_map_figure
from components.ui.reach_loaders import groups_reached, one_area, people_in, year_of_reach
from components.ui.spectrum_loaders import by_rater, positions_of, ratings_of_dots
from components.ui.view import ViewKey, facts_of, period_shown, shown_networks
from data_access.facts import Facts
from data_access.queries.activities import activities_by_network, activities_by_quarter
from data_access.queries.outcomes import (
    activities_without_outcome,
    evidence_facts,
    outcomes_by_status_and_direction,
)
from domain.comparison import Change, Measured, change
from domain.disclosure import ENGLAND, Shown
from domain.filters import Filters, year_of
from domain.freshness import Freshness, freshness
from domain.people import people_involved
from domain.periods import FinancialYear, Period, same_dates_last_year
from domain.reach import blank_spots
from domain.selection import GROUPS_REACHED, YES, Facet, Listed, Selection
from domain.spectrum import gap
from domain.vocabulary import Direction, EvidenceFact, OutcomeStatus
from domain.wording import counted, join_and, whole


@dataclass(frozen=True)
class Headline:
    """One headline figure: what it counts, its value in words, and the sentence that compares it."""

    label: str
    value: str
    comparison: str
    trend: str
    opens: Selection | None = None
    """The records that the value is made of; None where it is no number."""


@dataclass(frozen=True)
class Gap:
    """Something that a view lacks, in one sentence, and the records that it counts."""

    sentence: str
    opens: Selection | None = None


@lru_cache(maxsize=128)
def headlines(key: ViewKey) -> tuple[Headline, ...]:
    """The headline figures, each with both values and both periods where they may be compared."""
    facts, now = facts_of(key), period_shown(key)
    before = same_dates_last_year(now)
    activities = _change(_activities(facts, key, now), _activities(facts, key, before), now, before)
    made = _change(_made(facts, key, now), _made(facts, key, before), now, before)
    of_activities = Selection(Listed.ACTIVITIES, key.filters)
    return (
        _counted_headline("Activities", activities, of_activities),
        _people_headline(key),
        _counted_headline("Changes made", made, _outcomes(key).having(Facet.STATUS, OutcomeStatus.MADE)),
        _groups_headline(key, facts),
        _lay_headline(key),
    )


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
def quarters_drawing(key: ViewKey) -> Drawing:
    """Activities by quarter, with the same dates a year before."""
    facts, now = facts_of(key), period_shown(key)
    before = same_dates_last_year(now)
    quarters = activities_by_quarter(facts, key.filters, now)
    was_recorded = facts.first_day is not None and facts.first_day <= before.last
    earlier = activities_by_quarter(facts, key.filters, before) if was_recorded else None
    opens: dict[str, Selection] = {}
    for which, year, days, shown in (
        ("now", year_of(key.filters), now, quarters),
        ("before", year_of(key.filters).previous, before, earlier),
    ):
        if shown is not None:
            names = [f"{which}:{first.isoformat()}" for first in quarters["quarter"]]
            in_year = Selection(Listed.ACTIVITIES, replace(key.filters, year=year.code))
            opens |= dict(zip(names, _by_quarter(in_year, list(shown["quarter"]), days), strict=True))
    return replace(quarters_figure(quarters, earlier, palette=palette_of(key.scheme)), opens=opens)


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


def _activities(facts: Facts, key: ViewKey, period: Period) -> int:
    return int(activities_by_network(facts, key.filters, period)["activities"].sum())


def _made(facts: Facts, key: ViewKey, period: Period) -> int:
    frame = outcomes_by_status_and_direction(facts, key.filters, period)
    return int(frame.loc[frame["status"] == OutcomeStatus.MADE.value, "outcomes"].sum())


def _change(now: int, earlier: int, period: Period, before: Period) -> Change:
    return change(Measured(now, period, records=now), before=Measured(earlier, before, records=earlier))


def _counted_headline(label: str, found: Change, opens: Selection) -> Headline:
    return Headline(
        label=label,
        value=whole(int(found.now.value or 0)),
        comparison=found.sentence,
        trend=str(found.trend),
        opens=opens,
    )


def _people_headline(key: ViewKey) -> Headline:
    label, chosen, area = "People involved", key.filters.groups, one_area(key)
    if not key.filters.may_count_people:
        return _without_number(label, *_why_not_counted(key))
    if area is None:
        return _without_number(label, "by network", "Choose one network, or all, to see the number.")
    if len(chosen) > 1:
        return _without_number(label, "by group", "Choose one group, or all, to see the number.")
    shown = _people_shown(key, area)
    opens = people_in(key, area, *chosen)
    if why := _why_people_are_not_compared(key):
        return Headline(
            label=label, value=shown.text, comparison=f"Rounded. Not compared{why}", trend="", opens=opens
        )
    before = replace(key, filters=replace(key.filters, year=year_of(key.filters).previous.code))
    earlier = _people_shown(before, area)
    found = change(
        Measured(shown.value, period_shown(key), _activity_count(key), shown.text),
        before=Measured(earlier.value, period_shown(before), _activity_count(before), earlier.text),
    )
    return Headline(
        label=label,
        value=shown.text,
        comparison=f"{found.sentence} Rounded.",
        trend=str(found.trend),
        opens=opens,
    )


def _why_not_counted(key: ViewKey) -> tuple[str, str]:
    if key.filters.splits_people:
        return "not split", "People are not counted by programme or by rung, to protect them."
    return "whole years", "People are counted by whole years, and this day lies within one, to protect them."


def _people_shown(key: ViewKey, area: str) -> Shown:
    people, chosen = year_of_reach(key).people, key.filters.groups
    return people.people[area, chosen[0]] if chosen else people_involved(people, area=area)


def _activity_count(key: ViewKey) -> int:
    return _activities(facts_of(key), key, period_shown(key))


def _why_people_are_not_compared(key: ViewKey) -> str:
    """The end of a sentence, where the year runs or nothing was recorded before it; "" otherwise."""
    year = year_of(key.filters)
    first = facts_of(key).first_day
    if year.last > key.today:
        return " while the year runs: a part of a year could give small numbers away."
    if first is None or first > year.previous.last:
        return f": nothing is recorded for {year.previous.label}."
    return ""


def _groups_headline(key: ViewKey, facts: Facts) -> Headline:
    label, area = "Groups reached", one_area(key)
    if not key.filters.may_count_people:
        return _without_number(label, "see Reach", "Reach shows which groups these activities reached.")
    if area is None:
        return _without_number(label, "by network", "Choose one network, or all, to see the number.")
    asked = key.filters.groups or tuple(facts.reference.groups)
    found = groups_reached(key, area=area, groups=asked)
    if found is None:
        return _without_number(label, "not known", "No people whose groups are known are recorded here.")
    aside = f" {found.kept_back} are shown for England only." if found.kept_back else ""
    return Headline(
        label=label,
        value=found.text,
        comparison=f"Seldom-heard groups with at least one person recorded.{aside}",
        trend="",
        opens=Selection(Listed.PEOPLE, key.filters).having(Facet.WHICH, GROUPS_REACHED),
    )


def _without_number(label: str, value: str, why: str) -> Headline:
    return Headline(label=label, value=value, comparison=why, trend="")


def _lay_headline(key: ViewKey) -> Headline:
    positions = positions_of(key)
    compared = sum(1 for one in positions if gap(one.staff, lay=one.lay) is not None)
    return Headline(
        label="Lay partners' view",
        value=f"{compared} of {len(positions)}",
        comparison="Networks where lay partners rated enough markers to compare with staff.",
        trend="",
        opens=ratings_of_dots(key, key.filters.networks),
    )

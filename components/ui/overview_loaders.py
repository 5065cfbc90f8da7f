"""What the Overview shows, each made once per view and shared by all viewers of this process."""

from dataclasses import dataclass, replace
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.outcomes import outcomes_figure
from components.figures.palette import palette_of
from components.figures.quarters import quarters_figure
from components.figures.tile_map import Tile, tile_map_figure
from components.ui.reach_loaders import year_of_reach
from components.ui.spectrum_loaders import positions_of
from components.ui.view import ViewKey, period_shown, shown_networks
from data_access.engine import get_engine
from data_access.facts import Facts, current_facts
from data_access.queries.activities import activities_by_network, activities_by_quarter
from data_access.queries.outcomes import (
    activities_without_outcome,
    evidence_facts,
    outcomes_by_status_and_direction,
)
from domain.comparison import Change, Measured, change
from domain.disclosure import ENGLAND, Kind, Shown
from domain.filters import year_of
from domain.freshness import Freshness, freshness
from domain.people import people_involved
from domain.periods import Period, same_dates_last_year
from domain.reach import blank_spots
from domain.spectrum import gap
from domain.vocabulary import OutcomeStatus
from domain.wording import counted, join_and, whole


@dataclass(frozen=True)
class Headline:
    """One headline figure: what it counts, its value in words, and the sentence that compares it."""

    label: str
    value: str
    comparison: str
    trend: str


@lru_cache(maxsize=128)
def headlines(key: ViewKey) -> tuple[Headline, ...]:
    """The headline figures, each with both values and both periods where they may be compared."""
    facts, now = current_facts(get_engine()), period_shown(key)
    before = same_dates_last_year(now)
    activities = _change(_activities(facts, key, now), _activities(facts, key, before), now, before)
    made = _change(_made(facts, key, now), _made(facts, key, before), now, before)
    return (
        _counted_headline("Activities", activities),
        _people_headline(key),
        _counted_headline("Changes made", made),
        _groups_headline(key, facts),
        _lay_headline(key),
    )


@lru_cache(maxsize=128)
def tile_map_drawing(key: ViewKey) -> Drawing:
    """The networks of the view on the tile map."""
    facts = current_facts(get_engine())
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
    return tile_map_figure(tiles, palette=palette_of(key.scheme))


@lru_cache(maxsize=128)
def outcomes_drawing(key: ViewKey) -> Drawing:
    """What changed in the view."""
    facts, period = current_facts(get_engine()), period_shown(key)
    return outcomes_figure(
        outcomes_by_status_and_direction(facts, key.filters, period),
        evidence_facts(facts, key.filters, period),
        palette=palette_of(key.scheme),
    )


@lru_cache(maxsize=128)
def quarters_drawing(key: ViewKey) -> Drawing:
    """Activities by quarter, with the same dates a year before."""
    facts, now = current_facts(get_engine()), period_shown(key)
    return quarters_figure(
        activities_by_quarter(facts, key.filters, now),
        activities_by_quarter(facts, key.filters, same_dates_last_year(now)),
        palette=palette_of(key.scheme),
    )


@lru_cache(maxsize=128)
def network_freshness(key: ViewKey) -> dict[str, Freshness]:
    """For each network of the view, when its newest activity started, whatever the other filters."""
    facts = current_facts(get_engine())
    newest = facts.latest_by_network(until=key.today)
    return {code: freshness(newest.get(code), today=key.today) for code in shown_networks(key, facts)}


@lru_cache(maxsize=128)
def what_is_missing(key: ViewKey) -> tuple[str, ...]:
    """What this view lacks, each gap in one sentence; nothing where there is none."""
    facts, period = current_facts(get_engine()), period_shown(key)
    names = {code: network.short_name for code, network in facts.reference.networks.items()}
    positions = positions_of(key)
    quiet = [
        f"{names[code]} ({fresh.text})" for code, fresh in network_freshness(key).items() if fresh.is_quiet
    ]
    not_placed = [one.label for one in positions if not one.staff.is_drawn]
    no_lay = [one.label for one in positions if one.lay.assessed == 0]
    without = activities_without_outcome(facts, key.filters, period)
    sentences = [
        _gap_sentence(quiet, "No record in 90 days: {}."),
        _gap_sentence(not_placed, "Too few markers rated by staff to place a dot: {}."),
        _gap_sentence(no_lay, "No lay rating yet, which is not the same as agreement: {}."),
        f"{counted(without, 'activity has', 'activities have')} no outcome recorded." if without else "",
        *_missed_groups(key, facts),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _gap_sentence(names: list[str], sentence: str) -> str:
    return sentence.format(join_and(names)) if names else ""


def _missed_groups(key: ViewKey, facts: Facts) -> list[str]:
    if key.filters.splits_people:
        return []
    missed = blank_spots(year_of_reach(key).rows).get(ENGLAND, ())
    named = [facts.reference.groups[code].label for code in missed]
    return [f"Nobody in England is recorded from: {join_and(named)}."] if named else []


def _activities(facts: Facts, key: ViewKey, period: Period) -> int:
    return int(activities_by_network(facts, key.filters, period)["activities"].sum())


def _made(facts: Facts, key: ViewKey, period: Period) -> int:
    frame = outcomes_by_status_and_direction(facts, key.filters, period)
    return int(frame.loc[frame["status"] == OutcomeStatus.MADE.value, "outcomes"].sum())


def _change(now: int, earlier: int, period: Period, before: Period) -> Change:
    return change(Measured(now, period, records=now), before=Measured(earlier, before, records=earlier))


def _counted_headline(label: str, found: Change) -> Headline:
    return Headline(
        label=label,
        value=whole(int(found.now.value or 0)),
        comparison=found.sentence,
        trend=str(found.trend),
    )


def _people_headline(key: ViewKey) -> Headline:
    label, chosen, area = "People involved", key.filters.groups, _one_area(key)
    if key.filters.splits_people:
        return _without_number(
            label, "not split", "People are not counted by programme or by rung, to protect them."
        )
    if area is None:
        return _without_number(label, "by network", "Choose one network, or all, to see the number.")
    if len(chosen) > 1:
        return _without_number(label, "by group", "Choose one group, or all, to see the number.")
    shown = _people_shown(key, area)
    if why := _why_people_are_not_compared(key):
        return Headline(label=label, value=shown.text, comparison=f"Rounded. Not compared{why}", trend="")
    before = replace(key, filters=replace(key.filters, year=year_of(key.filters).previous.code))
    earlier = _people_shown(before, area)
    found = change(
        Measured(shown.value, period_shown(key), _activity_count(key), shown.text),
        before=Measured(earlier.value, period_shown(before), _activity_count(before), earlier.text),
    )
    return Headline(
        label=label, value=shown.text, comparison=f"{found.sentence} Rounded.", trend=str(found.trend)
    )


def _people_shown(key: ViewKey, area: str) -> Shown:
    people, chosen = year_of_reach(key).people, key.filters.groups
    return people.people[area, chosen[0]] if chosen else people_involved(people, area=area)


def _activity_count(key: ViewKey) -> int:
    return _activities(current_facts(get_engine()), key, period_shown(key))


def _why_people_are_not_compared(key: ViewKey) -> str:
    """The end of a sentence, where the year runs or nothing was recorded before it; "" otherwise."""
    year = year_of(key.filters)
    first = current_facts(get_engine()).first_day
    if year.last > key.today:
        return " while the year runs: a part of a year could give small numbers away."
    if first is None or first > year.previous.last:
        return f": nothing is recorded for {year.previous.label}."
    return ""


def _groups_headline(key: ViewKey, facts: Facts) -> Headline:
    label, area = "Groups reached", _one_area(key)
    if key.filters.splits_people:
        return _without_number(label, "see Reach", "Reach shows which groups these activities reached.")
    if area is None:
        return _without_number(label, "by network", "Choose one network, or all, to see the number.")
    asked = key.filters.groups or tuple(facts.reference.groups)
    if year_of_reach(key).people.known[area].kind is Kind.ZERO:
        return _without_number(label, "not known", "No people whose groups are known are recorded here.")
    rows = [row for row in year_of_reach(key).rows if row.area == area and row.group in asked]
    reached = sum(1 for row in rows if row.people.kind in {Kind.SMALL, Kind.ROUNDED, Kind.HIDDEN})
    kept_back = sum(1 for row in rows if row.people.kind is Kind.ENGLAND_ONLY)
    aside = f" {kept_back} are shown for England only." if kept_back else ""
    return Headline(
        label=label,
        value=f"{reached} of {len(asked)}",
        comparison=f"Seldom-heard groups with at least one person recorded.{aside}",
        trend="",
    )


def _one_area(key: ViewKey) -> str | None:
    """The one area that the view is about: a network, or England; None for several networks."""
    networks = key.filters.networks
    if not networks:
        return ENGLAND
    return networks[0] if len(networks) == 1 else None


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
    )

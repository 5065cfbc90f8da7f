"""What changed: the records that the Overview quotes and what the Change page shows, each read once per view."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.evidence import evidence_figure
from components.figures.felt_heard import felt_heard_figure
from components.figures.how_long import how_long_figure
from components.figures.levels import levels_figure
from components.figures.metrics import RecordedMetric, metrics_figure
from components.figures.palette import palette_of
from components.figures.told_and_heard import NOT_LOOKED_BACK, ToldAndHeard, told_and_heard_figure
from components.ui.records_lines import activity_address
from components.ui.view import ViewKey, facts_of, period_shown, shown_networks
from data_access.engine import get_engine
from data_access.facts import facts_of_version
from data_access.queries.changes import (
    DECIDED,
    MetricLine,
    WithNumber,
    metric_lines,
    newest_not_possible,
    outcomes_by_level_and_direction,
    times_to_decision,
    waiting_longest,
    with_number,
)
from data_access.queries.outcomes import evidence_facts, newest_changes
from data_access.queries.record_lines import OutcomeLine, outcome_lines
from data_access.queries.stories import published_stories
from data_access.queries.told_and_heard import heard_by_network, told_by_network
from domain.counted_people import counts_people
from domain.disclosure import ENGLAND
from domain.filters import Filters
from domain.how_long import Took
from domain.periods import FinancialYear
from domain.selection import YES, Facet, Listed, Selection
from domain.told_and_heard import HowItWas
from domain.vocabulary import Direction, EvidenceFact, Level

MOST_CHANGES = 3
MOST_NAMED = 5
METRICS_ON_A_PAGE = 10


@lru_cache(maxsize=128)
def changes_of(key: ViewKey) -> pd.DataFrame:
    """The newest "you said, we did" of up to three networks of the view; not to be changed."""
    return newest_changes(get_engine(), facts_of(key), key.filters, period_shown(key), most=MOST_CHANGES)


@lru_cache(maxsize=128)
def stories_of(key: ViewKey) -> pd.DataFrame:
    """The published case studies of the view's networks; not to be changed."""
    return published_stories(get_engine(), key.filters)


def outcomes_in(key: ViewKey) -> Selection:
    """All outcomes of the view."""
    return Selection(Listed.OUTCOMES, key.filters)


@lru_cache(maxsize=128)
def how_long_drawing(key: ViewKey) -> Drawing:
    """How long decisions took."""
    found = times_to_decision(facts_of(key), key.filters, period_shown(key))
    drawing = how_long_figure(
        {one.status: (one.by_stretch, one.days) for one in found}, palette=palette_of(key.scheme)
    )
    decided = {status: outcomes_in(key).having(Facet.STATUS, status) for status in DECIDED}
    opens = {f"{status}:all": selection for status, selection in decided.items()} | {
        f"{status}:{stretch}": selection.having(Facet.TOOK, stretch)
        for status, selection in decided.items()
        for stretch in Took
    }
    return replace(drawing, opens=opens)


@lru_cache(maxsize=128)
def levels_drawing(key: ViewKey) -> Drawing:
    """For whom it changed."""
    counts = outcomes_by_level_and_direction(facts_of(key), key.filters, period_shown(key))
    by_level = {level: outcomes_in(key).having(Facet.LEVEL, level) for level in Level}
    opens = {f"{level}:all": selection for level, selection in by_level.items()} | {
        f"{level}:{direction}": selection.having(Facet.DIRECTION, direction)
        for level, selection in by_level.items()
        for direction in Direction
    }
    return replace(levels_figure(counts, palette=palette_of(key.scheme)), opens=opens)


@lru_cache(maxsize=128)
def evidence_drawing(key: ViewKey) -> Drawing:
    """The three facts about the evidence."""
    counts = evidence_facts(facts_of(key), key.filters, period_shown(key))
    opens = {fact.value: outcomes_in(key).having(Facet.EVIDENCE, fact) for fact in EvidenceFact}
    drawing = evidence_figure(counts, palette=palette_of(key.scheme))
    return replace(drawing, opens={**opens, "all": outcomes_in(key)})


@dataclass(frozen=True)
class Named:
    """Outcomes that are named one by one: the planned that wait longest, and the newest that were not possible."""

    waiting: tuple[OutcomeLine, ...]
    not_possible: tuple[OutcomeLine, ...]


@lru_cache(maxsize=128)
def named_outcomes(key: ViewKey) -> Named:
    """The outcomes of the view that are named."""
    facts, period, on = facts_of(key), period_shown(key), key.filters.as_of
    waiting, not_possible = (
        tuple(outcome_lines(get_engine(), numbers(facts, key.filters, period, most=MOST_NAMED), on=on))
        for numbers in (waiting_longest, newest_not_possible)
    )
    return Named(waiting, not_possible)


@lru_cache(maxsize=32)
def outcomes_with_number(key: ViewKey) -> WithNumber:
    """The outcomes of the view that have a metric."""
    return with_number(facts_of(key), key.filters, period_shown(key))


def metric_pages(key: ViewKey) -> int:
    """How many pages of metrics the view has; at least 1."""
    return max(1, -(-outcomes_with_number(key).numbers.size // METRICS_ON_A_PAGE))


@lru_cache(maxsize=128)
def metrics_drawing(key: ViewKey, number: int = 1) -> Drawing:
    """One page of the metrics of the view, the newest first; pages count from 1."""
    found = outcomes_with_number(key)
    wanted = found.numbers[(number - 1) * METRICS_ON_A_PAGE : number * METRICS_ON_A_PAGE].tolist()
    lines = metric_lines(get_engine(), wanted)
    names = {code: one.short_name for code, one in facts_of(key).reference.networks.items()}
    drawing = metrics_figure(
        [recorded_metric(line, names[line.network]) for line in lines],
        total=found.numbers.size,
        compared=found.compared,
        palette=palette_of(key.scheme),
    )
    return replace(
        drawing,
        keys={(row, str(drawing.table.columns[0])): str(line.id) for row, line in enumerate(lines)},
        addresses={
            str(line.id): activity_address(line.activity_id, as_of=key.filters.as_of) for line in lines
        },
    )


def recorded_metric(line: MetricLine, network: str) -> RecordedMetric:
    """A metric as the page tells it; `network` is what its line calls the network."""
    return RecordedMetric(
        label=line.label,
        network=network,
        value=line.value,
        unit=line.unit,
        baseline=line.baseline,
        comparator=line.comparator,
        period=line.period,
        is_share=line.is_share,
        counts_people=not line.is_share and counts_people(line.label, line.unit),
        key=str(line.id),
    )


@lru_cache(maxsize=8)
def _heard(version: int, today: date) -> dict[str, HowItWas]:
    # An answer does not raise the version, but none of this week is counted: the day tells when one may be.
    return heard_by_network(get_engine(), facts_of_version(get_engine(), version), today=today)


def how_it_was(key: ViewKey) -> dict[str, HowItWas]:
    """What people answered, by network and for ENGLAND; only the store's version and the day decide it.

    A view that looks back has none of it: answers up to two days would differ by those of a few people.
    """
    return {} if key.filters.as_of else _heard(key.version, key.today)


@lru_cache(maxsize=128)
def told_and_heard_drawing(key: ViewKey) -> Drawing:
    """What staff and people say of the view's networks, over all years, whatever else is chosen."""
    facts = facts_of(key)
    told, people = told_by_network(facts, today=key.today), how_it_was(key)
    networks = {
        code: ToldAndHeard(
            label=facts.reference.networks[code].short_name,
            activities=told[code].activities,
            told=told[code].reported_back,
            people=people.get(code),
        )
        for code in shown_networks(key, facts)
    }
    of_all_years = {
        code: Selection(
            Listed.ACTIVITIES,
            Filters(FinancialYear.containing(key.today).code, networks=(code,), as_of=key.filters.as_of),
        ).having(Facet.EVER, YES)
        for code in networks
    }
    opens = {f"{code}:activities": selection for code, selection in of_all_years.items()} | {
        f"{code}:told": selection.having(Facet.REPORTED_BACK, YES) for code, selection in of_all_years.items()
    }
    drawing = told_and_heard_figure(
        networks, all_people=people.get(_area(key)), is_past=key.filters.as_of is not None
    )
    return replace(drawing, opens=opens)


@lru_cache(maxsize=128)
def felt_heard_drawing(key: ViewKey) -> Drawing:
    """What people of the view's networks say of the four statements; as of a past day only why that is not told."""
    if key.filters.as_of:
        return replace(
            felt_heard_figure({}, networks={}), finding=NOT_LOOKED_BACK, alt=NOT_LOOKED_BACK, notes=()
        )
    facts, people = facts_of(key), how_it_was(key)
    networks = {code: facts.reference.networks[code].short_name for code in shown_networks(key, facts)}
    return felt_heard_figure({code: people.get(code) for code in networks}, networks=networks)


def _area(key: ViewKey) -> str:
    """The one network of the view, or ENGLAND; "" for several, whose answers are not added up."""
    networks = key.filters.networks
    return ENGLAND if not networks else networks[0] if len(networks) == 1 else ""

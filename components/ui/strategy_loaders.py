"""What the Strategy page shows, each made once per view and shared by all viewers of this process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlencode

from components.figures.coverage import Coverage, CoveredBy, Line, coverage_figure, key_of
from components.figures.drawing import Drawing
from components.figures.pledges import pledges_figure
from components.figures.ways_of_working import ways_of_working_figure
from components.ui.view import ViewKey, facts_of, period_shown, shown_networks
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.actions import ActionLine, actions_as_of, agreed_actions, of_networks
from data_access.queries.pledges import OwnWay, PledgeEntry, shared_pledges, ways_of_meeting_pledges
from data_access.queries.resources import (
    SHARED_BY_ALL,
    ResourceLine,
    resources_for_strategy,
    serves,
    shared_resources,
)
from data_access.queries.strategy import Counts, strategy_coverage, ways_in_plain_words, ways_of_working_shown
from domain.selection import Facet, Listed, Selection
from domain.vocabulary import Provenance

STRATEGY_ADDRESS = "/strategy"
COVERED, LINE, FROM = "covered", "line", "from-network"
"""The parameters of the page's own address: what covers the strategy, and whose resources for which line."""
RESOURCES_PLACE = "resources"
ALL_NETWORKS = "All networks"


@dataclass(frozen=True)
class Forum:
    """What does not come from activities, as one version of the store has it."""

    actions: tuple[ActionLine, ...]
    resources: tuple[ResourceLine, ...]
    pledges: tuple[PledgeEntry, ...]
    own_ways: Mapping[tuple[str, str], OwnWay]
    ways_of_working: Mapping[str, str]


@lru_cache(maxsize=4)
def _forum(version: int) -> Forum:  # noqa: ARG001  the version is the key
    engine = get_engine()
    return Forum(
        actions=agreed_actions(engine),
        resources=shared_resources(engine),
        pledges=shared_pledges(engine),
        own_ways=ways_of_meeting_pledges(engine),
        ways_of_working=ways_in_plain_words(engine),
    )


def actions_of(key: ViewKey) -> tuple[ActionLine, ...]:
    """The actions of the view's networks, and those of all networks together; whatever the year."""
    found = _forum(key.version).actions
    if key.filters.as_of:
        found = actions_as_of(found, key.filters.as_of)
    return of_networks(found, key.filters.networks)


def resources_of(key: ViewKey) -> tuple[ResourceLine, ...]:
    """The resources that the view's networks, or all together, had shared by its last day, newest first."""
    wanted = {*key.filters.networks}
    return tuple(
        one
        for one in _forum(key.version).resources
        if one.shared_on <= period_shown(key).last
        and (not wanted or one.network is None or one.network in wanted)
    )


def resources_behind(key: ViewKey, *, line: str, network: str) -> tuple[ResourceLine, ...]:
    """The resources that one cell of the grid counts: for a line of the strategy, from a network or all together."""
    facts = facts_of(key)
    return tuple(
        one
        for one in resources_of(key)
        if (one.network or SHARED_BY_ALL) == network and serves(facts, one, line)
    )


def pledges_of(key: ViewKey) -> tuple[PledgeEntry, ...]:
    """The diversity pledges."""
    return _forum(key.version).pledges


def own_ways_of(key: ViewKey, *, pledge: str) -> dict[str, OwnWay | None]:
    """How each network of the view meets a pledge; None where it has not said so."""
    ways = _forum(key.version).own_ways
    return {network: ways.get((pledge, network)) for network in shown_networks(key, facts_of(key))}


def strategy_lines(facts: Facts) -> tuple[Line, ...]:
    """The commitments, each with its priorities below it, in plain words after the number of the strategy."""
    lines: list[Line] = []
    for number, (code, priorities) in enumerate(facts.reference.commitments.items(), start=1):
        lines.append(Line(code, f"{number} {facts.reference.strategy[code].title}", is_heading=True))
        lines += [Line(one, f"{one} {in_plain_words(facts, one)}") for one in priorities]
    return tuple(lines)


def in_plain_words(facts: Facts, line: str) -> str:
    """A line of the strategy in plain words, and in its own where there are no others."""
    entry = facts.reference.strategy[line]
    return (entry.paraphrase or entry.title).rstrip(".")


def line_label(facts: Facts, line: str | None) -> str:
    """A line of the strategy as lists name it; a dash for none."""
    if line is None:
        return "–"
    return next((one.label for one in strategy_lines(facts) if one.code == line), in_plain_words(facts, line))


def way_labels(version: int) -> dict[str, str]:
    """The ways of working by code, numbered and in plain words, as grids and lists name them."""
    in_words = _forum(version).ways_of_working.items()
    return {code: f"{number} {words.rstrip('.')}" for number, (code, words) in enumerate(in_words, start=1)}


def named_by_provenance(provenances: Iterable[Provenance], *, is_said: bool) -> frozenset[Provenance]:
    """The provenances that a list names beside each record: illustrative, unless the page says so of all of it."""
    is_mixed = len(set(provenances)) > 1
    return frozenset({Provenance.ILLUSTRATIVE}) if is_mixed or not is_said else frozenset()


def network_labels(key: ViewKey, facts: Facts) -> dict[str, str]:
    """The networks of the view by their short names."""
    return {code: facts.reference.networks[code].short_name for code in shown_networks(key, facts)}


@lru_cache(maxsize=96)
def coverage_drawing(key: ViewKey, covered_by: CoveredBy, beside: ViewKey | None = None) -> Drawing:
    """The commitments and priorities by networks, in the tints that it shares with the view `beside`."""
    facts = facts_of(key)
    networks, lines = network_labels(key, facts), strategy_lines(facts)
    if covered_by is CoveredBy.RESOURCES:
        return _covered_by_resources(key, networks, lines, beside)
    listed = Listed(covered_by.value)
    counts = _coverage(key, listed)
    drawing = coverage_figure(
        Coverage(
            counts,
            lines=lines,
            networks=networks,
            covered_by=covered_by,
            beside=_coverage(beside, listed) if beside else None,
        )
    )
    return replace(drawing, opens=_opened(key, counts, listed, Facet.PRIORITY))


@lru_cache(maxsize=96)
def ways_of_working_drawing(key: ViewKey, covered_by: CoveredBy, beside: ViewKey | None = None) -> Drawing:
    """The ways of working by networks; resources are not recorded by them, so they are not asked for.

    The tints are those that it shares with the view `beside`.
    """
    listed = Listed(covered_by.value)
    counts = _ways_shown(key, listed)
    ways = [Line(code, label) for code, label in way_labels(key.version).items()]
    drawing = ways_of_working_figure(
        Coverage(
            counts,
            lines=ways,
            networks=network_labels(key, facts_of(key)),
            covered_by=covered_by,
            beside=_ways_shown(beside, listed) if beside else None,
        )
    )
    return replace(drawing, opens=_opened(key, counts, listed, Facet.WAY))


@lru_cache(maxsize=32)
def pledges_drawing(key: ViewKey) -> Drawing:
    """The diversity pledges by networks."""
    facts, forum = facts_of(key), _forum(key.version)
    return pledges_figure(
        {pair: way.how for pair, way in forum.own_ways.items()},
        pledges={one.code: one.title for one in forum.pledges},
        networks=network_labels(key, facts),
    )


@lru_cache(maxsize=32)
def _coverage(key: ViewKey, listed: Listed) -> Counts:
    return strategy_coverage(facts_of(key), key.filters, period_shown(key), listed=listed)


@lru_cache(maxsize=32)
def _ways_shown(key: ViewKey, listed: Listed) -> Counts:
    return ways_of_working_shown(facts_of(key), key.filters, period_shown(key), listed=listed)


def _opened(key: ViewKey, counts: Counts, listed: Listed, facet: Facet) -> dict[str, Selection]:
    return {
        key_of(line, network): Selection(listed, replace(key.filters, networks=(network,))).having(
            facet, line
        )
        for line, network in counts
    }


def _covered_by_resources(
    key: ViewKey, networks: Mapping[str, str], lines: tuple[Line, ...], beside: ViewKey | None
) -> Drawing:
    """The same of resources, whose list stands on the page itself."""
    counts = resources_for_strategy(facts_of(key), resources_of(key))
    columns = (
        {**networks, SHARED_BY_ALL: ALL_NETWORKS}
        if any(network == SHARED_BY_ALL for _, network in counts)
        else dict(networks)
    )
    drawing = coverage_figure(
        Coverage(
            counts,
            lines=lines,
            networks=columns,
            covered_by=CoveredBy.RESOURCES,
            beside=resources_for_strategy(facts_of(beside), resources_of(beside)) if beside else None,
        )
    )
    return replace(
        drawing,
        notes=(
            *drawing.notes,
            "Resources shared by the last day of the year shown, and still there. A resource has no programme, "
            "group or rung, so those filters leave it as it is.",
        ),
        addresses={
            key_of(line, network): resources_address(key, line=line, network=network)
            for line, network in counts
        },
    )


def resources_address(key: ViewKey, *, line: str, network: str) -> str:
    """The address of the list of the resources that a cell counts."""
    query = {**key.filters.to_query(), COVERED: CoveredBy.RESOURCES.value, LINE: line, FROM: network}
    return f"{STRATEGY_ADDRESS}?{urlencode(query, doseq=True)}#{RESOURCES_PLACE}"

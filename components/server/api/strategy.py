"""How the strategy is covered: each commitment, priority and way of working, in each network."""

from collections.abc import Iterator
from typing import Final, Literal

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.resource import Found, Resource, Row
from components.ui.strategy_loaders import resources_of
from components.ui.view import shown_networks
from data_access.engine import get_engine
from data_access.queries.resources import SHARED_BY_ALL, resources_for_strategy
from data_access.queries.strategy import strategy_coverage, ways_in_plain_words, ways_of_working_shown
from domain.selection import Listed
from domain.vocabulary import PriorityKind

NOTE = (
    "An activity counts in each priority that it serves, and once in a commitment. So rows do not add up. A 0 "
    "means that nothing was recorded, not that nothing was done. Resources are those shared by the last day of the "
    "view, and still there: programme, group and rung leave them as they are. Agreed actions and pledges are not here."
)
WAY: Final = "way-of-working"
Kind = PriorityKind | Literal["way-of-working"]


class StrategyRow(Row):
    """A line of the strategy in a network."""

    line: str = Field(description="Code of the commitment, priority or way of working")
    kind: Kind = Field(description="Whether it is a commitment, a priority or a way of working")
    title: str = Field(description="The line, as the strategy has it")
    plain_words: str = Field(description="The same in plain words; may be empty")
    network: str = Field(description="Code of the network")
    name: str = Field(description="What Heard's pages call the network")
    activities: int = Field(
        description="Activities of the view that serve it, or show the way of working", ge=0
    )
    outcomes: int = Field(description="Outcomes of these activities", ge=0)
    resources: int | None = Field(
        description="Resources for it that the network shared; null for a way of working, as they have none",
        ge=0,
    )
    resources_of_all: int | None = Field(
        description="Resources for it that all networks share together: the same in each network's row", ge=0
    )


def read_strategy(asked: Asked) -> Found:
    """The 4 commitments, the 11 priorities, then the ways of working, each in every network of the view."""
    return Found([*_lines(asked), *_ways(asked)], notes=(NOTE,))


def _lines(asked: Asked) -> Iterator[StrategyRow]:
    reference = asked.facts.reference
    activities, outcomes = (
        strategy_coverage(asked.facts, asked.filters, asked.period, listed=listed)
        for listed in (Listed.ACTIVITIES, Listed.OUTCOMES)
    )
    resources = resources_for_strategy(asked.facts, resources_of(asked.key))
    for code in (*reference.commitments, *reference.priorities):
        entry = reference.strategy[code]
        for network in shown_networks(asked.key, asked.facts):
            yield StrategyRow(
                line=code,
                kind=entry.kind,
                title=entry.title,
                plain_words=entry.paraphrase,
                network=network,
                name=reference.networks[network].short_name,
                activities=activities[code, network],
                outcomes=outcomes[code, network],
                resources=resources[code, network],
                resources_of_all=resources[code, SHARED_BY_ALL],
            )


def _ways(asked: Asked) -> Iterator[StrategyRow]:
    reference = asked.facts.reference
    activities, outcomes = (
        ways_of_working_shown(asked.facts, asked.filters, asked.period, listed=listed)
        for listed in (Listed.ACTIVITIES, Listed.OUTCOMES)
    )
    in_words = ways_in_plain_words(get_engine())
    for code, title in reference.ways.items():
        for network in shown_networks(asked.key, asked.facts):
            yield StrategyRow(
                line=code,
                kind=WAY,
                title=title,
                plain_words=in_words.get(code, ""),
                network=network,
                name=reference.networks[network].short_name,
                activities=activities[code, network],
                outcomes=outcomes[code, network],
                resources=None,
                resources_of_all=None,
            )


STRATEGY = Resource(
    name="strategy",
    title="The strategy",
    about="What serves each commitment and priority, or shows a way of working, network by network.",
    row=StrategyRow,
    takes=Takes(),
    read=read_strategy,
)

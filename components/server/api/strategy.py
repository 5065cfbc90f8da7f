"""How the strategy is covered: each commitment and priority, in each network."""

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.resource import Found, Resource, Row
from components.ui.view import shown_networks
from data_access.queries.strategy import strategy_coverage
from domain.selection import Listed
from domain.vocabulary import PriorityKind

NOTE = (
    "An activity counts in each priority that it serves, and once in a commitment. So rows do not add up. A 0 "
    "means that nothing was recorded, not that nothing was done."
)


class StrategyRow(Row):
    """A line of the strategy in a network."""

    line: str = Field(description="Code of the commitment or priority")
    kind: PriorityKind = Field(description="Whether it is a commitment or a priority")
    title: str = Field(description="The line, as the strategy has it")
    plain_words: str = Field(description="The same in plain words; may be empty")
    network: str = Field(description="Code of the network")
    name: str = Field(description="What Heard's pages call the network")
    activities: int = Field(description="Activities of the view that serve it", ge=0)
    outcomes: int = Field(description="Outcomes of these activities", ge=0)


def read_strategy(asked: Asked) -> Found:
    """The 4 commitments, then the 11 priorities, each in every network of the view."""
    reference, filters, period = asked.facts.reference, asked.filters, asked.period
    activities, outcomes = (
        strategy_coverage(asked.facts, filters, period, listed=listed)
        for listed in (Listed.ACTIVITIES, Listed.OUTCOMES)
    )
    lines = (*reference.commitments, *reference.priorities)
    rows = [
        StrategyRow(
            line=code,
            kind=reference.strategy[code].kind,
            title=reference.strategy[code].title,
            plain_words=reference.strategy[code].paraphrase,
            network=network,
            name=reference.networks[network].short_name,
            activities=activities[code, network],
            outcomes=outcomes[code, network],
        )
        for code in lines
        for network in shown_networks(asked.key, asked.facts)
    ]
    return Found(rows, notes=(NOTE,))


STRATEGY = Resource(
    name="strategy",
    title="The strategy",
    about="How many activities and outcomes serve each commitment and priority, network by network.",
    row=StrategyRow,
    takes=Takes(),
    read=read_strategy,
)

"""The networks: who they are, and how much of the view is theirs."""

from datetime import date

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.reach import or_none_recorded
from components.server.api.resource import Found, Resource, Row
from components.ui.overview_loaders import network_freshness
from components.ui.reach_loaders import year_of_reach
from components.ui.view import shown_networks
from data_access.engine import get_engine
from data_access.queries.activities import activities_by_network
from data_access.queries.networks import network_details
from data_access.queries.outcomes import outcomes_by_network
from domain.filters import Filters
from domain.people import people_involved

NOT_CUT = "not counted by programme, rung or group"
NOT_WITHIN = "not counted up to a day within a year"
NOTE = (
    "People involved are counted by year and network alone. With a programme, a rung, a group or a past day within "
    "the year there is no number: see reach for groups."
)


class NetworkRow(Row):
    """A network in the view."""

    network: str = Field(description="Code of the network")
    name: str = Field(description="Its name")
    short_name: str = Field(description="What Heard's pages call it")
    region: str = Field(description="Where it is")
    population: int = Field(description="People who live in its area")
    website: str = Field(description="Its own pages; may be empty")
    integrated_care_boards: tuple[str, ...] = Field(description="The boards in its area")
    activities: int = Field(description="Activities of the view that started in the year", ge=0)
    outcomes: int = Field(description="Outcomes of these activities", ge=0)
    people_involved: int | None = Field(
        description="People involved in the year, rounded; null where nobody is recorded or no number may be shown"
    )
    people_involved_text: str = Field(description="The same in words, as Heard's pages show it")
    newest_record: date | None = Field(
        description="When its newest activity up to the last day of the view started; null for none"
    )
    is_quiet: bool = Field(description="Whether that is 90 days or longer before that day")


def why_no_people(filters: Filters) -> str:
    """Why people may not be counted with these filters; "" where they may."""
    if filters.splits_people or filters.groups:
        return NOT_CUT
    return NOT_WITHIN if filters.cuts_the_year else ""


def read_networks(asked: Asked) -> Found:
    """Every network of the view, from north to south."""
    engine, facts, filters = get_engine(), asked.facts, asked.filters
    activities = activities_by_network(facts, filters, asked.period).set_index("network")["activities"]
    outcomes = outcomes_by_network(facts, filters, asked.period).set_index("network")["outcomes"]
    freshness = network_freshness(asked.key)
    people = None if why_no_people(filters) else year_of_reach(asked.key).people
    rows = []
    for code in shown_networks(asked.key, facts):
        details, entry = network_details(engine, code), facts.reference.networks[code]
        fresh = freshness[code]
        involved = or_none_recorded(people_involved(people, area=code)) if people else None
        rows.append(
            NetworkRow(
                network=code,
                name=entry.name,
                short_name=entry.short_name,
                region=details.region,
                population=entry.population,
                website=details.website,
                integrated_care_boards=details.icbs,
                activities=int(activities[code]),
                outcomes=int(outcomes[code]),
                people_involved=involved.value if involved else None,
                people_involved_text=involved.text if involved else why_no_people(filters),
                newest_record=fresh.newest,
                is_quiet=fresh.is_quiet,
            )
        )
    return Found(rows, notes=(NOTE,))


NETWORKS = Resource(
    name="networks",
    title="The networks",
    about="Who each network is, how many activities and outcomes are recorded, and how many people were involved.",
    row=NetworkRow,
    takes=Takes(),
    read=read_networks,
    counts_people=True,
)

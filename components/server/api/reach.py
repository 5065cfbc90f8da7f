"""Whom the networks reach: people by group and area, protected as on the page Reach."""

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.resource import Found, Resource, Row
from components.ui.reach_loaders import area_labels, group_labels, year_of_reach
from data_access.queries.activities import activities_by_group_and_network
from domain.disclosure import ENGLAND, ENGLAND_ONLY_GROUPS, NONE_RECORDED, Kind, Shown
from domain.reach import AreaReach, ReachRow

NOT_CUT = "not counted by programme or rung"
NOT_WITHIN = "not counted up to a day within a year"
BY_PEOPLE = (
    "People are counted by year, area and group. A person can belong to several groups and take part in several "
    "activities, so rows do not add up."
)
BY_ACTIVITIES = (
    "People are not counted by programme or rung, nor up to a day within a year, because small tables can give people "
    "away. The rows count activities that reached each group instead."
)


class ReachAnswerRow(Row):
    """A group in an area: people who were reached, or activities where people may not be counted."""

    area: str = Field(description="Code of the network, or the word for all of England")
    area_name: str = Field(description="What Heard's pages call the area")
    group: str = Field(description="Code of the group")
    group_name: str = Field(description="The group")
    people: int | None = Field(description="People of the group, rounded; null where only words may be shown")
    people_text: str = Field(description="The same in words, as Heard's pages show it")
    share_percent: int | None = Field(
        description="Their share of the people whose groups are known; null where it may not be shown"
    )
    population_percent: float | None = Field(
        description="The group's share of the people who live there, to two decimals; null without a reliable figure"
    )
    population_year: str = Field(description="The year of that figure; may be empty")
    population_source: str = Field(description="Who published that figure; may be empty")
    comparison: str = Field(description="How the two shares compare, in words")
    times_population_share: float | None = Field(
        description="The share reached, divided by the share in the population; null where not compared"
    )
    area_people: int | None = Field(
        description="All people involved in the area, rounded; null for words alone, as where nobody is recorded"
    )
    area_people_text: str = Field(description="The same in words")
    area_known: int | None = Field(description="Those whose groups are known, rounded; null for words alone")
    area_known_text: str = Field(description="The same in words")
    area_not_known: int | None = Field(description="Those whose groups are not known; null for words alone")
    area_not_known_text: str = Field(description="The same in words")
    area_not_known_percent: int | None = Field(
        description="Their share of all; null where it may not be shown"
    )
    activities: int | None = Field(
        description="Where people are not counted: activities that reached the group; null otherwise"
    )


def or_none_recorded(involved: Shown) -> Shown:
    """People involved in an area, who are no 0 where nobody is recorded: nobody wrote down that nobody came."""
    return NONE_RECORDED if involved.kind is Kind.ZERO else involved


def read_reach(asked: Asked) -> Found:
    """The groups and areas of the view, area by area; England last, unless networks are chosen."""
    areas, groups = area_labels(asked.key, asked.facts), group_labels(asked.key, asked.facts)
    if not asked.filters.may_count_people:
        networks = {code: label for code, label in areas.items() if code != ENGLAND}
        told = {code: label for code, label in groups.items() if code not in ENGLAND_ONLY_GROUPS}
        return Found(_by_activities(asked, networks, told), notes=(BY_ACTIVITIES,))
    year = year_of_reach(asked.key)
    totals = {one.area: one for one in year.areas}
    by_cell = {(row.area, row.group): row for row in year.rows}
    rows = [
        _by_people(by_cell[area, group], totals[area], name, label)
        for area, name in areas.items()
        for group, label in groups.items()
    ]
    return Found(rows, notes=(BY_PEOPLE,))


def _by_people(row: ReachRow, area: AreaReach, name: str, label: str) -> ReachAnswerRow:
    published, total = row.benchmark, or_none_recorded(area.total)
    is_empty = total.kind is Kind.NONE_RECORDED
    known, not_known = (total, total) if is_empty else (area.known, area.not_known)
    return ReachAnswerRow(
        area=row.area,
        area_name=name,
        group=row.group,
        group_name=label,
        people=row.people.value,
        people_text=row.people.text,
        share_percent=row.reached_percent,
        population_percent=None if row.population_percent is None else round(row.population_percent, 2),
        population_year=published.year if published else "",
        population_source=published.source if published else "",
        comparison=row.representation.text,
        times_population_share=row.representation.ratio,
        area_people=total.value,
        area_people_text=total.text,
        area_known=known.value,
        area_known_text=known.text,
        area_not_known=not_known.value,
        area_not_known_text=not_known.text,
        area_not_known_percent=area.not_known_percent,
        activities=None,
    )


def _by_activities(asked: Asked, areas: dict[str, str], groups: dict[str, str]) -> list[ReachAnswerRow]:
    frame = activities_by_group_and_network(asked.facts, asked.filters, asked.period)
    why = NOT_CUT if asked.filters.splits_people else NOT_WITHIN
    counted = frame.set_index(["network", "group"])["activities"].to_dict()
    return [
        ReachAnswerRow(
            area=area,
            area_name=name,
            group=group,
            group_name=label,
            people=None,
            people_text=why,
            share_percent=None,
            population_percent=None,
            population_year="",
            population_source="",
            comparison=why,
            times_population_share=None,
            area_people=None,
            area_people_text=why,
            area_known=None,
            area_known_text=why,
            area_not_known=None,
            area_not_known_text=why,
            area_not_known_percent=None,
            activities=counted[area, group],
        )
        for area, name in areas.items()
        for group, label in groups.items()
    ]


REACH = Resource(
    name="reach",
    title="Reach",
    about="People by seldom-heard group and area, beside the group's share of who lives there.",
    row=ReachAnswerRow,
    takes=Takes(),
    read=read_reach,
    counts_people=True,
)

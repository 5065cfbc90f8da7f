"""What the Reach page shows, each made once per view and shared by all viewers of this process."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.intersections import intersections_figure
from components.figures.not_known import not_known_figure
from components.figures.palette import palette_of
from components.figures.reach_map import activity_map_figure, reach_map_figure
from components.figures.representation import representation_figure
from components.ui.view import ViewKey, facts_of, period_shown, shown_networks
from data_access.engine import get_engine
from data_access.facts import Facts, facts_of_version
from data_access.queries.activities import activities_by_group_and_network
from data_access.queries.people import benchmarks, protected_people
from domain.disclosure import ENGLAND, ENGLAND_ONLY_GROUPS, Kind, is_england_only
from domain.errors import InvalidRecordError
from domain.filters import Filters
from domain.people import ProtectedPeople
from domain.periods import FinancialYear, Period, period_of
from domain.reach import AreaReach, ReachRow, areas_reached, intersections, reach_rows
from domain.selection import NOT_KNOWN, Facet, Listed, Selection

ENGLAND_LABEL = "England"


@dataclass(frozen=True)
class YearOfReach:
    """A whole year of reach, protected as one: every view of it chooses from these cells."""

    people: ProtectedPeople
    rows: tuple[ReachRow, ...]
    areas: tuple[AreaReach, ...]


@lru_cache(maxsize=16)
def _year_of_reach(version: int, period: Period) -> YearOfReach:
    facts = facts_of_version(get_engine(), version)
    people = protected_people(facts, period)
    rows = tuple(reach_rows(people, benchmarks=benchmarks(facts)))
    return YearOfReach(people=people, rows=rows, areas=tuple(areas_reached(people)))


def year_of_reach(key: ViewKey) -> YearOfReach:
    """The year's protected counts; only the year, the day and the store's version decide them.

    Raises InvalidRecordError for a view that looks back into its year: two such days would differ by few people.
    """
    if key.filters.cuts_the_year:
        raise InvalidRecordError("People are counted by whole years only.")
    # By its days: a year that is over is the same one whatever day the view looks back to.
    period = period_of(FinancialYear.from_code(key.filters.year), today=key.today)
    return _year_of_reach(key.version, period)


def area_labels(key: ViewKey, facts: Facts) -> dict[str, str]:
    """The areas of the view, from north to south, with England at the end unless networks are chosen."""
    networks = {code: facts.reference.networks[code].short_name for code in shown_networks(key, facts)}
    return networks if key.filters.networks else {**networks, ENGLAND: ENGLAND_LABEL}


def group_labels(key: ViewKey, facts: Facts) -> dict[str, str]:
    """The groups of the view, in their order."""
    chosen = key.filters.groups
    return {
        code: group.label for code, group in facts.reference.groups.items() if not chosen or code in chosen
    }


def one_area(key: ViewKey) -> str | None:
    """The one area that the view is about: a network, or England; None for several networks."""
    networks = key.filters.networks
    if not networks:
        return ENGLAND
    return networks[0] if len(networks) == 1 else None


@dataclass(frozen=True)
class GroupsReached:
    """Of the groups of a view, how many have somebody recorded in an area, and how many say nothing there."""

    reached: int
    kept_back: int
    of: int

    @property
    def text(self) -> str:
        """The two numbers, as a headline says them."""
        return f"{self.reached} of {self.of}"


def groups_reached(key: ViewKey, *, area: str, groups: tuple[str, ...]) -> GroupsReached | None:
    """Count groups by what is shown of them; None where no people whose groups are known are recorded."""
    year = year_of_reach(key)
    if year.people.known[area].kind is Kind.ZERO:
        return None
    kinds = [row.people.kind for row in year.rows if row.area == area and row.group in groups]
    return GroupsReached(
        reached=sum(1 for kind in kinds if kind in {Kind.SMALL, Kind.ROUNDED, Kind.HIDDEN}),
        kept_back=kinds.count(Kind.ENGLAND_ONLY),
        of=len(groups),
    )


def main_area(key: ViewKey) -> str:
    """The area that a single-area chart is about: the one chosen network, or England."""
    return key.filters.networks[0] if len(key.filters.networks) == 1 else ENGLAND


def main_area_label(key: ViewKey, facts: Facts) -> str:
    """The name of that area."""
    area = main_area(key)
    return ENGLAND_LABEL if area == ENGLAND else facts.reference.networks[area].short_name


@lru_cache(maxsize=64)
def reach_map_drawing(key: ViewKey) -> Drawing:
    """Groups by areas: people, or activities in a view in which people may not be counted."""
    facts = facts_of(key)
    areas, groups = area_labels(key, facts), group_labels(key, facts)
    if key.filters.may_count_people:
        drawing = reach_map_figure(year_of_reach(key).rows, areas=areas, groups=groups)
        return replace(drawing, opens=_people_opened(key, areas, groups))
    networks = {code: label for code, label in areas.items() if code != ENGLAND}
    activities = activities_by_group_and_network(facts, key.filters, period_shown(key))
    told = {code: label for code, label in groups.items() if code not in ENGLAND_ONLY_GROUPS}
    opens = {
        f"{network}:{group}": Selection(
            Listed.ACTIVITIES, replace(key.filters, networks=(network,), groups=(group,))
        )
        for network in networks
        for group in told
    }
    return replace(activity_map_figure(activities, areas=networks, groups=told), opens=opens)


def people_in(key: ViewKey, area: str, group: str = "") -> Selection:
    """The number of people involved in an area, or of one group there.

    A group is a filter where it may be one, so that its list holds the activities that reached it.
    """
    networks = () if area == ENGLAND else (area,)
    may_filter = group and group not in ENGLAND_ONLY_GROUPS
    filters = Filters(
        year=key.filters.year,
        networks=networks,
        groups=(group,) if may_filter else (),
        as_of=key.filters.as_of,
    )
    selection = Selection(Listed.PEOPLE, filters)
    return selection.having(Facet.OF_GROUP, group) if group and not may_filter else selection


def _people_opened(key: ViewKey, areas: Mapping[str, str], groups: Mapping[str, str]) -> dict[str, Selection]:
    """By area and group the number of people there; a cell that is shown for England only opens nothing."""
    return {
        f"{area}:{group}": people_in(key, area, group)
        for area in areas
        for group in groups
        if not is_england_only(group, area=area)
    }


@lru_cache(maxsize=64)
def representation_drawing(key: ViewKey) -> Drawing:
    """The main area's groups beside its population."""
    facts, year, area = facts_of(key), year_of_reach(key), main_area(key)
    not_known = next(one.not_known_text for one in year.areas if one.area == area)
    groups = group_labels(key, facts)
    drawing = representation_figure(
        [row for row in year.rows if row.area == area],
        area=main_area_label(key, facts),
        groups=groups,
        not_known=not_known,
        palette=palette_of(key.scheme),
    )
    opened = _people_opened(key, {area: ""}, groups)
    return replace(
        drawing, opens={group: opened[name] for group in groups if (name := f"{area}:{group}") in opened}
    )


@lru_cache(maxsize=64)
def not_known_drawing(key: ViewKey) -> Drawing:
    """How much is not known, in each area of the view."""
    facts = facts_of(key)
    labels = area_labels(key, facts)
    by_area = {one.area: one for one in year_of_reach(key).areas}
    drawing = not_known_figure(
        [by_area[area] for area in labels], labels=labels, palette=palette_of(key.scheme)
    )
    opens = {f"total:{area}": people_in(key, area) for area in labels} | {
        f"not-known:{area}": people_in(key, area).having(Facet.WHICH, NOT_KNOWN) for area in labels
    }
    return replace(drawing, opens=opens)


@lru_cache(maxsize=64)
def intersections_drawing(key: ViewKey) -> Drawing:
    """Pairs of groups in the main area."""
    facts = facts_of(key)
    area, pairs = main_area(key), intersections(year_of_reach(key).people, area=main_area(key))
    drawing = intersections_figure(
        pairs,
        area=main_area_label(key, facts),
        labels={code: group.label for code, group in facts.reference.groups.items()},
        chosen=key.filters.groups,
        palette=palette_of(key.scheme),
    )
    opens = {
        f"{pair.first}:{pair.second}": people_in(key, area)
        .having(Facet.OF_GROUP, pair.first)
        .having(Facet.AND_GROUP, pair.second)
        for pair in pairs
    }
    return replace(drawing, opens=opens)

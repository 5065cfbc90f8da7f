"""What the Reach page shows, each made once per view and shared by all viewers of this process."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.intersections import intersections_figure
from components.figures.not_known import not_known_figure
from components.figures.palette import palette_of
from components.figures.reach_map import activity_map_figure, reach_map_figure
from components.figures.representation import representation_figure
from components.ui.view import ViewKey, period_shown, shown_networks
from data_access.engine import get_engine
from data_access.facts import Facts, current_facts
from data_access.queries.activities import activities_by_group_and_network
from data_access.queries.people import benchmarks, people_counts
from domain.disclosure import ENGLAND, ENGLAND_ONLY_GROUPS
from domain.people import ProtectedPeople, protect_people
from domain.periods import FinancialYear, period_of
from domain.reach import AreaReach, ReachRow, areas_reached, intersections, reach_rows

ENGLAND_LABEL = "England"


@dataclass(frozen=True)
class YearOfReach:
    """A whole year of reach, protected as one: every view of it chooses from these cells."""

    people: ProtectedPeople
    rows: tuple[ReachRow, ...]
    areas: tuple[AreaReach, ...]


@lru_cache(maxsize=16)
def _year_of_reach(version: int, year: str, today: date) -> YearOfReach:  # noqa: ARG001  the version is the key
    facts = current_facts(get_engine())
    period = period_of(FinancialYear.from_code(year), today=today)
    people = protect_people(people_counts(facts, period))
    rows = tuple(reach_rows(people, benchmarks=benchmarks(facts)))
    return YearOfReach(people=people, rows=rows, areas=tuple(areas_reached(people)))


def year_of_reach(key: ViewKey) -> YearOfReach:
    """The year's protected counts; only the year, the day and the store's version decide them."""
    return _year_of_reach(key.version, key.filters.year, key.today)


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


def main_area(key: ViewKey) -> str:
    """The area that a single-area chart is about: the one chosen network, or England."""
    return key.filters.networks[0] if len(key.filters.networks) == 1 else ENGLAND


def main_area_label(key: ViewKey, facts: Facts) -> str:
    """The name of that area."""
    area = main_area(key)
    return ENGLAND_LABEL if area == ENGLAND else facts.reference.networks[area].short_name


@lru_cache(maxsize=64)
def reach_map_drawing(key: ViewKey) -> Drawing:
    """Groups by areas: people, or with a filter that may not split people, activities."""
    facts = current_facts(get_engine())
    areas, groups = area_labels(key, facts), group_labels(key, facts)
    if not key.filters.splits_people:
        return reach_map_figure(year_of_reach(key).rows, areas=areas, groups=groups)
    networks = {code: label for code, label in areas.items() if code != ENGLAND}
    activities = activities_by_group_and_network(facts, key.filters, period_shown(key))
    told = {code: label for code, label in groups.items() if code not in ENGLAND_ONLY_GROUPS}
    return activity_map_figure(activities, areas=networks, groups=told)


@lru_cache(maxsize=64)
def representation_drawing(key: ViewKey) -> Drawing:
    """The main area's groups beside its population."""
    facts, year, area = current_facts(get_engine()), year_of_reach(key), main_area(key)
    not_known = next(one.not_known_text for one in year.areas if one.area == area)
    return representation_figure(
        [row for row in year.rows if row.area == area],
        area=main_area_label(key, facts),
        groups=group_labels(key, facts),
        not_known=not_known,
        palette=palette_of(key.scheme),
    )


@lru_cache(maxsize=64)
def not_known_drawing(key: ViewKey) -> Drawing:
    """How much is not known, in each area of the view."""
    facts = current_facts(get_engine())
    labels = area_labels(key, facts)
    by_area = {one.area: one for one in year_of_reach(key).areas}
    return not_known_figure([by_area[area] for area in labels], labels=labels, palette=palette_of(key.scheme))


@lru_cache(maxsize=64)
def intersections_drawing(key: ViewKey) -> Drawing:
    """Pairs of groups in the main area."""
    facts = current_facts(get_engine())
    return intersections_figure(
        intersections(year_of_reach(key).people, area=main_area(key)),
        area=main_area_label(key, facts),
        labels={code: group.label for code, group in facts.reference.groups.items()},
        chosen=key.filters.groups,
        palette=palette_of(key.scheme),
    )

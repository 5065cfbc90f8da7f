"""Open data and the pages say the same: two hundred random views, each asked of both."""

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from components.figures.drawing import cell_of
from components.figures.spectrum import position_text
from components.server.api.routes import api_routes
from components.server.rate_limit import RateLimit
from components.ui.change_loaders import metrics_drawing, outcomes_with_number
from components.ui.headline_loaders import headlines
from components.ui.overview_loaders import outcomes_drawing, tile_map_drawing
from components.ui.reach_loaders import reach_map_drawing, year_of_reach
from components.ui.spectrum_loaders import spectrum_drawing
from components.ui.strategy_loaders import resources_behind
from components.ui.view import ViewKey, facts_now, facts_of, period_shown, shown_networks
from data_access.engine import open_engine
from data_access.queries.outcomes import evidence_facts
from data_access.queries.resources import SHARED_BY_ALL
from data_access.queries.selected import known_facets, numbers_of
from data_access.queries.strategy import ways_of_working_shown
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.disclosure import NONE_RECORDED, Kind
from domain.filters import Filters, KnownCodes, year_of
from domain.people import people_involved
from domain.permissions import OPERATOR
from domain.selection import Facet, Listed, Selection
from domain.vocabulary import Direction, OutcomeStatus
from domain.wording import whole
from seed_data.demonstration import load_illustrative
from seed_data.loader import load_case_studies, load_reference
from tests.integration.feedback_visitor import Visitor
from tests.integration.served import serving_store

pytestmark = pytest.mark.xdist_group("api")
TODAY = date(2026, 11, 22)
VIEWS = 200


@pytest.fixture(scope="module")
def served(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store of 600 illustrative activities, served on 22 November 2026."""
    folder = tmp_path_factory.mktemp("api")
    shutil.copy(migrated_sqlite, folder / "heard.db")
    engine = open_engine(f"sqlite:///{(folder / 'heard.db').as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
        load_illustrative(work, until=TODAY, activities=600)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEARD_TODAY", TODAY.isoformat())
        with serving_store(engine, folder / "secrets") as opened:
            yield opened
    engine.dispose()
    get_settings.cache_clear()


def some(codes: Any, most: int, chance: random.Random) -> tuple[str, ...]:
    """None, or a few of the codes."""
    return tuple(sorted(chance.sample(list(codes), chance.choice((0, 0, 1, most)))))


def random_views(known: KnownCodes, version: int) -> list[ViewKey]:
    """The same views in every run."""
    chance = random.Random(5)
    filters = [
        Filters(
            year=chance.choice(known.years),
            networks=some(known.networks, 3, chance),
            programmes=some(known.programmes, 4, chance),
            groups=some(known.groups, 3, chance),
            rungs=some(known.rungs, 3, chance),
        )
        for _ in range(VIEWS)
    ]
    filters = [replace(one, as_of=some_past_day(one, chance)) for one in filters]
    return [ViewKey(one, version, one.as_of or TODAY, "light") for one in filters]


def some_past_day(filters: Filters, chance: random.Random) -> date | None:
    """For every third view a day within its year or after it, but before today."""
    first = year_of(filters).first
    days = (TODAY - first).days
    return first + timedelta(chance.randrange(days)) if chance.randrange(3) == 0 else None


@pytest.fixture(scope="module")
def views(served: Engine) -> list[ViewKey]:  # noqa: ARG001  facts_now asks the store that is served
    facts, known = facts_now()
    return random_views(known, facts.version)


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    return Visitor(Starlette(routes=api_routes(RateLimit(10**6))))


def asked(visitor: Visitor, name: str, view: ViewKey, **more: str) -> dict[str, Any]:
    query = urlencode({**view.filters.to_query(), **more}, doseq=True)
    seen = visitor.get(f"/api/v1/{name}?{query}")
    assert seen.status == 200, seen.body
    answer: dict[str, Any] = json.loads(seen.body)
    facts, known = facts_now()
    assert facts.version == view.version
    assert answer["sentence"].startswith(view.filters.describe(known, period_shown(view)))
    return answer


def test_the_views_differ_and_most_of_them_hold_something(views: list[ViewKey], visitor: Visitor) -> None:
    assert len(set(views)) > VIEWS * 0.9
    totals = [asked(visitor, "activities", view, limit="1")["page"]["total"] for view in views]
    assert sum(total > 0 for total in totals) > VIEWS * 0.4
    assert sum(view.filters.as_of is not None for view in views) > VIEWS * 0.2
    assert sum(view.filters.cuts_the_year for view in views) > VIEWS * 0.1


def test_networks_are_those_of_the_overview(views: list[ViewKey], visitor: Visitor) -> None:
    for view in views:
        rows = asked(visitor, "networks", view)["rows"]
        tiles = tile_map_drawing(view).table
        assert [row["short_name"] for row in rows] == list(tiles["Network"])
        for row, told in zip(rows, tiles["Activities"], strict=True):
            # A tile without any activity of a quiet network shows since when, in place of 0.
            assert row["activities"] == (0 if isinstance(told, str) else told)
            assert row["is_quiet"] or not isinstance(told, str)
        if view.filters.groups or not view.filters.may_count_people:
            assert {row["people_involved"] for row in rows} == {None}
            assert all(row["people_involved_text"].startswith("not counted") for row in rows)
        else:
            for row in rows:
                shown = people_involved(year_of_reach(view).people, area=row["network"])
                told = NONE_RECORDED if shown.kind is Kind.ZERO else shown
                assert (row["people_involved"], row["people_involved_text"]) == (told.value, told.text)


def test_activities_and_outcomes_are_as_many_as_on_the_overview(
    views: list[ViewKey], visitor: Visitor
) -> None:
    for view in views:
        headline = headlines(view)[0]
        assert headline.label == "Activities"
        assert whole(asked(visitor, "activities", view, limit="1")["page"]["total"]) == headline.value
        table = outcomes_drawing(view).table.set_index("Status")
        outcomes = asked(visitor, "outcomes", view, limit="500")
        assert outcomes["page"]["of"] == 1
        counts = Counter((row["status"], row["direction"]) for row in outcomes["rows"])
        for status in OutcomeStatus:
            told = [table.loc[status.label, way.label] for way in Direction]
            assert told == [counts[status.value, way.value] for way in Direction]
        networks = asked(visitor, "networks", view)["rows"]
        assert sum(row["outcomes"] for row in networks) == outcomes["page"]["total"]


def test_the_spectrum_is_that_of_its_page(views: list[ViewKey], visitor: Visitor) -> None:
    for view in views:
        rows = asked(visitor, "spectrum", view)["rows"]
        table = spectrum_drawing(view).table
        assert [row["name"] for row in rows] == list(table["Network"])
        for rater, column in (("staff", "Staff position"), ("lay", "Lay position")):
            assert [position_text(row[f"{rater}_position"]) for row in rows] == list(table[column])
        assert [f"{row['lay_rated']} of {row['markers']}" for row in rows] == list(
            table["Markers rated by lay partners"]
        )


def test_reach_is_that_of_its_page_cell_by_cell(views: list[ViewKey], visitor: Visitor) -> None:
    for view in views:
        rows = asked(visitor, "reach", view)["rows"]
        table = reach_map_drawing(view).table.set_index("Group")
        cells = {(row["group_name"], row["area_name"]): row for row in rows}
        assert len(cells) == table.size
        may_count = view.filters.may_count_people
        year = {(row.area, row.group): row for row in year_of_reach(view).rows} if may_count else {}
        for (group, area), row in cells.items():
            told = table.loc[group, area]
            if not may_count:
                assert (row["people"], row["area_people"], row["activities"]) == (None, None, told)
                continue
            shown = year[row["area"], row["group"]]
            assert told == cell_of(shown.people)
            assert told == (row["people_text"] if row["people"] is None else row["people"])
            assert row["share_percent"] == shown.reached_percent
            assert row["comparison"] == shown.representation.text


def test_the_strategy_counts_the_resources_and_the_ways_of_its_page(
    views: list[ViewKey], visitor: Visitor
) -> None:
    for view in views[::10]:
        rows = {(row["line"], row["network"]): row for row in asked(visitor, "strategy", view)["rows"]}
        facts = facts_of(view)
        shown = ways_of_working_shown(facts, view.filters, period_shown(view), listed=Listed.ACTIVITIES)
        assert {pair: rows[pair]["activities"] for pair in shown} == dict(shown)
        assert {rows[pair]["kind"] for pair in shown} == {"way-of-working"}
        for line in known_facets(facts).priorities:
            for network in shown_networks(view, facts):
                own, joint = (
                    len(resources_behind(view, line=line, network=one)) for one in (network, SHARED_BY_ALL)
                )
                row = rows[line, network]
                assert (row["resources"], row["resources_of_all"]) == (own, joint)


def test_the_numbers_of_outcomes_are_those_of_the_change_page(views: list[ViewKey], visitor: Visitor) -> None:
    for view in views[::10]:
        rows = {row["id"]: row for row in asked(visitor, "outcomes", view, limit="500")["rows"]}
        with_text = {number for number, row in rows.items() if row["metric_text"]}
        assert with_text == set(outcomes_with_number(view).numbers.tolist())
        table = metrics_drawing(view).table
        newest = outcomes_with_number(view).numbers[: len(table)].tolist()
        assert [rows[number]["metric_text"] for number in newest] == list(table["After"])
        names = ("has_source", "was_compared", "was_confirmed")
        counts = evidence_facts(facts_of(view), view.filters, period_shown(view))
        assert [sum(row[name] for row in rows.values()) for name in names] == list(counts["outcomes"])


def test_the_strategy_counts_the_records_that_its_lists_hold(views: list[ViewKey], visitor: Visitor) -> None:
    chance = random.Random(7)
    for view in views:
        facts = facts_of(view)
        priorities = list(known_facets(facts).priorities)
        rows = {(row["line"], row["network"]): row for row in asked(visitor, "strategy", view)["rows"]}
        assert {network for _, network in rows} == set(shown_networks(view, facts))
        line, network = chance.choice(priorities), chance.choice(shown_networks(view, facts))
        chosen = Filters(**{**vars(view.filters), "networks": (network,)})
        for listed in (Listed.ACTIVITIES, Listed.OUTCOMES):
            selection = Selection(listed, chosen).having(Facet.PRIORITY, line)
            count = numbers_of(facts, selection, period_shown(view)).size
            assert rows[line, network][listed.value] == count

"""The records of a selection, facet by facet, against plain SQL on the same store."""

import shutil
import uuid
from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.engine import open_engine
from data_access.facts import Facts, read_facts
from data_access.queries.record_lines import activity_lines, outcome_lines
from data_access.queries.selected import known_facets, numbers_of, selected_ratings
from data_access.unit_of_work import unit_of_work
from domain.filters import Filters
from domain.periods import FinancialYear, period_of
from domain.permissions import OPERATOR
from domain.selection import Facet, Listed, Selection
from seed_data.demonstration import load_illustrative
from seed_data.loader import load_reference

pytestmark = pytest.mark.xdist_group("selected")

TODAY = date(2026, 11, 22)
YEAR = period_of(FinancialYear(2025), today=TODAY)
ACTIVITIES = Selection(Listed.ACTIVITIES, Filters("2025-26"))
OUTCOMES = Selection(Listed.OUTCOMES, Filters("2025-26"))
IN_YEAR = "a.start_date BETWEEN '2025-04-01' AND '2026-03-31'"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """300 illustrative activities with all that belongs to them, on both databases."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("selected") / "heard.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        engine = open_engine(f"sqlite:///{path.as_posix()}")
    else:
        server, name = request.getfixturevalue("migrated_postgresql"), f"selected_{uuid.uuid4().hex[:12]}"
        admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE heard_template")
        admin.dispose()
        engine = open_engine(sa.make_url(server).set(database=name).render_as_string(hide_password=False))
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
        load_illustrative(work, until=TODAY, activities=300)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def facts(engine: Engine) -> Facts:
    return read_facts(engine)


def plain(engine: Engine, table: str, condition: str) -> set[int]:
    """The numbers that SQL gives for activities `a`, or for outcomes `o` of theirs, in 2025/26."""
    tables = "activity a" if table == "a" else "outcome o JOIN activity a ON a.id = o.activity_id"
    with engine.connect() as connection:
        wanted = " ".join(("SELECT", f"{table}.id", "FROM", tables, "WHERE", IN_YEAR, "AND", condition))
        return set(connection.execute(sa.text(wanted)).scalars())


OF_ACTIVITIES = [
    (Facet.DESIGN, "together", "a.design_role = 'together'"),
    (Facet.DESIGN, "none", "a.design_role IS NULL"),
    (Facet.DELIVERY, "communities", "a.delivery_role = 'communities'"),
    (Facet.STAGE, "testing", "a.stage = 'testing'"),
    (Facet.MODE, "online", "a.mode = 'online'"),
    (Facet.NO_RUNG, "yes", "a.rung_code IS NULL"),
    (Facet.NO_PROGRAMME, "yes", "a.programme_code IS NULL"),
    (Facet.WITHOUT_OUTCOME, "yes", "NOT EXISTS (SELECT 1 FROM outcome o WHERE o.activity_id = a.id)"),
    (Facet.REPORTED_BACK, "yes", "a.reported_back_on IS NOT NULL"),
    (Facet.REPORTED_BACK, "no", "a.reported_back_on IS NULL"),
    (Facet.FROM, "2025-07-01", "a.start_date >= '2025-07-01'"),
    (Facet.UNTIL, "2025-06-30", "a.start_date <= '2025-06-30'"),
]
OF_OUTCOMES = [
    (Facet.STATUS, "planned", "o.status = 'planned'"),
    (Facet.DIRECTION, "negative", "o.direction = 'negative'"),
    (Facet.LEVEL, "organisations", "o.level = 'organisations'"),
    (Facet.PAIR, "yes", "o.you_said <> '' AND o.we_did <> ''"),
    (Facet.METRIC, "yes", "o.metric_value IS NOT NULL"),
    (Facet.EVIDENCE, "confirmed", "o.confirmed_by_people = 'yes'"),
    (Facet.DESIGN, "together", "a.design_role = 'together'"),
]


@pytest.mark.parametrize(("facet", "value", "condition"), OF_ACTIVITIES)
def test_activities_of_a_facet_are_those_that_sql_finds(
    engine: Engine, facts: Facts, facet: Facet, value: str, condition: str
) -> None:
    found = numbers_of(facts, ACTIVITIES.having(facet, value), YEAR).tolist()
    assert len(found) == len(set(found)) > 0
    assert set(found) == plain(engine, "a", condition)


@pytest.mark.parametrize(("facet", "value", "condition"), OF_OUTCOMES)
def test_outcomes_of_a_facet_are_those_that_sql_finds(
    engine: Engine, facts: Facts, facet: Facet, value: str, condition: str
) -> None:
    found = numbers_of(facts, OUTCOMES.having(facet, value), YEAR).tolist()
    assert len(found) == len(set(found)) > 0
    assert set(found) == plain(engine, "o", condition)


@pytest.mark.parametrize(
    ("facet", "table", "column"),
    [
        (Facet.PRIORITY, "activity_priority", "priority_code"),
        (Facet.WAY, "activity_way_of_working", "way_code"),
    ],
)
def test_every_priority_and_way_of_working_finds_its_activities(
    engine: Engine, facts: Facts, facet: Facet, table: str, column: str
) -> None:
    rows = sa.text(f"SELECT {column}, activity_id FROM {table}")  # noqa: S608  names of this test
    with engine.connect() as connection:
        links = connection.execute(rows).all()
    in_year = plain(engine, "a", "TRUE")
    codes = facts.reference.priorities if facet is Facet.PRIORITY else facts.reference.ways
    for code in codes:
        found = set(numbers_of(facts, ACTIVITIES.having(facet, code), YEAR).tolist())
        assert found == in_year & {activity for served, activity in links if served == code}, code


def test_two_facets_of_outcomes_are_asked_of_the_same_outcome(engine: Engine, facts: Facts) -> None:
    both = OUTCOMES.having(Facet.STATUS, "made").having(Facet.DIRECTION, "negative")
    found = set(numbers_of(facts, both, YEAR).tolist())
    assert found == plain(engine, "o", "o.status = 'made' AND o.direction = 'negative'")


def test_those_that_started_last_come_first(engine: Engine, facts: Facts) -> None:
    numbers = numbers_of(facts, ACTIVITIES, YEAR).tolist()
    lines = activity_lines(engine, numbers)
    assert [line.id for line in lines] == numbers
    assert [line.start for line in lines] == sorted((line.start for line in lines), reverse=True)


def test_an_outcome_is_read_with_its_activity_and_one_that_is_gone_is_left_out(
    engine: Engine, facts: Facts
) -> None:
    first = int(numbers_of(facts, OUTCOMES, YEAR)[0])
    (line,) = outcome_lines(engine, [first, 10_000_000])
    assert line.id == first
    assert line.activity


def test_ratings_are_the_newest_of_each_marker_up_to_the_day(facts: Facts) -> None:
    ratings = Selection(Listed.RATINGS, Filters("2025-26", networks=("GM",)))
    found = selected_ratings(facts, ratings, on=YEAR.last)
    assert len({(one.marker, one.rater_kind) for one in found}) == len(found) > 0
    assert all(one.network == "GM" and one.as_of <= YEAR.last for one in found)


def test_ratings_are_narrowed_by_rater_and_by_marker(facts: Facts) -> None:
    ratings = Selection(Listed.RATINGS, Filters("2025-26", networks=("GM",)))
    everything = selected_ratings(facts, ratings, on=YEAR.last)
    by_lay = selected_ratings(facts, ratings.having(Facet.RATER, "lay"), on=YEAR.last)
    assert by_lay == [one for one in everything if one.rater_kind == "lay"]
    marker = everything[0].marker
    of_marker = selected_ratings(facts, ratings.having(Facet.MARKER, marker), on=YEAR.last)
    assert of_marker == [one for one in everything if one.marker == marker]


def test_only_nine_markers_place_the_dot(facts: Facts) -> None:
    ratings = Selection(Listed.RATINGS, Filters("2025-26")).having(Facet.DOT, "yes")
    poles = {facts.reference.markers[one.marker].pole for one in selected_ratings(facts, ratings, on=TODAY)}
    assert {pole.value for pole in poles} == {"influencing", "co-ordinating"}


def test_the_codes_of_facets_are_those_of_the_reference_lists(facts: Facts) -> None:
    known = known_facets(facts)
    assert list(known.ways) == list(facts.reference.ways)
    assert "PRISON" in known.groups

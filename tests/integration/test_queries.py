"""Each query that counts activities, people and outcomes, worked out by hand, on SQLite and on PostgreSQL."""

import shutil
import uuid
from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.engine import open_engine
from data_access.facts import Facts, read_facts
from data_access.queries.activities import (
    activities_by_group_and_network,
    activities_by_network,
    activities_by_quarter,
)
from data_access.queries.codes import known_codes
from data_access.queries.outcomes import (
    activities_without_outcome,
    evidence_facts,
    newest_changes,
    outcomes_by_status_and_direction,
)
from data_access.queries.people import benchmarks, people_counts
from data_access.queries.selected import numbers_of
from data_access.queries.stories import published_stories
from data_access.tables import Benchmark
from domain.filters import Filters
from domain.periods import FinancialYear, Period, period_of
from domain.reach import Benchmark as PublishedShare
from domain.selection import Listed, Selection
from domain.shown import ENGLAND
from domain.vocabulary import AreaKind
from tests.integration.factories import an_activity, save
from tests.integration.worked_example import (
    ALL,
    TODAY,
    an_outcome,
    write,
    write_reference,
    write_worked_example,
)

pytestmark = pytest.mark.xdist_group("queries")
LAST_YEAR = period_of(FinancialYear(2025), today=TODAY)
THIS_YEAR = period_of(FinancialYear(2026), today=TODAY)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def worked_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """The worked example, written once for all tests here that only read it."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("worked") / "heard.db"
        shutil.copy(request.getfixturevalue("migrated_sqlite"), path)
        engine = open_engine(f"sqlite:///{path.as_posix()}")
    else:
        server = request.getfixturevalue("migrated_postgresql")
        name = f"worked_{uuid.uuid4().hex[:12]}"
        admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE heard_template")
        admin.dispose()
        engine = open_engine(sa.make_url(server).set(database=name).render_as_string(hide_password=False))
    write_worked_example(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def facts(worked_store: Engine) -> Facts:
    return read_facts(worked_store)


def chosen(facts: Facts, period: Period = THIS_YEAR, **filters: tuple[str, ...]) -> list[str]:
    """The activities that a view selects, by name."""
    selection = Selection(Listed.ACTIVITIES, Filters(year="2026-27", **filters))
    return [f"A{number}" for number in sorted(numbers_of(facts, selection, period).tolist())]


def test_a_year_begins_on_1_april_and_ends_on_31_march(facts: Facts) -> None:
    assert chosen(facts, LAST_YEAR) == ["A1"]
    assert chosen(facts) == ["A2", "A3", "A4", "A5"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"networks": ("GM",)}, ["A3", "A4", "A5"]),
        ({"networks": ("GM", "SL")}, ["A2", "A3", "A4", "A5"]),
        ({"programmes": ("MEDSIP",)}, ["A3"]),
        ({"rungs": ("CODESIGN",)}, ["A4", "A5"]),
        ({"rungs": ("CODESIGN", "CONSULTATION")}, ["A3", "A4", "A5"]),
        ({"groups": ("ETH",)}, ["A2"]),
        ({"groups": ("ETH_BLACK",)}, ["A2"]),
        ({"groups": ("CARER", "ETH_BLACK")}, ["A2", "A3"]),
        ({"groups": ("CARER",), "networks": ("SL",)}, []),
    ],
)
def test_filters_select_activities(
    facts: Facts, filters: dict[str, tuple[str, ...]], names: list[str]
) -> None:
    assert chosen(facts, **filters) == names


def test_an_activity_with_a_child_group_is_found_by_its_parent_alone_and_not_by_its_sibling(
    facts: Facts,
) -> None:
    assert chosen(facts, LAST_YEAR, groups=("ETH",)) == ["A1"]
    assert chosen(facts, LAST_YEAR, groups=("ETH_BLACK",)) == []


def test_every_network_of_the_view_is_counted_those_without_activities_too(facts: Facts) -> None:
    assert activities_by_network(facts, ALL, LAST_YEAR).to_dict("records") == [
        {"network": "SL", "activities": 1},
        {"network": "GM", "activities": 0},
    ]
    only = activities_by_network(facts, Filters(year="2026-27", networks=("GM",)), THIS_YEAR)
    assert only.to_dict("records") == [{"network": "GM", "activities": 3}]


def test_quarters_are_cut_at_their_last_day(facts: Facts) -> None:
    assert activities_by_quarter(facts, ALL, THIS_YEAR).to_dict("records") == [
        {"quarter": date(2026, 4, 1), "activities": 3},
        {"quarter": date(2026, 7, 1), "activities": 1},
        {"quarter": date(2026, 10, 1), "activities": 0},
    ]


def test_a_whole_year_has_four_quarters_with_the_last_in_the_next_calendar_year(facts: Facts) -> None:
    frame = activities_by_quarter(facts, ALL, LAST_YEAR)
    assert frame["quarter"].tolist() == [
        date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1),
    ]  # fmt: skip
    assert frame["activities"].tolist() == [0, 0, 0, 1]


def test_activities_that_reached_a_group_count_for_its_parent_once(facts: Facts) -> None:
    frame = activities_by_group_and_network(facts, ALL, THIS_YEAR)
    counts = {(row.group, row.network): row.activities for row in frame.itertuples()}
    assert counts == {
        ("ETH", "SL"): 1, ("ETH", "GM"): 0, ("ETH_ASIAN", "SL"): 1, ("ETH_ASIAN", "GM"): 0,
        ("ETH_BLACK", "SL"): 1, ("ETH_BLACK", "GM"): 0, ("CARER", "SL"): 0, ("CARER", "GM"): 1,
    }  # fmt: skip
    one = activities_by_group_and_network(facts, Filters(year="2026-27", networks=("GM",)), THIS_YEAR)
    assert set(one["network"]) == {"GM"}


def test_people_of_a_child_group_count_for_its_parent_once(facts: Facts) -> None:
    counts = people_counts(facts, THIS_YEAR)
    assert {key: people for key, people in counts.people.items() if people} == {
        ("SL", "ETH"): 7, ("SL", "ETH_ASIAN"): 7, ("SL", "ETH_BLACK"): 3, ("GM", "CARER"): 20,
    }  # fmt: skip
    assert counts.pairs == {
        ("SL", "ETH", "ETH_ASIAN"): 7, ("SL", "ETH", "ETH_BLACK"): 3, ("SL", "ETH_ASIAN", "ETH_BLACK"): 3,
    }  # fmt: skip
    assert counts.parents == {"ETH_ASIAN": "ETH", "ETH_BLACK": "ETH"}


def test_people_of_no_group_are_known_and_people_nobody_asked_are_not(facts: Facts) -> None:
    before, now = people_counts(facts, LAST_YEAR), people_counts(facts, THIS_YEAR)
    assert (before.known, before.unknown) == ({"SL": 15, "GM": 0}, {"SL": 0, "GM": 0})
    assert (now.known, now.unknown) == ({"SL": 7, "GM": 20}, {"SL": 6, "GM": 0})
    assert before.people["SL", "CARER"] == 10
    assert before.pairs["SL", "ETH_ASIAN", "CARER"] == 10


def test_population_shares_keep_their_year_source_and_quality(store: Engine) -> None:
    write_reference(store)
    save(
        store,
        Benchmark(
            group_code="CARER", measure_code="carers", measure_label="Carers", area_kind=AreaKind.ENGLAND,
            area_code="E92000001", year="2021", share=0.09, quality_note="good", is_denominator=True,
            source="Census 2021",
        ),
    )  # fmt: skip
    assert benchmarks(read_facts(store)) == {
        (ENGLAND, "CARER"): PublishedShare(0.09, year="2021", source="Census 2021", quality="good")
    }


def test_outcomes_are_counted_by_status_and_direction_zeros_included(facts: Facts) -> None:
    frame = outcomes_by_status_and_direction(facts, ALL, THIS_YEAR)
    assert len(frame) == 9
    assert {(row.status, row.direction): row.outcomes for row in frame.itertuples() if row.outcomes} == {
        ("made", "positive"): 1, ("not-possible", "negative"): 1, ("planned", "no-change"): 1,
    }  # fmt: skip


def test_evidence_is_three_plain_facts_of_the_outcomes_selected(facts: Facts) -> None:
    assert evidence_facts(facts, ALL, THIS_YEAR).to_numpy().tolist() == [
        ["has a source", 2, 3],
        ["was measured against a comparator", 1, 3],
        ["was confirmed by people involved", 2, 3],
    ]
    assert evidence_facts(facts, ALL, LAST_YEAR)["outcomes"].tolist() == [0, 0, 0]


def test_activities_without_an_outcome_are_counted(facts: Facts) -> None:
    assert activities_without_outcome(facts, ALL, THIS_YEAR) == 2
    assert activities_without_outcome(facts, ALL, LAST_YEAR) == 0


def test_the_newest_changes_are_decided_ones_and_say_where_they_come_from(
    worked_store: Engine, facts: Facts
) -> None:
    """GM's newest is only planned: it is no change yet."""
    frame = newest_changes(worked_store, facts, ALL, THIS_YEAR, most=3)
    assert frame.to_dict("records") == [
        {
            "network": "Place SL",
            "you_said": "Too long.",
            "we_did": "Made it short.",
            "status": "made",
            "direction": "positive",
            "provenance": "submitted",
        },
    ]


def test_changes_are_one_a_network_the_newest_first(store: Engine) -> None:
    write_worked_example(store)
    newer = an_activity("A6", start_date=date(2026, 8, 1))
    other = an_activity("A7", "GM", start_date=date(2026, 8, 2))
    write(store, newer, other)
    write(store, an_outcome(newer, you_said="Newer.", we_did="Done."))
    write(store, an_outcome(other, you_said="Newest.", we_did="Done."))
    facts = read_facts(store)
    assert newest_changes(store, facts, ALL, THIS_YEAR, most=3)["you_said"].tolist() == ["Newest.", "Newer."]
    assert len(newest_changes(store, facts, ALL, THIS_YEAR, most=1)) == 1


def test_without_records_every_query_gives_its_columns_and_no_count(store: Engine) -> None:
    write_reference(store)
    empty = read_facts(store)
    assert activities_by_network(empty, ALL, THIS_YEAR)["activities"].tolist() == [0, 0]
    assert activities_by_quarter(empty, ALL, THIS_YEAR)["activities"].tolist() == [0, 0, 0]
    assert activities_by_group_and_network(empty, ALL, THIS_YEAR)["activities"].sum() == 0
    assert outcomes_by_status_and_direction(empty, ALL, THIS_YEAR)["outcomes"].sum() == 0
    assert evidence_facts(empty, ALL, THIS_YEAR)["of"].tolist() == [0, 0, 0]
    assert activities_without_outcome(empty, ALL, THIS_YEAR) == 0
    assert newest_changes(store, empty, ALL, THIS_YEAR, most=3).empty
    assert published_stories(store, ALL).empty
    assert set(people_counts(empty, THIS_YEAR).people.values()) == {0}
    assert benchmarks(empty) == {}


def test_codes_for_filters_have_labels_and_the_years_with_records_newest_first(facts: Facts) -> None:
    known = known_codes(facts, today=TODAY)
    assert known.networks == {"SL": "Health Innovation SL", "GM": "Health Innovation GM"}
    assert known.programmes == {"MEDSIP": "Medicines safety"}
    assert list(known.groups) == ["ETH", "ETH_ASIAN", "ETH_BLACK", "CARER"]
    assert known.rungs == {"CONSULTATION": "Consultation", "CODESIGN": "Codesign"}
    assert (known.years, known.default_year) == (("2026-27", "2025-26"), "2026-27")
    assert known_codes(facts, today=date(2026, 5, 1)).default_year == "2025-26"


def test_a_store_without_records_offers_the_running_year(sqlite_store: Engine) -> None:
    write_reference(sqlite_store)
    known = known_codes(read_facts(sqlite_store), today=TODAY)
    assert (known.years, known.default_year) == (("2026-27",), "2026-27")

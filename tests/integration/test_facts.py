"""The snapshot: what the store holds as columns, of one version, and never older than the last write."""

from collections.abc import Callable
from datetime import date
from functools import partial

import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.engine import open_engine
from data_access.facts import current_facts, read_facts
from data_access.queries.activities import newest_by_network
from data_access.tables import (
    Action,
    Activity,
    Benchmark,
    NetworkProfile,
    Pledge,
    PledgeResponse,
    Resource,
    Role,
    Table,
)
from data_access.unit_of_work import store_version
from domain.shown import ENGLAND
from domain.vocabulary import AreaKind, Pole, Provenance, RaterKind, ResourceKind, RoleKind
from tests.integration.factories import an_activity, save
from tests.integration.worked_example import an_assessment, write, write_reference, write_worked_example

ETH, ASIAN, BLACK, CARER = 1, 2, 4, 8
ILLUSTRATIVE_OR_NOT = pytest.mark.parametrize(
    ("provenance", "has"), [(Provenance.SUBMITTED, False), (Provenance.ILLUSTRATIVE, True)]
)


def test_an_empty_store_gives_an_empty_snapshot(store: Engine) -> None:
    facts = read_facts(store)
    assert (facts.version, facts.activities.ids.size, facts.cohorts.people.size, facts.outcomes.ids.size) == (
        store_version(store), 0, 0, 0,
    )  # fmt: skip
    assert facts.first_day is None
    assert newest_by_network(facts, until=date.max) == {}
    assert not facts.has_illustrative
    assert facts.assessments == ()


def test_activities_become_columns_of_codes(store: Engine) -> None:
    write_worked_example(store)
    facts = read_facts(store)
    columns = facts.activities
    assert columns.network.tolist() == [0, 0, 1, 1, 1]
    assert columns.programme.tolist() == [0, -1, 0, -1, -1]
    assert columns.rung.tolist() == [1, -1, 0, 1, 1]
    assert [date.fromordinal(day) for day in columns.start.tolist()][:2] == [
        date(2026, 3, 31),
        date(2026, 4, 1),
    ]
    assert columns.is_illustrative.tolist() == [False, False, True, False, False]
    assert columns.groups.tolist() == [ETH | ASIAN | CARER, ETH | ASIAN | BLACK, CARER, 0, 0]


def test_cohorts_carry_their_groups_and_parents_and_the_row_of_their_activity(store: Engine) -> None:
    write_worked_example(store)
    cohorts = read_facts(store).cohorts
    found = sorted(
        zip(
            cohorts.activity.tolist(), cohorts.groups.tolist(), cohorts.people.tolist(),
            cohorts.is_known.tolist(), strict=True,
        )
    )  # fmt: skip
    assert found == [
        (0, 0, 5, True),
        (0, ETH | ASIAN | CARER, 10, True),
        (1, 0, 6, False),
        (1, ETH | ASIAN, 4, True),
        (1, ETH | ASIAN | BLACK, 3, True),
        (2, CARER, 20, True),
    ]


def test_outcomes_carry_the_three_facts_of_their_evidence(store: Engine) -> None:
    write_worked_example(store)
    facts = read_facts(store)
    outcomes = facts.outcomes
    order = np.lexsort((outcomes.ids, outcomes.activity))
    assert outcomes.activity[order].tolist() == [0, 1, 1, 2]
    assert outcomes.has_pair[order].tolist() == [True, True, False, True]
    assert outcomes.has_source[order].tolist() == [False, True, True, False]
    assert outcomes.was_compared[order].tolist() == [False, True, False, False]
    assert outcomes.was_confirmed[order].tolist() == [False, False, True, True]
    assert outcomes.direction[order].tolist() == [0, 0, 2, 1]
    assert outcomes.status[order].tolist() == [1, 1, 2, 0]
    assert outcomes.level[order].tolist() == [0, 0, 0, 2]


def test_first_and_newest_days_come_from_the_activities(store: Engine) -> None:
    write_worked_example(store)
    facts = read_facts(store)
    assert facts.first_day == date(2026, 3, 31)
    assert newest_by_network(facts, until=date.max) == {"SL": date(2026, 4, 1), "GM": date(2026, 7, 1)}


def test_reference_lists_keep_their_order_and_their_parents(store: Engine) -> None:
    write_reference(store)
    reference = read_facts(store).reference
    assert list(reference.networks) == ["SL", "GM"]
    assert list(reference.rungs) == ["CONSULTATION", "CODESIGN"]
    assert list(reference.groups) == ["ETH", "ETH_ASIAN", "ETH_BLACK", "CARER"]
    assert reference.groups["ETH_ASIAN"].parent == "ETH"
    assert {code: marker.pole for code, marker in reference.markers.items()} == {
        "INF1": Pole.INFLUENCING,
        "COO1": Pole.CO_ORDINATING,
        "PRA1": Pole.BOTH,
    }
    assert reference.mask_of_key("CARER+ETH_BLACK") == ETH | BLACK | CARER
    assert [reference.mask_of_key(key) for key in ("", "?")] == [0, 0]
    assert reference.bit_of("ETH_BLACK") == BLACK


def a_share(area: str, share: float | None, *, kind: AreaKind, is_denominator: bool = True) -> Benchmark:
    return Benchmark(
        group_code="CARER", measure_code=f"{area}{is_denominator}", measure_label="Carers", area_kind=kind,
        area_code=area, year="2021", share=share, is_denominator=is_denominator, source="Census 2021",
    )  # fmt: skip


def test_only_reliable_shares_of_networks_and_england_are_compared_with(store: Engine) -> None:
    write_reference(store)
    save(
        store,
        a_share("E92000001", 0.09, kind=AreaKind.ENGLAND),
        a_share("SL", 0.08, kind=AreaKind.NETWORK),
        a_share("GM", None, kind=AreaKind.NETWORK),
        a_share("GM", 0.5, kind=AreaKind.NETWORK, is_denominator=False),
        a_share("E54000001", 0.07, kind=AreaKind.ICB),
    )
    shares = read_facts(store).reference.shares
    assert {key: one.share for key, one in shares.items()} == {
        (ENGLAND, "CARER"): 0.09,
        ("SL", "CARER"): 0.08,
    }


def test_assessments_come_with_who_rated_and_in_the_order_recorded(store: Engine) -> None:
    write_reference(store)
    write(
        store,
        an_assessment("SL", "COO1", 2, date(2026, 5, 1)),
        an_assessment("SL", "COO1", 3, date(2026, 5, 1), rater_reference="second"),
    )
    one, other = read_facts(store).assessments
    assert (one.network, one.marker, one.level, one.rater_kind, one.evidence) == (
        "SL", "COO1", 2, "staff", "COO1 at 2",
    )  # fmt: skip
    assert one.recorded < other.recorded


@ILLUSTRATIVE_OR_NOT
def test_one_illustrative_rating_is_enough_for_the_line_that_says_so(
    store: Engine, provenance: Provenance, has: bool
) -> None:
    write_reference(store)
    write(store, an_assessment("SL", "COO1", 2, date(2026, 5, 1), provenance=provenance))
    assert read_facts(store).has_illustrative is has


@ILLUSTRATIVE_OR_NOT
@pytest.mark.parametrize(
    "record",
    [
        partial(Action, title="Write", owner="The forum", due_on=date(2026, 12, 1)),
        partial(Resource, title="Pay", kind=ResourceKind.POLICY, shared_on=date(2026, 5, 1)),
        partial(PledgeResponse, network_code="SL", pledge_code="P1", how="We pay."),
        partial(Role, network_code="SL", kind=RoleKind.AMBASSADOR, capacity=RaterKind.LAY, since=date(2026, 5, 1)),
        partial(NetworkProfile, network_code="SL", about="We are here."),
    ],
    ids=lambda one: one.func.__name__,
)  # fmt: skip
def test_one_illustrative_record_of_another_kind_is_enough_for_it_too(
    store: Engine, record: Callable[..., Table], provenance: Provenance, has: bool
) -> None:
    write_reference(store)
    write(store, Pledge(code="P1", title="We pay people.", position=1, source="test"))
    write(store, record(provenance=provenance))
    assert read_facts(store).has_illustrative is has


def test_the_same_version_gives_the_same_snapshot(store: Engine) -> None:
    write_reference(store)
    assert current_facts(store) is current_facts(store)


def test_a_write_through_another_engine_shows_at_the_next_call(store: Engine) -> None:
    write_worked_example(store)
    before = current_facts(store)
    other = open_engine(store.url.render_as_string(hide_password=False))
    write(other, an_activity("A6", "GM", start_date=date(2026, 9, 1)))
    other.dispose()
    after = current_facts(store)
    assert (after.version, after.activities.ids.size) == (before.version + 1, 6)
    assert newest_by_network(after, until=date.max)["GM"] == date(2026, 9, 1)
    assert before.activities.ids.size == 5


def test_a_write_that_is_rolled_back_does_not_show(store: Engine) -> None:
    write_worked_example(store)
    before = current_facts(store)
    with store.connect() as connection:
        connection.execute(sa.delete(Activity))
        connection.rollback()
    assert current_facts(store) is before

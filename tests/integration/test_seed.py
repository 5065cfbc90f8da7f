"""The first start, on both databases: the store is filled once, corrected from the files, by its operator alone."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import NotAllowedError
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import StoryStatus
from seed_data.demonstration import load_illustrative, remove_illustrative
from seed_data.loader import load_case_studies, load_reference
from seed_data.prepare import prepare
from tests.integration.seeded import ROOTS, TABLES, UNTIL, contents, count

STRANGER = Actor(name="somebody")


def test_a_first_start_fills_the_store_and_a_second_changes_nothing(store: Engine) -> None:
    first = prepare(store, activities=60)
    assert first.reference["network"] == 15
    assert first.reference["seldom_heard_group"] == 43
    assert first.stories == 23
    assert first.illustrative["activity"] == 60
    before, version, audited = contents(store), store_version(store), count(store, "audit_event")
    second = prepare(store, activities=60)
    assert not second.changed_anything
    assert contents(store) == before
    assert store_version(store) == version
    assert count(store, "audit_event") == audited


def test_a_start_without_a_demonstration_leaves_room_for_one_later(store: Engine) -> None:
    assert prepare(store, with_illustrative=False).illustrative == {}
    assert count(store, "activity") == 0
    assert prepare(store, activities=15).illustrative["activity"] == 15


def test_a_removed_demonstration_does_not_come_back(store: Engine) -> None:
    prepare(store, activities=30)
    with unit_of_work(store, actor=OPERATOR) as work:
        removed = remove_illustrative(work)
    assert removed["activity"] == 30
    assert not prepare(store, activities=30).changed_anything
    assert [count(store, root) for root in ROOTS] == [0] * len(ROOTS)
    assert count(store, "story", status=StoryStatus.PUBLISHED) == 23
    assert count(store, "network") == 15


def test_each_group_has_one_figure_to_compare_with_in_each_area_or_none(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
    benchmark, group = TABLES["benchmark"], TABLES["seldom_heard_group"]
    with store.connect() as connection:
        used = connection.execute(sa.select(benchmark).where(benchmark.c.is_denominator)).mappings().all()
        measured = sa.select(group.c.code, group.c.benchmark_measure).where(group.c.benchmark_measure != "")
        chosen = dict(tuple(row) for row in connection.execute(measured))
    assert len({(row["group_code"], row["area_kind"], row["area_code"]) for row in used}) == len(used)
    assert {row["group_code"]: row["measure_code"] for row in used} == chosen
    assert all(0 < row["numerator"] < row["denominator"] for row in used)
    assert all(row["share"] == row["numerator"] / row["denominator"] for row in used)
    areas = {row["area_kind"].value for row in used if row["group_code"] == "TRANS"}
    assert areas == {"england"}


def test_a_reference_row_that_was_changed_is_corrected_and_one_that_is_gone_from_the_files_leaves(
    store: Engine,
) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
    benchmark, network = TABLES["benchmark"], TABLES["network"]
    with store.begin() as connection:
        connection.execute(sa.update(network).where(network.c.code == "YH").values(population=1))
        row = dict(connection.execute(sa.select(benchmark).limit(1)).mappings().one())
        row.pop("id")
        connection.execute(sa.insert(benchmark).values({**row, "measure_code": "forgotten"}))
    with unit_of_work(store, actor=OPERATOR) as work:
        assert load_reference(work) == {"network": 1, "benchmark": 1}
    assert count(store, "network", population=5_474_613) == 1
    assert count(store, "benchmark", measure_code="forgotten") == 0


def test_a_story_that_nobody_edited_is_corrected_and_an_edited_one_is_left_alone(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
        assert load_case_studies(work) == 23
    story, quote = TABLES["story"], TABLES["story_quote"]
    with store.begin() as connection:
        by_hand = {"limits": "Changed by hand."}
        connection.execute(
            sa.update(story).where(story.c.slug == "healthcare-change-makers").values(**by_hand, version=2)
        )
        connection.execute(sa.update(story).where(story.c.slug == "service-user-network-sun").values(by_hand))
        connection.execute(sa.update(quote).values(text="Nobody said this."))
    with unit_of_work(store, actor=OPERATOR) as work:
        assert load_case_studies(work) == 1 + 4
    assert count(store, "story", slug="healthcare-change-makers", limits="Changed by hand.") == 1
    assert count(store, "story", limits="Changed by hand.") == 1
    assert count(store, "story_quote", text="Nobody said this.") == 0
    assert count(store, "story_quote") == 4


@pytest.mark.parametrize(
    "step",
    [
        load_reference,
        load_case_studies,
        remove_illustrative,
        lambda work: load_illustrative(work, until=UNTIL, activities=1),
    ],
)
def test_only_those_who_operate_the_store_may_fill_or_empty_it(
    sqlite_store: Engine, step: Callable[..., Any]
) -> None:
    with pytest.raises(NotAllowedError), unit_of_work(sqlite_store, actor=STRANGER) as work:
        step(work)
    assert store_version(sqlite_store) == 0


def test_a_failed_first_start_leaves_an_empty_store(store: Engine) -> None:
    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(store, activities=15, progress=stop)
    assert count(store, "network") == 0
    assert store_version(store) == 0
    assert prepare(store, activities=15).changed_anything


def test_progress_counts_the_activities(sqlite_store: Engine) -> None:
    told: list[tuple[int, int]] = []
    prepare(sqlite_store, activities=10_020, progress=lambda done, of: told.append((done, of)))
    assert told == [(10_000, 10_020), (10_020, 10_020)]

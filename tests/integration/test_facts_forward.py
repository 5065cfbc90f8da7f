"""Facts brought forward by what changed are those that the store holds; in doubt they are read anew."""

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from datetime import date, timedelta

import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.change_log import KEPT, cut_log, logged_at_once
from data_access.consistent_read import consistent_read
from data_access.facts import Facts, current_facts, read_facts
from data_access.facts.as_of import facts_as_of
from data_access.facts.forward import brought_forward
from data_access.tables import Activity, Resource
from data_access.unit_of_work import store_version, unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import Provenance, ResourceKind
from tests.integration.factories import an_activity, raise_version
from tests.integration.worked_example import write, write_worked_example

Write = Callable[[Connection, random.Random], None]


def forward(store: Engine, facts: Facts) -> Facts | None:
    with consistent_read(store) as connection:
        return brought_forward(connection, facts)


def assert_same(found: Facts, anew: Facts) -> None:
    """Every column, number by number and of the same type; the cohorts of one activity have no order."""
    for part in ("activities", "cohorts", "outcomes"):
        one, other = getattr(found, part), getattr(anew, part)
        names = [field.name for field in fields(one)]
        columns = [[getattr(side, name) for name in names] for side in (one, other)]
        orders = [np.lexsort(side[::-1]) if part == "cohorts" else slice(None) for side in columns]
        for name, left, right in zip(names, *columns, strict=True):
            assert left.dtype == right.dtype, (part, name)
            assert left[orders[0]].tolist() == right[orders[1]].tolist(), (part, name)
    assert np.all(np.diff(found.cohorts.activity) >= 0)
    for name in ("version", "reference", "assessments", "has_illustrative", "place"):
        assert getattr(found, name) == getattr(anew, name), name


def run(statement: str) -> Write:
    """A statement over activities picked at random; `:one` and `:other` are their numbers."""

    def write(connection: Connection, chance: random.Random) -> None:
        ids = connection.execute(sa.text("SELECT id FROM activity ORDER BY id")).scalars().all() or [1]
        names = sa.text(statement).compile().params
        given = {
            "one": chance.choice(ids), "other": chance.choice(ids),
            "day": date(2026, 1, 1) + timedelta(chance.randrange(300)),
            "number": chance.randrange(1, 99), "new": chance.randrange(1, 400),
            "name": f"n{chance.random()}",
        }  # fmt: skip
        connection.execute(sa.text(statement), {name: given[name] for name in names})

    return write


ACTIVITY = (
    "INSERT INTO activity (id, network_code, local_reference, title, start_date, description, rung_reason, place, "
    "payment_offered, expenses_offered, access_support, created_at, updated_at, version, provenance, "
    "provenance_note) SELECT {number}, network_code, :name, title, :day, '', '', '', 'yes', 'no', '', "
    "created_at, updated_at, 1, provenance, '' FROM activity WHERE id = :one"
)
OUTCOME = (
    "INSERT INTO outcome (activity_id, local_reference, direction, status, level, reason_not_possible, you_said, "
    "we_did, metric_label, metric_unit, metric_comparator, metric_period, metric_is_share, confirmed_by_people) "
    "SELECT :one, :name, 'positive', 'made', 'individuals', '', 'a', 'b', '', '', '', '', {no}, 'yes'"
)
WRITES: tuple[Write, ...] = tuple(
    map(
        run,
        (
            ACTIVITY.format(number="(SELECT max(id) + 1 FROM activity)"),
            ACTIVITY.format(number=":new") + " AND NOT EXISTS (SELECT 1 FROM activity WHERE id = :new)",  # noqa: S608
            "UPDATE activity SET rung_code = 'CODESIGN' WHERE id = :one",
            "UPDATE activity SET start_date = :day, provenance = 'illustrative' WHERE id IN (:one, :other)",
            "UPDATE activity SET title = 'Other words' WHERE id = :one",
            "DELETE FROM activity WHERE id = :one AND (SELECT count(*) FROM activity) > 3",
            "UPDATE cohort SET people = :number WHERE activity_id = :one",
            "DELETE FROM cohort WHERE activity_id = :one",
            "UPDATE cohort SET activity_id = :other WHERE activity_id = :one AND NOT EXISTS "
            "(SELECT 1 FROM cohort AS its WHERE its.activity_id = :other)",
            "INSERT INTO cohort (activity_id, groups_key, is_known, people) SELECT :one, 'CARER', :one = :one, :number "
            "WHERE NOT EXISTS (SELECT 1 FROM cohort WHERE activity_id = :one AND groups_key = 'CARER')",
            OUTCOME.format(no=":one <> :one"),
            "UPDATE outcome SET decided_on = :day WHERE activity_id = :one",
            "DELETE FROM outcome WHERE activity_id = :one",
            "INSERT INTO evidence (outcome_id, local_reference, kind, title, link, what_it_shows) "
            "SELECT id, :name, 'testimony', 'T', '', '' FROM outcome WHERE activity_id = :one",
            "DELETE FROM evidence WHERE outcome_id IN (SELECT id FROM outcome WHERE activity_id = :one)",
            "DELETE FROM activity_priority WHERE activity_id = :one",
            "DELETE FROM marker_assessment WHERE level = 1",
            "UPDATE rung SET label = :name WHERE code = 'CODESIGN'",
        ),
    )
)


@pytest.fixture
def example(store: Engine) -> Engine:
    write_worked_example(store)
    return store


@pytest.mark.parametrize("seed", range(4))
def test_after_any_writes_brought_forward_facts_are_those_read_anew(example: Engine, seed: int) -> None:
    chance = random.Random(seed)
    facts = read_facts(example)
    for _ in range(30):
        with unit_of_work(example, actor=OPERATOR) as work:
            for step in chance.choices(WRITES, k=chance.randrange(4)):
                step(work.session.connection(), chance)
            work.audit("changed", "network", "SL")
        if chance.random() < 0.6:  # sometimes several versions at once
            found = forward(example, facts)
            assert found is not None
            assert_same(found, read_facts(example))
            facts = found


def test_what_was_held_before_stays_as_it_was(example: Engine) -> None:
    before, same = read_facts(example), read_facts(example)
    with unit_of_work(example, actor=OPERATOR) as work:
        work.session.connection().execute(sa.text("DELETE FROM activity WHERE local_reference = 'A1'"))
        work.audit("deleted", "activity", "1")
    after = forward(example, before)
    assert after is not None
    assert after.activities.ids.size == before.activities.ids.size - 1
    assert_same(before, same)


def test_a_change_of_what_facts_do_not_hold_shares_every_column_and_what_was_derived(example: Engine) -> None:
    before = read_facts(example)
    assert before.first_day == date(2026, 3, 31)
    raise_version(example)
    after = forward(example, before)
    assert after is not None
    assert (after.version, after.activities) == (before.version + 1, before.activities)
    assert "first_day" in vars(after)


def test_a_past_day_of_facts_that_came_forward_is_of_their_version_and_says_what_is_illustrative_now(
    example: Engine,
) -> None:
    with example.begin() as connection:
        connection.execute(sa.update(Activity).values(provenance=Provenance.SUBMITTED))
    before, day = read_facts(example), date(2026, 6, 30)
    assert not facts_as_of(before, day).has_illustrative
    illustrative = Resource(
        title="A guide", kind=ResourceKind.POLICY, shared_on=day, provenance=Provenance.ILLUSTRATIVE
    )
    write(example, illustrative)
    raise_version(example)
    after = forward(example, before)
    assert after is not None
    past = facts_as_of(after, day)
    assert (past.version, past.place, past.has_illustrative) == (after.version, after.place, True)


def test_another_process_that_writes_past_heard_is_seen_once_the_version_has_risen(example: Engine) -> None:
    before = current_facts(example)
    address = example.url.render_as_string(hide_password=False)
    program = (
        "import sqlalchemy as sa\n"
        "import sys\n"
        "with sa.create_engine(sys.argv[1]).begin() as it:\n"
        "    it.execute(sa.text('UPDATE store_version SET version = version + 1'))\n"
        "    it.execute(sa.text('UPDATE cohort SET people = 77'))\n"
    )
    subprocess.run([sys.executable, "-c", program, address], check=True)
    after = forward(example, before)
    assert after is not None
    assert set(after.cohorts.people.tolist()) == {77}
    assert_same(current_facts(example), read_facts(example))


def test_a_store_that_is_not_the_one_that_was_seen_is_read_anew(example: Engine) -> None:
    facts = read_facts(example)
    spoilers = (
        "UPDATE fact_change SET mark = mark + 1",
        "DELETE FROM fact_change",
        "UPDATE store_version SET version = version - 2",
        "DROP TRIGGER fact_change_cohort_changed"
        + (" ON cohort" if example.dialect.name != "sqlite" else ""),
    )
    raise_version(example)
    assert forward(example, facts) is not None
    for statement in spoilers:
        with example.connect() as connection:
            connection.execute(sa.text(statement))
            assert brought_forward(connection, facts) is None, statement
            connection.rollback()


def test_a_log_that_was_cut_and_rows_that_came_by_the_thousand_are_read_anew(example: Engine) -> None:
    facts = read_facts(example)
    write(example, an_activity("A6", "GM", start_date=date(2026, 9, 1)))
    with example.connect() as connection:
        assert brought_forward(connection, facts) is not None
        place = {"row": facts.place.row + KEPT} if facts.place else {}
        number = "OVERRIDING SYSTEM VALUE " if example.dialect.name != "sqlite" else ""
        far = f"INSERT INTO fact_change (id, version, part) {number}VALUES (:row, 99, 'ratings')"
        connection.execute(sa.text(far), place)
        cut_log(connection)
        assert brought_forward(connection, facts) is None
        connection.rollback()
    with example.connect() as connection:
        with logged_at_once(connection):
            connection.execute(sa.text("UPDATE cohort SET people = 5"))
        assert brought_forward(connection, facts) is None
        connection.rollback()


def test_facts_that_cannot_be_brought_forward_are_read_anew(
    example: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    current_facts(example)

    def fails(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr("data_access.facts.current.brought_forward", fails)
    write(example, an_activity("A6", "GM", start_date=date(2026, 9, 1)))
    assert_same(current_facts(example), read_facts(example))
    assert current_facts(example).version == store_version(example)

"""The store itself: constraints that hold in the database, and writes that are whole or not at all."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import Session

from data_access.engine import is_sqlite
from data_access.schema import check_matches_tables, is_up_to_date, migrate
from data_access.tables import Activity, AuditEvent, Cohort, Network, Outcome, SignInSession, Table, User
from data_access.tables.base import now
from data_access.unit_of_work import private_write, store_version, unit_of_work
from domain.errors import StoreError
from domain.permissions import OPERATOR
from domain.vocabulary import Direction, Level, OutcomeStatus, Provenance, SignInWay

FULL = 2
"""The mode of SQLite in which a commit waits until it is on the disk."""


def a_network(code: str = "SL", tile: int = 0) -> Network:
    return Network(
        code=code, name=f"Network {code}", short_name=code, name_before_2023=code, region="London",
        population=1000, tile_x=tile, tile_y=0, source="test",
    )  # fmt: skip


def an_activity(**changes: object) -> Activity:
    values = {
        "network_code": "SL",
        "local_reference": "A1",
        "title": "A workshop",
        "start_date": date(2026, 5, 1),
        "provenance": Provenance.SUBMITTED,
    }
    return Activity(**(values | changes))


def save(store: Engine, *rows: Table) -> None:
    with Session(store) as session:
        session.add_all(rows)
        session.commit()


def test_migrations_and_tables_agree(store: Engine) -> None:
    assert is_up_to_date(store)
    assert migrate(store) is False
    check_matches_tables(store)


def test_an_activity_needs_a_network_that_exists(store: Engine) -> None:
    with pytest.raises(IntegrityError):
        save(store, an_activity())


def test_a_local_reference_is_unique_within_its_network(store: Engine) -> None:
    save(store, a_network("SL", 0), a_network("GM", 1))
    save(store, an_activity(), an_activity(network_code="GM"))
    with pytest.raises(IntegrityError):
        save(store, an_activity(title="Another"))


@pytest.mark.parametrize(
    "wrong",
    [
        an_activity(end_date=date(2026, 4, 30)),
        an_activity(title=""),
        an_activity(title="x" * 201),
        an_activity(local_reference=""),
    ],
    ids=["ends before it starts", "no title", "title too long", "no reference"],
)
def test_the_database_refuses_an_activity_that_breaks_a_rule(store: Engine, wrong: Activity) -> None:
    save(store, a_network())
    copy = Activity(**wrong.model_dump())
    with pytest.raises((IntegrityError, sa.exc.DataError)):
        save(store, copy)


def test_the_database_refuses_an_unknown_code(store: Engine) -> None:
    save(store, a_network())
    save(store, an_activity())
    with store.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(sa.text("UPDATE activity SET provenance = 'rumour'"))


@pytest.mark.parametrize(
    ("groups_key", "is_known", "people"), [("?", True, 3), ("", False, 3), ("", True, 0)]
)
def test_the_database_refuses_a_cohort_that_contradicts_itself(
    store: Engine,
    groups_key: str,
    is_known: bool,
    people: int,
) -> None:
    save(store, a_network())
    save(store, activity := an_activity())
    with Session(store) as session:
        activity_id = session.merge(activity).id
        assert activity_id is not None
        session.add(Cohort(activity_id=activity_id, groups_key=groups_key, is_known=is_known, people=people))
        with pytest.raises(IntegrityError):
            session.commit()


def test_what_was_not_possible_needs_its_reason(store: Engine) -> None:
    save(store, a_network())
    with Session(store) as session:
        session.add(activity := an_activity())
        session.flush()
        assert activity.id is not None
        session.add(
            Outcome(
                activity_id=activity.id, local_reference="1", direction=Direction.NO_CHANGE,
                status=OutcomeStatus.NOT_POSSIBLE, level=Level.INDIVIDUALS,
            )
        )  # fmt: skip
        with pytest.raises(IntegrityError):
            session.commit()


def test_an_activity_takes_its_cohorts_with_it(store: Engine) -> None:
    save(store, a_network())
    with Session(store) as session:
        session.add(activity := an_activity())
        session.flush()
        assert activity.id is not None
        session.add(Cohort(activity_id=activity.id, people=4))
        session.commit()
        session.execute(sa.delete(Activity))
        session.commit()
        assert session.scalar(sa.select(sa.func.count()).select_from(Cohort)) == 0


def test_a_write_saves_change_audit_event_and_version_together(store: Engine) -> None:
    before = store_version(store)
    with unit_of_work(store, actor=OPERATOR) as work:
        work.session.add(a_network())
        work.audit("added", "network", "SL", after={"code": "SL"})
    assert store_version(store) == before + 1
    with Session(store) as session:
        event = session.scalars(sa.select(AuditEvent)).one()
        assert (event.actor, event.action, event.record_id, event.after) == (
            "operator", "added", "SL", {"code": "SL"},
        )  # fmt: skip


def test_a_write_that_fails_saves_nothing(store: Engine) -> None:
    before = store_version(store)

    def add_a_network_until_the_power_goes() -> None:
        with unit_of_work(store, actor=OPERATOR) as work:
            work.session.add(a_network())
            work.session.flush()
            work.audit("added", "network", "SL")
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        add_a_network_until_the_power_goes()
    with Session(store) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Network)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(AuditEvent)) == 0
    assert store_version(store) == before


def out_of_reach(*_: object) -> None:
    """What a statement does where the connection is broken."""
    raise OperationalError("SELECT", {}, Exception("the connection is broken"))


def test_a_write_to_a_store_out_of_reach_says_so_and_what_to_do(
    store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_a_record() -> None:
        with unit_of_work(store, actor=OPERATOR) as work:
            work.session.add(a_network())
            work.session.flush()
            work.audit("added", "network", "SL")
            monkeypatch.setattr(store.dialect, "do_execute", out_of_reach)

    def write_something_private() -> None:
        with private_write(store) as session:
            session.add(a_network())

    before = store_version(store)
    for write in (write_a_record, write_something_private):
        with pytest.raises(StoreError, match=r"nothing was saved. Try again"):
            write()
    monkeypatch.undo()
    assert store_version(store) == before
    with Session(store) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Network)) == 0


def test_a_change_without_an_audit_event_is_not_saved(store: Engine) -> None:
    with pytest.raises(StoreError), unit_of_work(store, actor=OPERATOR) as work:
        work.session.add(a_network())
    with Session(store) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Network)) == 0


def test_a_write_that_changes_nothing_leaves_the_version(store: Engine) -> None:
    before = store_version(store)
    with unit_of_work(store, actor=OPERATOR) as work:
        assert work.session.scalar(sa.select(sa.func.count()).select_from(Network)) == 0
    assert store_version(store) == before


def test_every_connection_to_sqlite_is_set_up(sqlite_store: Engine) -> None:
    assert is_sqlite(sqlite_store)
    with sqlite_store.connect() as one, sqlite_store.connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 60_000
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == FULL


def test_the_number_of_a_session_is_never_used_again(store: Engine) -> None:
    with Session(store) as session:
        session.add(user := User(email="a@example.org", display_name="A", provenance=Provenance.SUBMITTED))
        session.flush()
        assert user.id is not None
        numbers = []
        for _ in range(2):
            session.add(one := SignInSession(user_id=user.id, way=SignInWay.PASSWORD, ends_at=now()))
            session.flush()
            numbers.append(one.id)
            session.delete(one)
            session.flush()
    assert numbers[0] != numbers[1]

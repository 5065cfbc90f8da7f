"""The audit trail as a chain: whatever is done to it afterwards shows, on both databases."""

import threading
from datetime import datetime

import pytest
import sqlalchemy as sa
from alembic import command
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access import schema
from data_access.consistent_read import consistent_read
from data_access.engine import for_writing, open_engine
from data_access.queries.audit_chain import ChainState, follow_chain
from data_access.schema import migrate
from data_access.tables import AuditEvent
from data_access.unit_of_work import unit_of_work
from domain.audit_chain import START
from domain.permissions import OPERATOR
from tests.integration.factories import events


def state_of(store: Engine, known: ChainState | None = None) -> ChainState:
    with consistent_read(store) as connection:
        return follow_chain(connection, known=known)


def write_events(store: Engine, count: int = 5) -> None:
    """Write events that say one after the other that thing 1, 2, 3 was added."""
    for number in range(1, count + 1):
        with unit_of_work(store, actor=OPERATOR) as work:
            work.audit("added", "thing", number, after={"title": f"Thing {number}"})


def run_past_all_commands(store: Engine, *statements: str) -> None:
    with store.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_empty_trail_is_unbroken(store: Engine) -> None:
    assert state_of(store) == ChainState(events=0, last_id=0, head=START, wrong="")


def test_a_trail_is_followed_to_its_last_event(store: Engine) -> None:
    write_events(store, 3)
    state = state_of(store)
    assert state.is_unbroken
    assert (state.events, state.head) == (3, events(store)[-1].hash)


@pytest.mark.parametrize(
    "value",
    [
        {"share": 0.1, "large": 1e300, "small": 5e-324, "third": 1 / 3, "minus": -0.0, "whole": 2.0},
        {"text": 'Ünïcode, 👩🏽‍⚕️, \u2028 and a "quote" \\ and a tab\t', "also": "line\nend"},
        {},
        None,
        {"nothing": None, "yes": True, "list": [1, [2, {"b": 1, "a": 2}]], "z": 1, "a": 2},
        {"number": 2**53 + 1},
    ],
    ids=["floats", "text", "no values", "nothing", "nested", "a large number"],
)
def test_what_an_event_holds_comes_back_as_it_was_hashed(store: Engine, value: dict[str, object]) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        work.audit("changed", "thing", "é", before=value, after=value, note="Zoë said “yes” 👍")
    assert state_of(store).is_unbroken
    (event,) = events(store)
    assert (event.before, event.after) == (value, value)


def test_many_events_of_one_write_keep_their_order(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        for number in range(5_000):
            work.audit("added", "thing", number)
    assert state_of(store).is_unbroken
    assert [event.record_id for event in events(store)] == [str(number) for number in range(5_000)]


TAMPERINGS = {
    "an actor is changed": ("UPDATE audit_event SET actor = 'somebody else' WHERE record_id = '3'",),
    "a value is changed": ("""UPDATE audit_event SET after = '{"title": "Thing 4"}' WHERE record_id = '3'""",),
    "a moment is changed": ("UPDATE audit_event SET at = '2020-01-01 00:00:00.000000' WHERE record_id = '1'",),
    "the first is taken out": ("DELETE FROM audit_event WHERE record_id = '1'",),
    "one is taken out": ("DELETE FROM audit_event WHERE record_id = '3'",),
    "two are swapped": (
        "UPDATE audit_event SET id = 1002 WHERE record_id = '2'",
        "UPDATE audit_event SET id = 2 WHERE record_id = '3'",
        "UPDATE audit_event SET id = 3 WHERE record_id = '2'",
    ),
    "one is put in": (
        "INSERT INTO audit_event SELECT 900, at, actor, user_id, action, record_type, '9', before, after, note, "
        "hash, 'made up' FROM audit_event WHERE record_id = '5'",
    ),
    "the last is cut off": ("DELETE FROM audit_event WHERE record_id = '5'",),
    "all are cut off": ("DELETE FROM audit_event",),
    "the last is cut off and the counter set back": (
        "DELETE FROM audit_event WHERE record_id = '5'",
        "UPDATE store_version SET audit_count = 4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS)
def test_a_change_to_the_trail_shows(store: Engine, statements: tuple[str, ...]) -> None:
    write_events(store)
    assert state_of(store).is_unbroken
    run_past_all_commands(store, *statements)
    assert not state_of(store).is_unbroken


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        (TAMPERINGS["a value is changed"][0], "event 3 was changed, or an event before it was taken out"),
        (TAMPERINGS["the last is cut off"][0], "1 events were taken off at its end"),
        ("UPDATE store_version SET audit_count = 3", "2 events were put on at its end"),
        ("UPDATE store_version SET audit_head = 'x'", "the last event is not the one that was written last"),
    ],
)
def test_the_finding_says_what_is_wrong(store: Engine, statement: str, wrong: str) -> None:
    write_events(store)
    run_past_all_commands(store, statement)
    assert state_of(store).wrong.startswith(wrong)


def test_an_event_that_cannot_be_read_is_a_finding(sqlite_store: Engine) -> None:
    write_events(sqlite_store)
    run_past_all_commands(sqlite_store, "UPDATE audit_event SET after = '{' WHERE record_id = '4'")
    assert state_of(sqlite_store).wrong == "an event after 3 cannot be read"


def test_what_was_followed_once_is_followed_on_from_there(store: Engine) -> None:
    write_events(store, 3)
    known = state_of(store)
    write_events(store, 2)
    assert state_of(store, known) == state_of(store)
    run_past_all_commands(store, "UPDATE audit_event SET actor = 'x' WHERE id = 5")
    assert not state_of(store, known).is_unbroken


def test_writers_at_once_make_one_chain(store: Engine) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(20):
                with unit_of_work(store, actor=OPERATOR) as work:
                    work.audit("added", name, number)
                    work.audit("changed", name, number)
        except BaseException as error:  # noqa: BLE001  told to the test's own thread
            failures.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two", "three", "four")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    state = state_of(store)
    assert (state.events, state.wrong) == (160, "")


def test_a_write_that_fails_leaves_the_chain_as_it_was(store: Engine) -> None:
    write_events(store, 2)
    before = state_of(store)

    def write_and_fail() -> None:
        with unit_of_work(store, actor=OPERATOR) as work:
            work.audit("added", "thing", 9)
            work.finish()
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert state_of(store) == before


OLD_EVENT = sa.table(
    "audit_event", sa.column("id"), sa.column("at", sa.DateTime()),
    *(sa.column(name) for name in ("actor", "action", "record_type", "record_id", "note")),
    sa.column("before", sa.JSON()), sa.column("after", sa.JSON()),
)  # fmt: skip
OLD_VERSION = sa.table("store_version", *(sa.column(name) for name in ("id", "version", "changed_at")))


def old_store(address: str, *, with_version_row: bool = True, count: int = 5) -> Engine:
    """A store as the first release left it, with a few events."""
    engine = open_engine(address)
    at = datetime(2026, 5, 1, 12, 0, 0, 1)  # noqa: DTZ001  as the tables keep it
    with for_writing(engine).begin() as connection:
        command.upgrade(schema._config(connection), "0001")  # noqa: SLF001  nobody else goes to an old revision
        for number in range(1, count + 1):
            values = {"share": 0.1 * number, "b": "é", "a": None}
            told = {"actor": "Zoë 👍", "action": "added", "record_type": "thing", "record_id": str(number)}
            connection.execute(sa.insert(OLD_EVENT).values(at=at, before=None, after=values, note="", **told))
        if with_version_row:
            connection.execute(sa.insert(OLD_VERSION).values(id=1, version=7, changed_at=str(at)))
    return engine


@pytest.mark.parametrize("with_version_row", [True, False])
def test_a_migration_chains_the_events_of_an_older_store(
    empty_address: str, *, with_version_row: bool
) -> None:
    engine = old_store(empty_address, with_version_row=with_version_row)
    assert migrate(engine)
    state = state_of(engine)
    assert (state.events, state.last_id, state.wrong) == (5, 5, "")
    write_events(engine, 2)
    assert (state_of(engine).events, state_of(engine).wrong) == (7, "")
    with Session(engine) as session:
        first = session.scalars(sa.select(AuditEvent).order_by("id")).first()
        assert first is not None
        assert (first.actor, first.after) == ("Zoë 👍", {"share": 0.1, "b": "é", "a": None})
        assert first.previous_hash == START
    engine.dispose()

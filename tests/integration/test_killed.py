"""Killed while it writes, at moments drawn by lot: what was acknowledged is there, nothing is there by half."""

import math
import multiprocessing
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.checks.every_check import check_contents
from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.recording import save_record
from data_access.consistent_read import consistent_read
from data_access.engine import is_sqlite, open_engine
from data_access.queries.audit_chain import follow_chain
from data_access.schema import current_revision, migrate, newest_revision
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import UserRole
from seed_data.loader import load_reference
from tests.integration.killed_writers import (
    IN_A_FILE,
    PEOPLE_FROM,
    READY,
    a_writer,
    record_of,
    write_until_killed,
)
from tests.integration.test_audit_chain import old_store

ROUNDS = {"edits": 100, "imports": 40, "migrations": 40, "drafts": 20}
"""200 in all on SQLite; on PostgreSQL, where the server lives on, a fifth of them."""
# How long a round writes at most, in writes of its kind as long as the last one that was seen to the end.
LONGEST = {"edits": 5.0, "imports": 2.5, "migrations": 1.3, "drafts": 5.0}
SEED = 20_261_122


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes from one that has imported everything, so that each begins at once."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.integration.killed_writers"])
    return context


@dataclass
class Killing:
    """What one kind of writer said over all its rounds."""

    store: Engine
    kind: str
    user_id: int
    lot: random.Random
    saved: set[int] = field(default_factory=set)
    interrupted: list[int] = field(default_factory=list)
    next_number: int = 1
    usual: float | None = None

    def round(self, processes: ForkServerContext) -> None:
        """Let a process write, and kill it at a moment drawn by lot; the first round waits for one whole write."""
        mine, theirs = processes.Pipe(duplex=False)
        address = self.store.url.render_as_string(hide_password=False)
        writer = processes.Process(
            target=write_until_killed, args=(self.kind, address, self.next_number, self.user_id, theirs)
        )
        writer.start()
        theirs.close()
        assert mine.recv() == READY
        said = list(self._listen(mine))
        writer.kill()
        writer.join()
        assert writer.exitcode == -9, "the writer ended by itself"
        said.extend(_rest(mine))
        mine.close()
        _wait_until_alone(self.store)
        begun = {number for what, number in said if what == "begun"}
        saved = {number for what, number in said if what == "saved"}
        self.saved |= saved
        self.interrupted += sorted(begun - saved)
        self.next_number = max(begun, default=self.next_number - 1) + 1

    def _listen(self, mine: multiprocessing.connection.Connection) -> Iterator[tuple[str, int]]:
        """What the writer says until the moment comes."""
        began = time.monotonic()
        until = began + self.lot.uniform(0, LONGEST[self.kind]) * (self.usual or math.inf)
        while self.usual is None or mine.poll(max(0.0, until - time.monotonic())):
            message: tuple[str, int] = mine.recv()
            yield message
            if message[0] == "begun":
                began = time.monotonic()
            else:
                is_first, self.usual = self.usual is None, time.monotonic() - began
                if is_first:
                    return


def _rest(mine: multiprocessing.connection.Connection) -> Iterator[tuple[str, int]]:
    """What was said before the kill and not read yet; a message may have been cut off."""
    try:
        while True:
            yield mine.recv()
    except (EOFError, OSError):
        return


def _wait_until_alone(store: Engine) -> None:
    """PostgreSQL may still be at work for a client that is gone."""
    if is_sqlite(store):
        return
    others = sa.text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    store.dispose()
    with store.connect() as connection:
        while connection.scalar(others):
            connection.rollback()


def with_a_writer(store: Engine) -> int:
    """Fill a store with what the writers need; answers the number of their account."""
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
        draft = AccountDraft(
            email="writer@example.org", display_name="Writer",
            roles=frozenset({UserRole.CONTRIBUTOR}), networks=frozenset({"SL"}),
        )  # fmt: skip
        user_id = add_account(work, draft)
    saved = save_record(
        store, record_of(0, reference="R0"), actor=a_writer(user_id), submission_key="the first"
    )
    assert saved.activity_id == 1
    return user_id


def rounds_of(kind: str, store: Engine) -> int:
    return ROUNDS[kind] if is_sqlite(store) else ROUNDS[kind] // 5


def check_passes(connection: Connection) -> None:
    assert [one.line for one in check_contents(connection) if not one.is_good] == []


@pytest.mark.parametrize("kind", ["edits", "imports", "drafts"])
def test_what_was_acknowledged_is_there_and_nothing_by_half(
    store: Engine, processes: ForkServerContext, kind: str
) -> None:
    killing = Killing(store, kind, with_a_writer(store), random.Random(SEED))
    absent = 0
    for _ in range(rounds_of(kind, store)):
        killing.round(processes)
        with consistent_read(store) as connection:
            there = THERE[kind](connection)
            check_passes(connection)
        assert killing.saved <= there
        assert there <= killing.saved | set(killing.interrupted)
        absent += bool(killing.interrupted and killing.interrupted[-1] not in there)
    # Otherwise the kills came between the writes, and nothing was tried.
    assert absent > rounds_of(kind, store) // 4


def numbers_of_edits(connection: Connection) -> set[int]:
    """The numbers of all edits that are there, each in every part of its record; the trail tells of each."""
    parts = connection.execute(
        sa.text(
            "SELECT a.local_reference, a.title, min(c.people), max(c.people), count(DISTINCT c.id), "
            "min(o.you_said), min(o.we_did), min(e.title) FROM activity a "
            "LEFT JOIN cohort c ON c.activity_id = a.id LEFT JOIN outcome o ON o.activity_id = a.id "
            "LEFT JOIN evidence e ON e.outcome_id = o.id GROUP BY a.local_reference, a.title"
        )
    ).all()
    for reference, title, fewest, most, cohorts, *others in parts:
        number = int(title)
        assert (fewest, most, cohorts) == (PEOPLE_FROM + number, PEOPLE_FROM + number, 2)
        assert others == [title] * 3
        assert reference in {f"R{number}", "R0"}
    # Record 1 was given every even number in turn: the trail and the submissions tell of those that it no longer has.
    told = connection.scalars(sa.text("SELECT key_hash FROM submission WHERE record_type = 'activity'")).all()
    events = connection.execute(
        sa.text(
            "SELECT after FROM audit_event WHERE record_type = 'activity' AND record_id = '1' ORDER BY id"
        )
    ).all()
    assert len(told) == len(parts) - 1 + len(events)
    changed = {int(title) for title in _titles(connection)}
    newest = next(int(title) for reference, title, *_ in parts if reference == "R0")
    assert newest == max(changed)
    return ({int(title) for _, title, *_ in parts} | changed) - {0}


def _titles(connection: Connection) -> list[str]:
    table = sa.table(
        "audit_event", sa.column("after", sa.JSON()), sa.column("record_type"), sa.column("record_id")
    )
    rows = connection.scalars(
        sa.select(table.c.after).where(table.c.record_type == "activity", table.c.record_id == "1")
    )
    return [after["title"] for after in rows]


def numbers_of_imports(connection: Connection) -> set[int]:
    """The numbers of all imports that are there, each with all of its records or, taken back, with none."""
    batches = connection.execute(sa.text("SELECT file_name, state FROM import_batch")).all()
    held = {
        int(title): (activities, cohorts, outcomes)
        for title, activities, cohorts, outcomes in connection.execute(
            sa.text(
                "SELECT a.title, count(DISTINCT a.id), count(DISTINCT c.id), count(DISTINCT o.id) "
                "FROM activity a LEFT JOIN cohort c ON c.activity_id = a.id "
                "LEFT JOIN outcome o ON o.activity_id = a.id WHERE a.local_reference LIKE 'F%' GROUP BY a.title"
            )
        )
    }
    standing = {int(name.removesuffix(".xlsx")) for name, state in batches if state == "committed"}
    assert held == dict.fromkeys(standing, (IN_A_FILE,) * 3)
    return {int(name.removesuffix(".xlsx")) for name, _ in batches}


def numbers_of_drafts(connection: Connection) -> set[int]:
    """All numbers up to the one that was kept last: each draft takes the place of the one before."""
    table = sa.table("form_draft", sa.column("typed", sa.JSON()))
    kept = connection.scalars(sa.select(table.c.typed)).all()
    if not kept:
        return set()
    (typed,) = kept
    assert typed["first"] == typed["last"]
    return set(range(1, typed["last"] + 1))


THERE = {"edits": numbers_of_edits, "imports": numbers_of_imports, "drafts": numbers_of_drafts}


@pytest.fixture
def old_stores(tmp_path: Path) -> Iterator[Iterator[Engine]]:
    """One store after the other as the first release left it, with events to chain."""
    template = tmp_path / "old.db"
    old_store(f"sqlite:///{template.as_posix()}", count=400).dispose()
    engines: list[Engine] = []

    def copies() -> Iterator[Engine]:
        while True:
            path = tmp_path / f"{len(engines)}.db"
            shutil.copy(template, path)
            engines.append(open_engine(f"sqlite:///{path.as_posix()}"))
            yield engines[-1]

    yield copies()
    for engine in engines:
        engine.dispose()


def test_a_migration_that_was_killed_was_done_or_not_begun(
    old_stores: Iterator[Engine], processes: ForkServerContext
) -> None:
    killing = Killing(next(old_stores), "migrations", 0, random.Random(SEED))
    reached: list[str | None] = []
    for store in islice(old_stores, ROUNDS["migrations"]):
        killing.store, killing.saved = store, set()
        killing.round(processes)
        reached.append(current_revision(store))
        assert reached[-1] in {"0001", newest_revision()}
        if killing.saved:
            assert reached[-1] == newest_revision()
        migrate(store)
        with consistent_read(store) as connection:
            state = follow_chain(connection)
            wrong = {one.subject for one in check_contents(connection) if not one.is_good}
        assert (state.events, state.wrong) == (400, "")
        assert wrong == {"Reference data"}
    assert reached.count("0001") > ROUNDS["migrations"] // 5
    assert reached.count(newest_revision()) > 0

"""One transaction for every write: permission, change, audit event and the store's version together."""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlmodel import Session, SQLModel, col

from data_access.change_log import cut_log
from data_access.engine import for_writing, is_sqlite
from data_access.tables import StoreVersion, Table
from data_access.tables.base import now
from domain.audit_chain import event_text, hash_of_text
from domain.errors import StoreError
from domain.permissions import Actor

# Any number that nothing else in the database locks by.
WRITERS_LOCK = 4_325_371
OUT_OF_REACH = "The store is out of reach, so nothing was saved. Try again in a minute."

_TRAIL = Table.metadata.tables["audit_event"]
_log = logging.getLogger(__name__)


@dataclass
class UnitOfWork:
    """A session that writes for one actor; it commits only what was audited.

    `changes_facts` is false where nothing that a figure shows can change, as with accounts: the store's
    version stays, so that no process reads its facts anew.
    """

    session: Session
    actor: Actor
    changes_facts: bool = True
    _events: list[dict[str, Any]] = field(default_factory=list)
    _head: str = ""
    _written: int = 0
    _flushed: bool = False

    def audit(
        self,
        action: str,
        record_type: str,
        record_id: object,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> None:
        """Note who changed what; it is written with the change, in the same transaction."""
        self._events.append(
            {
                "at": now(),
                "actor": self.actor.name,
                "user_id": self.actor.user_id,
                "action": action,
                "record_type": record_type,
                "record_id": str(record_id),
                "before": None if before is None else plain(before),
                "after": None if after is None else plain(after),
                "note": note,
            }
        )

    def audit_prepared(self, events: list[dict[str, Any]]) -> None:
        """Write these events now, after those noted before: many need not wait in memory for the end.

        Each has the columns of an event but `at` and the hashes, plain, and its `event_text` as `text`.
        """
        noted, self._events = self._events, []
        moment = now()
        self._write([*noted, *(event | {"at": moment} for event in events)])

    def finish(self) -> None:
        """Write the audit events and raise the store's version, unless nothing was done.

        Raises StoreError where something was changed and nothing audited.
        """
        self.session.flush()
        if not self._events and not self._written:
            if self._flushed:
                raise StoreError("A change without an audit event was not saved.")
            return
        self._write(self._events)
        values: dict[str, Any] = {
            "audit_count": col(StoreVersion.audit_count) + self._written,
            "audit_head": self._head,
        }
        if self.changes_facts:
            # Every process sees by it that something changed.
            values |= {"version": col(StoreVersion.version) + 1, "changed_at": now()}
            cut_log(self.session.connection())
        self.session.connection().execute(sa.update(StoreVersion).values(values))

    def _write(self, events: list[dict[str, Any]]) -> None:
        """Put events at the end of the trail."""
        if not events:
            return
        if not self._written:
            connection = self.session.connection()
            _ensure_version_row(connection)
            self._head = connection.execute(sa.select(col(StoreVersion.audit_head))).scalar_one()
        for event in events:
            text = event.pop("text", "") or event_text(event)
            event["previous_hash"] = self._head
            at = event["at"].isoformat(timespec="microseconds")
            event["hash"] = self._head = hash_of_text(self._head, at, text)
        self.session.execute(sa.insert(_TRAIL), events)
        self._written += len(events)

    def note_flush(self, *_: object) -> None:
        """Remember that the session sent a change to the store."""
        self._flushed = True


@contextmanager
def unit_of_work(engine: Engine, *, actor: Actor, changes_facts: bool = True) -> Iterator[UnitOfWork]:
    """Commit at the end of the block, or roll back everything if it raises. Writers take turns.

    Raises StoreError where the store is out of reach.
    """
    with within_reach(), Session(for_writing(engine), expire_on_commit=False) as session:
        work = UnitOfWork(session=session, actor=actor, changes_facts=changes_facts)
        sa.event.listen(session, "after_flush", work.note_flush)
        try:
            wait_for_turn(session)
            yield work
            work.finish()
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def private_write(engine: Engine) -> Iterator[Session]:
    """Write what is nobody's record: sessions, tries to sign in, drafts, submissions. Nothing is audited.

    Raises StoreError where the store is out of reach.
    """
    with (
        within_reach(),
        Session(for_writing(engine), expire_on_commit=False) as session,
        session.begin(),
    ):
        yield session


@contextmanager
def within_reach() -> Iterator[None]:
    """Raise StoreError where the store turns out to be out of reach; nothing of the block may be saved by then."""
    try:
        yield
    except (OperationalError, PoolTimeoutError) as error:
        # The person reads what to do; whoever looks after the server reads what it was.
        _log.warning("A write was not made", exc_info=error)
        raise StoreError(OUT_OF_REACH) from error


def wait_for_turn(session: Session) -> None:
    """Let one transaction at a time write records, so that the audit trail is one chain.

    SQLite's write lock, taken at the start of the transaction, sees to that by itself.
    """
    connection = session.connection()
    if not is_sqlite(connection):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS_LOCK)))


def _ensure_version_row(connection: Connection) -> None:
    if connection.execute(sa.select(col(StoreVersion.id))).first() is None:
        connection.execute(sa.insert(StoreVersion).values(id=1, version=0, changed_at=now()))


def store_version(engine: Engine) -> int:
    """The store's version: a number that rises with each write by any process."""
    with engine.connect() as connection:
        return connection.execute(sa.text("SELECT version FROM store_version")).scalar() or 0


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON can hold them: days and moments as text, codes as their value."""
    decoded: dict[str, Any] = json.loads(json.dumps(dict(values), default=_as_text, ensure_ascii=False))
    return decoded


def row_values(row: SQLModel) -> dict[str, Any]:
    """The columns of a row, as JSON can hold them."""
    return plain(row.model_dump())


def _as_text(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)

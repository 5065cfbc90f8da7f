"""Reads the audit trail from its first event to its last and says whether the chain is unbroken."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlmodel import col

from data_access.tables import AuditEvent, StoreVersion, Table
from domain.audit_chain import CHAINED_FIELDS, START, first_break

_EVENTS = Table.metadata.tables[str(AuditEvent.__tablename__)]
_BATCH = 2_000


@dataclass(frozen=True)
class ChainState:
    """How far the chain was followed: events, the last one's id and hash, and what is wrong with it.

    `wrong` is "" for an unbroken chain, otherwise what was found, as part of a sentence.
    """

    events: int = 0
    last_id: int = 0
    head: str = START
    wrong: str = ""

    @property
    def is_unbroken(self) -> bool:
        """Whether all events fit, and none is missing at the end."""
        return not self.wrong


@dataclass
class _Walk:
    """Counts the events that pass by, and remembers the last one."""

    connection: Connection
    count: int
    last_id: int
    head: str

    def events(self) -> Iterator[dict[str, Any]]:
        """The events after the last one known, as the chain wants them."""
        wanted = ("id", *CHAINED_FIELDS, "previous_hash", "hash")
        asked = sa.select(*(_EVENTS.c[name] for name in wanted))
        ordered = asked.where(_EVENTS.c.id > self.last_id).order_by(_EVENTS.c.id)
        with self.connection.execute(ordered.execution_options(yield_per=_BATCH)) as rows:
            for row in rows.mappings():
                event = dict(row)
                self.count, self.last_id, self.head = self.count + 1, event["id"], event["hash"]
                event["at"] = event["at"].isoformat(timespec="microseconds")
                yield event


def follow_chain(connection: Connection, *, known: ChainState | None = None) -> ChainState:
    """Follow the chain to its end and compare that with what the store's version says.

    From the start, or from where an unbroken chain was `known` to reach. Asked within one transaction that
    sees one state of the store.
    """
    known = known or ChainState()
    walk = _Walk(connection, known.events, known.last_id, known.head)
    try:
        is_broken = first_break(walk.events(), start=known.head) is not None
    except ValueError:  # what is no JSON or no moment cannot even be read
        return ChainState(
            walk.count, walk.last_id, walk.head, f"an event after {walk.last_id} cannot be read"
        )
    if is_broken:
        wrong = f"event {walk.last_id} was changed, or an event before it was taken out, put in or moved"
        return ChainState(walk.count, walk.last_id, walk.head, wrong)
    end = connection.execute(sa.select(col(StoreVersion.audit_count), col(StoreVersion.audit_head))).first()
    count, head = end or (0, START)
    wrong = "" if (walk.count, walk.head) == (count, head) else _wrong_end(walk.count, count)
    return ChainState(walk.count, walk.last_id, walk.head, wrong)


def _wrong_end(found: int, expected: int) -> str:
    if found == expected:
        return "the last event is not the one that was written last"
    what = "taken off" if found < expected else "put on"
    return f"{abs(expected - found):,} events were {what} at its end"


def trail_length(engine: Engine) -> int:
    """How many events the trail has, by the store's own count."""
    with engine.connect() as connection:
        return connection.scalar(sa.select(col(StoreVersion.audit_count))) or 0

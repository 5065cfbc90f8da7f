"""The log of what changed in the facts: which activities and lists since when, and whether that can be trusted.

The database fills it by itself, by triggers, in the transaction of the change. The migration that makes it says how.
Each row names a range of activities, or a part that is small enough to be read anew as a whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.engine import is_sqlite
from domain.vocabulary import Code

NAME: Final = "fact_change"
KEPT: Final = 10_000
"""How many rows the log keeps."""
ROW_TRIGGERS: Final = 45
"""Three for each of fifteen tables: one for rows that come, one for those that change, one for those that go."""
STATEMENT_TRIGGERS: Final = 60
"""PostgreSQL has a fourth, for a table that is emptied at once."""

_LOG: Final = sa.table(
    NAME,
    sa.column("id", sa.Integer),
    sa.column("version", sa.Integer),
    sa.column("part", sa.String),
    sa.column("first", sa.Integer),
    sa.column("last", sa.Integer),
    sa.column("mark", sa.BigInteger),
)
_VERSION: Final = sa.table("store_version", sa.column("version", sa.Integer))
_ROW_TRIGGERS: Final = (
    f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB '{NAME}_*' ORDER BY name"  # noqa: S608
)
_STATEMENT_TRIGGERS: Final = (
    "SELECT count(*) FROM pg_trigger AS one JOIN pg_class ON pg_class.oid = one.tgrelid "  # noqa: S608
    f"WHERE one.tgname LIKE '{NAME}_%%' AND one.tgenabled = 'O' AND pg_table_is_visible(pg_class.oid)"
)


class Part(Code):
    """What a row of the log says is to be read anew."""

    ACTIVITIES = "activities", "activities with all that belongs to them"
    RATINGS = "ratings", "ratings of networks"
    REFERENCE = "reference", "reference lists"
    ALL = "all", "everything"


class Place(NamedTuple):
    """The newest row of the log that somebody has seen: its number, and the mark that no other row has."""

    row: int
    mark: int


@dataclass(frozen=True)
class Changes:
    """What changed since a place: ranges of activities, first and last, that may overlap; and other parts."""

    ranges: tuple[tuple[int, int], ...]
    parts: frozenset[Part]
    place: Place

    @property
    def activities(self) -> int:
        """How many activities the ranges hold at most."""
        return sum(last - first + 1 for first, last in self.ranges)


def belongs_to_log(name: str | None) -> bool:
    """Whether a table or an index of the database is a part of the log, which the tables of the code do not name."""
    return name in {NAME, f"ix_{NAME}"}


def newest_place(connection: Connection) -> Place | None:
    """Where the log ends; None where there is none, or it is not filled as it should be."""
    if not is_filled(connection):
        return None
    newest = sa.select(_LOG.c.id, _LOG.c.mark).order_by(_LOG.c.id.desc()).limit(1)
    row = connection.execute(newest).first()
    return None if row is None else Place(row.id, row.mark)


def changes_since(connection: Connection, place: Place, *, version: int) -> Changes | None:
    """What changed since a place that was seen together with a version of the store.

    None where that cannot be told for sure: the place is no longer in the log, which was cut, or belongs to
    another store, or the log is not filled as it should be.
    """
    if not is_filled(connection):
        return None
    # What was logged before the version rose belongs to the one after it, even where the row was there already.
    later = sa.or_(_LOG.c.id >= place.row, _LOG.c.version > version)
    rows = connection.execute(sa.select(_LOG).where(later).order_by(_LOG.c.id)).all()
    if not any(row.id == place.row and row.mark == place.mark for row in rows):
        return None
    new = [row for row in rows if row.id > place.row or row.version > version]
    return Changes(
        ranges=tuple((row.first, row.last) for row in new if row.part == Part.ACTIVITIES),
        parts=frozenset(Part(row.part) for row in new) - {Part.ACTIVITIES},
        place=Place(rows[-1].id, rows[-1].mark),
    )


def is_filled(connection: Connection) -> bool:
    """Whether the log is there with every trigger that fills it."""
    if is_sqlite(connection):
        return len(connection.exec_driver_sql(_ROW_TRIGGERS).all()) == ROW_TRIGGERS
    return connection.exec_driver_sql(_STATEMENT_TRIGGERS).scalar() == STATEMENT_TRIGGERS


def cut_log(connection: Connection) -> None:
    """Forget the oldest rows beyond those that the log keeps; who last saw one of them reads everything anew."""
    newest = sa.select(sa.func.max(_LOG.c.id)).scalar_subquery()
    connection.execute(sa.delete(_LOG).where(_LOG.c.id <= newest - KEPT))


@contextmanager
def logged_at_once(connection: Connection) -> Iterator[None]:
    """Let rows come or go by the thousand under one mark, that everything is to be read anew.

    A rollback of the transaction brings back rows and triggers alike.
    """
    triggers = connection.exec_driver_sql(_ROW_TRIGGERS).all() if is_sqlite(connection) else []
    for name, _ in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    _set_statement_triggers(connection, on=False)
    yield
    for _, statement in triggers:
        connection.exec_driver_sql(statement)
    _set_statement_triggers(connection, on=True)
    log_everything(connection)


def log_everything(connection: Connection) -> None:
    """Log that everything is to be read anew once the store's version rises."""
    coming = sa.select(sa.func.coalesce(sa.func.max(_VERSION.c.version), 0) + 1).scalar_subquery()
    connection.execute(sa.insert(_LOG).values(version=coming, part=Part.ALL.value))


def _set_statement_triggers(connection: Connection, *, on: bool) -> None:
    if not is_sqlite(connection):
        connection.exec_driver_sql(f"SET LOCAL heard.change_log = '{'on' if on else 'off'}'")

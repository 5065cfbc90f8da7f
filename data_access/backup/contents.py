"""What a backup holds: which tables, in which order, and how each value is written and read back.

Both databases give the same lines for the same rows, so that fingerprints can be compared across them.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.engine import is_sqlite
from data_access.tables import Table
from domain.errors import RefusedFileError

LEFT_OUT = frozenset({"sign_in_session", "sign_in_attempt", "password_link"})
"""Who is signed in, who tried to, and links to set a password: a restored one would open a closed door."""
Value = Any
Turn = Callable[[Value], Value]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}\.\d{6}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{6}")


def tables_in(connection: Connection) -> dict[str, sa.Table]:
    """The tables of Heard as they stand in this store, parents before children; empty for an empty database.

    They are asked of the store, not of the code, so that an older store reads as it is.
    """
    known = Table.metadata.tables
    there = sa.MetaData()
    there.reflect(bind=connection, only=lambda name, _: name in known, resolve_fks=False)
    return {table.name: table for table in there.sorted_tables}


def held_tables(tables: dict[str, sa.Table]) -> dict[str, sa.Table]:
    """Those that a backup holds."""
    return {name: table for name, table in tables.items() if name not in LEFT_OUT}


def rows_in_order(connection: Connection, table: sa.Table) -> sa.Select[Any]:
    """The question for all rows by primary key, texts by the bytes of their letters on both databases."""
    lite = is_sqlite(connection)
    order: list[sa.ColumnElement[Any]] = [
        column.collate("C") if isinstance(column.type, sa.String) and not lite else column
        for column in table.primary_key.columns
    ]
    return sa.select(*(_read(column, lite=lite) for column in table.columns)).order_by(*order)


def _read(column: sa.Column[Any], *, lite: bool) -> sa.ColumnElement[Any]:
    kind = column.type
    if isinstance(kind, sa.DateTime):
        return _as_text(column, "YYYY-MM-DD HH24:MI:SS.US", lite=lite)
    if isinstance(kind, sa.Date):
        return _as_text(column, "YYYY-MM-DD", lite=lite)
    if isinstance(kind, sa.Time):
        return _as_text(column, "HH24:MI:SS.US", lite=lite)
    if isinstance(kind, sa.JSON):
        return sa.type_coerce(column, sa.String) if lite else sa.cast(column, sa.Text)
    return sa.type_coerce(column, sa.Integer) if lite and isinstance(kind, sa.Boolean) else column


def _as_text(column: sa.Column[Any], shape: str, *, lite: bool) -> sa.ColumnElement[Any]:
    # SQLite keeps days and moments as text in this very shape.
    return sa.type_coerce(column, sa.String) if lite else sa.func.to_char(column, shape)


def turns_to_file(table: sa.Table) -> list[tuple[int, Turn]]:
    """By position, how a value of the store becomes one of the file; the others stay as they are."""
    return _turns(table, ((sa.Boolean, bool), (sa.JSON, json.loads), (sa.LargeBinary, _encoded)))


def turns_to_store(columns: list[sa.Column[Any]]) -> list[tuple[int, Turn]]:
    """By position, how a value of the file becomes one that the store takes.

    A turn raises RefusedFileError for a value that the file cannot hold.
    """
    kinds = (
        (sa.DateTime, _shaped(_MOMENT)),
        (sa.Date, _shaped(_DAY)),
        (sa.Time, _shaped(_TIME)),
        (sa.Boolean, _flag),
        (sa.LargeBinary, _decoded),
    )
    turns = _turns(columns, kinds)
    # Last, because an event without values holds the JSON word null.
    as_json = [
        (place, json.dumps) for place, column in enumerate(columns) if isinstance(column.type, sa.JSON)
    ]
    return [*turns, *as_json]


def _turns(table: Any, kinds: tuple[tuple[Any, Turn], ...]) -> list[tuple[int, Turn]]:
    columns = list(table.columns) if isinstance(table, sa.Table) else table
    return [
        (place, _but_nothing(turn))
        for place, column in enumerate(columns)
        for kind, turn in kinds[:]
        if isinstance(column.type, kind)
    ]


def _but_nothing(turn: Turn) -> Turn:
    return lambda value: None if value is None else turn(value)


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _decoded(value: Value) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, TypeError, ValueError) as error:
        raise RefusedFileError("A picture in this backup cannot be read.") from error


def _shaped(shape: re.Pattern[str]) -> Turn:
    def check(value: Value) -> str:
        if not isinstance(value, str) or not shape.fullmatch(value):
            raise RefusedFileError(f"“{str(value)[:40]}” in this backup is no day or moment.")
        return value

    return check


def _flag(value: Value) -> bool:
    if not isinstance(value, bool):
        raise RefusedFileError(f"“{str(value)[:40]}” in this backup is neither true nor false.")
    return value

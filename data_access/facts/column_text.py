"""How columns of a table come from the store as arrays: each joined into one text, then parsed at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from data_access.facts.snapshot import NONE, Flags, Ints
from domain.errors import StoreError

BLOCK = 100_000
SEPARATOR = ","
Parse = Callable[[str], NDArray[Any]]
"""Turns the joined values of a column into an array."""


def every_row(connection: Connection, key: Any) -> list[sa.ColumnElement[bool]]:
    """Conditions that together hold for each row of a table once, block by block along the numbers in `key`."""
    first, last = connection.execute(sa.select(sa.func.min(key), sa.func.max(key))).one()
    starts = range(first, last + 1, BLOCK) if first is not None else ()
    return [sa.and_(key >= start, key < start + BLOCK) for start in starts]


def columns_of(
    connection: Connection, columns: Mapping[Any, Parse], conditions: Iterable[sa.ColumnElement[bool]]
) -> list[NDArray[Any]]:
    """The columns of the rows of these conditions as arrays, in one and the same order, each parsed from its text.

    The store joins a column into one long text for each condition: a million rows of their own would cost five
    times as much. What is missing is "". Raises StoreError where a value holds the separator.
    """
    joined = sa.select(
        *(
            sa.func.aggregate_strings(sa.func.coalesce(sa.cast(column, sa.String), ""), SEPARATOR)
            for column in columns
        )
    )
    rows = (connection.execute(joined.where(condition)).one() for condition in conditions)
    blocks = [
        [parse(text) for parse, text in zip(columns.values(), row, strict=True)]
        for row in rows
        if row[0] is not None
    ]
    if any(len({part.size for part in block}) > 1 for block in blocks):
        raise StoreError("A code in the store holds a comma, so the records cannot be read.")
    empty = [parse("")[:0] for parse in columns.values()]
    return [np.concatenate(parts) for parts in zip(empty, *blocks, strict=True)]


def numbers(text: str) -> Ints:
    """Whole numbers."""
    return np.fromstring(text, dtype=np.int32, sep=SEPARATOR)


def flags(text: str) -> Flags:
    """1 for yes and 0 for no."""
    return np.equal(numbers(text), 1)


def as_position(codes: Sequence[str]) -> Parse:
    """Turn each code into its place among the codes, -1 for a missing one."""
    positions = {code: index for index, code in enumerate(codes)} | {"": NONE}
    return as_looked_up(positions.__getitem__, np.int16)


def as_looked_up(find: Callable[[str], int], dtype: type[np.generic]) -> Parse:
    """Turn each text into its number; few different texts exist, so each is asked for once a block."""

    def parse(text: str) -> NDArray[Any]:
        values = text.split(SEPARATOR)
        found = {value: find(value) for value in set(values)}
        return np.fromiter(map(found.__getitem__, values), dtype=dtype, count=len(values))

    return parse


def ordinal(text: str) -> int:
    """The ordinal of a day, -1 for a missing one."""
    return date.fromisoformat(text).toordinal() if text else NONE

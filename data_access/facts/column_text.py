"""How columns of a table come from the store as arrays: each joined into one text, then parsed at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from data_access.facts.snapshot import NONE, Codes, Flags, Ints
from domain.errors import StoreError

BLOCK = 100_000
SEPARATOR = ","
MOST_IN_SQL = 24
"""Up to so many codes, the store says which one it is by a letter, sooner than it can be looked up here."""

_FIRST_LETTER = "0"
_NO_DAY = "0000-00-00"
_EPOCH = 719_163
"""The ordinal of 1 January 1970."""


class Column(NamedTuple):
    """A text for each row, what stands between two of them, and what turns all of them into an array."""

    text: Any
    separator: str
    parse: Callable[[str], NDArray[Any]]


def every_row(connection: Connection, key: Any) -> list[sa.ColumnElement[bool]]:
    """Conditions that together hold for each row of a table once, block by block along the numbers in `key`."""
    first, last = connection.execute(sa.select(sa.func.min(key), sa.func.max(key))).one()
    starts = range(first, last + 1, BLOCK) if first is not None else ()
    return [sa.and_(key >= start, key < start + BLOCK) for start in starts]


def columns_of(
    connection: Connection, columns: Sequence[Column], conditions: Iterable[sa.ColumnElement[bool]]
) -> list[NDArray[Any]]:
    """The columns of the rows of these conditions as arrays, in one and the same order, each parsed from its text.

    The store joins a column into one long text for each condition: a million rows of their own would cost five
    times as much. Raises StoreError where a value holds the separator, LookupError or ValueError for one that is
    none of its kind.
    """
    joined = sa.select(*(sa.func.aggregate_strings(column.text, column.separator) for column in columns))
    rows = (connection.execute(joined.where(condition)).one() for condition in conditions)
    blocks = [
        [column.parse(text) for column, text in zip(columns, row, strict=True)]
        for row in rows
        if row[0] is not None
    ]
    if any(len({part.size for part in block}) > 1 for block in blocks):
        raise StoreError("A code in the store holds a comma, so the records cannot be read.")
    empty = [column.parse("")[:0] for column in columns]
    return [np.concatenate(parts) for parts in zip(empty, *blocks, strict=True)]


def numbers(column: Any) -> Column:
    """Whole numbers, of which none is missing."""
    return Column(
        sa.cast(column, sa.String),
        SEPARATOR,
        lambda text: np.fromstring(text, dtype=np.int32, sep=SEPARATOR),
    )


def flags(condition: Any) -> Column:
    """Whether a condition holds; where it cannot be told, it does not."""

    def parse(text: str) -> Flags:
        holds: Flags = _letters(text) == 1
        return holds

    return Column(sa.case((condition, "1"), else_="0"), "", parse)


def positions(column: Any, codes: Sequence[str]) -> Column:
    """The place of each code among the codes, -1 for a missing one."""
    if len(codes) > MOST_IN_SQL:
        places = {code: index for index, code in enumerate(codes)} | {"": NONE}
        return looked_up(column, places.__getitem__, np.int16)
    missing, unknown = len(codes), len(codes) + 1
    letters = {code: _letter(index) for index, code in enumerate(codes)} | {"": _letter(missing)}

    def parse(text: str) -> Codes:
        found = _letters(text).astype(np.int16)
        if np.any(found == unknown):
            raise LookupError("a code in the store is not in its list")
        found[found == missing] = NONE
        return found

    stored = sa.func.coalesce(sa.type_coerce(column, sa.String), "")
    return Column(sa.case(letters, value=stored, else_=_letter(unknown)), "", parse)


def looked_up(column: Any, find: Callable[[str], int], dtype: type[np.generic]) -> Column:
    """A number for each text, "" for a missing one; few different texts exist, so each is asked for once a block."""

    def parse(text: str) -> NDArray[Any]:
        values = text.split(SEPARATOR)
        found = {value: find(value) for value in set(values)}
        return np.fromiter(map(found.__getitem__, values), dtype=dtype, count=len(values))

    return Column(sa.func.coalesce(sa.type_coerce(column, sa.String), ""), SEPARATOR, parse)


def ordinals(column: Any) -> Column:
    """The ordinals of days, -1 for a missing one."""
    return Column(sa.func.coalesce(sa.cast(column, sa.String), _NO_DAY), "", _ordinals)


def _ordinals(text: str) -> Ints:
    signs = np.frombuffer(text.encode(), dtype=np.uint8).reshape(-1, len(_NO_DAY)).T
    digits = (signs[[0, 1, 2, 3, 5, 6, 8, 9]] - ord("0")).astype(np.int32)
    if np.any(digits > 9) or np.any(signs[[4, 7]] != ord("-")):  # noqa: PLR2004  the highest digit
        raise ValueError("a day in the store cannot be read")
    year, month, day = (
        np.dot(10 ** np.arange(len(part) - 1, -1, -1, dtype=np.int32), part)
        for part in np.split(digits, [4, 6])
    )
    is_missing = (year == 0) & (month == 0) & (day == 0)
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    # A 31 February is the third day of the month after.
    is_wrong = (days.astype("datetime64[M]") != months)[~is_missing]
    has_a_place = (year >= 1) & (month >= 1) & (month <= 12)  # noqa: PLR2004  the last month
    if not np.all(has_a_place | is_missing) or np.any(is_wrong):
        raise ValueError("a day in the store is not in the calendar")
    found: Ints = np.where(is_missing, NONE, days.astype(np.int64) + _EPOCH).astype(np.int32)
    return found


def _letter(place: int) -> str:
    return chr(ord(_FIRST_LETTER) + place)


def _letters(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8) - np.uint8(ord(_FIRST_LETTER))

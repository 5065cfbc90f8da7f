"""What differs between two tables of the same drawing: by row and column both values, and the difference in words."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from components.publishing.board_pack.document import PackTable
from domain.wording import whole

NEW, GONE, CHANGED = "new", "no longer there", "changed"
NOT_THERE: Final = "–"
_NUMBER: Final = re.compile(r"(-?[\d,]+)(%| of [\d,]+)?")
DAY: Final = "Day"
Row = tuple[str, ...]
Keyed = dict[tuple[str, ...], Row]


@dataclass(frozen=True)
class Difference:
    """A value that differs: of which row and column, what it was, what it is, and the difference in words.

    `column` is "" for a row that is new or gone, whose values are then told in one.
    """

    row: str
    column: str
    then: str
    now: str
    words: str


def differences(then: PackTable, now: PackTable) -> tuple[Difference, ...]:
    """What differs, in the order of the rows of now, with those that are gone at the end; () where nothing does.

    Where rows are of a thing and a day, one of a day that the other table has not at all is left out: days went by.
    """
    deep = _depth(then, now)
    before, after = _of_the_same_days(_by_key(then, deep), _by_key(now, deep), now.columns[:deep])
    columns = _shared_columns(then, now)
    found: list[Difference] = []
    for key, row in after.items():
        if key in before:
            found.extend(_of_row(_name(key), before[key], row, columns[deep - 1 :]))
        else:
            found.append(Difference(_name(key), "", NOT_THERE, _told(now, row, deep), NEW))
    gone = (key for key in before if key not in after)
    found.extend(Difference(_name(key), "", _told(then, before[key], deep), NOT_THERE, GONE) for key in gone)
    return tuple(found)


def difference_in_words(then: str, now: str) -> str:
    """How a value moved: "up 5", "down 3 points"; CHANGED where one of them is no number."""
    before, after = _number(then), _number(now)
    if before is None or after is None or before[1] != after[1]:
        return CHANGED
    moved = after[0] - before[0]
    unit = (" point" if abs(moved) == 1 else " points") if after[1] == "%" else ""
    return f"{'up' if moved > 0 else 'down'} {whole(abs(moved))}{unit}"


def _number(text: str) -> tuple[int, str] | None:
    found = _NUMBER.fullmatch(text)
    return (int(found[1].replace(",", "")), found[2] or "") if found and found[1].strip(",-") else None


def _depth(then: PackTable, now: PackTable) -> int:
    """How many of the first cells tell rows apart; all where nothing does."""
    many = min(len(then.columns), len(now.columns))
    depths = (deep for deep in range(1, many) if all(_are_apart(one.rows, deep) for one in (then, now)))
    return next(depths, many)


def _are_apart(rows: Sequence[Row], deep: int) -> bool:
    return len({row[:deep] for row in rows}) == len(rows)


def _by_key(table: PackTable, deep: int) -> Keyed:
    """Rows by what tells them apart; those that nothing tells apart are counted."""
    times: Counter[Row] = Counter()
    found: Keyed = {}
    for row in table.rows:
        key = row[:deep]
        times[key] += 1
        found[key if times[key] == 1 else (*key, str(times[key]))] = row
    return found


def _of_the_same_days(then: Keyed, now: Keyed, columns: Row) -> tuple[Keyed, Keyed]:
    if DAY not in columns[1:]:
        return then, now
    at = columns.index(DAY)
    both = {key[at] for key in then} & {key[at] for key in now}
    before, after = ({key: row for key, row in one.items() if key[at] in both} for one in (then, now))
    return before, after


def _name(key: tuple[str, ...]) -> str:
    return ", ".join(one for one in key if one)


def _shared_columns(then: PackTable, now: PackTable) -> list[tuple[str, int, int]]:
    """The columns after the first that both have, with their places: by their names, or by their places where
    names tell of a period that has moved on.
    """
    if len(then.columns) == len(now.columns):
        return [(name, at, at) for at, name in enumerate(now.columns)][1:]
    places = {name: at for at, name in enumerate(then.columns)}
    return [(name, places[name], at) for at, name in enumerate(now.columns) if at and name in places]


def _of_row(name: str, then: Row, now: Row, columns: Sequence[tuple[str, int, int]]) -> Iterator[Difference]:
    for column, before, after in columns:
        if then[before] != now[after]:
            words = difference_in_words(then[before], now[after])
            yield Difference(name, column, then[before] or NOT_THERE, now[after] or NOT_THERE, words)


def _told(table: PackTable, row: Row, deep: int) -> str:
    """The values of a row in one, with the names of their columns."""
    told = [f"{name}: {cell}" for name, cell in zip(table.columns[deep:], row[deep:], strict=True) if cell]
    return "; ".join(told) or ", ".join(one for one in row[:deep] if one)

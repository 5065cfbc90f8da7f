"""Many planned changes in little memory: packed in blocks, unpacked a block at a time."""

import operator
import pickle
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from data_access.interchange.planned_change import PlannedChange
from domain.vocabulary import ChangeAction

BLOCK = 500
_QUICKLY = 1
Kinds = Counter[tuple[str, ChangeAction]]


def packed(rows: list[Any]) -> bytes:
    """Plain values in a tenth of their memory; read again with `unpacked`."""
    return zlib.compress(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL), _QUICKLY)


def unpacked(content: bytes) -> list[Any]:
    """What `packed` was given."""
    rows: list[Any] = pickle.loads(zlib.decompress(content))  # noqa: S301  packed by this process or its child
    return rows


class _Block(NamedTuple):
    counts: Kinds
    content: bytes


class ChangeList:
    """Planned changes in their order. A record of a dictionary takes a kilobyte and more, packed a tenth of it."""

    def __init__(self, changes: Iterable[PlannedChange] = ()) -> None:
        self.counts: Kinds = Counter()
        """How many there are, by the name of the kind and the action."""
        self.networks: set[str] = set()
        self._blocks: list[_Block] = []
        self._latest: list[PlannedChange] = []
        for change in changes:
            self.append(change)

    def append(self, change: PlannedChange) -> None:
        """Add a change at the end."""
        self.counts[change.kind_name, change.action] += 1
        self.networks.add(change.key[0])
        self._latest.append(change)
        if len(self._latest) == BLOCK:
            counts = Counter((one.kind_name, one.action) for one in self._latest)
            self._blocks.append(_Block(counts, packed([_plain(one) for one in self._latest])))
            self._latest = []

    def __len__(self) -> int:
        """How many changes there are."""
        return self.counts.total()

    def __iter__(self) -> Iterator[PlannedChange]:
        """All changes in their order."""
        return self.of()

    def __getitem__(self, place: int) -> PlannedChange:
        """The change at this place from 0; raises IndexError."""
        try:
            return next(islice(self, place, None))
        except StopIteration as error:
            raise IndexError(place) from error

    def says_the_same(self, other: "ChangeList") -> bool:
        """Whether the other holds the same changes in the same order."""
        return self.counts == other.counts and all(map(operator.eq, self, other))

    def count(self, action: ChangeAction) -> int:
        """How many changes of all kinds do this."""
        return sum(count for (_, one), count in self.counts.items() if one is action)

    def of(self, kind_name: str = "", *, action: ChangeAction | None = None) -> Iterator[PlannedChange]:
        """The changes of one kind or action, in their order; only blocks that hold any are unpacked."""

        def is_asked(kind: str, done: ChangeAction) -> bool:
            return kind_name in {"", kind} and action in {None, done}

        for block in self._blocks:
            if any(is_asked(*one) for one in block.counts):
                rows = unpacked(block.content)
                yield from (PlannedChange(*row) for row in rows if is_asked(row[0], row[1]))
        yield from (one for one in self._latest if is_asked(one.kind_name, one.action))


def _plain(change: PlannedChange) -> tuple[Any, ...]:
    return (
        change.kind_name, change.action, change.key, change.row,
        change.before, change.after, change.record_id, change.parent_id,
    )  # fmt: skip

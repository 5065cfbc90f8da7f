"""What a reader who knows every rule could still believe about the counts behind those shown.

A proof here is a table of whole numbers that fits all that is shown and all lines that readers know. The
walk starts from the true table and goes on one person at a time, so each value on its way is proven possible.
A walk that gets stuck proves nothing, and its cell counts as given away: errors are on the safe side.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

NO_LIMIT: Final = 10**9
MOST_MENDS: Final = 64

Step = tuple[int, int]
"""A cell and +1 or -1."""


@dataclass(frozen=True, slots=True)
class Line:
    """What every reader knows: low <= sum of sign x count <= high; terms are (cell, sign), sign +1 or -1."""

    terms: tuple[Step, ...]
    low: int = 0
    high: int = 0


class Beliefs:
    """The tables that a reader could believe, reached from the true one."""

    def __init__(
        self, counts: Sequence[int], *, low: Sequence[int], high: Sequence[int], lines: Sequence[Line]
    ) -> None:
        """Bounds are what the reader takes from each cell by itself; the true counts must fit them."""
        self._counts = list(counts)
        self._low = low
        self._high = high
        self._lines = lines
        self._level = [sum(sign * counts[cell] for cell, sign in line.terms) for line in lines]
        self._lines_of: list[list[Step]] = [[] for _ in counts]
        for number, line in enumerate(lines):
            for cell, sign in line.terms:
                self._lines_of[cell].append((number, sign))
        self._broken: dict[int, None] = {}
        self._steps: list[Step] = []

    def span(self, cell: int, *, low: int, high: int) -> tuple[int, int]:
        """Find the lowest and highest count proven possible for the cell, looking no further than asked."""
        return self._furthest(cell, -1, end=low), self._furthest(cell, 1, end=high)

    def _furthest(self, cell: int, step: int, *, end: int) -> int:
        while self._counts[cell] != end and self._walk(cell, step):
            pass
        reached = self._counts[cell]
        self._rewind(to=0)
        return reached

    def _walk(self, cell: int, step: int) -> bool:
        """Move the cell by one person and mend every line that this breaks, or move nothing at all."""
        if not self._has_room(cell, step):
            return False
        start = len(self._steps)
        self._move(cell, step)
        for _ in range(MOST_MENDS):
            if not self._broken:
                return True
            mend = self._mend(next(iter(self._broken)), done=self._steps[start:])
            if mend is None:
                break
            for moved in mend:
                self._move(*moved)
        self._rewind(to=start)
        return False

    def _mend(self, line: int, *, done: Sequence[Step]) -> list[Step] | None:
        """Find the shortest chain of steps in which each mends the line that the one before it broke.

        Where no chain ends with all lines mended, take one whose last step breaks the fewest further lines;
        they are mended in turn. No step done is taken back, and the first one, of the cell asked about, is
        not repeated: a leap would prove nothing of the counts in between.
        """
        seen = {done[0], *((cell, -step) for cell, step in done)}
        need = 1 if self._level[line] < self._lines[line].low else -1
        queue: deque[tuple[int, int, list[Step]]] = deque([(line, need, [])])
        fewest, second_best = NO_LIMIT, None
        while queue:
            at, need, chain = queue.popleft()
            for move in self._moves(at, need, seen):
                breaks = self._breaks(*move, besides=at)
                longer = [*chain, move]
                if not breaks:
                    return longer
                if len(breaks) == 1:
                    queue.append((*breaks[0], longer))
                elif len(breaks) < fewest:
                    fewest, second_best = len(breaks), longer
        return second_best

    def _moves(self, line: int, need: int, seen: set[Step]) -> Iterator[Step]:
        """Go through the steps that bring a line nearer its limits and are not yet seen; they are now."""
        for cell, sign in self._lines[line].terms:
            move = (cell, need * sign)
            if move not in seen and self._has_room(*move):
                seen.add(move)
                yield move

    def _breaks(self, cell: int, step: int, *, besides: int) -> list[Step]:
        """List the other lines that a step takes out of their limits, each with the way to mend it."""
        broken = []
        for number, sign in self._lines_of[cell]:
            change = sign * step
            level = self._level[number] + change
            line = self._lines[number]
            if number != besides and (level > line.high if change > 0 else level < line.low):
                broken.append((number, -change))
        return broken

    def _has_room(self, cell: int, step: int) -> bool:
        return self._low[cell] <= self._counts[cell] + step <= self._high[cell]

    def _move(self, cell: int, step: int) -> None:
        self._steps.append((cell, step))
        self._shift(cell, step)

    def _rewind(self, *, to: int) -> None:
        while len(self._steps) > to:
            cell, step = self._steps.pop()
            self._shift(cell, -step)

    def _shift(self, cell: int, step: int) -> None:
        self._counts[cell] += step
        for number, sign in self._lines_of[cell]:
            self._level[number] += sign * step
            line = self._lines[number]
            if line.low <= self._level[number] <= line.high:
                self._broken.pop(number, None)
            else:
                self._broken[number] = None

"""Secondary suppression: what else to hide so that counts that add up give no small count away.

Rule 6 hides the next smallest part, or the total, of a sum with exactly one small part and a total shown.
That is not enough: four small parts under a total shown as 30 must all be 7. So each small cell, and each one
hidden beside it, is then audited against readers who know all sums and all rules, and more is hidden until
- each cell shown as "fewer than 8" could be any number from 1 (or from what is known otherwise, as 2 people
  where 2 activities reached the group) to 7 to a reader who takes the words as they stand ("hidden" is 1 or
  more), and
- each of them, and each hidden cell, keeps at least 5 possible values, as many as a rounded number has, even
  to a reader who works out which hidden cells are 8 or more.
Which cell is next smallest is judged by what is shown, not by true counts, so that the choice tells less.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from domain.errors import InvalidRecordError
from domain.inference import NO_LIMIT, Beliefs, Line
from domain.limits import BASE, FEWEST_POSSIBLE_VALUES, THRESHOLD
from domain.measures import measured_by
from domain.shown import HIDDEN, Kind, Shown, shown

LARGEST_SMALL: Final = THRESHOLD - 1
_HALF: Final = BASE // 2

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Key]):
    """A total and its parts, used as a sum only where the true counts do add up.

    Where they do not (people may belong to a parent group and to none of its children), a reader still knows
    that no part is larger than the total.
    """

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Within(Generic[Key]):
    """People of a part who are all among the whole, as those of a group are among the people known."""

    part: Key
    whole: Key


@measured_by("disclosure_control")
def protect(
    true_counts: Mapping[Key, int],
    sums: Sequence[Sum[Key]] = (),
    *,
    within: Sequence[Within[Key]] = (),
    at_most: Mapping[Key, Shown] = MappingProxyType({}),
    at_least: Mapping[Key, int] = MappingProxyType({}),
    kept_back: Mapping[Key, Shown] = MappingProxyType({}),
) -> dict[Key, Shown]:
    """Turn true counts into what may be shown, in the order given; zero stays zero.

    Everything that readers can add, subtract or compare must come in one call. A cell in kept_back shows what
    is said there and no count, not even zero. at_most holds cells against counts already shown, of all the
    people among whom those of the cell are; at_least gives the fewest people that readers know of from
    elsewhere, such as one for each activity that is said to have reached them. Raises InvalidRecordError for a
    negative count, a relation that names an unknown cell, a part larger than its whole, and a cell with fewer
    people than it has at least.
    """
    return _Protection(true_counts, sums, within, _Bounds(at_most, at_least), kept_back).run()


@dataclass(frozen=True, slots=True)
class _Bounds(Generic[Key]):
    """What readers know of single cells from elsewhere."""

    at_most: Mapping[Key, Shown]
    at_least: Mapping[Key, int]


@dataclass(frozen=True, slots=True)
class _Row:
    """A sum that adds up, by cell number, without its zero parts."""

    total: int
    parts: tuple[int, ...]

    @property
    def line(self) -> Line:
        return Line(((self.total, -1), *((part, 1) for part in self.parts)))


class _Protection(Generic[Key]):
    def __init__(
        self,
        true_counts: Mapping[Key, int],
        sums: Sequence[Sum[Key]],
        within: Sequence[Within[Key]],
        bounds: _Bounds[Key],
        kept_back: Mapping[Key, Shown],
    ) -> None:
        self._number = {key: number for number, key in enumerate(true_counts)}
        self._true = list(true_counts.values())
        self._shown = [
            kept_back[key] if key in kept_back else shown(count) for key, count in true_counts.items()
        ]
        self._keys = list(true_counts)
        self._cap = [_highest(bounds.at_most.get(key, HIDDEN)) for key in self._keys]
        self._floor = [self._read_floor(key, bounds.at_least.get(key, 0)) for key in self._keys]
        self._rows, orders = self._read_sums(sums)
        self._rows_of: list[list[_Row]] = [[] for _ in self._keys]
        for row in self._rows:
            for cell in (row.total, *row.parts):
                self._rows_of[cell].append(row)
        self._lines = [
            *(row.line for row in self._rows),
            *self._read_orders([*orders, *((rule.part, rule.whole) for rule in within)]),
        ]
        self._lines_of: list[list[Line]] = [[] for _ in self._keys]
        for line in self._lines:
            for cell, _ in line.terms:
                self._lines_of[cell].append(line)

    def run(self) -> dict[Key, Shown]:
        for row in self._rows:
            self._apply_rule_6(row)
        unproven = [cell for cell in range(len(self._keys)) if self._needs_proof(cell)]
        while unproven:
            hidden, unproven = self._hide_beside(self._given_away(unproven))
            unproven = [*unproven, *(cell for cell in hidden if cell not in unproven)]
        return dict(zip(self._keys, self._shown, strict=True))

    # Reading the relations

    def _read_floor(self, key: Key, fewest: int) -> int:
        """Take in the fewest people that readers know of; a small count they know too well is hidden."""
        cell = self._number[key]
        if self._true[cell] < fewest:
            raise InvalidRecordError(f"{key} counts fewer people than the {fewest} it has at least.")
        if self._shown[cell].kind is Kind.SMALL and LARGEST_SMALL - fewest + 1 < FEWEST_POSSIBLE_VALUES:
            self._shown[cell] = HIDDEN
        return fewest

    def _read_sums(self, sums: Sequence[Sum[Key]]) -> tuple[list[_Row], list[tuple[Key, Key]]]:
        """Split sums into rows that add up and, for the others, the order of each part and its total."""
        rows, orders = [], []
        for rule in sums:
            total, parts = self._cell(rule.total), [self._cell(part) for part in rule.parts]
            if sum(self._true[part] for part in parts) != self._true[total]:
                orders += [(part, rule.total) for part in rule.parts]
            elif self._true[total]:
                rows.append(_Row(total, tuple(part for part in parts if self._may_vary(part))))
        return rows, orders

    def _read_orders(self, orders: Iterable[tuple[Key, Key]]) -> Iterable[Line]:
        for part_key, whole_key in orders:
            part, whole = self._cell(part_key), self._cell(whole_key)
            if self._true[part] > self._true[whole]:
                raise InvalidRecordError(
                    f"{part_key} counts more people than {whole_key}, which holds them all."
                )
            if self._may_vary(part):
                yield Line(((whole, 1), (part, -1)), high=NO_LIMIT)

    def _cell(self, key: Key) -> int:
        if key not in self._number:
            raise InvalidRecordError(f"There is no count for {key}.")
        return self._number[key]

    def _may_vary(self, cell: int) -> bool:
        return self._shown[cell].kind is not Kind.ZERO

    # What a reader takes from each cell by itself

    def _low(self, cell: int, *, hidden: int) -> int:
        return max(self._floor[cell], self._low_as_shown(cell, hidden=hidden))

    def _low_as_shown(self, cell: int, *, hidden: int) -> int:
        match self._shown[cell]:
            case Shown(kind=Kind.ROUNDED, value=int(value)):
                return value - _HALF
            case Shown(kind=Kind.SMALL):
                return 1
            case Shown(kind=Kind.HIDDEN):
                return min(hidden, THRESHOLD if self._true[cell] >= THRESHOLD else 1)
        return 0

    def _lowest_small(self, cell: int) -> int:
        """The lowest count that a small cell could have by itself: 1, or what readers know of."""
        return max(1, self._floor[cell])

    def _high(self, cell: int) -> int:
        return min(_highest(self._shown[cell]), self._cap[cell])

    # The audit

    def _needs_proof(self, cell: int) -> bool:
        return self._shown[cell].kind in {Kind.SMALL, Kind.HIDDEN}

    def _given_away(self, cells: Iterable[int]) -> list[int]:
        """List the cells of which a reader of either kind could know too much."""
        everything = range(len(self._keys))
        high = [self._high(cell) for cell in everything]
        wary, plain = (
            Beliefs(
                self._true,
                low=[self._low(cell, hidden=hidden) for cell in everything],
                high=high,
                lines=self._lines,
            )
            for hidden in (THRESHOLD, 1)
        )
        return [cell for cell in cells if not self._is_safe(cell, wary, plain)]

    def _is_safe(self, cell: int, wary: Beliefs, plain: Beliefs) -> bool:
        if self._shown[cell].kind is Kind.HIDDEN:
            around = (
                self._true[cell] - FEWEST_POSSIBLE_VALUES + 1,
                self._true[cell] + FEWEST_POSSIBLE_VALUES - 1,
            )
            return _values(wary.span(cell, low=around[0], high=around[1])) >= FEWEST_POSSIBLE_VALUES
        lowest = self._lowest_small(cell)
        whole = _values((lowest, LARGEST_SMALL))
        span = wary.span(cell, low=lowest, high=LARGEST_SMALL)
        if _values(span) == whole:
            return True
        return (
            _values(span) >= FEWEST_POSSIBLE_VALUES
            and _values(plain.span(cell, low=lowest, high=LARGEST_SMALL)) == whole
        )

    # Hiding more

    def _apply_rule_6(self, row: _Row) -> None:
        small = [part for part in row.parts if self._shown[part].kind is Kind.SMALL]
        covered = any(not self._shown[part].is_number and part not in small for part in row.parts)
        if len(small) == 1 and not covered and self._shown[row.total].is_number:
            self._shown[self._next_in(row, beside=small[0])] = HIDDEN

    def _hide_beside(self, given_away: Sequence[int]) -> tuple[list[int], list[int]]:
        """Hide one cell for each cell given away, one a row at most; both lists are to be proven again."""
        touched: set[_Row] = set()
        hidden, open_cells = [], []
        for cell in given_away:
            if not touched.isdisjoint(self._rows_of[cell]):
                open_cells.append(cell)
                continue
            choice = self._next_to_hide(cell)
            if choice is not None:
                self._shown[choice] = HIDDEN
                touched.update(self._rows_of[choice])
                hidden.append(choice)
                open_cells.append(cell)
        return hidden, open_cells

    def _next_to_hide(self, cell: int) -> int | None:
        """Choose within the sums of the cell, one too tight by itself first, else the nearest cell."""
        for row in sorted(self._rows_of[cell], key=lambda row: self._leaves_enough(row, cell)):
            if self._shown[row.total].kind is Kind.SMALL:
                return row.total
            if self._shown[row.total].is_number:
                return self._next_in(row, beside=cell)
        return self._nearest(cell)

    def _next_in(self, row: _Row, *, beside: int) -> int:
        """Choose the smallest part of a row by what is shown, or the total if hiding a part is no help."""
        parts = [part for part in row.parts if self._shown[part].is_number]
        if not parts:
            return row.total
        smallest = min(parts, key=self._by_size)
        was, self._shown[smallest] = self._shown[smallest], HIDDEN
        helps = self._leaves_enough(row, beside)
        self._shown[smallest] = was
        return smallest if helps else row.total

    def _leaves_enough(self, row: _Row, cell: int) -> bool:
        """Say whether a row by itself, seen by either kind of reader, leaves a small cell enough values."""
        others = [part for part in row.parts if part != cell]
        whole = _values((self._lowest_small(cell), LARGEST_SMALL))
        return all(
            _values(self._span_in(row, cell, others, hidden=hidden)) >= fewest
            for hidden, fewest in ((THRESHOLD, FEWEST_POSSIBLE_VALUES), (1, whole))
        )

    def _span_in(self, row: _Row, cell: int, others: Sequence[int], *, hidden: int) -> tuple[int, int]:
        fewest, most = sum(self._low(part, hidden=hidden) for part in others), sum(map(self._high, others))
        if cell == row.total:
            return max(self._lowest_small(cell), fewest), min(LARGEST_SMALL, most)
        return (
            max(self._lowest_small(cell), self._low(row.total, hidden=hidden) - most),
            min(LARGEST_SMALL, self._high(row.total) - fewest),
        )

    def _nearest(self, cell: int) -> int | None:
        """Choose the nearest cell that shows a number, else the nearest small one, along lines of any kind.

        None where all cells around are hidden: any multiple of the true table fits those, so all is safe.
        """
        seen = {cell: None}
        layer = [cell]
        while layer:
            beside = dict.fromkeys(
                other for at in layer for line in self._lines_of[at] for other, _ in line.terms
            )
            layer = [other for other in beside if other not in seen and self._may_vary(other)]
            numbers = [other for other in layer if self._shown[other].is_number]
            if numbers:
                return min(numbers, key=self._by_size)
            seen.update(dict.fromkeys(layer))
        return next((other for other in seen if self._shown[other].kind is Kind.SMALL), None)

    def _by_size(self, cell: int) -> tuple[int, int]:
        """Order cells that show a number by that number, then as they were given."""
        return self._shown[cell].value or 0, cell


def _highest(cell: Shown) -> int:
    match cell:
        case Shown(kind=Kind.ROUNDED, value=int(value)):
            return value + _HALF
        case Shown(kind=Kind.SMALL):
            return LARGEST_SMALL
        case Shown(kind=Kind.ZERO):
            return 0
    return NO_LIMIT


def _values(span: tuple[int, int]) -> int:
    return span[1] - span[0] + 1

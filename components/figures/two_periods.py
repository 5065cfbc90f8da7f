"""Two periods side by side: the same drawing of each, on one scale, and one table with both values of each number."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing
from components.figures.grid import Grid

OTHER = "other|"
"""Begins the keys of the other period in the table of both."""
Row = tuple[tuple[str, ...], int]
"""What names a row, and how many rows of this name stand above it."""


@dataclass(frozen=True)
class TwoPeriods:
    """The drawing of this period and of the other, on one scale; `both` holds the two findings and the one table.

    Keys of `both` are those of this period, and those of the other after OTHER; its figure is that of this period.
    """

    this: Drawing
    other: Drawing
    both: Drawing


@dataclass(frozen=True)
class Names:
    """What the two periods are called: "2025/26", "the same dates in 2024/25"."""

    this: str
    other: str


def two_periods(this: Drawing, other: Drawing, *, names: Names) -> TwoPeriods:
    """Set one drawing beside that of another period."""
    this, other = _on_one_scale(this, other.figure), _on_one_scale(other, this.figure)
    this, other = _called(this, names.this), _called(other, names.other)
    return TwoPeriods(this=this, other=other, both=_both(this, other, names))


def begun(name: str) -> str:
    """A period's name at the head of a line."""
    return name[:1].upper() + name[1:]


def _called(drawing: Drawing, name: str) -> Drawing:
    return replace(drawing, alt=f"{begun(name)}. {drawing.alt}")


def _on_one_scale(drawing: Drawing, other: go.Figure | Grid) -> Drawing:
    """The drawing with numbers across that reach as far as those of the other figure: rows stay as they are."""
    if isinstance(drawing.figure, Grid) or isinstance(other, Grid):
        return drawing
    own, reach = drawing.figure.layout.xaxis.range, other.layout.xaxis.range
    if own is None or reach is None:
        return drawing
    wider = (min(own[0], reach[0]), max(own[1], reach[1]))
    if wider == own:
        return drawing
    # A drawing is shared by all who look: the wider one is another figure.
    figure = go.Figure(drawing.figure)
    figure.layout.xaxis.range = wider
    return replace(drawing, figure=figure)


@dataclass(frozen=True)
class _Side:
    """One period's part of the table: its rows by name, its columns, and what its keys begin with."""

    drawing: Drawing
    name: str
    rows: Mapping[Row, int]
    columns: Mapping[str, list[int | str]]
    begins: str

    def cell(self, row: Row, column: str) -> int | str:
        """What is there, or what stands for a row or a column that this period does not have."""
        if row not in self.rows or column not in self.columns:
            return self.drawing.absent
        return self.columns[column][self.rows[row]]

    def key(self, row: Row, column: str) -> str:
        """The key of the number there; "" for none."""
        key = self.drawing.keys.get((self.rows.get(row, -1), column), "")
        return f"{self.begins}{key}" if key else ""


def _side(drawing: Drawing, name: str, begins: str = "") -> _Side:
    table = drawing.table
    seen: Counter[tuple[str, ...]] = Counter()
    rows: dict[Row, int] = {}
    for place, labels in enumerate(table.iloc[:, : drawing.names].itertuples(index=False, name=None)):
        rows[labels, seen[labels]] = place
        seen[labels] += 1
    columns = {str(column): table[column].tolist() for column in table.columns[drawing.names :]}
    return _Side(drawing, name, rows, columns, begins)


def _both(this: Drawing, other: Drawing, names: Names) -> Drawing:
    sides = _side(this, names.this), _side(other, names.other, OTHER)
    rows = list({**sides[0].rows, **sides[1].rows})
    table: dict[str, list[int | str]] = {
        str(label): [labels[place] for labels, _ in rows]
        for place, label in enumerate(this.table.columns[: this.names])
    }
    keys: dict[tuple[int, str], str] = {}
    for column, heading, side in _columns(sides, fixed=this.fixed):
        table[heading] = [side.cell(row, column) for row in rows]
        found = {(place, heading): side.key(row, column) for place, row in enumerate(rows)}
        keys |= {where: key for where, key in found.items() if key}
    return replace(
        this,
        finding=f"{begun(names.this)}: {this.finding} {begun(names.other)}: {other.finding}",
        table=pd.DataFrame(table),
        keys=keys,
        opens={**this.opens, **{f"{OTHER}{key}": one for key, one in other.opens.items()}},
        addresses={**this.addresses, **{f"{OTHER}{key}": one for key, one in other.addresses.items()}},
        notes=_notes(this, other, names),
    )


def _columns(sides: tuple[_Side, _Side], *, fixed: tuple[str, ...]) -> Iterator[tuple[str, str, _Side]]:
    """Each column with its heading: of this period, then of the other; what no period changes stands once."""
    for column in {**sides[0].columns, **sides[1].columns}:
        if column in fixed:
            yield column, column, sides[0]
            continue
        for side in sides:
            yield column, f"{column}, {side.name}", side


def _notes(this: Drawing, other: Drawing, names: Names) -> tuple[str, ...]:
    """What is said of both stands first, then what is said of one of them, under its name."""
    return (
        *(note for note in this.notes if note in other.notes),
        *(f"{begun(names.this)}: {note}" for note in this.notes if note not in other.notes),
        *(f"{begun(names.other)}: {note}" for note in other.notes if note not in this.notes),
    )

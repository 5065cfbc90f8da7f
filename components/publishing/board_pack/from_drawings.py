"""From a drawing of the screen to a page of the pack: its words without marks, its charts, its table, its measures."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.grid import Grid
from components.figures.two_periods import Names, TwoPeriods, begun
from components.publishing.board_pack.charted import PLANS, charts_of, notes_of, number_of
from components.publishing.board_pack.document import MeasureNote, PackPage, PackTable
from components.publishing.board_pack.native import NativeChart
from domain.measures import MEASURES
from domain.wording import whole

_LONG: Final = 130
_LONGEST_BESIDE: Final = 75
_MOST_COLUMNS: Final = 9
"""Of a table of two periods that a slide holds; the PDF has every table."""
_NOTHING: Final = frozenset({"0", "0%", "–", ""})
# A sentence ends before a space and what can begin another one.
_END_OF_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“])")


def page_of(name: str, drawing: Drawing) -> PackPage:
    """The page of a drawing, all of it from what the screen shows."""
    return _page(name, drawing, charts_of(name, drawing))


def _page(name: str, drawing: Drawing, charts: tuple[NativeChart, ...]) -> PackPage:
    plan = PLANS.get(name)
    return PackPage(
        name=name,
        title=drawing.title,
        finding=tuple(found := sentences(drawing.finding)),
        headline=headline_of(found) or drawing.title,
        alt=f"Table: {drawing.title}. {drawing.finding.replace('**', '')}",
        charts=charts,
        table=_without_nothing(_table(drawing)),
        notes=notes_of(name, drawing),
        measures=tuple(measure_note(code) for code in drawing.measures),
        shows_table=plan is None or plan.shows_table,
    )


def pages_of_two(name: str, two: TwoPeriods, *, names: Names) -> tuple[PackPage, ...]:
    """The pages of a drawing of two periods: both charts on one scale with one table, or a grid of each."""
    if isinstance(two.this.figure, Grid):
        return tuple(
            replace(page_of(name, one), title=f"{one.title}, {period}", headline=f"{one.title}, {period}")
            for period, one in ((names.this, two.this), (names.other, two.other))
        )
    drawn = [(names.this, charts_of(name, two.this)), (names.other, charts_of(name, two.other))]
    most = max((chart.end for _, charts in drawn for chart in charts), default=None)
    titled = [
        tuple(
            replace(chart, title=begun(period), most=most, alt=f"{begun(period)}. {chart.alt}")
            for chart in charts
        )
        for period, charts in drawn
    ]
    table = _without_nothing(_table(two.both))
    shows_table = len(table.columns) <= _MOST_COLUMNS
    # Long labels need the whole width: then each period has a page, the last with the table of both.
    if any(len(label) > _LONGEST_BESIDE for charts in titled for chart in charts for label in chart.labels):
        this, other = (
            replace(_page(name, one, charts), title=f"{one.title}, {period}", notes=notes_of(name, two.both))
            for one, (period, _), charts in zip((two.this, two.other), drawn, titled, strict=True)
        )
        return (
            replace(this, table=replace(table, rows=()), shows_table=False),
            replace(other, table=table, shows_table=shows_table, of_table=two.both.title),
        )
    # A finding of two periods begins with the name of one of them, which is no heading.
    page = _page(name, two.both, (*titled[0], *titled[1]))
    return (replace(page, headline=page.title, shows_table=shows_table),)


def headline_of(finding: Sequence[str]) -> str:
    """The first sentence, the part before its list where it is long; "" for no finding."""
    first = finding[0] if finding else ""
    return first if len(first) <= _LONG else f"{first.split(': ', 1)[0].rstrip('.')}."


def sentences(finding: str) -> list[str]:
    """The finding in sentences, without the marks of what is bold."""
    return [one for one in _END_OF_SENTENCE.split(finding.replace("**", "").strip()) if one]


def measure_note(code: str) -> MeasureNote:
    """How a measure is made; raises KeyError for an unknown code."""
    one = MEASURES[code]
    return MeasureNote(one.name, one.formula, one.source, one.limits)


def _table(drawing: Drawing) -> PackTable:
    grid = drawing.figure
    return _grid(grid) if isinstance(grid, Grid) else plain_table(drawing.table)


def _without_nothing(table: PackTable) -> PackTable:
    """The table without its rows where each of its numbers is 0: the finding says that nothing is there."""
    cells = [cell for row in table.rows for cell in row[1:]]
    counts_nothing = "0" in cells and all(cell in _NOTHING for cell in cells)
    return replace(table, rows=(), tints=(), headings=(), is_grid=False) if counts_nothing else table


def _grid(grid: Grid) -> PackTable:
    return PackTable(
        columns=(grid.corner, *grid.columns),
        rows=tuple((label, *texts) for label, texts in zip(grid.rows, grid.texts, strict=True)),
        tints=grid.tints,
        headings=grid.headings,
        is_grid=True,
        numbers=(False, *(True for _ in grid.columns)),
    )


def plain_table(table: pd.DataFrame) -> PackTable:
    """A table in words, as the screen has it."""
    return PackTable(
        columns=tuple(str(name) for name in table.columns),
        rows=tuple(
            tuple(_as_read(value) for value in row) for row in table.itertuples(index=False, name=None)
        ),
        numbers=tuple(
            place > 0 and any(number_of(value) is not None for value in table.iloc[:, place])
            for place in range(len(table.columns))
        ),
    )


def _as_read(value: object) -> str:
    return whole(value) if isinstance(value, int) else str(value)

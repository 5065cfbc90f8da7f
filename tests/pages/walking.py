"""Walks from every number and mark of a drawing to the list behind it, and says where the two do not agree."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from components.figures.drawing import Drawing
from components.figures.grid import Grid
from components.figures.palette import palette_of
from components.ui.explore_drawings import ExploreDrawing
from components.ui.people_behind import people_behind
from components.ui.ratings_behind import positions_of_rater, ratings_behind
from components.ui.records_loaders import page_of
from components.ui.two_periods import names_of, of_two_views, view_beside
from components.ui.view import View, ViewKey, facts_now, period_shown
from data_access.queries.selected import known_facets
from domain.filters import read_filters
from domain.freshness import Freshness
from domain.selection import Facet, Listed, Selection, read_selection
from domain.vocabulary import RaterKind
from domain.wording import whole

TODAY = date(2026, 11, 22)


def view_at(**query: str | list[str]) -> View:
    """The view of an address, in light colours, on 22 November 2026."""
    facts, known = facts_now()
    asked = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    read = read_filters(asked, known)
    assert not read.dropped
    return View(read.filters, known, facts, TODAY, palette_of("light"))


def view_of(**query: str | list[str]) -> ViewKey:
    """The key of that view; its day is the one that it looks back to, if any."""
    return view_at(**query).key


def faults(one: ExploreDrawing, key: ViewKey) -> list[str]:
    """What is wrong with a drawing of a view, a line each; none where all that it counts opens and agrees."""
    drawing = one.load(key)
    found = [*_cells_that_differ(drawing, key, one.asides), *_marks_that_open_nothing(drawing, one.asides)]
    return [f"{one.page}/{one.name}: {fault}" for fault in found]


def faults_of_two(one: ExploreDrawing, view: View) -> list[str]:
    """What is wrong where another year stands beside a view: with the table of both, and with the other's marks."""
    other = view_beside(view, one.load(view.key))
    assert other is not None
    two = of_two_views(one.load, view, other)
    names = names_of(view, other)
    asides = (
        *one.asides,
        *(f"{aside}, {name}" for aside in one.asides for name in (names.this, names.other)),
    )
    found = [
        *_cells_that_differ(two.both, view.key, asides),
        *_marks_that_open_nothing(two.this, one.asides),
        *_marks_that_open_nothing(two.other, one.asides),
    ]
    numbers = sum(1 for _ in _numbers(two.both, asides))
    alone = sum(figures_walked(one, each.key) for each in (view, other))
    if numbers != alone:
        found.append(f"the table of both has {numbers} numbers, those of each period {alone}")
    return [f"{one.page}/{one.name} beside {names.other}: {fault}" for fault in found]


def figures_walked(one: ExploreDrawing, key: ViewKey) -> int:
    """How many numbers of the drawing's table were held against their lists."""
    return sum(1 for _ in _numbers(one.load(key), one.asides))


def texts_behind(key: ViewKey, selection: Selection) -> set[str]:
    """What the page of records says at the top of this list: each is a text that a figure may have."""
    key = _where_it_opens(key, selection)
    if selection.listed is Listed.PEOPLE:
        found = people_behind(key, selection)
        return {found.number, found.share} - {""}
    if selection.listed is Listed.RATINGS:
        return _texts_of_ratings(key, selection)
    total = page_of(key, selection, number=1).total
    return {whole(total), *_newest(selection, total)}


def address_is_whole(key: ViewKey, selection: Selection) -> bool:
    """Whether the address of a list holds all of it."""
    facts, known = facts_now()
    read, dropped = read_selection(selection.to_query(), known, known_facets(facts))
    key = _where_it_opens(key, selection)
    return (read, dropped) == (selection, ()) and read.within(period_shown(key)) == (selection, ())


def _where_it_opens(key: ViewKey, selection: Selection) -> ViewKey:
    """The key of the page that lists a selection: of its own year, on the day that it looks back to or today."""
    return replace(key, filters=selection.filters, today=selection.filters.as_of or TODAY)


def _texts_of_ratings(key: ViewKey, selection: Selection) -> set[str]:
    behind = ratings_behind(facts_now()[0], selection, period_shown(key))
    if selection.value_of(Facet.MARKER):
        levels = {one.rater_kind: str(one.level) for one in behind.ratings}
        return {" / ".join(levels.get(kind, "–") for kind in RaterKind), whole(len(behind.ratings))}
    table = positions_of_rater(behind, selection.value_of(Facet.RATER))
    compared = f"{behind.compared} of {len(behind.positions)}"
    if len(behind.positions) > 1:
        return {compared, whole(len(behind.ratings))}
    return {compared, whole(len(behind.ratings)), *map(str, table.iloc[0])}


def _newest(selection: Selection, total: int) -> Iterator[str]:
    """A list of one day says how fresh the newest record is."""
    first, last = selection.value_of(Facet.FROM), selection.value_of(Facet.UNTIL)
    if total and first and first == last:
        # Quiet or not is judged on the last day of the view, which the list of that one day does not hold.
        newest = date.fromisoformat(first)
        for is_quiet in (True, False):
            yield Freshness(newest, is_quiet=is_quiet).text


def _cells_that_differ(drawing: Drawing, key: ViewKey, asides: tuple[str, ...]) -> Iterator[str]:
    for row, column, text in _numbers(drawing, asides):
        selection = drawing.opens.get(drawing.keys.get((row, column), ""))
        if selection is None:
            yield f"row {row}, “{column}” says {text} and opens nothing"
        elif text not in (behind := texts_behind(key, selection)):
            yield f"row {row}, “{column}” says {text}, its list says {sorted(behind)}"
        elif not address_is_whole(key, selection):
            yield f"row {row}, “{column}”: its address loses something of {selection}"


def _numbers(drawing: Drawing, asides: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Row, column and text of each cell with a digit; the first column names the row."""
    for column in drawing.table.columns[1:]:
        if column in asides:
            continue
        for row, value in enumerate(drawing.table[column]):
            text = whole(value) if isinstance(value, int) else str(value)
            if any(letter.isdigit() for letter in text):
                yield row, str(column), text


def _marks_that_open_nothing(drawing: Drawing, asides: tuple[str, ...]) -> Iterator[str]:
    if isinstance(drawing.figure, Grid):
        yield from _cells_of_a_grid(drawing, drawing.figure, asides)
        return
    for trace in drawing.figure.data:
        if trace.hoverinfo != "skip":
            yield from _marks_of_a_trace(drawing, trace)


def _cells_of_a_grid(drawing: Drawing, grid: Grid, asides: tuple[str, ...]) -> Iterator[str]:
    """A grid shows its table in short: each of its numbers opens the list of the same cell there.

    The table may call its columns by longer names, in the same order.
    """
    keys = grid.keys or [[""] * len(grid.columns)] * len(grid.rows)
    names = [str(name) for name in drawing.table.columns[1:]]
    columns = names if len(names) == len(grid.columns) else grid.columns
    for row, texts in enumerate(grid.texts):
        for column, text, key in zip(columns, texts, keys[row], strict=True):
            opens = key in drawing.opens and key == drawing.keys.get((row, column))
            counts = column not in asides and any(letter.isdigit() for letter in text)
            if counts and not opens:
                yield f"row {row}, “{column}” of the grid says {text} and opens nothing, or another list"


def _marks_of_a_trace(drawing: Drawing, trace: Any) -> Iterator[str]:
    size = len(trace.x if trace.x is not None else ())
    marks = [one[0] for one in (trace.customdata if trace.customdata is not None else ())]
    if len(marks) != size:
        yield f"{trace.type} “{trace.name}” has {size} marks, {len(marks)} of them with a key"
    for mark in marks:
        if mark not in drawing.opens:
            yield f"the mark {mark} of {trace.type} “{trace.name}” opens nothing"

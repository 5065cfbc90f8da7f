"""From a drawing's protected table to native charts: one plan a drawing says which columns are drawn, and how."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from components.figures.drawing import Drawing
from components.publishing.board_pack.native import Kind, Look, NativeChart, Series

MOST_PAIRS: Final = 12
_ALL: Final = 100.0
_NUMBER: Final = re.compile(r"(\d+)%?")
_RANGE: Final = re.compile(r"(\d+) to (\d+)")
_DAY: Final = re.compile(r"\d+ (\w{3})\w* (\d{4})")
_POLES: Final = ("Influencing", "Co-ordinating")
_CALLED: Final = {
    Kind.BARS: "Bar chart",
    Kind.STACKED: "Bar chart of parts",
    Kind.COLUMNS: "Column chart",
    Kind.DOTS: "Chart of dots in rows",
    Kind.LINES: "Line chart",
}
Rows = Callable[[pd.DataFrame], pd.DataFrame]


def _all(table: pd.DataFrame) -> pd.DataFrame:
    return table


@dataclass(frozen=True)
class Plan:
    """How a drawing's table is drawn: the kind, its columns with their looks, and which of its rows.

    Columns are named, or told by their place where their names tell a period. The labels are those of the first
    column, or of `labels` where it stands for several. Of a dot that is not there,
    `range_column` says where it could be. `shows_table` where the table says more than the chart.
    `names` are what columns are called beside the chart, `notes` what it is read with, where the screen's own
    words are about a picture that is drawn in another way here.
    """

    kind: Kind
    columns: Mapping[str | int, Look]
    rows: Rows = _all
    labels: tuple[str, ...] = ()
    panels: str = ""
    unit: str = ""
    most: float | None = None
    range_column: str = ""
    ends: tuple[str, str] = ("", "")
    shows_table: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] | None = None


def _but(*left_out: str) -> Rows:
    """All rows except those called so."""
    return lambda table: table[~table.iloc[:, 0].isin(left_out)]


def _but_empty(*optional: str) -> Rows:
    """All rows except those of these that count nothing; all may be such with none named."""

    def chosen(table: pd.DataFrame) -> pd.DataFrame:
        counts = table.iloc[:, 1:].map(number_of).fillna(0).sum(axis=1)
        named = table.iloc[:, 0].isin(optional) if optional else pd.Series(True, index=table.index)
        return table[~(named & (counts == 0))]

    return chosen


def _both_shares(table: pd.DataFrame) -> pd.DataFrame:
    """The groups that are compared with the population: both shares are there, as on the screen."""
    shown = table[["Share of people whose groups are known", "Share of the population"]]
    return table[shown.map(lambda text: str(text).endswith("%")).all(axis=1)]


def _largest_pairs(table: pd.DataFrame) -> pd.DataFrame:
    """The pairs with most people, those of the same number in the table's order."""
    numbers = table["People"].map(number_of).dropna()
    order = sorted(numbers.index, key=lambda at: -numbers[at])
    return table.loc[order[:MOST_PAIRS]]


_DIRECTIONS: Final[Mapping[str | int, Look]] = {
    "Positive": Look.MAIN,
    "No change": Look.NEUTRAL,
    "Negative": Look.CONTRAST,
}
_RATERS: Final[Mapping[str | int, Look]] = {"Staff position": Look.MAIN, "Lay position": Look.CONTRAST}
_COUNTED: Final[Mapping[str | int, Look]] = {"Activities": Look.MAIN}
PLANS: Final[Mapping[str, Plan]] = {
    "tile_map": Plan(
        Kind.BARS,
        _COUNTED,
        notes=("Networks from north to south. The table has the newest record and the two places of each.",),
    ),
    "outcomes": Plan(Kind.STACKED, _DIRECTIONS, lambda table: table.head(3)),
    "quarters": Plan(
        Kind.COLUMNS,
        {-1: Look.COMPARED, "Activities": Look.MAIN},
        notes=("Outlined: what it is compared with. A running quarter is cut at the day of the view.",),
    ),
    "spectrum": Plan(Kind.DOTS, _RATERS, most=_ALL, range_column="Staff range", ends=_POLES),
    "movement": Plan(Kind.LINES, _RATERS, labels=("Day",), panels="Network", most=_ALL, ends=_POLES),
    "representation": Plan(
        Kind.DOTS,
        {"Share of people whose groups are known": Look.MAIN, "Share of the population": Look.COMPARED},
        _both_shares,
        unit="%",
    ),
    "not_known": Plan(Kind.BARS, {"Share not known": Look.MAIN}, unit="%", most=_ALL),
    "intersections": Plan(
        Kind.BARS, {"People": Look.MAIN}, _largest_pairs, labels=("First group", "Second group")
    ),
    "rungs_over_time": Plan(
        Kind.BARS,
        {-1: Look.MAIN},
        _but("All activities"),
        shows_table=True,
        notes=(
            "A higher rung is not always better: it depends on what the work needs. The table has each quarter of "
            "this year and the year before. A running quarter is cut at the day of the view.",
        ),
    ),
    "stages": Plan(Kind.BARS, _COUNTED),
    "modes": Plan(Kind.BARS, _COUNTED),
    "programmes": Plan(Kind.BARS, _COUNTED, _but_empty()),
    "how_long": Plan(
        Kind.BARS,
        {"Made": Look.MAIN, "Not possible": Look.COMPARED},
        lambda table: _but_empty("Before the activity began", "No day recorded")(
            _but("All decisions")(table)
        ),
        notes=(
            "Filled bar: made. Outlined bar: not possible. The time runs from the day the activity began to the day "
            "of the decision. What is planned is not decided, so it is not here.",
        ),
    ),
    "levels": Plan(Kind.STACKED, _DIRECTIONS),
    "evidence": Plan(Kind.BARS, {"Of": Look.WHOLE, "Outcomes": Look.MAIN}, names={"Of": "All outcomes"}),
}
"""By the name of the drawing; what is not here is a grid, or a table alone."""
TABLE_NOTES: Final[Mapping[str, tuple[str, ...]]] = {
    "metrics": (
        "Each number has a scale of its own. More is better for some of these and worse for others. A number that "
        "may count people is not shown.",
    )
}
"""What is read with a table that the screen draws as well."""


def notes_of(name: str, drawing: Drawing) -> tuple[str, ...]:
    """What is read with a drawing as the pack draws it."""
    plan = PLANS.get(name)
    if plan is not None and plan.notes is not None:
        return plan.notes
    return TABLE_NOTES.get(name, drawing.notes)


def charts_of(name: str, drawing: Drawing) -> tuple[NativeChart, ...]:
    """The charts of a drawing; () for a grid, a table, and where there is nothing above 0 to draw.

    Raises KeyError where a table has lost a column of its plan.
    """
    plan = PLANS.get(name)
    if plan is None or drawing.table.empty:
        return ()
    rows = plan.rows(drawing.table)
    about = f"{drawing.title}. {drawing.finding.replace('**', '')}"
    return tuple(
        chart
        for title, part in _panels(rows, plan)
        if (chart := _chart(part, plan, about=about, title=title)) is not None
    )


def number_of(value: object) -> float | None:
    """The number of a cell; None for words, such as "fewer than 8", "not placed" and "under 1%"."""
    found = _NUMBER.fullmatch(str(value))
    return float(found[1]) if found else None


def _panels(rows: pd.DataFrame, plan: Plan) -> Iterator[tuple[str, pd.DataFrame]]:
    if not plan.panels:
        yield "", rows
        return
    for title, part in rows.groupby(plan.panels, sort=False):
        yield str(title), part


def _chart(rows: pd.DataFrame, plan: Plan, *, about: str, title: str) -> NativeChart | None:
    columns = {
        str(rows.columns[one]) if isinstance(one, int) else one: look for one, look in plan.columns.items()
    }
    series = tuple(
        Series(plan.names.get(name, name), tuple(map(number_of, rows[name])), look)
        for name, look in columns.items()
    )
    if not any(one.is_drawn for one in series):
        return None
    labels = rows[list(plan.labels or rows.columns[:1])].astype(str).agg(" and ".join, axis=1)
    words = [_words(row) for row in rows[list(columns)].itertuples(index=False, name=None)]
    is_line = plan.kind is Kind.LINES
    return NativeChart(
        kind=plan.kind,
        labels=tuple(map(_month, labels) if is_line else map(_with_words, labels, words)),
        series=series,
        alt=f"{_CALLED[plan.kind]}{f' of {title}' if title else ''}: {about}",
        unit=plan.unit,
        most=plan.most,
        title=title,
        ranges=tuple(_ranges(rows, plan)),
        ends=plan.ends,
    )


def _month(day: str) -> str:
    """A day by its month, which is all that finds room below a line."""
    found = _DAY.fullmatch(day)
    return f"{found[1]} {found[2]}" if found else day


def _words(cells: tuple[object, ...]) -> str:
    """What stands in the table where the first number of a row is not shown."""
    return "" if number_of(cells[0]) is not None else str(cells[0])


def _with_words(label: str, words: str) -> str:
    return f"{label} ({words})" if words else label


def _ranges(rows: pd.DataFrame, plan: Plan) -> Iterator[tuple[float, float] | None]:
    """Where a dot could be; None where all is known, or nothing."""
    if not plan.range_column:
        return
    for text in rows[plan.range_column]:
        found = _RANGE.fullmatch(str(text))
        ends = (float(found[1]), float(found[2])) if found else None
        yield ends if ends and ends[0] < ends[1] else None

"""Two periods side by side: one table by hand-worked examples, keys of both, and one scale."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing
from components.figures.grid import grid_of
from components.figures.two_periods import Names, two_periods
from domain.filters import Filters
from domain.selection import Listed, Selection

NAMES = Names("2025/26", "the same dates in 2024/25")
NOW, BEFORE = (Selection(Listed.ACTIVITIES, Filters(year=code)) for code in ("2025-26", "2024-25"))


def drawing(columns: Mapping[str, list[int | str]], reach: float = 10, **changes: Any) -> Drawing:
    parts: dict[str, Any] = {
        "title": "By stage",
        "finding": "Most often: **spread**.",
        "alt": "Activities by stage.",
        "figure": go.Figure(layout={"xaxis": {"range": [0, reach]}, "yaxis": {"range": [3, -1]}}),
        "table": pd.DataFrame(columns),
        "measures": ("activities",),
    }
    return Drawing(**{**parts, **changes})


def rows(table: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(table.itertuples(index=False, name=None))


def test_each_number_has_both_values_side_by_side() -> None:
    both = two_periods(
        drawing({"Stage": ["Discover", "Spread"], "Activities": [3, 5], "People": [10, 20]}),
        drawing({"Stage": ["Spread", "Discover"], "Activities": [4, 1], "People": [30, 40]}),
        names=NAMES,
    ).both
    assert list(both.table.columns) == [
        "Stage",
        "Activities, 2025/26",
        "Activities, the same dates in 2024/25",
        "People, 2025/26",
        "People, the same dates in 2024/25",
    ]
    assert rows(both.table) == [("Discover", 3, 1, 10, 40), ("Spread", 5, 4, 20, 30)]


def test_a_row_or_a_column_of_one_period_alone_says_so_and_is_no_nought() -> None:
    pairs = {"First": ["Carers", "Carers"], "Second": ["Deaf", "Young"], "People": [15, 25]}
    both = two_periods(
        drawing(pairs, names=2),
        drawing({"First": ["Carers", "Roma"], "Second": ["Deaf", "Young"], "People": [20, 10]}, names=2),
        names=NAMES,
    ).both
    assert rows(both.table) == [
        ("Carers", "Deaf", 15, 20),
        ("Carers", "Young", 25, "not listed"),
        ("Roma", "Young", "not listed", 10),
    ]


def test_where_nothing_is_nought_it_is_counted_as_nought() -> None:
    both = two_periods(
        drawing({"Line": ["1"], "GM": [2], "All": [1]}, absent=0),
        drawing({"Line": ["1"], "GM": [3]}, absent=0),
        names=NAMES,
    ).both
    assert rows(both.table) == [("1", 2, 3, 1, 0)]


def test_rows_of_one_name_meet_in_their_order() -> None:
    both = two_periods(
        drawing({"Programme": ["Tea", "Tea"], "Activities": [1, 2]}),
        drawing({"Programme": ["Tea", "Tea"], "Activities": [3, 4]}),
        names=NAMES,
    ).both
    assert rows(both.table) == [("Tea", 1, 3), ("Tea", 2, 4)]


def test_what_no_period_changes_stands_once() -> None:
    shares = {"Group": ["Carers"], "People": [15], "Population": ["9%"]}
    both = two_periods(
        drawing(shares, fixed=("Population",)),
        drawing({**shares, "People": [20]}, fixed=("Population",)),
        names=NAMES,
    ).both
    assert rows(both.table) == [("Carers", 15, 20, "9%")]
    assert list(both.table.columns)[-1] == "Population"


def test_each_number_opens_the_list_of_its_own_period() -> None:
    this = drawing(
        {"Stage": ["Discover", "Spread"], "Activities": [3, 5]},
        keys={(0, "Activities"): "DISCOVER", (1, "Activities"): "SPREAD"},
        opens={"DISCOVER": NOW, "SPREAD": NOW},
        addresses={"SPREAD": "/a"},
    )
    other = drawing(
        {"Stage": ["Spread"], "Activities": [4]},
        keys={(0, "Activities"): "SPREAD"},
        opens={"SPREAD": BEFORE},
        addresses={"SPREAD": "/b"},
    )
    both = two_periods(this, other, names=NAMES).both
    now, before = "Activities, 2025/26", "Activities, the same dates in 2024/25"
    assert {where: both.opens[key] for where, key in both.keys.items()} == {
        (0, now): NOW,
        (1, now): NOW,
        (1, before): BEFORE,
    }
    assert both.addresses == {"SPREAD": "/a", "other|SPREAD": "/b"}


def test_both_findings_and_the_notes_of_each_are_said_with_their_period() -> None:
    two = two_periods(
        drawing({"Stage": []}, notes=("All of it.", "No activity in Tea.")),
        drawing({"Stage": []}, finding="Nothing.", notes=("All of it.", "No activity in Milk.")),
        names=NAMES,
    )
    assert two.both.finding == ("2025/26: Most often: **spread**. The same dates in 2024/25: Nothing.")
    assert two.both.notes == (
        "All of it.",
        "2025/26: No activity in Tea.",
        "The same dates in 2024/25: No activity in Milk.",
    )
    assert two.this.alt == "2025/26. Activities by stage."
    assert two.other.alt == "The same dates in 2024/25. Activities by stage."


def test_lengths_may_be_compared_and_a_shared_figure_is_not_changed() -> None:
    small, large = drawing({"Stage": []}, reach=10), drawing({"Stage": []}, reach=40)
    two = two_periods(small, large, names=NAMES)
    assert two.this.figure.layout.xaxis.range == two.other.figure.layout.xaxis.range == (0, 40)
    assert two.this.figure.layout.yaxis.range == (3, -1)
    assert small.figure.layout.xaxis.range == (0, 10)
    assert two.other.figure is large.figure


def test_a_grid_stays_as_it_is() -> None:
    grid = grid_of("Stage", rows={}, columns={}, texts=[], tints=[], in_full=[])
    two = two_periods(drawing({"Stage": []}, figure=grid), drawing({"Stage": []}, figure=grid), names=NAMES)
    assert two.this.figure is grid


def test_a_figure_without_a_scale_stays_as_it_is() -> None:
    bare = drawing({"Stage": []}, figure=go.Figure())
    two = two_periods(bare, drawing({"Stage": []}), names=NAMES)
    assert two.this.figure is bare.figure

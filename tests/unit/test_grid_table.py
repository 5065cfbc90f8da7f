"""A grid drawn as a table: heads at both edges, every text escaped, the words in full at each cell."""

from components.figures.grid import NOBODY, grid_of
from components.ui.grid_table import grid_html

GRID = grid_of(
    "Group",
    rows={"A": "Carers <b>"},
    columns={"NENC": "North & East"},
    texts=[["0"]],
    tints=[[NOBODY]],
    in_full=[['0 "people"']],
)


def test_a_grid_is_a_table_with_heads_for_rows_and_columns() -> None:
    html = grid_html(GRID, caption="Who was reached")
    assert "<caption>Who was reached</caption>" in html
    assert '<th scope="col">Group</th><th scope="col"><span>North &amp; East</span></th>' in html
    assert (
        '<th scope="row">Carers &lt;b&gt;</th><td class="tint-1" title="0 &quot;people&quot;">0</td>' in html
    )


def test_a_row_that_stands_above_others_is_marked_as_a_heading() -> None:
    grid = grid_of(
        "Line",
        rows={"C1": "Leadership", "1.1": "Share power"},
        columns={"YH": "Yorkshire"},
        texts=[["2"], ["2"]],
        tints=[[NOBODY], [NOBODY]],
        in_full=[["2"], ["2"]],
        headings=[0],
    )
    html = grid_html(grid, caption="Cover")
    assert '<tr class="heading"><th scope="row">Leadership</th>' in html
    assert '<tr><th scope="row">Share power</th>' in html


def test_the_name_of_a_link_holds_what_is_seen_of_it() -> None:
    grid = grid_of(
        "Marker",
        rows={"A": "Payment"},
        columns={"YH": "Yorkshire", "SL": "South London"},
        texts=[["2 / 1", "3"]],
        tints=[[NOBODY, NOBODY]],
        in_full=[["Staff: level 2; lay partners: level 1", "3 activities"]],
        keys=[["a", "b"]],
    )
    html = grid_html(grid, caption="Levels", addresses={"a": "/a", "b": "/b"})
    assert 'aria-label="2 / 1: Staff: level 2; lay partners: level 1, see the records">2 / 1</a>' in html
    assert 'aria-label="3 activities, see the records">3</a>' in html

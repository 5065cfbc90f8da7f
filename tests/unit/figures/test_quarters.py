"""Quarters drawn: bars with their numbers, and the same dates a year before."""

from collections.abc import Iterable

import pytest

from components.figures.palette import DARK, LIGHT, Palette
from components.figures.quarters import quarters_figure
from tests.unit.figures.samples import quarters


def plain(labels: Iterable[object]) -> list[str]:
    """Labels without the line breaks that the narrow axis needs."""
    return [str(label).replace("<br>", " ") for label in labels]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_quarter_has_a_bar_and_the_mark_of_the_year_before(palette: Palette) -> None:
    figure = quarters_figure(quarters(10, 1200), quarters(12, 0, year=2025), palette=palette).figure
    bars, *before = figure.data
    assert plain(bars.x) == ["Apr to Jun 2026", "Jul to Sep 2026"]
    assert list(bars.y) == [10, 1200]
    assert list(bars.text) == ["10", "1,200"]
    assert bars.marker.color == palette.accent
    for trace in before:
        assert plain(trace.x) == plain(bars.x)
        assert list(trace.y) == [12, 0]


def test_the_axis_starts_at_0_and_holds_both_years() -> None:
    figure = quarters_figure(quarters(10), quarters(40, year=2025), palette=LIGHT).figure
    low, high = figure.layout.yaxis.range
    assert low == 0
    assert high > 40


def test_the_finding_compares_the_newest_quarter_with_the_same_dates() -> None:
    drawing = quarters_figure(quarters(10, 1), quarters(12, 3, year=2025), palette=LIGHT)
    assert drawing.finding == (
        "**1 activity** started in Jul to Sep 2026; on the same dates a year before it was 3."
    )
    assert drawing.alt == f"Activities by quarter. {drawing.finding.replace('**', '')}"


@pytest.mark.parametrize("counts", [(), (0, 0)])
def test_no_activity_is_said_plainly(counts: tuple[int, ...]) -> None:
    drawing = quarters_figure(quarters(*counts), quarters(*counts, year=2025), palette=LIGHT)
    assert drawing.finding == "No activity started in this period."


def test_the_table_has_both_years_as_numbers() -> None:
    table = quarters_figure(quarters(10, 20), quarters(12, 3, year=2025), palette=LIGHT).table
    assert table.to_numpy().tolist() == [["Apr to Jun 2026", 10, 12], ["Jul to Sep 2026", 20, 3]]


def test_each_bar_and_each_mark_says_its_quarter() -> None:
    drawing = quarters_figure(quarters(10, 20), quarters(12, 3, year=2025), palette=LIGHT)
    assert drawing.keys[1, "Activities"] == "now:2026-07-01"
    assert drawing.keys[0, "Same dates a year before"] == "before:2026-04-01"
    assert [one[0] for one in drawing.figure.data[0].customdata] == ["now:2026-04-01", "now:2026-07-01"]


def test_where_nothing_is_as_old_the_year_before_is_no_0() -> None:
    drawing = quarters_figure(quarters(10, 20), None, palette=LIGHT)
    assert list(drawing.table["Same dates a year before"]) == ["nothing recorded"] * 2
    assert drawing.finding.endswith("Nothing is recorded for the year before.")
    assert [key for key in drawing.keys.values() if key.startswith("before")] == []


def test_another_year_is_called_by_its_name() -> None:
    drawing = quarters_figure(quarters(10, 20), quarters(12, 3, year=2024), palette=LIGHT, called="2024/25")
    assert list(drawing.table.columns) == ["Quarter", "Activities", "2024/25"]
    assert drawing.finding.endswith("; in the same quarter of 2024/25 it was 3.")
    cut = quarters_figure(
        quarters(10), quarters(12, year=2024), palette=LIGHT, called="the same dates in 2024/25"
    )
    assert list(cut.table.columns)[-1] == "Same dates in 2024/25"
    assert cut.finding.endswith("; on the same dates in 2024/25 it was 12.")
    assert quarters_figure(quarters(10), None, palette=LIGHT, called="2024/25").finding.endswith(
        "Nothing is recorded for 2024/25."
    )


def test_a_quarter_that_the_other_year_has_not_come_to_is_no_0() -> None:
    drawing = quarters_figure(
        quarters(10, 20), quarters(12, year=2026), palette=LIGHT, called="2026/27 so far"
    )
    assert list(drawing.table["2026/27 so far"]) == [12, "not yet"]
    assert drawing.finding.endswith(". 2026/27 so far has not come to that quarter yet.")
    assert [key for key in drawing.keys.values() if key.startswith("before")] == ["before:2026-04-01"]

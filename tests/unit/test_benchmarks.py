"""The parts of the benchmarks that hold no clock: what a list of times says, and how a table is kept."""

from typing import Any

import pytest

from benchmarks.peers.parts import page_parts
from benchmarks.performance_page import table, with_section
from benchmarks.summary import Summary, paired_ratio, percentile, ratio, spoken, summarise, verdict
from benchmarks.viewers import Step
from benchmarks.viewers import verdict as held


def test_median_and_95th_percentile_are_told_apart() -> None:
    # 21 times, 0 to 20: the middle one is 10, and 95% of the way along stands 19.
    assert summarise(list(range(21))) == Summary(median=10, p95=19, count=21)


def test_a_percentile_between_two_times_is_taken_in_proportion() -> None:
    assert percentile([100, 200], 95) == pytest.approx(195)


def test_the_order_of_the_times_does_not_matter() -> None:
    assert percentile([30, 10, 20], 50) == 20


def test_one_time_alone_is_its_own_percentile() -> None:
    assert percentile([7], 95) == 7


def test_nothing_measured_is_an_error_and_not_zero() -> None:
    with pytest.raises(ValueError, match="Nothing was measured"):
        summarise([])


def test_the_ratio_is_that_of_the_medians() -> None:
    assert ratio(Summary(median=300, p95=900, count=3), Summary(median=200, p95=210, count=3)) == "1.50"


def test_the_verdict_names_the_heaviest_page_of_each_kind_and_hides_no_goal_that_is_missed() -> None:
    def measured(heard: float, floor: float) -> tuple[Summary, Summary]:
        return Summary(median=heard, p95=heard, count=9), Summary(median=floor, p95=floor, count=9)

    ratios = {("reach", "again"): measured(400, 400), ("overview", "again"): measured(300, 200)}
    assert verdict(ratios, goal=1.2) == (
        "Heaviest page again: Reach, **1.00** times the floor. Goal: at most 1.2, kept."
    )
    ratios |= {("reach", "first"): measured(500, 450), ("overview", "first"): measured(650, 500)}
    assert verdict(ratios, goal=1.2) == (
        "Heaviest page again: Reach, **1.00** times the floor. "
        "Heaviest page for the first time: Overview, **1.30** times the floor. Goal: at most 1.2, missed."
    )


def test_turn_by_turn_a_busy_minute_cancels_out() -> None:
    # 110 to 100, 1,000 to 1,000 and 240 to 200: ratios 1.1, 1.0 and 1.2.
    assert paired_ratio([110, 1000, 240], [100, 1000, 200]) == "1.10"


@pytest.mark.parametrize(("time", "text"), [(1234.5, "1,234"), (10, "10"), (9.87, "9.9"), (0.123, "0.12")])
def test_short_times_keep_their_decimals(time: float, text: str) -> None:
    assert spoken(time) == text


def test_a_table_has_a_cell_for_each_column() -> None:
    assert table(["page", "ms"], [["Reach", "12"]]) == "| page | ms |\n| --- | ---: |\n| Reach | 12 |"


def test_a_new_table_takes_the_place_of_the_old_one_and_of_nothing_else() -> None:
    page = "# Speed\n\n<!-- reads: start -->\nold\n<!-- reads: end -->\n\n## More\n"
    assert with_section(page, name="reads", text="new\n") == page.replace("old", "new")


def test_a_page_without_the_markers_gets_them_at_its_end() -> None:
    page = with_section("# Speed\n", name="reads", text="new")
    assert page == "# Speed\n\n<!-- reads: start -->\nnew\n<!-- reads: end -->\n"


def test_a_section_that_is_never_closed_is_an_error_and_eats_no_text() -> None:
    with pytest.raises(ValueError, match="never closed"):
        with_section("<!-- reads: start -->\nold\n", name="reads", text="new")


def test_peers_get_the_charts_of_a_page_where_they_stand_and_its_words_in_between() -> None:
    def view(name: str, words: str) -> dict[str, Any]:
        year = {"format_func": {"labels": {"a": "A"}}, "key": "filter_year"}
        steps = [
            ["enter", 0],
            ["call", None, "selectbox", ["Year", ["a"]], year, []],
            ["exit", 0],
            ["call", None, "title", ["Reach"], {}, [1]],
            ["call", None, "columns", [2], {}, [2, 3]],
            ["enter", 2],
            ["call", None, "markdown", [words], {}, [4]],
            ["call", None, "plotly_chart", [{"figure": f'{{"data": ["{name}"]}}'}], {"key": "plot_reach"}, [5]],
            ["exit", 2],
            ["call", 3, "container", [], {"key": "box"}, [6]],
            ["call", 6, "html", ["<b>5 &amp; 6</b>"], {}, []],
        ]  # fmt: skip
        return {"page": "reach", "address": name, "widgets": {"filter_year": "a"}, "steps": steps}

    page = page_parts([view("one", "**Four** people"), view("two", "Nobody")])
    assert page["parts"] == [
        {"kind": "slot", "id": "slot-0"},
        {"kind": "row", "parts": [
            {"kind": "box", "parts": [{"kind": "slot", "id": "slot-1"}, {"kind": "chart", "id": "plot_reach"}]},
            {"kind": "slot", "id": "slot-2"},
        ]},
    ]  # fmt: skip
    one = page["views"]["one"]
    assert one["figures"] == {"plot_reach": {"data": ["one"]}}
    assert one["slots"]["slot-1"] == [{"tag": "p", "text": "Four people"}]
    (column,) = one["slots"]["slot-2"]
    assert column["lines"] == [
        {"tag": "div", "class": "container st-key-box", "lines": [{"tag": "p", "text": "5 & 6"}]}
    ]
    assert [(each["key"], each["value"]) for each in page["filters"]] == [("filter_year", "a")]


def test_viewers_are_held_up_to_the_largest_step_in_time_and_each_takes_the_growth_until_then() -> None:
    def step(viewers: int, p95: float, memory: float) -> Step:
        return Step(viewers, Summary(median=50, p95=p95, count=9), memory, share=0.5, crowd=0.1)

    assert held([step(10, 100, 200), step(260, 999, 250), step(300, 1_000, 400)]) == (
        "Held with a 95th under 1,000 ms: **260** viewers, goal at least 250, kept. "
        "Each takes 0.20 MB, goal at most 0.3, kept."
    )

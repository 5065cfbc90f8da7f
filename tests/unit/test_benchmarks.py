"""The parts of the benchmarks that hold no clock: what a list of times says, and how a table is kept."""

import pytest

from benchmarks.performance_page import table, with_section
from benchmarks.summary import Summary, paired_ratio, percentile, ratio, spoken, summarise, verdict


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

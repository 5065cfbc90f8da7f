"""A change shows both values and both periods, and no arrow where there is too little to compare."""

from datetime import date

import pytest

from domain.comparison import Measured, Trend, change
from domain.periods import FinancialYear, period_of, same_dates_in

NOW = period_of(FinancialYear(2026), today=date(2026, 11, 3))
BEFORE = same_dates_in(FinancialYear.containing(NOW.first).previous, period=NOW)


@pytest.mark.parametrize(
    ("value", "before", "trend", "sentence"),
    [
        (1204, 980, Trend.UP, "1,204 in 2026/27 so far, up from 980 on the same dates in 2025/26."),
        (5, 8.6, Trend.DOWN, "5 in 2026/27 so far, down from 9 on the same dates in 2025/26."),
        (5, 5, Trend.SAME, "5 in 2026/27 so far, the same as 5 on the same dates in 2025/26."),
    ],
)
def test_a_change_has_both_values_and_both_periods(
    value: float, before: float, trend: Trend, sentence: str
) -> None:
    result = change(Measured(value, NOW, records=3), before=Measured(before, BEFORE, records=3))
    assert (result.trend, result.sentence) == (trend, sentence)
    assert result.difference == value - before
    assert result.has_arrow == (trend is not Trend.SAME)


@pytest.mark.parametrize(("records", "records_before"), [(2, 30), (30, 2), (0, 0)])
def test_fewer_than_3_records_in_either_period_give_no_arrow(records: int, records_before: int) -> None:
    result = change(Measured(9, NOW, records=records), before=Measured(4, BEFORE, records=records_before))
    assert not result.has_arrow
    assert result.difference is None
    assert result.sentence == (
        "9 in 2026/27 so far; 4 on the same dates in 2025/26. Fewer than 3 records: too few to compare."
    )


def test_a_number_that_is_not_shown_is_not_compared() -> None:
    hidden = Measured(None, NOW, records=9, text="fewer than 8")
    assert not hidden.is_comparable
    missing = change(Measured(10, NOW, records=9), before=Measured(None, BEFORE, records=9))
    assert change(hidden, before=Measured(10, BEFORE, records=9)).sentence == (
        "fewer than 8 in 2026/27 so far; 10 on the same dates in 2025/26. "
        "A number that is not shown cannot be compared."
    )
    assert missing.sentence.startswith("10 in 2026/27 so far; no figure on the same dates in 2025/26.")
    assert missing.trend is Trend.NOT_COMPARED

"""Financial years, like-for-like dates and the year that a first visit opens on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidRecordError
from domain.periods import (
    FinancialYear,
    Period,
    default_year,
    months_before,
    period_of,
    quarter_ends,
    quarters_of,
    same_dates_in,
    years_between,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


def test_a_financial_year_runs_from_april_to_march() -> None:
    year = FinancialYear(2025)
    assert (year.code, year.label) == ("2025-26", "2025/26")
    assert (year.first, year.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert (year.previous, year.next) == (FinancialYear(2024), FinancialYear(2026))


def test_a_century_turns_over_in_the_code() -> None:
    assert FinancialYear(1999).code == "1999-00"
    assert FinancialYear.from_code("1999-00") == FinancialYear(1999)


def test_years_are_ordered_by_time() -> None:
    assert sorted([FinancialYear(2026), FinancialYear(2024)]) == [FinancialYear(2024), FinancialYear(2026)]


@pytest.mark.parametrize(
    "code", ["", "2025", "2025-27", "2025/26", "20x5-26", "2025-26 ", "0000-01", "٢٠٢٥-26"]
)
def test_any_other_code_is_refused_with_its_text(code: str) -> None:
    with pytest.raises(InvalidRecordError, match="is not a financial year"):
        FinancialYear.from_code(code)


def test_31_march_and_1_april_lie_in_different_years() -> None:
    assert FinancialYear.containing(date(2026, 3, 31)) == FinancialYear(2025)
    assert FinancialYear.containing(date(2026, 4, 1)) == FinancialYear(2026)


@given(DAYS)
def test_each_day_lies_in_its_year_and_the_code_leads_back(moment: date) -> None:
    year = FinancialYear.containing(moment)
    assert year.first <= moment <= year.last
    assert FinancialYear.from_code(year.code) == year


def test_months_before_stays_within_a_shorter_month() -> None:
    assert months_before(date(2026, 8, 31), 18) == date(2025, 2, 28)
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2026, 1, 15), 1) == date(2025, 12, 15)
    assert months_before(date(2026, 4, 1), -6) == date(2026, 10, 1)


def test_a_running_year_ends_today() -> None:
    period = period_of(FinancialYear(2026), today=date(2026, 11, 3))
    assert period == Period(date(2026, 4, 1), date(2026, 11, 3), "2026/27 so far")
    assert date(2026, 11, 3) in period
    assert date(2026, 11, 4) not in period
    assert date(2026, 3, 31) not in period


def test_a_finished_year_is_whole_from_its_last_day_on() -> None:
    whole = Period(date(2025, 4, 1), date(2026, 3, 31), "2025/26")
    assert period_of(FinancialYear(2025), today=date(2026, 3, 31)) == whole
    assert period_of(FinancialYear(2025), today=date(2026, 11, 3)) == whole


def test_a_year_not_begun_has_no_period() -> None:
    with pytest.raises(InvalidRecordError, match="2027/28 has not started"):
        period_of(FinancialYear(2027), today=date(2026, 11, 3))


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(InvalidRecordError, match="ends before it starts"):
        Period(date(2026, 4, 2), date(2026, 4, 1), "backwards")


def a_year_earlier(period: Period) -> Period:
    return same_dates_in(FinancialYear.containing(period.first).previous, period=period)


def test_a_running_year_is_compared_with_the_same_dates() -> None:
    period = period_of(FinancialYear(2026), today=date(2026, 11, 3))
    assert a_year_earlier(period) == Period(date(2025, 4, 1), date(2025, 11, 3), "the same dates in 2025/26")


def test_a_whole_year_is_compared_with_the_whole_year_before() -> None:
    period = period_of(FinancialYear(2025), today=date(2026, 11, 3))
    assert a_year_earlier(period) == Period(date(2024, 4, 1), date(2025, 3, 31), "2024/25")


def test_29_february_is_compared_with_28_february_and_back() -> None:
    leap = period_of(FinancialYear(2023), today=date(2024, 2, 29))
    assert a_year_earlier(leap).last == date(2023, 2, 28)
    after_leap = period_of(FinancialYear(2024), today=date(2025, 2, 28))
    assert a_year_earlier(after_leap).last == date(2024, 2, 29)


@given(DAYS)
def test_the_same_dates_are_a_year_earlier_to_within_a_day(moment: date) -> None:
    period = Period(FinancialYear.containing(moment).first, moment, "so far")
    earlier = a_year_earlier(period)
    assert abs((moment - earlier.last) - timedelta(days=365)) <= timedelta(days=1)


def test_quarter_ends_include_both_edges() -> None:
    assert quarter_ends(date(2025, 12, 31), date(2026, 6, 30)) == [
        date(2025, 12, 31),
        date(2026, 3, 31),
        date(2026, 6, 30),
    ]
    assert quarter_ends(date(2026, 1, 1), date(2026, 3, 30)) == []


def test_years_between_two_days_are_listed_oldest_first() -> None:
    assert years_between(date(2024, 3, 31), date(2025, 4, 1)) == [
        FinancialYear(2023),
        FinancialYear(2024),
        FinancialYear(2025),
    ]
    assert years_between(date(2025, 4, 2), date(2025, 4, 1)) == []


def test_a_first_visit_opens_on_the_running_year_from_october() -> None:
    years = [FinancialYear(2025), FinancialYear(2026)]
    assert default_year(date(2026, 9, 30), years) == FinancialYear(2025)
    assert default_year(date(2026, 10, 1), years) == FinancialYear(2026)


def test_a_first_visit_opens_on_the_running_year_while_there_is_no_earlier_record() -> None:
    assert default_year(date(2026, 5, 1), [FinancialYear(2026)]) == FinancialYear(2026)
    assert default_year(date(2026, 5, 1), []) == FinancialYear(2026)


def test_quarters_of_a_running_year_are_cut_at_its_last_day() -> None:
    quarters = quarters_of(Period(date(2026, 4, 1), date(2026, 11, 22), "2026/27 so far"))
    assert [(one.first, one.last, one.label) for one in quarters] == [
        (date(2026, 4, 1), date(2026, 6, 30), "Apr to Jun 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "Jul to Sep 2026"),
        (date(2026, 10, 1), date(2026, 11, 22), "Oct to Dec 2026"),
    ]


def test_a_period_that_begins_within_a_quarter_begins_its_first_one_there() -> None:
    quarters = quarters_of(Period(date(2025, 12, 30), date(2026, 1, 1), "the turn of the year"))
    assert [(one.first, one.last) for one in quarters] == [
        (date(2025, 12, 30), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 1)),
    ]

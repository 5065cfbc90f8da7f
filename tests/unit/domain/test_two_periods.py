"""Which period stands beside a view: the same dates where it is cut, whole years otherwise, and people by years."""

from dataclasses import replace
from datetime import date

import pytest

from domain.filters import Filters
from domain.periods import FinancialYear, Period, period_of
from domain.two_periods import describe_beside, filters_beside, is_part_beside_whole, named_beside

TODAY = date(2026, 11, 22)
CHOSEN = Filters(year="2026-27", networks=("GM",), rungs=("CODESIGN",), compare="2025-26")


def beside(filters: Filters, code: str) -> tuple[date | None, date | None]:
    """The days on which the other period stands: for what is counted by days, and for people."""
    found = filters_beside(filters, year=FinancialYear.from_code(code), today=TODAY)
    assert (found.filters.year, found.of_people.year) == (code, code)
    return found.filters.as_of, found.of_people.as_of


def test_a_running_year_meets_another_as_it_stood_on_the_same_date() -> None:
    assert beside(CHOSEN, "2025-26") == (date(2025, 11, 22), None)
    assert beside(CHOSEN, "2023-24") == (date(2023, 11, 22), None)


def test_other_choices_stay_and_nothing_is_compared_twice() -> None:
    found = filters_beside(CHOSEN, year=FinancialYear(2025), today=TODAY)
    assert found.filters == replace(CHOSEN, year="2025-26", as_of=date(2025, 11, 22), compare="")


def test_a_view_that_looks_back_into_its_year_meets_the_same_date() -> None:
    looking_back = Filters(year="2025-26", as_of=date(2025, 9, 30))
    assert beside(looking_back, "2024-25") == (date(2024, 9, 30), None)


def test_a_date_that_is_yet_to_come_is_today() -> None:
    looking_back = Filters(year="2025-26", as_of=date(2026, 2, 1))
    assert beside(looking_back, "2026-27") == (None, None)


def test_two_whole_years_stand_on_the_same_day() -> None:
    assert beside(Filters(year="2025-26"), "2024-25") == (None, None)
    assert beside(Filters(year="2024-25", as_of=date(2026, 1, 5)), "2023-24") == (date(2026, 1, 5), None)


def test_the_last_day_of_february_is_the_last_day_of_february() -> None:
    looking_back = Filters(year="2025-26", as_of=date(2026, 2, 28))
    assert beside(looking_back, "2023-24") == (date(2024, 2, 29), None)
    leap = Filters(year="2023-24", as_of=date(2024, 2, 29))
    assert beside(leap, "2022-23") == (date(2023, 2, 28), None)


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        (period_of(FinancialYear(2025), today=TODAY), period_of(FinancialYear(2024), today=TODAY), "2024/25"),
        (
            period_of(FinancialYear(2026), today=TODAY),
            period_of(FinancialYear(2025), today=date(2025, 11, 22)),
            "the same dates in 2025/26",
        ),
        (
            period_of(FinancialYear(2025), today=TODAY),
            period_of(FinancialYear(2026), today=TODAY),
            "2026/27 so far",
        ),
    ],
)
def test_the_other_period_is_called_what_it_is(first: Period, second: Period, label: str) -> None:
    assert named_beside(first, other=second).label == label


def test_a_part_beside_a_whole_year_is_known() -> None:
    whole, running = period_of(FinancialYear(2025), today=TODAY), period_of(FinancialYear(2026), today=TODAY)
    assert is_part_beside_whole(whole, other=running)
    assert is_part_beside_whole(running, other=whole)
    assert not is_part_beside_whole(whole, other=whole)
    assert not is_part_beside_whole(running, other=running)


def test_the_days_beside_a_view_are_said_in_words() -> None:
    whole, running = period_of(FinancialYear(2025), today=TODAY), period_of(FinancialYear(2026), today=TODAY)
    cut = period_of(FinancialYear(2025), today=date(2025, 11, 22))
    assert describe_beside(running, other=cut, as_of=date(2025, 11, 22)) == (
        "Beside it: 1 April 2025 to 22 November 2025, as things stood on 22 November 2025."
    )
    assert describe_beside(running, other=whole, as_of=None) == (
        "Beside it: 1 April 2025 to 31 March 2026. A part of a year stands beside a whole one."
    )

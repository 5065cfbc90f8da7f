"""A record stands on a past day as its own dates tell; a filter for such a day is read strictly."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filters import Filters, KnownCodes, Reading, read_filters, years_until
from domain.looking_back import is_known_by, status_on
from domain.periods import FinancialYear
from domain.vocabulary import OutcomeStatus

TODAY = date(2026, 11, 22)
KNOWN = KnownCodes({}, {}, {}, {}, ("2026-27", "2025-26", "2024-25"), "2026-27", today=TODAY)


def read(**query: str) -> Reading:
    return read_filters({name: [value] for name, value in query.items()}, KNOWN)


@pytest.mark.parametrize(
    ("happened", "on", "known"),
    [
        (date(2025, 9, 30), date(2025, 9, 30), True),
        (date(2025, 10, 1), date(2025, 9, 30), False),
        (date(2099, 1, 1), None, True),
        (None, date(2025, 9, 30), True),
    ],
)
def test_a_thing_is_known_from_its_day_on(happened: date | None, on: date | None, *, known: bool) -> None:
    assert is_known_by(happened, on=on) is known


def test_what_is_decided_later_is_planned_and_what_has_no_day_stays() -> None:
    made, on = OutcomeStatus.MADE, date(2025, 9, 30)
    assert status_on(made, decided=date(2025, 10, 1), on=on) is OutcomeStatus.PLANNED
    assert status_on(made, decided=date(2025, 9, 30), on=on) is made
    assert status_on(made, decided=None, on=on) is made


def test_a_past_day_chooses_its_own_year_where_none_is_asked_for() -> None:
    assert read(as_of="2025-09-30").filters == Filters(year="2025-26", as_of=date(2025, 9, 30))


def test_a_year_that_begins_after_the_day_gives_way_and_an_earlier_one_stays() -> None:
    assert read(as_of="2025-09-30", year="2026-27").filters.year == "2025-26"
    assert read(as_of="2025-09-30", year="2024-25").filters.year == "2024-25"
    assert read(as_of="2025-04-01", year="2025-26").filters.year == "2025-26"
    assert read(as_of="2025-03-31", year="2025-26").filters.year == "2024-25"


def test_a_day_from_before_all_records_has_a_year_of_its_own() -> None:
    found = read(as_of="2013-04-01").filters
    assert found == Filters(year="2013-14", as_of=date(2013, 4, 1))
    assert years_until(found.as_of, KNOWN) == ("2013-14",)


def test_today_is_no_past_day_and_needs_no_words() -> None:
    assert read(as_of="2026-11-22") == Reading(Filters(year="2026-27"))


def test_yesterday_is_one() -> None:
    assert read(as_of="2026-11-21").filters.as_of == date(2026, 11, 21)


@pytest.mark.parametrize(
    "asked",
    [
        "2026-11-23", "9999-12-31", "2013-03-31", "0001-01-01", "2025-02-30", "2025-13-01", "30/09/2025", "20250930",
        "2025-W40-2", "2025-09-30T00:00", "yesterday", "<b>", "٢٠٢٥-٠٩-٣٠", "-1", "2025-9-30",
    ],
)  # fmt: skip
def test_what_is_no_past_day_is_dropped_and_named(asked: str) -> None:
    assert read(as_of=asked) == Reading(Filters(year="2026-27"), dropped=(asked,))


def test_of_several_days_the_last_counts() -> None:
    asked = {"as_of": ["2024-05-01", "2025-09-30"]}
    assert read_filters(asked, KNOWN).filters.as_of == date(2025, 9, 30)


def test_another_year_is_set_beside_unless_it_is_the_same() -> None:
    assert read(year="2025-26", compare="2024-25").filters == Filters(year="2025-26", compare="2024-25")
    assert read(year="2025-26", compare="2025-26") == Reading(Filters(year="2025-26"))


@pytest.mark.parametrize("asked", ["1066-67", "2027-28", "all", "<b>"])
def test_a_year_to_compare_with_that_nobody_knows_is_dropped_and_named(asked: str) -> None:
    assert read(year="2025-26", compare=asked) == Reading(Filters(year="2025-26"), dropped=(asked,))


def test_no_year_is_compared_that_had_not_begun_on_the_day() -> None:
    found = read(year="2024-25", as_of="2025-09-30", compare="2026-27")
    assert (found.filters.compare, found.dropped) == ("", ("2026-27",))
    assert read(year="2024-25", as_of="2025-09-30", compare="2025-26").filters.compare == "2025-26"


@given(
    as_of=st.dates(date(2013, 4, 1), date(2026, 11, 21)),
    year=st.sampled_from(["", *KNOWN.years]),
    compare=st.sampled_from(["", *KNOWN.years]),
)
def test_whatever_is_read_is_read_the_same_again_and_no_year_begins_after_the_day(
    as_of: date, year: str, compare: str
) -> None:
    found = read(as_of=as_of.isoformat(), year=year, compare=compare).filters
    assert read_filters(found.to_query(), KNOWN) == Reading(found)
    assert all(FinancialYear.from_code(code).first <= as_of for code in (found.year, found.compare) if code)


@pytest.mark.parametrize(
    ("as_of", "counted"),
    [
        (date(2025, 9, 30), False),
        (date(2026, 3, 30), False),
        (date(2026, 3, 31), True),
        (date(2026, 9, 1), True),
    ],
)
def test_people_are_counted_once_the_year_is_over_on_the_day(as_of: date, *, counted: bool) -> None:
    assert Filters(year="2025-26", as_of=as_of).may_count_people is counted
    assert not Filters(year="2025-26", as_of=as_of, rungs=("CODESIGN",)).may_count_people

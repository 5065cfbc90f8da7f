"""Numbers, dates and lists read as the NHS style asks."""

from datetime import UTC, date, datetime, time, timezone

import pytest

from domain.errors import InvalidRecordError
from domain.wording import (
    at_in_words,
    clock,
    counted,
    day,
    in_words_ratio,
    join_and,
    moment_in_words,
    per_cent,
    rounded_half_up,
    whole,
)


def test_a_comma_stands_in_numbers_over_999() -> None:
    assert [whole(number) for number in (0, 999, 1234, 1_000_000)] == ["0", "999", "1,234", "1,000,000"]


def test_a_half_rounds_up() -> None:
    assert [rounded_half_up(number) for number in (0.5, 1.5, 2.5, 2.4)] == [1, 2, 3, 2]


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (0.001, "under 1%"),
        (0.005, "1%"),
        (0.123, "12%"),
        (0.125, "13%"),
        (0.999, "over 99%"),
        (1, "100%"),
    ],
)
def test_a_share_reads_as_a_whole_percentage(share: float, text: str) -> None:
    assert per_cent(share) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.143, "1 in 7 people"),
        (0.5, "1 in 2 people"),
        (0.33, "1 in 3 people"),
        (0.66, "2 in 3 people"),
        (0.12, "1 in 8 people"),
        (0.05, "1 in 20 people"),
        (0.95, "19 in 20 people"),
        (0.02, "2% of people"),
        (0, "0% of people"),
        (0.999, "over 99% of people"),
        (1, "100% of people"),
    ],
)
def test_a_share_reads_as_the_nearest_natural_ratio(share: float, text: str) -> None:
    assert in_words_ratio(share) == text


def test_a_ratio_can_be_of_something_else_than_people() -> None:
    assert in_words_ratio(0.25, of="activities") == "1 in 4 activities"


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_outside_0_to_1_is_refused(share: float) -> None:
    with pytest.raises(InvalidRecordError, match="between 0 and 1"):
        per_cent(share)
    with pytest.raises(InvalidRecordError, match="between 0 and 1"):
        in_words_ratio(share)


def test_a_day_reads_without_a_leading_zero() -> None:
    assert day(date(2026, 11, 3)) == "3 November 2026"


@pytest.mark.parametrize("zone", [UTC, None])
def test_a_moment_is_told_by_the_clocks_of_the_united_kingdom(zone: timezone | None) -> None:
    summer, winter = datetime(2026, 6, 30, 23, 5, tzinfo=zone), datetime(2026, 11, 3, 14, 5, tzinfo=zone)
    assert moment_in_words(summer) == "1 July 2026, 00:05"
    assert at_in_words(winter) == "on 3 November 2026 at 14:05"


def test_a_list_ends_with_and() -> None:
    assert [join_and(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_one_thing_is_singular_and_every_other_number_plural() -> None:
    assert [counted(number, "activity", "activities") for number in (0, 1, 1204)] == [
        "0 activities",
        "1 activity",
        "1,204 activities",
    ]


def test_a_time_of_the_day_is_said_by_a_clock_of_12_hours() -> None:
    times = (time(0), time(0, 5), time(9), time(11, 59), time(12), time(12, 30), time(17, 30))
    assert [clock(one) for one in times] == [
        "midnight", "12:05am", "9am", "11:59am", "midday", "12:30pm", "5:30pm",
    ]  # fmt: skip

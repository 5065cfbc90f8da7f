"""How long a decision took: the stretches, the middle, and the words."""

import pytest

from domain.how_long import HowLong, Took, days_in_words, how_long, took


@pytest.mark.parametrize(
    ("days", "stretch"),
    [
        (-1, Took.BEFORE), (0, Took.TWO_WEEKS), (14, Took.TWO_WEEKS), (15, Took.ONE_MONTH), (30, Took.ONE_MONTH),
        (31, Took.TWO_MONTHS), (61, Took.TWO_MONTHS), (62, Took.THREE_MONTHS), (92, Took.SIX_MONTHS),
        (183, Took.ONE_YEAR), (365, Took.ONE_YEAR), (366, Took.LONGER), (None, Took.NO_DAY),
    ],
)  # fmt: skip
def test_each_number_of_days_falls_into_one_stretch(days: int | None, stretch: Took) -> None:
    assert took(days) is stretch


def test_the_middle_of_an_odd_number_is_one_of_them() -> None:
    assert how_long({90: 1, 7: 1, 20: 1}) == HowLong(counted=3, shortest=7, middle=20, longest=90)


def test_the_middle_of_an_even_number_lies_half_way_between_the_two_in_the_middle() -> None:
    assert how_long({10: 1, 1: 1, 13: 1, 40: 1}) == HowLong(counted=4, shortest=1, middle=12, longest=40)


def test_of_nothing_there_is_no_middle() -> None:
    assert how_long({}) is None


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "1 day"),
        (0, "0 days"),
        (60, "60 days"),
        (61, "61 days (about 2 months)"),
        (600, "600 days (about 20 months)"),
    ],
)
def test_many_days_are_said_in_months_too(days: int, words: str) -> None:
    assert days_in_words(days) == words

"""Answers are counted together, and never so that the difference of two views is fewer than five people."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.experience import FEWEST_ANSWERS, Answered, Bundle, bundles, week_of

MONDAY = date(2026, 11, 2)
LATER = date(2026, 11, 22)


def answers(*given_on: tuple[int, int]) -> list[Answered]:
    """One answer for each pair of activity and days after Monday, 2 November 2026."""
    return [Answered(activity, MONDAY + timedelta(days=days)) for activity, days in given_on]


def test_a_week_starts_on_its_monday() -> None:
    assert week_of(date(2026, 11, 8)) == MONDAY
    assert week_of(MONDAY) == MONDAY


def test_four_answers_are_counted_nowhere_and_five_are() -> None:
    assert bundles(answers((1, 0), (1, 1), (1, 2), (1, 3)), today=LATER) == []
    assert bundles(answers((1, 0), (1, 1), (1, 2), (1, 3), (1, 6)), today=LATER) == [
        Bundle(1, (0, 1, 2, 3, 4))
    ]


def test_a_week_counts_once_it_is_over() -> None:
    five = answers(*[(1, 0)] * 5)
    assert bundles(five, today=MONDAY + timedelta(days=6)) == []
    assert len(bundles(five, today=MONDAY + timedelta(days=7))) == 1


def test_answers_that_are_too_few_wait_for_those_of_other_activities_and_weeks() -> None:
    some = answers((1, 0), (1, 1), (2, 1), (2, 8), (3, 8))
    assert bundles(some[:3], today=LATER) == []
    assert bundles(some, today=LATER) == [Bundle(None, (0, 1, 2, 3, 4))]


def test_answers_of_one_group_of_activities_do_not_wait_with_those_of_the_other() -> None:
    told = [Answered(1, MONDAY, True)] * 3
    untold = [Answered(2, MONDAY)] * 3
    assert bundles(told + untold, today=LATER) == []


@pytest.mark.parametrize("today", [MONDAY, LATER])
def test_nothing_is_counted_where_nobody_answered(today: date) -> None:
    assert bundles([], today=today) == []


GIVEN = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 60), st.booleans()), max_size=60)


@given(GIVEN, st.integers(0, 70), st.integers(0, 40))
def test_between_any_two_days_whole_bundles_are_added_and_none_changes(
    some: list[tuple[int, int, bool]], first_day: int, days: int
) -> None:
    """Whoever looks twice sees at least five new people, or none, whatever comes in between."""
    ordered = sorted(
        (Answered(number, MONDAY + timedelta(days=after), bool(number % 2)) for number, after, _ in some),
        key=lambda one: (one.on, one.activity),
    )
    then = MONDAY + timedelta(days=first_day)
    now = then + timedelta(days=days)
    before = bundles([one for one in ordered if one.on <= then], today=then)
    after = bundles([one for one in ordered if one.on <= now], today=now)
    assert after[: len(before)] == before
    places = [place for bundle in after for place in bundle.places]
    assert len(set(places)) == len(places)
    assert all(len(bundle.places) >= FEWEST_ANSWERS for bundle in after)

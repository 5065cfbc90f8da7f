"""One count of people is shown by the rule, and percentages come only from what is shown."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.disclosure import (
    HIDDEN,
    KEPT_BACK,
    NONE_RECORDED,
    ONLY_FOR_ENGLAND,
    Kind,
    Shown,
    is_england_only,
    is_enough_to_compare,
    percentage,
    percentage_text,
    shown,
    shown_share,
)
from domain.errors import InvalidRecordError


@pytest.mark.parametrize(
    ("true_count", "text"),
    [
        (0, "0"),
        (1, "fewer than 8"),
        (5, "fewer than 8"),
        (7, "fewer than 8"),
        (8, "10"),
        (12, "10"),
        (13, "15"),
        (17, "15"),
        (18, "20"),
        (22, "20"),
        (1233, "1,235"),
    ],
)
def test_the_written_cases_show_as_written(true_count: int, text: str) -> None:
    assert shown(true_count).text == text


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="cannot be negative"):
        shown(-1)


def test_words_that_show_no_number() -> None:
    assert [count.text for count in (HIDDEN, ONLY_FOR_ENGLAND, NONE_RECORDED, KEPT_BACK)] == [
        "hidden",
        "England only",
        "none recorded",
        "not shown",
    ]
    assert not any(count.is_number for count in (HIDDEN, ONLY_FOR_ENGLAND, NONE_RECORDED, shown(3)))
    assert shown(0).is_number
    assert shown(8).is_number


def test_a_sentence_speaks_of_people() -> None:
    assert [
        count.people for count in (shown(0), shown(3), shown(1233), HIDDEN, ONLY_FOR_ENGLAND, NONE_RECORDED)
    ] == [
        "0 people",
        "fewer than 8 people",
        "1,235 people",
        "a number of people that is hidden to protect them",
        "a number of people that is shown for England only",
        "no people recorded",
    ]


@given(st.integers(1, 10_000))
def test_what_is_shown_carries_no_more_than_its_class(true_count: int) -> None:
    one = shown(true_count)
    same_class = [other for other in range(max(1, true_count - 9), true_count + 10) if shown(other) == one]
    assert len(same_class) >= 5
    assert dataclasses.astuple(one) in {(Kind.SMALL, None), (Kind.ROUNDED, one.value)}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.ROUNDED, None),
        (Kind.ROUNDED, 5),
        (Kind.ROUNDED, 12),
        (Kind.SMALL, 3),
        (Kind.HIDDEN, 0),
        (Kind.ZERO, None),
        (Kind.ZERO, 10),
    ],
)
def test_a_shown_count_cannot_hold_a_true_count(kind: Kind, value: int | None) -> None:
    with pytest.raises(InvalidRecordError, match="cannot have the value"):
        Shown(kind, value)


def test_12_of_98_is_10_of_100_and_10_per_cent() -> None:
    numerator, denominator = shown(12), shown(98)
    assert (numerator.text, denominator.text) == ("10", "100")
    assert percentage(numerator, denominator) == 10
    assert percentage_text(numerator, denominator) == "10%"


def test_3_of_40_has_no_percentage() -> None:
    assert shown(3).text == "fewer than 8"
    assert percentage(shown(3), shown(40)) is None
    assert percentage(shown(20), shown(40)) is None
    assert percentage(shown(3), shown(100)) is None
    assert percentage_text(shown(3), shown(40)) == "not enough people to compare"


def test_the_rounded_denominator_counts_and_48_rounds_to_50() -> None:
    assert not is_enough_to_compare(shown(47))
    assert is_enough_to_compare(shown(48))
    assert not is_enough_to_compare(HIDDEN)
    assert percentage(shown(12), shown(48)) == 20


def test_none_of_many_is_0_per_cent_and_rounding_never_lifts_over_100() -> None:
    assert percentage(shown(0), shown(98)) == 0
    assert percentage(shown(98), shown(97)) == 100
    assert shown_share(shown(98), shown(97)) == 1


@pytest.mark.parametrize("pair", [(shown(3), shown(100)), (shown(12), HIDDEN), (shown(12), shown(40))])
def test_a_share_without_enough_people_is_refused(pair: tuple[Shown, Shown]) -> None:
    with pytest.raises(InvalidRecordError, match="not enough people"):
        shown_share(*pair)


def test_sensitive_groups_show_for_england_only() -> None:
    assert is_england_only("TRANS", area="NENC")
    assert not is_england_only("TRANS", area="ENGLAND")
    assert not is_england_only("CARER", area="NENC")

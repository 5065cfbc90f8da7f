"""Places on the spectrum, worked by hand and by a slow second way in fractions."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import InvalidRecordError
from domain.spectrum import (
    Assessment,
    Position,
    SpectrumMarkers,
    describe_gap,
    describe_position,
    gap,
    movement,
    newest_assessments,
    newest_levels,
    position,
    unknown_range,
)

MARKERS = SpectrumMarkers(influencing=("I1", "I2"), co_ordinating=("C1", "C2", "C3", "C4", "C5", "C6", "C7"))
LEVELS = st.dictionaries(st.sampled_from(MARKERS.all), st.integers(0, 3))
TODAY = date(2026, 11, 3)


def levels(influencing: str, co_ordinating: str) -> dict[str, int]:
    """One digit a marker, "-" where it is not assessed."""
    digits = zip(MARKERS.all, influencing + co_ordinating, strict=True)
    return {marker: int(digit) for marker, digit in digits if digit != "-"}


def placed(influencing: str, co_ordinating: str) -> Position:
    return position(levels(influencing, co_ordinating), markers=MARKERS)


def rating(
    marker: str,
    level: int,
    as_of: date,
    *,
    network: str = "NENC",
    rater_kind: str = "staff",
    evidence: str = "",
    recorded: int = 0,
) -> Assessment:
    return Assessment(network, marker, level, as_of, rater_kind, evidence, recorded)


def test_equal_poles_meet_in_the_middle() -> None:
    place = placed("22", "2222222")
    assert (place.value, place.low, place.high) == (50, 50, 50)
    assert (place.assessed, place.of, place.is_drawn) == (9, 9, True)


def test_all_of_one_pole_is_one_end() -> None:
    assert placed("30", "0000000").value == 0
    assert placed("00", "0000100").value == 100


def test_a_position_worked_by_hand() -> None:
    """I = (3 + 0) / 2 / 3 = 1/2 and C = 7 / 7 / 3 = 1/3, so 100 x (1/3) / (5/6) = 40."""
    assert placed("30", "1111111").value == pytest.approx(40)


def test_a_range_worked_by_hand() -> None:
    """Of C1 to C7 the last 3 are unknown: C is from 8/21 to 17/21 and I is 1/2."""
    place = placed("30", "2222---")
    assert place.value == pytest.approx(100 * (2 / 3) / (2 / 3 + 1 / 2))
    assert place.low == pytest.approx(100 * (8 / 21) / (8 / 21 + 1 / 2))
    assert place.high == pytest.approx(100 * (17 / 21) / (17 / 21 + 1 / 2))


def test_fewer_than_6_markers_leave_a_range_without_a_dot() -> None:
    assert placed("22", "222----").is_drawn is False
    assert placed("22", "222----").low is not None
    assert placed("22", "2222---").is_drawn is True


def test_a_pole_without_any_rating_leaves_no_dot() -> None:
    place = placed("--", "2222222")
    assert (place.assessed, place.value) == (7, None)
    assert (place.low, place.high) == (pytest.approx(40), 100)


def test_nothing_assessed_could_be_anywhere() -> None:
    assert placed("--", "-------") == Position(None, low=0, high=100, assessed=0, of=9, levels={})


def test_all_at_level_0_is_no_place_at_all() -> None:
    place = placed("00", "0000000")
    assert (place.value, place.low, place.high) == (None, None, None)


def test_where_only_one_pole_can_be_more_than_0_the_range_is_that_end() -> None:
    assert (placed("0-", "0000000").low, placed("0-", "0000000").high) == (0, 0)
    assert (placed("00", "000000-").low, placed("00", "000000-").high) == (100, 100)


def test_practices_that_are_on_neither_pole_move_nothing() -> None:
    with_practice = {**levels("30", "1111111"), "APP1": 3}
    assert position(with_practice, markers=MARKERS) == placed("30", "1111111")


def test_a_spectrum_needs_both_ends() -> None:
    with pytest.raises(InvalidRecordError, match="at each end"):
        SpectrumMarkers(influencing=(), co_ordinating=("C1",))


@pytest.mark.parametrize("level", [-1, 4])
def test_a_level_outside_0_to_3_is_refused(level: int) -> None:
    with pytest.raises(InvalidRecordError, match="from 0 to 3"):
        rating("I1", level, TODAY)


@given(LEVELS)
def test_a_dot_lies_in_its_range_and_the_range_on_the_spectrum(known: dict[str, int]) -> None:
    place = position(known, markers=MARKERS)
    if place.low is None or place.high is None:
        assert (place.low, place.high, place.value) == (None, None, None)
        return
    assert 0 <= place.low <= place.high <= 100
    if place.value is not None:
        assert place.low <= place.value <= place.high


def slow_position(known: Mapping[str, int]) -> Fraction | None:
    influencing = [Fraction(known[code], 3) for code in ("I1", "I2") if code in known]
    co_ordinating = [Fraction(known[code], 3) for code in known if code.startswith("C")]
    if not influencing or not co_ordinating:
        return None
    mean_i, mean_c = sum(influencing) / len(influencing), sum(co_ordinating) / len(co_ordinating)
    return 100 * mean_c / (mean_c + mean_i) if mean_c + mean_i else None


@given(LEVELS)
def test_the_dot_agrees_with_a_second_way_in_fractions(known: dict[str, int]) -> None:
    slow = slow_position(known) if len(known) >= 6 else None
    value = position(known, markers=MARKERS).value
    assert value is None if slow is None else value == pytest.approx(float(slow))


@given(st.dictionaries(st.sampled_from(MARKERS.all), st.integers(0, 3), min_size=5))
def test_the_range_is_that_of_every_way_to_fill_in_the_unknown(known: dict[str, int]) -> None:
    unknown = [marker for marker in MARKERS.all if marker not in known]
    filled = (
        slow_position({**known, **dict(zip(unknown, guess, strict=True))})
        for guess in product(range(4), repeat=len(unknown))
    )
    possible = [place for place in filled if place is not None]
    low, high = unknown_range(known, markers=MARKERS)
    if possible:
        assert (low, high) == (pytest.approx(float(min(possible))), pytest.approx(float(max(possible))))
    else:
        assert (low, high) == (None, None)


def test_the_newest_rating_of_each_marker_counts() -> None:
    ratings = [
        rating("I1", 3, date(2026, 5, 1)),
        rating("I1", 1, date(2026, 1, 1)),
        rating("C1", 2, date(2026, 2, 1)),
    ]
    assert newest_levels(ratings, network="NENC", rater_kind="staff", on=TODAY) == {"I1": 3, "C1": 2}


def test_of_two_ratings_on_a_date_the_later_recorded_counts() -> None:
    ratings = [
        rating("I1", 3, TODAY, recorded=2, evidence="minutes"),
        rating("I1", 1, TODAY, recorded=1),
    ]
    newest = newest_assessments(ratings, network="NENC", rater_kind="staff", on=TODAY)
    assert newest == {"I1": ratings[0]}


def test_ratings_count_for_18_months_and_not_before_their_date() -> None:
    ratings = [
        rating("I1", 1, date(2025, 5, 2)),
        rating("I2", 1, date(2025, 5, 3)),
        rating("C1", 1, date(2026, 11, 3)),
        rating("C2", 1, date(2026, 11, 4)),
    ]
    assert set(newest_levels(ratings, network="NENC", rater_kind="staff", on=TODAY)) == {"I2", "C1"}


def test_networks_and_kinds_of_raters_are_kept_apart() -> None:
    ratings = [rating("I1", 1, TODAY, network="YH"), rating("I1", 2, TODAY, rater_kind="lay")]
    assert newest_levels(ratings, network="NENC", rater_kind="staff", on=TODAY) == {}
    assert newest_levels(ratings, network="NENC", rater_kind="lay", on=TODAY) == {"I1": 2}


def test_the_gap_is_lay_less_staff_and_needs_both() -> None:
    staff, lay = placed("22", "2222222"), placed("30", "1111111")
    assert gap(staff, lay=lay) == pytest.approx(-10)
    assert gap(staff, lay=placed("--", "-------")) is None
    assert gap(placed("--", "-------"), lay=lay) is None


def test_movement_places_a_network_by_what_counted_then() -> None:
    ratings = [rating(marker, 2, date(2026, 1, 1)) for marker in MARKERS.all]
    ratings += [rating("I1", 0, date(2026, 6, 1)), rating("I2", 0, date(2026, 6, 1))]
    moved = movement(
        ratings,
        network="NENC",
        rater_kind="staff",
        markers=MARKERS,
        dates=[date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 30)],
    )
    assert [(on.month, place.value) for on, place in moved] == [(12, None), (3, 50), (6, 100)]


def test_a_position_reads_without_judging() -> None:
    assert [describe_position(value) for value in (None, 0, 20, 50, 60, 80, 100)] == [
        "no place on the spectrum yet",
        "close to influencing",
        "nearer to influencing",
        "about half way between influencing and co-ordinating",
        "nearer to co-ordinating",
        "close to co-ordinating",
        "close to co-ordinating",
    ]


def test_a_missing_rating_never_reads_as_agreement() -> None:
    assert [describe_gap(points) for points in (None, 0.4, 1, -10.2)] == [
        "Staff and lay ratings cannot be compared yet.",
        "Staff and lay people place it at the same point.",
        "Lay people place it 1 point closer to co-ordinating than staff do.",
        "Lay people place it 10 points closer to influencing than staff do.",
    ]

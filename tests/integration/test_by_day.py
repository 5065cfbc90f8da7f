"""Records lie in the order of days and then of numbers, and the few things asked for last are kept."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.facts.by_day import order_of
from data_access.facts.recent import Recent

TWO_CENTURIES = 73_050


@settings(max_examples=100, deadline=None)
@given(
    drawn=st.lists(
        st.tuples(st.integers(738_000, 738_010), st.integers(1, 400)),
        unique_by=lambda one: one[1],
        max_size=40,
    ),
    far=st.sampled_from([0, TWO_CENTURIES]),
    apart=st.sampled_from([1, 10_000]),
)
def test_any_records_are_sorted_by_day_and_number(drawn: list[tuple[int, int]], far: int, apart: int) -> None:
    """Numbers come in any order, with gaps; one day may lie centuries before the others."""
    days = [day - far if place == 0 else day for place, (day, _) in enumerate(drawn)]
    numbers = [number * apart for _, number in drawn]
    order = order_of(np.array(days, dtype=np.int32), np.array(numbers, dtype=np.int32))
    different = sorted(set(days))
    assert order.rows.tolist() == sorted(range(len(drawn)), key=lambda row: (days[row], numbers[row]))
    assert order.days.tolist() == different
    assert order.firsts.tolist() == [*(sum(day < one for day in days) for one in different), len(days)]


@pytest.mark.parametrize(("asked", "made"), [("aab", "ab"), ("abcab", "abcab"), ("abcb", "abc")])
def test_of_more_than_are_kept_what_was_made_first_goes_first(asked: str, made: str) -> None:
    kept: Recent[str] = Recent(2)
    done: list[str] = []

    def found(key: str) -> str:
        def make() -> str:
            done.append(key)
            return key.upper()

        return kept.get(key, make)

    assert "".join(map(found, asked)) == asked.upper()
    assert "".join(done) == made

"""The answers that are counted are those in a bundle by the rule of the domain, answer by answer."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.queries.counted_answers import are_counted
from domain.experience import Answered, bundles

TODAY = date(2026, 11, 22)


@st.composite
def answers(draw: st.DrawFn) -> list[Answered]:
    """Answers about up to 8 activities within 5 weeks, many of them in one week; people were told of the even ones."""
    drawn = draw(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 34)), max_size=80))
    return [Answered(one, TODAY - timedelta(days=days), group=one % 2 == 0) for one, days in drawn]


@settings(max_examples=150, deadline=None)
@given(found=answers())
def test_the_same_answers_are_counted_as_in_bundles(found: list[Answered]) -> None:
    counted = are_counted(
        np.array([one.activity for one in found], dtype=np.int32),
        of=np.array([one.group for one in found], dtype=np.int32),
        on=np.array([one.on.toordinal() for one in found], dtype=np.int32),
        today=TODAY,
    )
    in_bundles = {place for bundle in bundles(found, today=TODAY) for place in bundle.places}
    assert set(np.flatnonzero(counted).tolist()) == in_bundles

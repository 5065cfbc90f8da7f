"""What the store joins into one text comes out as the numbers that it stands for; what is none of its kind is told."""

import numpy as np
import pytest

from data_access.facts.column_text import flags, ordinals, positions


def test_days_become_ordinals_and_no_day_is_less_than_any() -> None:
    found = ordinals("day").parse("0001-01-011970-01-010000-00-002024-02-299999-12-31")
    assert found.tolist() == [1, 719_163, -1, 738_945, 3_652_059]
    assert found.dtype == np.int32


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-29",
        "2026-13-01",
        "2026-00-01",
        "0000-01-01",
        "2026-01-00",
        "2026/01/01",
        "2026-1-011",
        "2026-01-1",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  numpy's sentence for a text of another length
        ordinals("day").parse(text)


def test_letters_become_places_and_a_code_outside_the_list_is_refused() -> None:
    column = positions("code", ["A", "B"])
    assert column.parse("1020").tolist() == [1, 0, -1, 0]
    with pytest.raises(LookupError):
        column.parse("13")
    assert flags("holds").parse("101").tolist() == [True, False, True]

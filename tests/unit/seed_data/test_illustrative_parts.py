"""The parts that the illustrative records are drawn with: the span of days, weighted choices, programmes."""

from datetime import date

import numpy as np
import pytest

from seed_data.illustrative.drafts import runs_in
from seed_data.illustrative.rows import Days, Picker


def test_the_three_years_are_whole_even_from_a_leap_day() -> None:
    assert Days(date(2028, 2, 29)).first == date(2025, 3, 1)
    assert Days(date(2026, 9, 30)).first == date(2023, 10, 1)


def test_a_picker_keeps_to_choices_that_have_weight() -> None:
    picker = Picker([[0, 1, 0], [3, 0, 1]])
    rows = np.array([0, 0, 1, 1, 1])
    draws = np.array([0.0, 0.999999, 0.0, 0.74, 0.76])
    assert picker.pick(rows, draws).tolist() == [1, 1, 0, 0, 2]
    with pytest.raises(ValueError, match="some weight"):
        Picker([[0, 0]])


def test_a_programme_runs_where_it_belongs_and_while_it_lasts() -> None:
    local = {"umbrella": "no", "scope": "GM", "status": "", "start_year": "2023", "end_year": "2025"}
    assert runs_in(local, network="GM", year=2024)
    assert not runs_in(local, network="YH", year=2024)
    assert not runs_in(local, network="GM", year=2026)
    assert not runs_in({**local, "umbrella": "yes"}, network="GM", year=2024)
    assert not runs_in({**local, "status": "closed", "end_year": ""}, network="GM", year=2024)

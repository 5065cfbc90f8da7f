"""Days as people write them, in British order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.interchange.days import day_from_text

THIRD = date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "03/11/2026", "3/11/2026", "3.11.26", "3-11-26", "03 11 2026", "3 November 2026", "3 Nov 2026",
        "3-Nov-26", "3rd November 2026", "Tuesday 3 November 2026", "Tue, 3 nov. 2026", "2026-11-03",
        "2026-11-03 00:00:00", "2026/11/3", "03/11/2026 00:00", " 3  NOVEMBER  2026 ", "3rd of November 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_in_british_order(text: str) -> None:
    assert day_from_text(text) == THIRD


def test_september_may_be_shortened_to_four_letters() -> None:
    assert day_from_text("1 Sept 2026") == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31/02/2026", "31/02/2026 does not"),
        ("11/13/2026", "there is no month 13"),
        ("29/02/2025", "a day that exists"),
        ("11/2026", "a day such as"),
        ("November 2026", "a day such as"),
        ("3/11", "a day such as"),
        ("3 Ju 2026", "a day such as"),
        ("3 Jux 2026", "a day such as"),
        ("soon", "a day such as"),
        ("46000", "a day such as"),
    ],
)
def test_what_is_no_day_is_said(text: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        day_from_text(text)


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d.%m.%Y"])
)
def test_a_written_day_comes_back(day: date, form: str) -> None:
    assert day_from_text(day.strftime(form)) == day

"""Settings: each declared once, wholly, and a wrong value answered with its limits."""

import pytest

from domain.choices import (
    DEFAULTS,
    NAMES,
    SECTIONS,
    chosen,
    expected,
    explanation_of,
    in_words,
    label_of,
    limits_of,
    section_of,
    unit_of,
)
from domain.errors import InvalidRecordError, NotFoundError

each_setting = pytest.mark.parametrize("name", NAMES)


@each_setting
def test_a_setting_says_everything_and_its_default_fits(name: str) -> None:
    default = getattr(DEFAULTS, name)
    assert label_of(name)
    assert explanation_of(name).endswith(".")
    assert section_of(name) in SECTIONS
    assert limits_of(name).keys() == ({"ge", "le"} if isinstance(default, int) else {"max_length"})
    assert bool(unit_of(name)) is isinstance(default, int)
    assert getattr(chosen({name: str(default)}), name) == default


@pytest.mark.parametrize("value", ["6", "731", "", "many", "7.5", "-30", "9" * 600, "30 days", "∞"])
def test_a_number_outside_its_limits_or_no_number_is_answered_with_the_limits(value: str) -> None:
    with pytest.raises(InvalidRecordError, match=r"^Unfinished forms: write a whole number from 7 to 730\.$"):
        chosen({"keep_drafts_days": value})


@pytest.mark.parametrize("value", ["x" * 121, "two\nlines"])
def test_a_text_fits_on_one_line(value: str) -> None:
    with pytest.raises(InvalidRecordError, match="up to 120 characters on one line"):
        chosen({"operating_organisation": value})


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(NotFoundError):
        chosen({"secret": "1"})


def test_what_is_not_given_stays_as_by_default() -> None:
    given = chosen({"keep_drafts_days": "7"})
    assert (given.keep_drafts_days, given.keep_comments_months) == (7, DEFAULTS.keep_comments_months)


def test_values_in_words() -> None:
    assert in_words("keep_comments_months", 24) == "24 months"
    assert in_words("keep_comments_months", 1) == "1 month"
    assert in_words("feedback_most_answers", 5000) == "5,000 answers"
    assert in_words("data_protection_contact", "") == "not set"
    assert expected("feedback_most_answers") == "a whole number from 1 to 5,000"

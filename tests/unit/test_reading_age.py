"""What the public reads is easy to read: by a formula, which is a guide and no proof."""

import pytest

from domain.choices import DEFAULTS
from domain.data_protection import (
    BASES,
    COOKIES,
    NO_NAMES,
    REGISTER,
    RIGHTS,
    Holding,
    contact_sentence,
    organisation_sentence,
)
from tests.reading_grade import reading_age

OLDEST = 11


def test_the_formula_tells_a_hard_text_from_an_easy_one() -> None:
    assert reading_age(["The cat sat on the mat. It was a big cat."]) < 6
    hard = (
        "Notwithstanding the aforementioned considerations, organisational representatives subsequently "
        "operationalised comprehensive pseudonymisation methodologies throughout participating institutions."
    )
    assert reading_age([hard]) > 20


def test_the_formula_worked_by_hand() -> None:
    """5 words of 20 letters in 1 sentence: 4.71 x 4 + 0.5 x 5 - 21.43 + 5 = 4.91."""
    assert reading_age(["Four word line read well."]) == pytest.approx(4.91)


@pytest.mark.parametrize("holding", REGISTER, ids=lambda holding: holding.name)
def test_what_is_held_and_why_is_easy_to_read(holding: Holding) -> None:
    said = [holding.held, holding.why, holding.seen_by, holding.kept_under(DEFAULTS)]
    assert reading_age(said) <= OLDEST


def test_the_rest_of_the_page_is_easy_to_read() -> None:
    assert (
        reading_age([NO_NAMES, BASES, *RIGHTS, *COOKIES, contact_sentence(""), organisation_sentence("")])
        <= OLDEST
    )

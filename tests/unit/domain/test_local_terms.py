"""A network's own words are words of their own, on one line."""

import pytest

from domain.errors import InvalidRecordError
from domain.local_terms import check_own_words


def test_other_words_are_taken() -> None:
    check_own_words("Working as equals", shared="Co-production")


@pytest.mark.parametrize("own", ["Co-production", "co-PRODUCTION"])
def test_the_shared_words_are_no_own_words(own: str) -> None:
    with pytest.raises(InvalidRecordError, match="shared words already"):
        check_own_words(own, shared="Co-production")


def test_own_words_stay_on_one_line() -> None:
    with pytest.raises(InvalidRecordError, match="one line"):
        check_own_words("Working\nas equals", shared="Co-production")

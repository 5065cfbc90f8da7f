"""What the public may read of people's answers: words and rounded numbers, and nothing of too few."""

import dataclasses

import pytest

from domain.experience import Statement
from domain.share_words import share_of
from domain.told_and_heard import HowItWas, agreed, how_it_was
from domain.vocabulary import Answer

FOUR = dict.fromkeys(Statement, (4, 4, 4, 4, 4))


def read(answered: int = 20, *, yes: int = 0, no: int = 0) -> HowItWas:
    found = how_it_was(FOUR, answered=answered, heard_back={Answer.YES: yes, Answer.NO: no})
    assert found is not None
    return found


def test_answers_from_3_on_agree() -> None:
    found = agreed((1, 1, 1, 3, 4))
    assert found is not None
    assert found.share.words == "Most people"
    assert found.findings[0] == "Most people said yes, mostly or completely."


@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 0), (0, 0, 0, 0, 4), (1, 1, 1, 1, 0)])
def test_a_statement_that_fewer_than_5_answered_says_nothing(counts: tuple[int, ...]) -> None:
    assert agreed(counts) is None


def test_fewer_than_5_answers_are_none() -> None:
    assert how_it_was(FOUR, answered=4, heard_back={Answer.YES: 4}) is None


def test_numbers_are_rounded_or_not_shown() -> None:
    assert read(22).answered == "20"
    assert read(7).answered == "fewer than 8"


@pytest.mark.parametrize(("yes", "no"), [(0, 20), (7, 13), (13, 7), (20, 0)])
def test_a_number_of_people_near_none_or_near_all_stays_words(yes: int, no: int) -> None:
    found = read(20, yes=yes, no=no)
    assert found.heard == share_of(yes, 20)
    assert found.heard_people is None


def test_a_number_with_enough_people_on_either_side_is_rounded() -> None:
    found = read(20, yes=12, no=8)
    assert (found.heard_people, found.said_whether) == ("10", "20")


def test_people_who_do_not_say_whether_they_heard_are_not_counted_as_no() -> None:
    found = how_it_was(FOUR, answered=20, heard_back={Answer.YES: 4, Answer.NOT_RECORDED: 16})
    assert found is not None
    assert (found.heard, found.said_whether) == (None, None)


def test_no_true_count_is_left_in_what_is_read() -> None:
    found = read(23, yes=12, no=11)
    values = [getattr(found, field.name) for field in dataclasses.fields(found)]
    assert not any(type(value) is int for value in values)
    assert {"23", "12", "11"}.isdisjoint(map(str, values))

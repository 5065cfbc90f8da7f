"""Each code has one label, fits its column, and reads as plain text."""

import inspect
import re

import pytest

from domain import vocabulary
from domain.vocabulary import Answer, Code, Direction, OutcomeStatus, RaterKind, StoryStatus

LONGEST_STORED = 40
CODES = [
    each
    for _, each in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(each, Code) and each is not Code
]


def test_a_code_is_its_stored_text_and_carries_its_label() -> None:
    assert Direction.NO_CHANGE == "no-change"
    assert Direction("no-change") is Direction.NO_CHANGE
    assert Direction.NO_CHANGE.label == "No change"


@pytest.mark.parametrize("code", CODES)
def test_codes_are_short_lower_case_words(code: type[Code]) -> None:
    for member in code:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", member.value)
        assert len(member.value) <= LONGEST_STORED


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_label_of_its_own(code: type[Code]) -> None:
    labels = [member.label for member in code]
    assert all(label.strip() == label and label for label in labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("code", CODES)
def test_every_vocabulary_says_what_it_is(code: type[Code]) -> None:
    assert code.__doc__


def test_what_the_rules_tell_apart_stays_apart() -> None:
    """Bad news, things not done and things nobody asked about have codes of their own."""
    assert {"positive", "no-change", "negative"} == set(Direction)
    assert {"planned", "made", "not-possible"} == set(OutcomeStatus)
    assert {"yes", "no", "not-recorded"} == set(Answer)
    assert {"staff", "lay"} == set(RaterKind)


def test_a_story_passes_its_stages_in_order() -> None:
    assert list(StoryStatus) == ["draft", "in-review", "co-signed", "approved", "published", "withdrawn"]

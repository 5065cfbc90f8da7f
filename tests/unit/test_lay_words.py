"""The plain words of the markers: short sentences, short words, and the same four levels as staff have."""

import re

import pytest

from components.ui.rating_lay import ABOUT_SPECTRUM, INTRODUCTION, WHO_SEES
from components.ui.rating_lay_words import PLAIN_MARKERS
from seed_data.reference_files import read_rows

HARDEST_GRADE = 6.0
LONGEST_SENTENCE = 24


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; close enough to compare texts."""
    spoken = re.sub(r"(?<=[^aeiouy])e$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", spoken)))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: 6 is about 11 years old."""
    sentences = [one for one in re.split(r"[.?!:]+", text) if one.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_every_marker_is_asked_in_plain_words() -> None:
    assert list(PLAIN_MARKERS) == [row["code"] for row in read_rows("markers")]


@pytest.mark.parametrize("code", PLAIN_MARKERS)
def test_a_question_and_its_levels_can_be_read_at_eleven(code: str) -> None:
    plain = PLAIN_MARKERS[code]
    text = f"{plain.question} {' '.join(plain.levels)}"
    assert grade(text) <= HARDEST_GRADE, text
    assert len(set(plain.levels)) == 4
    for sentence in re.split(r"[.?!]", text):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_the_introduction_can_be_read_at_eleven() -> None:
    assert grade(f"{INTRODUCTION} {WHO_SEES} {ABOUT_SPECTRUM}") <= HARDEST_GRADE


def test_the_grade_tells_plain_words_from_hard_ones() -> None:
    assert grade("The cat sat on the mat.") < 1
    assert grade("Assurance processes necessitate organisational accountability mechanisms.") > 20

"""How hard a text is to read: each formula worked by hand, and what writers are shown."""

import pytest

from domain.glossary import PLAIN_WORDS, jargon_in
from domain.readability import (
    FEWEST_WORDS,
    MOST_WORDS_OF_A_SENTENCE,
    grade,
    long_sentences,
    readability,
    sentences_of,
    syllables_in,
)


def test_the_grade_worked_by_hand() -> None:
    """6 sentences of 5 words of 1 syllable: 0.39 x 5 + 11.8 x 1 - 15.59 = -1.84, so grade 0."""
    assert grade("The cat sat on mats. " * 6) == 0.0


def test_the_grade_of_longer_words_worked_by_hand() -> None:
    """1 sentence of 30 words, 10 of them with 3 syllables: 0.39 x 30 + 11.8 x 50 / 30 - 15.59 = 15.777."""
    text = " ".join(["hospital the cat"] * 10) + "."
    assert grade(text) == pytest.approx(0.39 * 30 + 11.8 * 50 / 30 - 15.59)


def test_a_short_text_and_one_in_another_script_have_no_grade() -> None:
    assert grade(" ".join(["cat"] * (FEWEST_WORDS - 1))) is None
    assert grade(" ".join(["কত"] * 40)) is None
    assert grade("") is None


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("the", 1), ("waited", 2), ("involved", 2), ("table", 2), ("people", 2), ("changes", 2),
     ("hospital", 3), ("agreed", 2), ("Community", 4), ("hmm", 1)],
)  # fmt: skip
def test_syllables_are_counted_about_right(word: str, count: int) -> None:
    assert syllables_in(word) == count


def test_a_sentence_ends_at_its_stop_and_at_an_empty_line_but_not_after_a_title() -> None:
    assert sentences_of("Dr. Jones came. “Did you?” Yes!\n\nA heading\n\nIt cost 1.5 pounds.") == (
        "Dr. Jones came.", "“Did you?", "Yes!", "A heading", "It cost 1.5 pounds.",
    )  # fmt: skip
    assert sentences_of("") == ()


def test_a_sentence_is_long_from_26_words_on() -> None:
    words = " ".join(["word"] * MOST_WORDS_OF_A_SENTENCE)
    assert long_sentences(f"{words}.") == ()
    assert long_sentences(f"Short. {words} more. Short.") == (f"{words} more.",)


def test_jargon_is_found_as_written_with_plain_words_and_each_term_once() -> None:
    found = jargon_in("Stakeholders met. Key stakeholders of the PPI group did co design; stakeholders left.")
    assert [written for written, _ in found] == ["Stakeholders", "Key stakeholders", "PPI", "co design"]
    assert dict(found)["PPI"] == PLAIN_WORDS["PPI"]


def test_no_term_is_found_within_another_word() -> None:
    assert jargon_in("They cohabit, and the ppi is a pathwayless thing.") == ()


def test_the_glossary_explains_no_term_by_itself() -> None:
    assert len(PLAIN_WORDS) >= 40
    for term, plain in PLAIN_WORDS.items():
        assert term.lower() not in plain.lower().split()
        assert jargon_in(term), term


def test_a_writer_is_shown_what_makes_a_text_hard() -> None:
    easy = readability("We met. We ate. We spoke. " * 6)
    assert easy.is_easy
    assert easy.reading_age == 5
    hard = readability("The methodology was holistic.")
    assert not hard.is_easy
    assert hard.reading_age is None
    assert len(hard.jargon) == 2


def test_a_text_in_another_language_is_not_held_to_english() -> None:
    welsh = readability("Methodology " * 40, language="cy")
    assert (welsh.grade, welsh.jargon) == (None, ())
    assert len(welsh.long_sentences) == 1

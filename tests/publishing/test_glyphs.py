"""Which letters can be printed."""

import pytest

from components.publishing.glyphs import missing_glyphs, missing_sentence
from tests.publishing.samples import IN_LANGUAGES


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_every_letter_of_a_community_language_can_be_set(language: str) -> None:
    assert missing_glyphs(" ".join(IN_LANGUAGES[language])) == ()


def test_an_emoji_cannot_be_set_and_is_told_once() -> None:
    assert missing_glyphs("Tea 😀 and 😀 cake") == ("😀",)


def test_a_letter_that_is_written_in_two_pieces_is_looked_up_as_one() -> None:
    assert missing_glyphs("cafe\u0301") == ()


def test_marks_that_join_letters_and_ends_of_lines_are_no_missing_letters() -> None:
    assert missing_glyphs("می\u200cخواهم\nhello\tthere") == ()


def test_a_control_character_is_missing() -> None:
    assert missing_glyphs("a\x07b") == ("\x07",)


def test_the_sentence_names_three_and_counts_the_rest() -> None:
    assert missing_sentence("😀🎉🚀🔥🌍") == (
        "These characters cannot be printed: grinning face, party popper, rocket and 2 more. "
        "Take them out or use words."
    )


def test_a_character_without_a_name_is_named_by_its_number() -> None:
    assert "character 7" in missing_sentence("a\x07b")


def test_there_is_no_sentence_where_everything_can_be_set() -> None:
    assert missing_sentence("Tŷ, dŵr, sgwrs") == ""

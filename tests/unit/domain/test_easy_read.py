"""Easy Read: a sentence a line, parts by empty lines, sentences of at most 15 words, hard words explained."""

from domain.easy_read import MOST_WORDS, hard_words, long_sentences, parts_of
from domain.story import StoryContent
from domain.story_gate import part_label
from domain.story_numbers import unknown_keys_of


def test_an_empty_line_starts_a_new_part() -> None:
    text = " We  asked.\nThey told us. \n\n \nWe changed it.\n"
    assert parts_of(text) == (("We asked.", "They told us."), ("We changed it.",))


def test_a_text_without_words_has_no_parts() -> None:
    assert parts_of(" \n\n ") == ()


def test_a_sentence_of_15_words_is_short_and_one_of_16_is_long() -> None:
    short = " ".join(["word"] * MOST_WORDS) + "."
    long = f"One {short}"
    assert long_sentences(f"{short}\n{long}") == (long,)


def test_two_sentences_on_a_line_are_counted_apart() -> None:
    ten = " ".join(["word"] * 10) + "."
    assert long_sentences(f"{ten} Then {ten}") == ()


def test_a_hard_word_is_named_with_plain_words_until_the_text_explains_it() -> None:
    text = "We did co-design."
    assert hard_words(text) == (("co-design", "planning it together"),)
    assert hard_words(f"{text}\nCo-design means planning together.") == ()
    assert hard_words(f"{text}\nPlanning together is called co-design.") == ()


def test_hard_words_of_other_languages_are_not_known() -> None:
    assert hard_words("We did co-design.", language="cy") == ()


def test_it_is_a_part_of_a_story_with_its_name_and_its_numbers() -> None:
    assert part_label("easy_read") == "Easy Read"
    assert unknown_keys_of(StoryContent(easy_read="They waited {{weeks}}.")) == {"easy_read": ("weeks",)}

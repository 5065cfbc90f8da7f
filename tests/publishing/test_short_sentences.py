"""Sentences for Easy Read: whole as they were written, or parted where that is safe, no word lost."""

from components.publishing.short_sentences import sentences_of, short_sentences, words_in


def test_short_sentences_stay_as_they_are() -> None:
    assert short_sentences("Ask early. Feed back, also when the answer is no.") == (
        "Ask early.",
        "Feed back, also when the answer is no.",
    )


def test_points_within_a_sentence_do_not_end_it() -> None:
    assert sentences_of("Dr. Who paid 2.50 pounds, e.g. Monday. Then he left.") == (
        "Dr. Who paid 2.50 pounds, e.g. Monday.",
        "Then he left.",
    )


def test_closing_quotes_belong_to_their_sentence() -> None:
    assert sentences_of("“It works.” We saw it!") == ("“It works.”", "We saw it!")


def test_the_full_stops_of_urdu_and_hindi_end_sentences() -> None:
    assert len(sentences_of("ہم نے پوچھا۔ پھر کیا۔")) == 2
    assert len(sentences_of("हमने पूछा। फिर किया।")) == 2


def test_a_semicolon_parts_a_long_sentence_in_two() -> None:
    text = "Half of all the people who were seen left the waiting list; waits fell at once and stayed lower."
    assert short_sentences(text) == (
        "Half of all the people who were seen left the waiting list.",
        "Waits fell at once and stayed lower.",
    )


def test_a_semicolon_in_a_short_sentence_stays() -> None:
    assert short_sentences("No control group; few numbers.") == ("No control group; few numbers.",)


def test_a_clause_with_its_own_person_becomes_a_sentence() -> None:
    text = (
        "Children were shown the issues and took part in many of the discussions, so they know who can help."
    )
    assert short_sentences(text) == (
        "Children were shown the issues and took part in many of the discussions.",
        "So they know who can help.",
    )


def test_a_list_after_a_colon_becomes_sentences() -> None:
    text = (
        "All partners agreed 3 recommendations: regular community conversations; longer-term funding for "
        "voluntary groups; and training in listening for all of the staff."
    )
    assert short_sentences(text) == (
        "All partners agreed 3 recommendations:",
        "Regular community conversations.",
        "Longer-term funding for voluntary groups.",
        "And training in listening for all of the staff.",
    )


def test_what_cannot_be_parted_safely_stays_whole() -> None:
    text = "A programme of 18 months worked out what could be saved when people help to shape their own care."
    assert short_sentences(text) == (text,)
    assert words_in(text) == 19


def test_a_text_without_words_has_no_sentences() -> None:
    assert short_sentences(" \n ") == ()

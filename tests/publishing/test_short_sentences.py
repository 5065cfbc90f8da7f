"""Long sentences in short pieces: parted where that is safe, no word lost, none longer than a line may be."""

from components.publishing.short_sentences import MOST_WORDS, sentences_of, short_sentences, words_in


def lines(text: str) -> list[tuple[str, ...]]:
    return [sentence.lines for sentence in short_sentences(text)]


def test_short_sentences_stay_as_they_are() -> None:
    assert lines("Ask early. Feed back, also when the answer is no.") == [
        ("Ask early.",),
        ("Feed back, also when the answer is no.",),
    ]


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
    assert lines(text) == [
        ("Half of all the people who were seen left the waiting list.",),
        ("Waits fell at once and stayed lower.",),
    ]


def test_a_semicolon_in_a_short_sentence_stays() -> None:
    assert lines("No control group; few numbers.") == [("No control group; few numbers.",)]


def test_a_clause_with_its_own_person_becomes_a_sentence() -> None:
    text = (
        "Children were shown the issues and took part in many of the discussions, so they know who can help."
    )
    assert lines(text) == [
        ("Children were shown the issues and took part in many of the discussions.",),
        ("So they know who can help.",),
    ]


def test_a_list_after_a_colon_becomes_points() -> None:
    text = (
        "All partners agreed 3 recommendations: regular community conversations; longer-term funding for "
        "voluntary groups; and training in listening for all of the staff."
    )
    (only,) = short_sentences(text)
    assert only.lines == ("All partners agreed 3 recommendations:",)
    assert only.items == (
        ("regular community conversations",),
        ("longer-term funding for voluntary groups",),
        ("and training in listening for all of the staff.",),
    )
    assert not only.is_long


def test_what_cannot_be_parted_ends_its_lines_with_a_clause_and_is_called_long() -> None:
    text = "A programme of 18 months worked out what could be saved when people help to shape their own care."
    (only,) = short_sentences(text)
    assert only.lines == (
        "A programme of 18 months worked out what could be saved",
        "when people help to shape their own care.",
    )
    assert only.is_long


def test_lists_and_names_are_not_broken() -> None:
    text = "A team in Surrey works with Gypsy, Roma and Traveller families and their leaders at every stage."
    assert lines(text) == [
        (
            "A team in Surrey works with Gypsy, Roma and Traveller families",
            "and their leaders at every stage.",
        )
    ]


def test_no_line_has_more_than_15_words() -> None:
    text = " ".join(f"w{number}" for number in range(10_000))
    (only,) = short_sentences(text)
    assert max(words_in(line) for line in only.lines) <= MOST_WORDS
    assert " ".join(only.lines) == text


def test_a_text_without_words_has_no_sentences() -> None:
    assert short_sentences(" \n ") == ()


def test_a_word_without_end_keeps_the_others_in_short_lines() -> None:
    text = f"{'few words before ' * 8}{'x' * 4_000}{' and after' * 8}."
    (only,) = short_sentences(text)
    assert " ".join(only.lines) == text
    assert max(words_in(line) for line in only.lines) <= MOST_WORDS

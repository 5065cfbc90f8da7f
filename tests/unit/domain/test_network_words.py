"""What a network's page says in words of its own."""

from domain.network_words import SaidOfItself, changes_in_words, no_activity, standfirst, unsaid


def test_what_a_network_has_not_said_is_one_sentence_and_what_is_not_there_one_each() -> None:
    said = SaidOfItself(about=False, payment=True, way_in=False, website=True, lay_role=False, story=False)
    assert unsaid(said) == [
        "The network has not told us who it is and how you can join in.",
        "No role of a lay person is recorded.",
        "No story is recorded.",
    ]
    assert unsaid(SaidOfItself(*[True] * 6)) == []


def test_the_first_sentence_says_for_how_many_of_england() -> None:
    assert standfirst("It", population=500, england=10_000) == (
        "It works for 500 people. That is 1 in 20 people in England."
    )
    assert standfirst("It", population=0, england=0) == "It works for the people of its area."


def test_planned_is_never_among_made() -> None:
    assert changes_in_words(made=1, planned=2, not_possible=0) == (
        "1 change made",
        "2 planned",
        "0 not possible",
    )


def test_no_record_does_not_say_that_nothing_was_done() -> None:
    assert no_activity("in 2026/27 so far").startswith(
        "No activity is recorded in 2026/27 so far. Work may go on"
    )

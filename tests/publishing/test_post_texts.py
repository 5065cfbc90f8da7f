"""Posts: within each network's limit as the network counts, whole where they can be."""

from dataclasses import replace

import pytest

from components.publishing.document import Document
from components.publishing.post_texts import (
    NETWORKS,
    SHORT_NOTICE,
    SocialNetwork,
    count_bytes_of_emoji,
    count_graphemes,
    count_mastodon,
    count_utf16,
    count_x,
    post_text,
)
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_story,
    a_story_in,
    an_issue,
)

BY_CODE = {network.code: network for network in NETWORKS}
MADE_UP = replace(a_story().provenance, illustrative="Illustrative: made up to show how this works.")
LINK = "https://heard.example/s/tea-and-questions"


def test_the_limits_are_those_of_the_networks() -> None:
    assert {network.code: network.limit for network in NETWORKS} == {
        "x": 280, "bluesky": 300, "mastodon": 500, "threads": 500,
        "linkedin": 3_000, "facebook": 63_206, "instagram": 2_200,
    }  # fmt: skip


def test_x_counts_a_link_as_23_and_an_emoji_as_2() -> None:
    assert count_x("See https://example.org/a/very/long/address/that/goes/on") == 4 + 23
    assert count_x("tea ☕") == 4 + 2
    assert count_x("ই") == 1


def test_x_takes_a_name_with_a_point_for_a_link() -> None:
    assert count_x("nhs.uk") == 23


def test_marks_on_letters_are_not_letters() -> None:
    assert count_graphemes("e\u0301te\u0301") == 3


def test_mastodon_counts_a_link_as_23() -> None:
    assert count_mastodon("See https://example.org/a/very/long/address") == 4 + 23


def test_threads_counts_an_emoji_by_its_bytes() -> None:
    assert count_bytes_of_emoji("tea 🍵") == 4 + 4


def test_the_larger_networks_are_counted_in_units_of_utf_16() -> None:
    assert count_utf16("tea 🍵") == 4 + 2


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.code)
@pytest.mark.parametrize(
    "document",
    [
        a_story(), a_bare_story(), a_hostile_story(), an_issue(), an_issue(*[a_story()] * 40),
        a_story(title="tea " * 400, provenance=MADE_UP), a_story(title="🍵" * 400), a_story(title="ই" * 4_000),
        a_story(title="example.org " * 100), *(a_story_in(language) for language in IN_LANGUAGES),
    ],
    ids=lambda document: f"{document.slug} {document.title[:12]}",
)  # fmt: skip
def test_no_post_is_longer_than_its_network_takes(document: Document, network: SocialNetwork) -> None:
    text = post_text(document, network)
    assert 0 < network.count(text) <= network.limit
    assert not document.address or text.endswith(document.address)


def test_a_post_on_x_holds_the_headline_one_number_and_the_link() -> None:
    assert post_text(a_story(), BY_CODE["x"]).split("\n\n") == [
        "Tea, questions and a shorter wait",
        "50% left the list after one hour",
        LINK,
    ]


def test_a_post_on_x_without_a_number_says_what_happened() -> None:
    assert post_text(a_story(metrics=()), BY_CODE["x"]).split("\n\n")[1] == a_story().standfirst


def test_a_post_on_linkedin_tells_what_changed_what_was_learned_and_three_numbers() -> None:
    text = post_text(a_story(), BY_CODE["linkedin"])
    assert "What changed\nHalf of those who came left the list.\nSome still wait too long." in text
    assert "What we learned\nAsk early. Feed back, also when the answer is no." in text
    assert "5 weeks average wait, compared with 9 weeks before, April to June 2025, approximate\n550" in text


def test_a_post_on_facebook_has_a_voice_and_what_was_done_about_a_wish() -> None:
    text = post_text(a_story(), BY_CODE["facebook"])
    assert "“Somebody asked me what I needed, and then did it.”\nA person who waited" in text
    assert "You said: Tell us how long we will wait.\nWe did: Each letter now names the wait." in text


def test_each_network_has_a_post_of_its_own() -> None:
    assert len({post_text(a_story(), network) for network in NETWORKS}) == len(NETWORKS)


def test_labels_in_a_post_are_in_the_language_of_the_story() -> None:
    story = replace(a_story(), language="pl")
    assert "Co się zmieniło\nHalf of those" in post_text(story, BY_CODE["linkedin"])


def test_what_does_not_fit_is_left_out_whole() -> None:
    text = post_text(a_story(standfirst="So " * 80 + "it was.", metrics=()), BY_CODE["x"])
    assert text == f"Tea, questions and a shorter wait\n\n{LINK}"


def test_a_headline_that_is_too_long_ends_in_an_ellipsis_at_a_word() -> None:
    first, *_ = post_text(a_hostile_story(), BY_CODE["x"]).split("\n\n")
    assert first.endswith("…")
    assert a_hostile_story().title.startswith(first[:-1])
    assert a_hostile_story().title[len(first) - 1] == " "


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.code)
def test_what_is_made_up_says_so_in_every_post(network: SocialNetwork) -> None:
    assert MADE_UP.illustrative in post_text(a_story(provenance=MADE_UP, title="tea " * 200), network)


def test_a_long_notice_is_said_in_short() -> None:
    story = a_story(provenance=replace(MADE_UP, illustrative="Illustrative. " * 20))
    assert SHORT_NOTICE in post_text(story, BY_CODE["x"])


def test_a_post_of_an_issue_lists_its_stories_where_they_fit() -> None:
    assert "• A second story\n• A third story, almost bare" in post_text(an_issue(), BY_CODE["x"])
    long = an_issue(*[a_story()] * 40)
    assert post_text(long, BY_CODE["x"]).split("\n\n")[1] == "Tea, questions and a shorter wait"


def test_an_address_that_is_none_is_left_out() -> None:
    assert "javascript" not in post_text(a_story(address="javascript:alert(1)"), BY_CODE["x"])

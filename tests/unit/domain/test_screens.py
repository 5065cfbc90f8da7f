"""Addresses of what a shared screen shows: as they are kept, and as people copy them."""

import pytest

from domain.errors import InvalidRecordError
from domain.screens import LONGEST, ScreenAddress, ScreenKind, read_screen


@pytest.mark.parametrize(
    ("copied", "kept"),
    [
        ("spectrum", "spectrum"),
        ("https://heard.example/spectrum?year=2025-26&network=SL", "spectrum?network=SL&year=2025-26"),
        ("/reach?network=SL&network=GM", "reach?network=GM&network=SL"),
        ("https://heard.example/", "overview"),
        ("https://heard.example/?year=2025-26", "overview?year=2025-26"),
        ("/live/change", "change"),
        ("/s/a-story", "story/a-story"),
        ("https://heard.example/story?s=a-story", "story/a-story"),
        ("story/a-story", "story/a-story"),
        (" question/3 ", "question/3"),
        ("question/123456789", "question/123456789"),
    ],
)
def test_an_address_as_people_copy_it_becomes_the_one_that_is_kept(copied: str, kept: str) -> None:
    screen = read_screen(copied)
    assert screen.text == kept
    assert read_screen(kept) == screen


@pytest.mark.parametrize(
    "typed",
    [
        "accounts",
        "story",
        "question/one",
        "question/²",
        "question/1234567890",
        "a/b/c",
        "http://[",
        "spectrum?x=" + "a" * LONGEST,
    ],
)
def test_what_no_shared_screen_shows_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(InvalidRecordError, match="Give the address"):
        read_screen(typed)


def test_what_is_shown_is_told_apart() -> None:
    kinds = [read_screen(text).kind for text in ("reach", "s/a-story", "question/3")]
    assert kinds == [ScreenKind.VIEW, ScreenKind.STORY, ScreenKind.QUESTION]


def test_a_view_is_of_a_page_of_figures() -> None:
    assert ScreenAddress.view("reach", [("network", "SL")]).text == "reach?network=SL"
    with pytest.raises(InvalidRecordError, match="Give the address"):
        ScreenAddress.view("accounts")

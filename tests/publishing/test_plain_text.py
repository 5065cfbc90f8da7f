"""Plain text: everything is there in order, in 72 columns, with headings underlined."""

import re

from components.publishing.document import StoryDocument, texts_of
from components.publishing.plain_text import COLUMNS, plain_text
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_record,
    a_story,
    a_story_in,
    an_issue,
)


def letters_of(text: str) -> str:
    """The text without spaces, which a channel may set as it likes, and without quotes at the start of rows."""
    return "".join(re.sub(r"^> ", "", text, flags=re.MULTILINE).split())


def in_order(texts: tuple[str, ...], whole: str) -> str:
    """The first text that does not follow those before it, "" where all do."""
    at = 0
    for text in texts:
        found = whole.find(letters_of(text), at)
        if found < 0:
            return text
        at = found
    return ""


def words_missing(story: StoryDocument) -> str:
    return in_order(texts_of(story), letters_of(plain_text(story)))


def test_a_story_is_there_in_order() -> None:
    assert words_missing(a_story()) == ""


def test_a_hostile_story_is_there_in_order() -> None:
    assert words_missing(a_hostile_story()) == ""


def test_a_story_in_each_language_is_there_in_order() -> None:
    for language in IN_LANGUAGES:
        assert words_missing(a_story_in(language)) == ""


def test_an_issue_holds_its_stories_in_order() -> None:
    issue = an_issue()
    texts = (
        issue.title, *issue.editorial, *(text for story in issue.stories for text in texts_of(story)),
        *issue.back_page,
    )  # fmt: skip
    assert in_order(texts, letters_of(plain_text(issue))) == ""


def test_rows_hold_72_columns_unless_one_word_is_longer() -> None:
    long = [row for row in plain_text(a_hostile_story()).splitlines() if len(row) > COLUMNS]
    assert long
    assert all(max(map(len, row.split())) > COLUMNS - len("You said: ") for row in long)


def test_no_row_is_longer_than_mail_allows() -> None:
    story = a_story(title="x" * 4_000, standfirst="ü" * 4_000)
    assert max(len(row.encode()) for row in plain_text(story).splitlines()) <= 998


def test_a_headline_is_underlined_to_its_width() -> None:
    rows = plain_text(a_story(title="Tea for two")).splitlines()
    assert rows[rows.index("Tea for two") + 1] == "==========="


def test_a_heading_is_underlined_to_its_width() -> None:
    rows = plain_text(a_story()).splitlines()
    assert rows[rows.index("What we did") + 1] == "-----------"


def test_an_alternative_stands_in_brackets_with_its_credit() -> None:
    text = plain_text(a_story(pictures=(a_picture(alt="Two people at a table"),)))
    assert "[Picture: Two people at a table]\n[Illustration made for this test]\n" in text


def test_a_decorative_picture_is_not_told() -> None:
    assert "[Picture" not in plain_text(a_story(pictures=(a_picture(alt=""),)))


def test_a_link_stands_in_full_below_its_source() -> None:
    assert "- Clinic annual report 2025\n  https://example.org/report\n" in plain_text(a_story())


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    assert "javascript" not in plain_text(a_story(address="javascript:alert(1)"))


def test_a_number_is_told_with_what_it_is_compared_with() -> None:
    told = "5 weeks\n  average wait, compared with 9 weeks before, April to June 2025,\n  approximate\n"
    assert told in plain_text(a_story())


def test_a_hidden_share_is_said_to_be_hidden() -> None:
    assert "share not shown (fewer than 8)" in " ".join(plain_text(a_story()).split())


def test_a_bare_story_has_no_empty_headings() -> None:
    text = plain_text(a_bare_story())
    assert text.startswith("A title alone\n=============\n")
    assert "In numbers" not in text
    assert "\n\n\n" not in text


def test_control_characters_are_taken_out() -> None:
    assert "\x00" not in plain_text(a_story(title="a\x00b\u202ec"))


def test_the_record_behind_a_story_stands_in_it_and_says_how_strong_its_evidence_is() -> None:
    said = plain_text(a_story())
    for text in (
        "The record behind this story",
        "Open day for people who wait. Kent Surrey Sussex · 4 May 2025",
        "What came of it: made, positive, for individuals",
        "You said: Name the wait in each letter.",
        "- Was confirmed by people involved: yes",
        "- Was confirmed by people involved: not recorded",
        "- Why not: No caretaker on Sundays.",
        "https://example.org/list",
    ):
        assert text in said
    assert "The record behind" not in plain_text(a_bare_story())


def test_a_record_that_is_made_up_says_so() -> None:
    story = a_story(behind=(a_record(is_illustrative=True),))
    assert "Illustrative record: it tells of no real work." in plain_text(story)

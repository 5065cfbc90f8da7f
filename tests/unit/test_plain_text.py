"""Stored text stays plain: nothing that the browser reads after Markdown is left whole."""

import re

import pytest

from components.ui.plain_text import JOINER, escaped

READ_LATER = (
    r":material.(\w+):", r":[\w+-]+:", r"(^|\s)<?->?(\s|$)", r"(^|\s)(<->|--|>=|<=|~=)(\s|$)",
    r"https?://", r"www\.", r"\w@\w",
)  # fmt: skip


def unescaped(text: str) -> str:
    """What Markdown leaves of the text."""
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text)


@pytest.mark.parametrize(
    "text",
    [
        ":material/delete:", ":smile:", ":+1:", ":-1:", ":streamlit:", "a:one::two:three:",
        "-> <- <-> -- >= <= ~= ->", "->", "see https://example.org/a?b=c and www.example.org",
        "write to some.body@example.org",
    ],
)  # fmt: skip
def test_nothing_that_is_read_after_markdown_is_left_whole(text: str) -> None:
    left = unescaped(escaped(text))
    assert [pattern for pattern in READ_LATER if re.search(pattern, left)] == []
    assert left.replace(JOINER, "") == text


@pytest.mark.parametrize(
    "text", ["Level 3: as of 22 November", "10:30", "a - b", "x > 2", "A1->B2", "@ noon"]
)
def test_ordinary_text_gets_no_joiner(text: str) -> None:
    assert unescaped(escaped(text)) == text

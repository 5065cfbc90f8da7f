"""Stored text inside Markdown: every mark that Markdown would read is escaped, so that it stays plain text.

A backslash is not enough. Once the browser has read the Markdown, and so taken the backslashes away, it
looks through the plain text again: for icons and emoji between colons, for arrows and the like between
spaces, for addresses. There an invisible word joiner keeps the characters apart.
"""

import re

MARKS = frozenset(r"\`*_{}[]()#+-.!|<>~$:&=")
JOINER = "\N{WORD JOINER}"
_READ_LATER = re.compile(
    r":(?=[\w+\-/]+:)"  # :material/delete:, :smile:
    r"|(?<!\S)(?:<-|[-<>~])(?=[-=>](?:\s|$|>(?:\s|$)))"  # ->, <-, <->, --, >=, <=, ~=
    r"|(?<=http|ttps):(?=//)"  # https://example.org
    r"|\bwww(?=\.)"
    r"|(?<=[\w.+\-])@(?=\w)",  # somebody@example.org
    re.IGNORECASE,
)


def escaped(text: str) -> str:
    """The text with every mark of Markdown escaped, and with word joiners in what is read after that."""
    parted = _READ_LATER.sub(lambda found: found[0] + JOINER, text)
    return "".join(f"\\{mark}" if mark in MARKS else mark for mark in parted)

"""Plain text that any mail program, screen reader or form takes: 72 columns, headings underlined, links in full."""

import textwrap
from collections.abc import Iterator
from typing import Final

from components.publishing.document import Document
from components.publishing.running_text import Line, Part, lines_of

COLUMNS: Final = 72
# RFC 5322, 2.1.1: a line of a message holds at most 998 bytes. A letter takes up to 4 of them.
_LONGEST_ASCII: Final = 990
_LONGEST_OTHER: Final = 240
_RULES: Final = {Part.ISSUE: "#", Part.HEADLINE: "=", Part.HEADING: "-"}
_BEFORE: Final = {
    Part.QUOTE: "> ",
    Part.ATTRIBUTION: "> ",
    Part.LIST: "- ",
    Part.SOURCE: "- ",
    Part.YOU_SAID: "You said: ",
    Part.WE_DID: "We did: ",
}
_INDENTED: Final = frozenset({Part.FIGURE_LABEL})
# Parts that follow their own kind, or the part that they belong to, without an empty line.
_CLOSE: Final = frozenset(
    {
        (Part.BYLINE, Part.BYLINE),
        (Part.FIGURE, Part.FIGURE_LABEL),
        (Part.QUOTE, Part.ATTRIBUTION),
        (Part.LIST, Part.LIST),
        (Part.SOURCE, Part.SOURCE),
        (Part.YOU_SAID, Part.WE_DID),
        (Part.PICTURE, Part.CREDIT),
    }
)
_STORY_RULE: Final = "\n\n" + "*" * COLUMNS + "\n"


def plain_text(document: Document) -> str:
    """The whole document; alt texts and credits in square brackets, lines ended by a single line feed."""
    return "".join(_blocks(lines_of(document))).strip("\n") + "\n"


def _blocks(lines: tuple[Line, ...]) -> Iterator[str]:
    last: Part | None = None
    for line in lines:
        if line.starts_story:
            yield _STORY_RULE
        if last is not None and (last, line.part) not in _CLOSE:
            yield "\n"
        yield f"{_block(line)}\n"
        last = line.part


def _block(line: Line) -> str:
    if line.part in _RULES:
        rows = wrapped(line.text)
        return "\n".join((*rows, _RULES[line.part] * max(len(row) for row in rows)))
    if line.part is Part.PICTURE:
        return "\n".join(wrapped(f"[Picture: {line.text}]"))
    if line.part is Part.CREDIT:
        return "\n".join(wrapped(f"[{line.text}]"))
    before = "  " if line.part in _INDENTED else _BEFORE.get(line.part, "")
    rest = before if line.part in {Part.QUOTE, Part.ATTRIBUTION} else "  " * bool(before)
    rows = wrapped(line.text, first=before, rest=rest)
    if line.link and line.link not in line.text:
        rows += wrapped(line.link, first=rest, rest=rest)
    return "\n".join(rows)


def wrapped(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """The text in rows of 72 columns. A longer word, such as an address, has a row of its own; it is only cut
    where a mail program would cut it anyhow.
    """
    words = " ".join(_cut(word) for word in text.split())
    return textwrap.wrap(
        words,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _cut(word: str) -> str:
    most = _LONGEST_ASCII if word.isascii() else _LONGEST_OTHER
    return " ".join(word[start : start + most] for start in range(0, len(word), most))

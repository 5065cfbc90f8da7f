"""Two texts word by word: what went is struck through, what came is bold."""

import re
from difflib import SequenceMatcher

from components.ui.plain_text import escaped

MOST_WORDS = 1_500
"""More are shown without marks: comparing them word by word takes too long for a page."""
_WORDS = re.compile(r"\n|[^\S\n]+|\S+")


def marked_words(before: str, after: str) -> tuple[str, str]:
    """Both texts in Markdown, stored letters as they are: in the first what went is struck, in the second new is bold.

    Where one is empty, or both are too long, nothing is marked.
    """
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    if not was or not now or max(len(was), len(now)) > MOST_WORDS:
        return _plain(was), _plain(now)
    struck, bold = "", ""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        same = kind == "equal"
        struck += _plain(was[start:end]) if same else _each(was[start:end], "~~")
        bold += _plain(now[new_start:new_end]) if same else _each(now[new_start:new_end], "**")
    return struck, bold


def _plain(words: list[str]) -> str:
    return "".join("  \n" if word == "\n" else escaped(word) if word.strip() else " " for word in words)


def _each(words: list[str], mark: str) -> str:
    """Marks stand close to words: beside a space Markdown does not read them."""
    return re.sub(
        rf"{re.escape(mark)} {re.escape(mark)}",
        " ",
        "".join(f"{mark}{escaped(word)}{mark}" if word.strip() else _plain([word]) for word in words),
    )

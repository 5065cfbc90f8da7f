"""Stored text inside Markdown: every mark that Markdown would read is escaped, so that it stays plain text."""

MARKS = frozenset(r"\`*_{}[]()#+-.!|<>~$:&")


def escaped(text: str) -> str:
    """The text with every mark of Markdown escaped."""
    return "".join(f"\\{mark}" if mark in MARKS else mark for mark in text)

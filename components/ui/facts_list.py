"""Plain facts of a record as a list of terms, each with what is recorded."""

from collections.abc import Sequence
from html import escape


def facts_html(facts: Sequence[tuple[str, str]]) -> str:
    """The list; every text is escaped."""
    lines = "".join(f"<div><dt>{escape(term)}</dt><dd>{escape(said)}</dd></div>" for term, said in facts)
    return f'<dl class="heard-facts">{lines}</dl>'

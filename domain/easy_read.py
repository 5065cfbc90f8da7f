"""What makes a text Easy Read: a sentence a line, at most 15 words in each, and hard words explained."""

import re

from domain.glossary import jargon_in
from domain.readability import sentences_of

MOST_WORDS = 15
"""Words of one sentence."""
_IS_EXPLAINED = (
    r"\b{0}\b[”\"’']?\s+(?:means?|(?:is|are) (?:when|where)|(?:is|are) another (?:word|name))\b"
    r"|\bcall(?:ed)? (?:it |them |this )?[“\"‘']?{0}\b"
)

Part = tuple[str, ...]
"""Sentences that stand together, one at least."""


def parts_of(text: str) -> tuple[Part, ...]:
    """The sentences by part: a line each, with an empty line between parts; () where nothing is written."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        said = " ".join(line.split())
        if said:
            found[-1].append(said)
        elif found[-1]:
            found.append([])
    return tuple(tuple(part) for part in found if part)


def long_sentences(text: str) -> tuple[str, ...]:
    """The sentences of more than 15 words, in order; a line that holds two is two."""
    lines = (line for part in parts_of(text) for line in part)
    return tuple(one for line in lines for one in sentences_of(line) if len(one.split()) > MOST_WORDS)


def hard_words(text: str, *, language: str = "en-GB") -> tuple[tuple[str, str], ...]:
    """Terms of the glossary that the text does not explain itself, with plain words; () for other languages.

    "Co-design means planning together." explains its term, and so does "This is called co-design."
    """
    if not language.lower().startswith("en"):
        return ()
    return tuple(
        (term, plain)
        for term, plain in jargon_in(text)
        if not re.search(_IS_EXPLAINED.format(re.escape(term)), text, re.IGNORECASE)
    )

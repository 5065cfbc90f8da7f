"""Sentences for Easy Read: where each ends, and how a long one may be parted for its writer to begin from."""

import re
from collections.abc import Iterator
from typing import Final

from domain.easy_read import MOST_WORDS

# A sentence ends with its mark, closing quotes included, where something like a beginning follows.
_END: Final = re.compile(r"[.!?…।۔؟][\"'”’)\]]*(\s+)(?=[\"“‘'(\[]?[^\Wa-z_])")
_NO_END: Final = re.compile(
    r"(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|no|vol|pp?|approx|dr|mrs?|ms|prof|rev|st|[a-z])\.$", re.IGNORECASE
)
# Words that can only begin a clause, so that what follows is a sentence of its own.
_NEW_CLAUSE: Final = re.compile(
    r",\s+(?=(?:and|but|so|or|yet)\s+(?:I|we|they|he|she|there (?:is|are|was|were))\b)"
)
_SEMICOLON: Final = re.compile(r"[;؛]\s+")


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph as they were written. A point after an abbreviation ends none."""
    line = " ".join(text.split())
    found: list[str] = []
    start = 0
    for match in _END.finditer(line):
        if not _NO_END.search(line[start : match.start() + 1]):
            found.append(line[start : match.start(1)])
            start = match.end(1)
    return tuple(sentence for sentence in (*found, line[start:]) if sentence)


def short_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, long ones parted where that is safe; () for a text without words.

    Safe is a semicolon, a list after a colon, and "but they" and its like. A sentence that has none of them
    stays as long as it is.
    """
    return tuple(short for whole in sentences_of(text) for short in _parted(whole))


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def _parted(sentence: str) -> Iterator[str]:
    if words_in(sentence) <= MOST_WORDS:
        yield sentence
        return
    before, colon, after = sentence.partition(": ")
    points = _SEMICOLON.split(after)
    if colon and len(points) > 1:
        yield f"{before}:"
        yield from _sentences_from([points[0][:1].upper() + points[0][1:], *points[1:]])
        return
    for clause in _sentences_from(_SEMICOLON.split(sentence)):
        yield from _sentences_from(_new_clauses(clause))


def _new_clauses(sentence: str) -> list[str]:
    return [sentence] if words_in(sentence) <= MOST_WORDS else _NEW_CLAUSE.split(sentence)


def _sentences_from(clauses: list[str]) -> list[str]:
    """Each clause as a sentence: a capital letter first, a full stop last; the last clause has its own end."""
    begun = [clause[:1].upper() + clause[1:] if number else clause for number, clause in enumerate(clauses)]
    return [*(f"{clause}." for clause in begun[:-1]), begun[-1]]

"""Long sentences in short pieces for Easy Read: the words of the text in their order, no word added or left out.

A sentence is parted into sentences only where that is safe: at a semicolon, or before "but they" and its
like. Otherwise it keeps its form and is set in lines that end where a clause does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 15
_SHORTEST_LINE: Final = 3

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
# Where a line may end, the best place first: after a colon, after another mark (but not within a list of a few
# words each), before a word that joins (but not within a name), before one that places.
_BREAKS: Final = (
    re.compile(r"(?<=:)\s+"),
    re.compile(r"(?<=[,;:–—،؛])\s+(?!(?:[^\s,]+\s+){0,3}[^\s,]+(?:,|\s+(?:and|or)\s))"),
    re.compile(
        r"(?<!\bso)\s+(?=(?:(?:and|or)\s[^\WA-Z]|(?:but|so|because|which|who|that|when|where|while|if)\s))"
    ),
    re.compile(r"\s+(?=(?:to|for|with|from|in|at|by|on|of|about|after|before|between|through|into)\s)"),
    re.compile(r"\s+"),
)
# In a text without end only the places near its middle are weighed.
_NEAR: Final = 400

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence in lines of at most 15 words, more than one where it could not be made shorter.

    `items` are the points of a list that the sentence introduces, each in lines; () for most sentences.
    """

    lines: Lines
    items: tuple[Lines, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether the sentence or a point of its list kept more than 15 words."""
        return len(self.lines) > 1 or any(len(item) > 1 for item in self.items)

    @property
    def text(self) -> str:
        """The whole sentence on one line."""
        return " ".join((*self.lines, *(" ".join(item) for item in self.items)))


def short_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, parted where that is safe; () for a text without words."""
    return tuple(short for whole in sentences_of(text) for short in _parted(whole))


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


def words_in(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def _parted(sentence: str) -> Iterator[Sentence]:
    if words_in(sentence) <= MOST_WORDS:
        yield Sentence((sentence,))
        return
    before, colon, after = sentence.partition(": ")
    points = _SEMICOLON.split(after)
    if colon and len(points) > 1:
        yield Sentence(_lines(f"{before}:"), tuple(_lines(point) for point in points))
        return
    for clause in _sentences_from(_SEMICOLON.split(sentence)):
        yield from (Sentence(_lines(part)) for part in _sentences_from(_new_clauses(clause)))


def _new_clauses(sentence: str) -> list[str]:
    return [sentence] if words_in(sentence) <= MOST_WORDS else _NEW_CLAUSE.split(sentence)


def _sentences_from(clauses: list[str]) -> list[str]:
    """Each clause as a sentence: a capital letter first, a full stop last; the last clause has its own end."""
    begun = [clause[:1].upper() + clause[1:] if number else clause for number, clause in enumerate(clauses)]
    return [*(f"{clause}." for clause in begun[:-1]), begun[-1]]


def _lines(text: str) -> Lines:
    """The text in lines of at most 15 words, broken at the best place near the middle of what is too long."""
    todo, done = [text], []
    while todo:
        piece = todo.pop()
        if words_in(piece) <= MOST_WORDS:
            done.append(piece)
        else:
            todo += reversed(_halves(piece))
    return tuple(done)


def _halves(text: str) -> tuple[str, str]:
    middle = len(text) // 2
    for place in _BREAKS:
        near = [
            match
            for match in place.finditer(text, max(0, middle - _NEAR), middle + _NEAR)
            if _is_inside(text, match)
        ]
        if near:
            best = min(near, key=lambda match: abs(match.start() - middle))
            return text[: best.start()], text[best.end() :]
    words = text.split()
    return " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])


def _is_inside(text: str, match: re.Match[str]) -> bool:
    """Whether neither side would be a scrap of a word or two."""
    before, after = (
        text[max(0, match.start() - _NEAR) : match.start()],
        text[match.end() : match.end() + _NEAR],
    )
    return min(words_in(before), words_in(after)) >= _SHORTEST_LINE

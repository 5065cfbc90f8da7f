"""How hard a text is to read, by published formulas that need no list of words: a guide, and no proof.

Reading age: the Automated Readability Index (Smith and Senter, 1967, AMRL-TR-66-220), 4.71 x letters per word +
0.5 x words per sentence - 21.43. Grade: Flesch-Kincaid (Kincaid and others, 1975, Research Branch Report 8-75),
0.39 x words per sentence + 11.8 x syllables per word - 15.59. Both give a year of school in the United States;
children there are about 5 years older.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.glossary import jargon_in

YEARS_BEFORE_SCHOOL = 5
MOST_WORDS_OF_A_SENTENCE = 25
HARDEST_GRADE = 6
"""The grade of a reading age of 11, up to which the public is written for."""
FEWEST_WORDS = 30
"""Below that, one long word decides, so no grade is told."""
_SENTENCE = re.compile(r"[.!?:](?:\s|$)")
_SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+|\n\s*\n")
_WORD = re.compile(r"[A-Za-z0-9][\w’'-]*")
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouyáéíóúàèâêîôûŵŷäëïöü]+")
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|No|vs|etc|e\.g|i\.e|approx)\.$")


def reading_age(texts: Iterable[str]) -> float:
    """The age at which the texts together can be read. Each text ends a sentence; at least one has a word."""
    joined = " ".join(text.rstrip(".") + "." for text in texts)
    words = _WORD.findall(joined)
    sentences = len(_SENTENCE.findall(joined))
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43 + YEARS_BEFORE_SCHOOL


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, which an empty line also ends; "Dr." and its like end none."""
    found: list[str] = []
    for piece in (part.strip() for part in _SENTENCE_END.split(text)):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return tuple(found)


def syllables_in(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels but a silent end; at least one."""
    letters = word.lower()
    count = len(_VOWELS.findall(letters))
    is_silent = letters.endswith(("es", "ed", "e")) and not letters.endswith(_SPOKEN_ENDS)
    return max(count - (1 if is_silent and count > 1 else 0), 1)


_SPOKEN_ENDS = (
    "le",
    "les",
    "ted",
    "ded",
    "ses",
    "zes",
    "xes",
    "ches",
    "shes",
    "ces",
    "ges",
    "ee",
    "eed",
    "ees",
    "ie",
    "oe",
)


def grade(text: str) -> float | None:
    """The Flesch-Kincaid grade of the text, not under 0; None where it is too short to tell, or not in Latin script."""
    sentences = sentences_of(text)
    words = [
        word
        for sentence in sentences
        for word in _LETTERS.findall(sentence.replace("’", "").replace("'", ""))
    ]
    if len(words) < FEWEST_WORDS or not all(word.isascii() for word in words[:FEWEST_WORDS]):
        return None
    syllables = sum(syllables_in(word) for word in words)
    return max(0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59, 0.0)


def long_sentences(text: str) -> tuple[str, ...]:
    """The sentences of more than 25 words, in order."""
    return tuple(one for one in sentences_of(text) if len(one.split()) > MOST_WORDS_OF_A_SENTENCE)


@dataclass(frozen=True)
class Readability:
    """What makes a text hard. `grade` is None where it cannot be told; `jargon` pairs terms and plain words."""

    grade: float | None
    long_sentences: tuple[str, ...]
    jargon: tuple[tuple[str, str], ...]

    @property
    def reading_age(self) -> int | None:
        """The age for which it is written, in whole years; None where it cannot be told."""
        return None if self.grade is None else round(self.grade) + YEARS_BEFORE_SCHOOL

    @property
    def is_easy(self) -> bool:
        """Whether nothing in it stands in the way of the public."""
        within = self.grade is None or self.grade <= HARDEST_GRADE
        return within and not self.long_sentences and not self.jargon


def readability(text: str, *, language: str = "en-GB") -> Readability:
    """What makes the text hard to read, for its writer. Grade and terms are told of English alone."""
    if not language.lower().startswith("en"):
        return Readability(None, long_sentences(text), ())
    return Readability(grade(text), long_sentences(text), jargon_in(text))

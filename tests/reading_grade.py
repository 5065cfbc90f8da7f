"""How hard a text is to read, by a published formula that needs no list of words.

The Automated Readability Index (Smith and Senter, 1967, AMRL-TR-66-220): 4.71 x letters per word + 0.5 x words
per sentence - 21.43. It gives a year of school in the United States; children there are about 5 years older.
"""

import re
from collections.abc import Iterable

YEARS_BEFORE_SCHOOL = 5
_SENTENCE = re.compile(r"[.!?:](?:\s|$)")
_WORD = re.compile(r"[A-Za-z0-9][\w’'-]*")


def reading_age(texts: Iterable[str]) -> float:
    """The age at which the texts together can be read. Each text ends a sentence."""
    joined = " ".join(text.rstrip(".") + "." for text in texts)
    words = _WORD.findall(joined)
    sentences = len(_SENTENCE.findall(joined))
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43 + YEARS_BEFORE_SCHOOL

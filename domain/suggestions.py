"""Which codes a text seems to speak of, by the words of the reference lists' own labels and definitions."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

MOST: Final = 3
LABEL_WEIGHT: Final = 3
FEWEST_OF_DEFINITION: Final = 2
"""One telling word of a label is enough; of a definition it takes two, as a sentence shares words by chance."""
COMMON_SHARE: Final = 0.2
"""A word that more of a list's codes share tells nothing about any of them."""
FEWEST_LETTERS: Final = 3

_WORD: Final = re.compile(r"[^\W\d_]+")
# Each ending, and how many letters must be left before it.
_ENDINGS: Final = (
    ("ations", 4), ("ation", 4), ("ness", 4), ("istic", 3), ("ism", 3), ("ilities", 4), ("ility", 4),
    ("ingly", 3), ("ings", 3), ("ing", 3), ("ines", 4), ("ine", 4), ("ial", 4), ("ies", 3), ("ised", 4),
    ("led", 5), ("ed", 3), ("es", 3), ("ments", 4), ("ment", 4), ("ity", 4), ("ly", 4), ("s", 3), ("y", 3),
    ("e", 3),
)  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    """
    about above after again all also although always and another any are around because been before being
    both but came can come could did does doing done down each either even every few first for from get
    give given gives going had has have health her here him his how into its just kind know less like live
    lived lives living made make making many may more most much must not now off one only open other our
    out over part say says see she should show since some such take taken taking than that the their them
    then there these they thing things this those through time too took use used using very via want was
    way ways well went were what when where which while who why will with would year years yet you your
    """.split()  # noqa: SIM905  a list this long reads better as words
)
# These say something beside another word ("care home", "young people"), and too little alone.
_WEAK: Final = frozenset(
    """
    barrier barriers care colleagues communities community decide decided decision decisions face faces family
    families focus form group groups help helped helps home homes idea ideas improvement improve information
    innovation learn learned letter local meet meeting meetings modern national need
    needs network networks new partner partners patient patients people person programme programmes project
    resident residents residential review reviewed safe safety service services session social staff support
    supported team test tests together woman work worked worker workers working workshop workshops
    """.split()  # noqa: SIM905  a list this long reads better as words
)


@dataclass(frozen=True)
class Candidate:
    """A code that may be suggested: its name, and a sentence or two about it."""

    code: str
    label: str = ""
    definition: str = ""


def stem(word: str) -> str:
    """The word without its ending, so that "caring" meets "care" and "homelessness" meets "homeless"."""
    lowered = word.casefold()
    for ending, left in _ENDINGS:
        # A double s is no plural.
        is_ending = lowered.endswith(ending) and not (ending == "s" and lowered.endswith("ss"))
        if is_ending and len(lowered) - len(ending) >= left:
            return lowered[: -len(ending)]
    return lowered


_WEAK_STEMS: Final = frozenset(map(stem, _WEAK))


@lru_cache(maxsize=1024)
def telling_words(text: str) -> frozenset[str]:
    """The stems of the words that say something alone, and of pairs of neighbours that do so together."""
    words = _WORD.findall(text.casefold())
    alone = {stem(word) for word in words if _says(word)} - _WEAK_STEMS
    pairs = {f"{stem(one)} {stem(other)}" for one, other in pairwise(words) if _says(one) and _says(other)}
    return frozenset(alone | pairs)


def _says(word: str) -> bool:
    return len(word) >= FEWEST_LETTERS and word not in _SAYS_NOTHING


def suggestions(
    text: str, candidates: Sequence[Candidate], *, without: Collection[str] = (), most: int = MOST
) -> tuple[str, ...]:
    """The codes that the text seems to speak of, the likeliest first; none where no telling word is shared.

    `without` are codes that are set already. Among equals the order of the candidates holds.
    """
    words = telling_words(text)
    if not words:
        return ()
    words -= _common_words(candidates)
    scores = {one.code: _score(words, one) for one in candidates if one.code not in without}
    likely = [code for code, score in scores.items() if score]
    return tuple(sorted(likely, key=lambda code: -scores[code])[:most])


def _common_words(candidates: Iterable[Candidate]) -> frozenset[str]:
    every = [telling_words(f"{one.label}. {one.definition}") for one in candidates]
    counts = Counter(word for words in every for word in words)
    return frozenset(word for word, count in counts.items() if count > max(2, COMMON_SHARE * len(every)))


def _score(words: frozenset[str], candidate: Candidate) -> int:
    """How much the text shares with a candidate; 0 where it is too little to say so."""
    label = words & telling_words(candidate.label)
    definition = (words & telling_words(candidate.definition)) - label
    if not label and len(definition) < FEWEST_OF_DEFINITION:
        return 0
    return LABEL_WEIGHT * len(label) + len(definition)

"""About how many people, in words: coarse enough that they tell of nobody, and never all or none."""

from dataclasses import dataclass
from typing import Final

FEWEST_FOR_FINER_WORDS: Final = 30
"""From so many answers on a finer word still stands for two people or more, so that it tells of nobody."""
NEAR: Final = 0.15
"""As far apart may two shares be that are called near each other."""
DIVIDED: Final = "People were divided."


@dataclass(frozen=True, slots=True)
class Share:
    """A share from `least` on; `strength` runs from 0 (hardly anyone) to 3 (most, or nearly everyone)."""

    least: float
    words: str
    strength: int


_SHARES: Final = (
    Share(0.9, "Nearly everyone", 3),
    Share(0.6, "Most people", 3),
    Share(0.4, "About half of the people", 2),
    Share(0.15, "Some people", 1),
    Share(0.0, "Hardly anyone", 0),
)
_FINER_SHARES: Final = (
    Share(0.9, "Nearly everyone", 3),
    Share(0.78, "About 4 in 5 people", 3),
    Share(0.7, "About 3 in 4 people", 3),
    Share(0.59, "About 2 in 3 people", 3),
    Share(0.42, "About half of the people", 2),
    Share(0.29, "About 1 in 3 people", 1),
    Share(0.22, "About 1 in 4 people", 1),
    Share(0.15, "About 1 in 5 people", 1),
    Share(0.08, "About 1 in 10 people", 0),
    Share(0.0, "Hardly anyone", 0),
)


def share_of(part: int, whole_number: int) -> Share:
    """About how many people; `whole_number` is at least 1."""
    share = part / whole_number
    shares = _FINER_SHARES if whole_number >= FEWEST_FOR_FINER_WORDS else _SHARES
    return next(one for one in shares if share >= one.least)


def share_in_words(part: int, whole_number: int) -> str:
    """About how many people, as a word; `whole_number` is at least 1."""
    return share_of(part, whole_number).words


def findings(yes: int, between: int, no: int) -> list[str]:
    """What people said of a statement, the most telling sentence first; they are at least 1 together."""
    total = yes + between + no
    parts = [(yes, "said yes, mostly or completely"), (between, "said in between"), (no, "said no")]
    shares = [part / total for part, _ in parts]
    said = [f"{share_in_words(part, total)} {what}." for part, what in parts]
    if max(shares) - min(shares) <= NEAR:
        return [f"{DIVIDED} About as many said yes as no or in between."]
    if abs(shares[0] - shares[2]) <= NEAR and shares[1] < min(shares[0], shares[2]):
        return [DIVIDED, said[0], said[2], said[1]]
    # Of equal shares the earlier one leads.
    return [said[place] for place in sorted(range(3), key=lambda one: -shares[one])]

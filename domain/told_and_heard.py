"""What the public may read of people's answers: whole networks over all time, in words and rounded numbers.

No exact number of answers leaves this module; `docs/decisions/0013-anonymous-answers.md` says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.experience import AGREES_FROM, DISAGREES_TO, FEWEST_ANSWERS, Statement
from domain.limits import THRESHOLD
from domain.measures import measured_by
from domain.share_words import Share, findings, share_of
from domain.shown import shown
from domain.vocabulary import Answer


@dataclass(frozen=True, slots=True)
class Agreed:
    """About how many agree with a statement, and all that people said of it, as sentences."""

    share: Share
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HowItWas:
    """What people of one network answered. What too few people answered is None.

    `answered` and `said_whether` are numbers in words: of answers, and of those that say whether somebody
    told them what came of it. `heard` is about how many of the latter were told, `heard_people` their number
    where neither it nor what is left of `said_whether` is small.
    """

    answered: str
    agreed: Mapping[Statement, Agreed | None]
    said_whether: str | None
    heard: Share | None
    heard_people: str | None
    has_illustrative: bool = False


@measured_by("felt_heard")
def agreed(counts: Sequence[int]) -> Agreed | None:
    """About how many agree, of answers by agreement from 0 to 4; None for too few answers."""
    total = sum(counts)
    if total < FEWEST_ANSWERS:
        return None
    yes, no = sum(counts[AGREES_FROM:]), sum(counts[: DISAGREES_TO + 1])
    return Agreed(share_of(yes, total), tuple(findings(yes, total - yes - no, no)))


@measured_by("told_and_heard")
def how_it_was(
    agreement: Mapping[Statement, Sequence[int]],
    *,
    answered: int,
    heard_back: Mapping[Answer, int],
    has_illustrative: bool = False,
) -> HowItWas | None:
    """What may be read of answers that are counted together, by their true numbers; None for too few of them."""
    if answered < FEWEST_ANSWERS:
        return None
    yes, no = heard_back.get(Answer.YES, 0), heard_back.get(Answer.NO, 0)
    is_enough = yes + no >= FEWEST_ANSWERS
    # A number near none or near all would tell what each of a few people said.
    has_number = min(yes, no) >= THRESHOLD
    return HowItWas(
        answered=shown(answered).text,
        agreed={statement: agreed(counts) for statement, counts in agreement.items()},
        said_whether=shown(yes + no).text if is_enough else None,
        heard=share_of(yes, yes + no) if is_enough else None,
        heard_people=shown(yes).text if has_number else None,
        has_illustrative=has_illustrative,
    )

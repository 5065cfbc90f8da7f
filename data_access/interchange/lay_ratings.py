"""What a file may do with ratings: a lay rating stays as its giver left it, and only paper ones come by file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from data_access.commands.drafts import BrokenRule
from data_access.commands.raters import account_references
from data_access.commands.records import MARKER_ASSESSMENT, RecordKind
from data_access.interchange.cells import shown
from domain.errors import NotAllowedError
from domain.permissions import Actor, check_may_rate, may_rate
from domain.vocabulary import RaterKind

BY_WHOM = (
    "staff: lay partners rate in Heard with accounts of their own, and ratings they gave on paper are "
    "brought in by whoever operates Heard"
)
_UNTOUCHABLE = "as the lay partner gave it: only whoever gave a rating may change it"


def may_bring_in(actor: Actor, network: str, *, rater_kind: RaterKind) -> bool:
    """Whether the actor may add or change such ratings with a file, or take them back by undoing one.

    A lay partner's own account rates on its own page, where its rating cannot pass for somebody else's.
    """
    is_for_files = rater_kind is RaterKind.STAFF or actor.is_operator
    return is_for_files and may_rate(actor, network, rater_kind=rater_kind)


def check_may_bring_in(actor: Actor, ratings: Iterable[tuple[str, RaterKind]]) -> None:
    """Raise NotAllowedError unless the actor may bring in or take back ratings of these networks and kinds."""
    for network, kind in sorted(set(ratings)):
        check_may_rate(actor, network, rater_kind=kind)
        if not may_bring_in(actor, network, rater_kind=kind):
            raise NotAllowedError(
                f"The import holds ratings by lay partners of {network}. "
                "Only whoever operates Heard may bring them in or take them back."
            )


def ratings_among(kind: RecordKind, values: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, RaterKind]]:
    """The networks and kinds of rater of these records; none for records that are no ratings."""
    if kind is MARKER_ASSESSMENT:
        yield from ((one["network_code"], RaterKind(one["rater_kind"])) for one in values)


@dataclass(frozen=True)
class RatingRule:
    """Answers what is wrong with a rating in a file; `accounts` are the references of lay accounts."""

    actor: Actor
    accounts: frozenset[str]

    @classmethod
    def of_store(cls, connection: Connection, actor: Actor) -> "RatingRule":
        """The rule for this actor and the accounts that the store has."""
        return cls(actor, account_references(connection))

    def broken(self, after: Mapping[str, Any], before: Mapping[str, Any] | None) -> Iterator[BrokenRule]:
        """The cells that would add or change a rating which the actor may not bring in."""
        kind = RaterKind(after["rater_kind"])
        is_of_account = kind is RaterKind.LAY and after["rater_reference"] in self.accounts
        if not is_of_account and may_bring_in(self.actor, after["network_code"], rater_kind=kind):
            return
        if before is None:
            field = "rater_reference" if is_of_account and self.actor.is_operator else "rater_kind"
            yield BrokenRule(
                field, "another reference: this one is of an account" if field != "rater_kind" else BY_WHOM
            )
            return
        for field, value in after.items():
            if before[field] != value:
                yield BrokenRule(field, f"{shown(before[field]) or 'nothing'}, {_UNTOUCHABLE}")

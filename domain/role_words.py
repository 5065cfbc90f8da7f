"""What each role may do, in sentences made from the one table of `domain.permissions`."""

from domain.permissions import EVERYONE, ROLES_BY_ACTION, WITHIN_OWN_NETWORKS, Action
from domain.vocabulary import UserRole
from domain.wording import join_and

# What every account may do says nothing about a role.
_OF_EVERY_ACCOUNT = frozenset({Action.KEEP_ACCOUNT})


def public_sentence() -> str:
    """What needs no account."""
    return f"Everybody may {join_and([action.label for action in Action if action in EVERYONE])}."


def account_sentence() -> str:
    """What every account may do, whatever its role."""
    return (
        f"Every account may {join_and([action.label for action in Action if action in _OF_EVERY_ACCOUNT])}."
    )


def role_sentence(role: UserRole) -> str:
    """What the role adds to that; what it may do for its own networks alone comes first."""
    own = _labels(role, within=True)
    all_over = _labels(role, within=False)
    sentences = []
    if own:
        sentences.append(f"For its own networks, it may {join_and(own)}.")
    if all_over:
        also = "also " if own else ""
        sentences.append(f"It may {also}{join_and(all_over)}.")
    if role is UserRole.ADMIN:
        sentences.append("What it may do holds for every network.")
    return " ".join(sentences) or "It adds nothing yet to what everybody may do."


def _labels(role: UserRole, *, within: bool) -> list[str]:
    """The labels of what the role may do, in the order of the table; an administrator has no own networks."""
    return [
        action.label
        for action in Action
        if action not in EVERYONE | _OF_EVERY_ACCOUNT
        and role in ROLES_BY_ACTION[action]
        and (action in WITHIN_OWN_NETWORKS and role is not UserRole.ADMIN) is within
    ]

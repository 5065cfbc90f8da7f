"""What each role may do, in sentences made from the one table of `domain.permissions`."""

from domain.permissions import (
    EVERYONE,
    FOR_EVERY_NETWORK,
    ROLES_BY_ACTION,
    WITHIN_OWN_NETWORKS,
    Action,
)
from domain.vocabulary import UserRole
from domain.wording import join_and


def public_sentence() -> str:
    """What needs no account."""
    return f"Everybody may {join_and([action.label for action in Action if action in EVERYONE])}."


def account_sentence() -> str:
    """What every account may do, whatever its role."""
    return "Everybody with an account may see and look after their own."


def role_sentence(role: UserRole) -> str:
    """What people with the role may do beyond that; what is for their own networks alone comes first."""
    own = _labels(role, within=True)
    all_over = _labels(role, within=False)
    sentences = []
    if own:
        sentences.append(f"For their own networks, they may {join_and(own)}.")
    # Never empty: every account may at least see the meetings of the forum.
    sentences.append(f"They may {'also ' if own else ''}{join_and(all_over)}.")
    if any(_is_for_every_network(action, role) for action in WITHIN_OWN_NETWORKS):
        sentences.append("All this holds for every network.")
    return " ".join(sentences)


def _labels(role: UserRole, *, within: bool) -> list[str]:
    """The labels of what the role may do, in the order of the table."""
    return [
        action.label
        for action in Action
        if role in ROLES_BY_ACTION.get(action, ())
        and (action in WITHIN_OWN_NETWORKS and not _is_for_every_network(action, role)) is within
    ]


def _is_for_every_network(action: Action, role: UserRole) -> bool:
    """Whether the role needs no network of its own for what others do for theirs alone."""
    return role is UserRole.ADMIN or role in FOR_EVERY_NETWORK.get(action, ())

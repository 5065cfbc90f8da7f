"""What each role may do, in sentences made from the one table of `domain.permissions`."""

from domain.permissions import EVERYONE, ROLES_BY_ACTION, WITHIN_OWN_NETWORKS, Action
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
    if all_over:
        also = "also " if own else ""
        sentences.append(f"They may {also}{join_and(all_over)}.")
    if role is UserRole.ADMIN:
        sentences.append("All this holds for every network.")
    return " ".join(sentences) or "They may do what everybody may do, and nothing more yet."


def _labels(role: UserRole, *, within: bool) -> list[str]:
    """The labels of what the role may do, in the order of the table; an administrator has no own networks."""
    return [
        action.label
        for action in Action
        if role in ROLES_BY_ACTION.get(action, ())
        and (action in WITHIN_OWN_NETWORKS and role is not UserRole.ADMIN) is within
    ]

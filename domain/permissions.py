"""Who may do what: the one place where roles meet actions."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from domain.errors import NotAllowedError
from domain.vocabulary import UserRole


@dataclass(frozen=True)
class Actor:
    """Whoever does something: an account, or the operator at the server's own command line.

    `networks` are the codes that the account may write for. The operator may write for all.
    """

    name: str
    user_id: int | None = None
    roles: frozenset[UserRole] = field(default_factory=frozenset)
    networks: frozenset[str] = field(default_factory=frozenset)
    is_operator: bool = False


OPERATOR = Actor(name="operator", is_operator=True)


def may_write_for(actor: Actor, network: str) -> bool:
    """Whether the actor may add or change records of this network."""
    if actor.is_operator or UserRole.ADMIN in actor.roles:
        return True
    return UserRole.CONTRIBUTOR in actor.roles and network in actor.networks


def check_may_write_for(actor: Actor, networks: Iterable[str]) -> None:
    """Raise NotAllowedError that names the first network the actor may not write for."""
    for network in networks:
        if not may_write_for(actor, network):
            raise NotAllowedError(f"{actor.name} may not write records for {network}.")


def may_operate(actor: Actor) -> bool:
    """Whether the actor may load reference data, seed or remove demonstrations."""
    return actor.is_operator or UserRole.ADMIN in actor.roles


def check_may_operate(actor: Actor) -> None:
    """Raise NotAllowedError unless the actor may operate the store."""
    if not may_operate(actor):
        raise NotAllowedError(f"{actor.name} may not operate the store.")

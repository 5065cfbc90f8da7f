"""Who may do what: each rule answers and raises alike, for every role."""

import pytest

from domain.errors import NotAllowedError
from domain.permissions import (
    OPERATOR,
    Actor,
    check_may_operate,
    check_may_write_for,
    may_operate,
    may_write_for,
)
from domain.vocabulary import UserRole

NOBODY = Actor(name="Visitor")


def account(*roles: UserRole, networks: tuple[str, ...] = ("YH",)) -> Actor:
    return Actor(name="Account", user_id=1, roles=frozenset(roles), networks=frozenset(networks))


@pytest.mark.parametrize(
    ("actor", "network", "may"),
    [
        (OPERATOR, "GM", True),
        (account(UserRole.ADMIN, networks=()), "GM", True),
        (account(UserRole.CONTRIBUTOR), "YH", True),
        (account(UserRole.CONTRIBUTOR), "GM", False),
        (account(UserRole.LEADERSHIP), "YH", False),
        (account(), "YH", False),
        (NOBODY, "YH", False),
    ],
)
def test_records_are_written_by_contributors_of_the_network_and_administrators(
    actor: Actor, network: str, may: bool
) -> None:
    assert may_write_for(actor, network) is may
    if may:
        check_may_write_for(actor, [network])
    else:
        with pytest.raises(NotAllowedError, match=f"may not write records for {network}"):
            check_may_write_for(actor, [network])


def test_the_first_network_that_is_not_allowed_is_named() -> None:
    with pytest.raises(NotAllowedError, match=r"^Account may not write records for GM\.$"):
        check_may_write_for(account(UserRole.CONTRIBUTOR), ["YH", "GM", "SL"])


@pytest.mark.parametrize("role", list(UserRole))
def test_only_administrators_and_the_operator_run_the_store(role: UserRole) -> None:
    may = role is UserRole.ADMIN
    assert may_operate(account(role)) is may
    if may:
        check_may_operate(account(role))
    else:
        with pytest.raises(NotAllowedError, match="may not operate the store"):
            check_may_operate(account(role))


def test_the_operator_runs_the_store_without_an_account() -> None:
    assert may_operate(OPERATOR)
    check_may_operate(OPERATOR)
    assert not may_operate(NOBODY)

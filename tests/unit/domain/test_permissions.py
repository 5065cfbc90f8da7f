"""Who may do what: each rule answers and raises alike, for every role."""

import pytest

from domain.errors import NotAllowedError
from domain.permissions import (
    EVERYONE,
    OPERATOR,
    PUBLIC,
    Action,
    Actor,
    check_may,
    check_may_operate,
    check_may_rate,
    check_may_write_for,
    lacks_only_networks,
    may,
    may_operate,
    may_rate,
    may_write_for,
    own_networks,
)
from domain.vocabulary import RaterKind, UserRole

NOBODY = PUBLIC


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


TABLE = """
action            public contributor lay-partner leadership comms forum admin
explore           yes    yes         yes         yes        yes   yes   yes
read-stories      yes    yes         yes         yes        yes   yes   yes
give-feedback     yes    yes         yes         yes        yes   yes   yes
keep-account      no     yes         yes         yes        yes   yes   yes
record            no     own         no          no         no    no    yes
import            no     own         no          no         no    no    yes
record-strategy-work no  own         no          no         no    yes   yes
rate-as-staff     no     own         no          no         no    no    yes
rate-as-lay       no     no          own         no         no    no    no
invite-feedback   no     own         no          no         no    no    yes
read-feedback     no     own         own         no         no    no    yes
see-data-health   no     yes         no          yes        no    no    yes
see-audit         no     no          no          yes        no    no    yes
manage-accounts   no     no          no          no         no    no    yes
manage-networks   no     no          no          no         no    no    yes
describe-network  no     own         no          no         no    no    yes
change-settings   no     no          no          no         no    no    yes
write-stories     no     own         no          no         own   no    yes
co-sign-stories   no     no          own         no         no    no    no
approve-stories   no     no          no          yes        yes   no    yes
compose-issues    no     no          no          no         yes   no    yes
export-stories    no     yes         no          yes        yes   no    yes
read-meetings     no     yes         yes         yes        yes   yes   yes
run-meetings      no     no          no          no         no    yes   yes
operate           no     no          no          no         no    no    yes
"""
"""Written by hand, apart from the code: "own" is for the account's own networks, here YH."""


def written() -> list[tuple[Action, str, str]]:
    heading, *rows = [line.split() for line in TABLE.strip().splitlines()]
    return [
        (Action(row[0]), who, answer)
        for row in rows
        for who, answer in zip(heading[1:], row[1:], strict=True)
    ]


def test_the_table_written_here_has_every_action_and_every_role() -> None:
    cells = {(action, who) for action, who, _ in written()}
    assert cells == {(action, who) for action in Action for who in ("public", *UserRole)}


@pytest.mark.parametrize(("action", "who", "answer"), written())
def test_each_role_may_do_what_the_table_says_and_no_more(action: Action, who: str, answer: str) -> None:
    actor = PUBLIC if who == "public" else account(UserRole(who))
    assert may(actor, action) is (answer != "no")
    assert may(actor, action, network="YH") is (answer != "no")
    assert may(actor, action, network="GM") is (answer == "yes")


@pytest.mark.parametrize("action", Action)
def test_a_role_with_no_network_of_its_own_writes_for_none(action: Action) -> None:
    actor = account(UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER, networks=())
    assert may(actor, action) is (
        action in EVERYONE
        or action
        in {
            Action.KEEP_ACCOUNT,
            Action.SEE_DATA_HEALTH,
            Action.EXPORT_STORIES,
            Action.READ_MEETINGS,
        }
    )


@pytest.mark.parametrize("action", Action)
def test_an_account_without_a_role_may_look_after_itself_and_do_what_everyone_may(action: Action) -> None:
    assert may(account(), action) is (action in EVERYONE or action is Action.KEEP_ACCOUNT)


@pytest.mark.parametrize("action", Action)
def test_two_roles_may_do_what_either_may(action: Action) -> None:
    both = account(UserRole.CONTRIBUTOR, UserRole.LEADERSHIP)
    one, other = account(UserRole.CONTRIBUTOR), account(UserRole.LEADERSHIP)
    assert may(both, action) is (may(one, action) or may(other, action))


def test_a_refusal_says_what_and_for_which_network() -> None:
    with pytest.raises(NotAllowedError, match=r"^Account may not add or change records for GM\.$"):
        check_may(account(UserRole.CONTRIBUTOR), Action.RECORD, network="GM")
    with pytest.raises(NotAllowedError, match=r"^public may not look after accounts\.$"):
        check_may(PUBLIC, Action.MANAGE_ACCOUNTS)


@pytest.mark.parametrize(
    ("actor", "kind", "rates"),
    [
        (account(UserRole.LAY_PARTNER), RaterKind.LAY, True),
        (account(UserRole.LAY_PARTNER), RaterKind.STAFF, False),
        (account(UserRole.CONTRIBUTOR), RaterKind.STAFF, True),
        (account(UserRole.CONTRIBUTOR), RaterKind.LAY, False),
        (account(UserRole.ADMIN), RaterKind.LAY, False),
        (OPERATOR, RaterKind.LAY, True),
        (PUBLIC, RaterKind.STAFF, False),
    ],
)
def test_only_lay_partners_rate_as_lay_partners(actor: Actor, kind: RaterKind, rates: bool) -> None:
    assert may_rate(actor, "YH", rater_kind=kind) is rates
    if rates:
        check_may_rate(actor, "YH", rater_kind=kind)
    else:
        with pytest.raises(NotAllowedError, match="may not rate YH for"):
            check_may_rate(actor, "YH", rater_kind=kind)


def test_ones_own_networks_keep_their_order_and_leave_others_out() -> None:
    known = ("YH", "GM", "SL")
    assert own_networks(account(UserRole.CONTRIBUTOR, networks=("SL", "YH")), Action.RECORD, known) == [
        "YH",
        "SL",
    ]
    assert own_networks(account(UserRole.ADMIN, networks=()), Action.RECORD, known) == ["YH", "GM", "SL"]
    assert own_networks(account(UserRole.CONTRIBUTOR), Action.RATE_AS_LAY, known) == []


@pytest.mark.parametrize(
    ("actor", "action", "lacks"),
    [
        (account(UserRole.COMMS, networks=()), Action.WRITE_STORIES, True),
        (account(UserRole.COMMS), Action.WRITE_STORIES, False),
        (account(UserRole.COMMS, networks=()), Action.EXPORT_STORIES, False),
        (account(UserRole.LAY_PARTNER, networks=()), Action.WRITE_STORIES, False),
        (account(UserRole.ADMIN, networks=()), Action.WRITE_STORIES, False),
        (account(UserRole.COMMS, networks=()), Action.EXPLORE, False),
        (NOBODY, Action.WRITE_STORIES, False),
    ],
)
def test_an_account_whose_role_allows_it_but_that_has_no_network_is_told_apart(
    actor: Actor, action: Action, lacks: bool
) -> None:
    assert lacks_only_networks(actor, action) is lacks

"""What is said of the roles is what the table of permissions says."""

import pytest

from domain.permissions import EVERY_ACCOUNT, EVERYONE, ROLES_BY_ACTION, Action
from domain.role_words import account_sentence, public_sentence, role_sentence
from domain.vocabulary import UserRole


def test_the_public_may_look_read_and_answer() -> None:
    assert (
        public_sentence() == "Everybody may see the figures, read the stories and answer about an activity."
    )


def test_a_lay_partner_acts_for_their_own_networks_alone() -> None:
    assert role_sentence(UserRole.LAY_PARTNER) == (
        "For their own networks, they may rate a marker as a lay partner, read what people answered and "
        "co-sign stories as a lay partner. They may also see the meetings of the forum."
    )


def test_an_administrator_acts_for_every_network_and_not_as_a_lay_partner() -> None:
    sentence = role_sentence(UserRole.ADMIN)
    assert "own networks" not in sentence
    assert "look after accounts" in sentence
    assert "rate a marker as a lay partner" not in sentence


@pytest.mark.parametrize("role", list(UserRole))
def test_every_action_that_a_role_has_is_named_once_and_no_other(role: UserRole) -> None:
    whole = f"{public_sentence()} {account_sentence()} {role_sentence(role)}"
    for action in set(Action) - EVERY_ACCOUNT:
        is_named = action in EVERYONE or role in ROLES_BY_ACTION[action]
        assert whole.count(action.label) == is_named, action


def test_every_action_stands_in_the_table_or_among_those_that_need_no_role() -> None:
    assert ROLES_BY_ACTION.keys() == set(Action) - EVERYONE - EVERY_ACCOUNT


def test_what_every_account_may_do_is_to_look_after_itself() -> None:
    assert {Action.KEEP_ACCOUNT} == EVERY_ACCOUNT
    assert account_sentence() == "Everybody with an account may see and look after their own."


def test_the_forum_acts_for_every_network() -> None:
    assert role_sentence(UserRole.FORUM) == (
        "They may record actions, resources and ways of meeting pledges, see the meetings of the forum and "
        "prepare and run meetings of the forum. All this holds for every network."
    )


@pytest.mark.parametrize("role", list(UserRole))
def test_every_role_adds_something_and_says_for_which_networks_only_where_that_matters(
    role: UserRole,
) -> None:
    sentence = role_sentence(role)
    assert sentence.startswith(("They may ", "For their own networks, they may "))
    assert ("every network" in sentence) == (role in {UserRole.ADMIN, UserRole.FORUM})

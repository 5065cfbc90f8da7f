"""Accounts: who may change them, what they must be, and what a change ends."""

from collections.abc import Iterable

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import Engine

from data_access.commands.accounts import (
    AccountDraft,
    add_account,
    change_account,
    end_sessions_of,
    grant,
)
from data_access.commands.password_links import account_of_link, make_link
from data_access.commands.sessions import actor_of_session, start_session
from data_access.queries.accounts import (
    AccountQuestion,
    account_as_seen,
    account_by_email,
    count_accounts,
    listed_account,
    listed_accounts,
)
from data_access.unit_of_work import unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import LinkPurpose, SignInWay, UserRole
from tests.integration.factories import a_network, events, save


def a_draft(
    name: str = "Ada",
    *,
    roles: Iterable[UserRole] = (),
    networks: Iterable[str] = (),
    is_active: bool = True,
) -> AccountDraft:
    return AccountDraft(
        email=f"{name.lower()}@heard.example",
        display_name=name,
        roles=frozenset(roles),
        networks=frozenset(networks),
        is_active=is_active,
    )


def added(store: Engine, draft: AccountDraft) -> int:
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        return add_account(work, draft)


def changed(store: Engine, user_id: int, draft: AccountDraft, seen: dict[str, object] | None = None) -> None:
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        change_account(work, user_id, draft, seen=seen)


@pytest.mark.parametrize(
    "address", ["ada", "ada@", "@heard.example", "ada@heard", "a da@heard.example", "a@b@c.d", "a@b..c", "a@.d",
                "ada\x00@heard", "ada\u202e@heard.example", "a" * 200 + "@heard.example"]
)  # fmt: skip
def test_what_is_no_email_address_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        AccountDraft(email=address, display_name="Ada")


def test_an_address_is_kept_in_small_letters_without_spaces_around_it() -> None:
    assert AccountDraft(email=" Ada@Heard.Example ", display_name="Ada").email == "ada@heard.example"


@pytest.mark.parametrize("role", [UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER])
def test_who_writes_or_speaks_for_networks_needs_one(role: UserRole) -> None:
    with pytest.raises(ValidationError, match="at least one network"):
        a_draft(roles=[role])
    assert a_draft(roles=[role], networks=["SL"]).networks == {"SL"}
    assert a_draft(roles=[UserRole.LEADERSHIP]).networks == frozenset()


def test_an_account_is_added_with_roles_and_networks_and_audited(store: Engine) -> None:
    save(store, a_network("SL"))
    user_id = added(store, a_draft(roles=[UserRole.CONTRIBUTOR], networks=["SL"]))
    found = listed_account(store, user_id)
    assert found is not None
    assert (found.roles, found.networks, found.last_seen) == ((UserRole.CONTRIBUTOR,), ("SL",), None)
    (event,) = events(store)
    assert event.after == account_as_seen(store, user_id)
    assert "password_hash" not in event.after


def test_an_address_is_taken_once_in_any_case_of_its_letters(store: Engine) -> None:
    added(store, a_draft("Ada"))
    ben = added(store, a_draft("Ben"))
    with pytest.raises(InvalidRecordError, match="already"):
        added(store, a_draft("ADA"))
    with pytest.raises(InvalidRecordError, match="already"):
        changed(store, ben, a_draft("Ada"))
    assert count_accounts(store, AccountQuestion()) == 2


def test_an_unknown_network_is_named_and_nothing_is_half_done(store: Engine) -> None:
    save(store, a_network("SL"))
    with pytest.raises(InvalidRecordError, match="There is no network XX"):
        added(store, a_draft(roles=[UserRole.CONTRIBUTOR], networks=["SL", "XX"]))
    assert count_accounts(store, AccountQuestion()) == 0


def test_the_same_change_handed_in_twice_is_saved_once(store: Engine) -> None:
    user_id = added(store, a_draft("Ada"))
    seen = account_as_seen(store, user_id)
    for _ in range(2):
        changed(store, user_id, a_draft("Ada", roles=[UserRole.FORUM]), seen)
    assert [event.action for event in events(store)] == ["added", "changed"]


def test_a_change_to_an_account_that_somebody_else_changed_meanwhile_is_refused(store: Engine) -> None:
    user_id = added(store, a_draft("Ada"))
    seen = account_as_seen(store, user_id)
    changed(store, user_id, a_draft("Ada", roles=[UserRole.COMMS]), seen)
    with pytest.raises(StaleRecordError, match="Somebody else"):
        changed(store, user_id, a_draft("Ada", roles=[UserRole.FORUM]), seen)
    found = listed_account(store, user_id)
    assert found is not None
    assert found.roles == (UserRole.COMMS,)


def test_the_last_administrator_stays_and_a_store_without_one_can_be_changed(store: Engine) -> None:
    ada = added(store, a_draft("Ada"))
    changed(store, ada, a_draft("Ada", roles=[UserRole.FORUM]))
    changed(store, ada, a_draft("Ada", roles=[UserRole.ADMIN]))
    for draft in (a_draft("Ada"), a_draft("Ada", roles=[UserRole.ADMIN], is_active=False)):
        with pytest.raises(InvalidRecordError, match="keep one administrator"):
            changed(store, ada, draft)
    added(store, a_draft("Ben", roles=[UserRole.ADMIN]))
    changed(store, ada, a_draft("Ada"))


def test_an_account_can_be_closed_although_its_role_lacks_a_network(store: Engine) -> None:
    save(store, a_network("SL"))
    user_id = added(store, a_draft())
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        # As single sign-on leaves an account whose provider names no network.
        grant(work.session, user_id, roles=[UserRole.CONTRIBUTOR], networks=[])
        change_account(work, user_id, a_draft(roles=[UserRole.CONTRIBUTOR], is_active=False))
    with pytest.raises(ValidationError):
        a_draft(roles=[UserRole.CONTRIBUTOR])
    found = listed_account(store, user_id)
    assert found is not None
    assert (found.is_active, found.roles) == (False, (UserRole.CONTRIBUTOR,))


def test_closing_an_account_ends_its_sessions_and_links_for_good(store: Engine) -> None:
    user_id = added(store, a_draft("Ada"))
    session = start_session(store, user_id=user_id, way=SignInWay.PASSWORD)
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        token = make_link(work, user_id, purpose=LinkPurpose.RESET)
    changed(store, user_id, a_draft("Ada", is_active=False))
    assert actor_of_session(store, session.id) is None
    changed(store, user_id, a_draft("Ada"))
    assert actor_of_session(store, session.id) is None
    assert account_of_link(store, token) is None


def test_a_change_of_role_counts_in_a_session_that_is_under_way(store: Engine) -> None:
    user_id = added(store, a_draft("Ada", roles=[UserRole.FORUM]))
    session = start_session(store, user_id=user_id, way=SignInWay.PASSWORD)
    changed(store, user_id, a_draft("Ada"))
    actor = actor_of_session(store, session.id)
    assert actor is not None
    assert actor.roles == frozenset()


def test_all_sessions_of_an_account_end_at_once_and_those_of_others_stay(store: Engine) -> None:
    ada, ben = added(store, a_draft("Ada")), added(store, a_draft("Ben"))
    sessions = [start_session(store, user_id=one, way=SignInWay.PASSWORD).id for one in (ada, ada, ben)]
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        end_sessions_of(work, ada)
    assert [actor_of_session(store, session) is not None for session in sessions] == [False, False, True]


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.ADMIN])
def test_only_administrators_look_after_accounts(sqlite_store: Engine, role: UserRole) -> None:
    user_id = added(sqlite_store, a_draft("Ada"))
    before = len(events(sqlite_store))
    actor = Actor(name="Somebody", user_id=user_id + 1, roles=frozenset({role}))
    for act in (
        lambda work: add_account(work, a_draft("Ben")),
        lambda work: change_account(work, user_id, a_draft("Ada", roles=[UserRole.ADMIN])),
        lambda work: end_sessions_of(work, user_id),
    ):
        with pytest.raises(NotAllowedError), unit_of_work(sqlite_store, actor=actor) as work:
            act(work)
    assert len(events(sqlite_store)) == before


def test_an_account_that_is_not_there_cannot_be_changed(store: Engine) -> None:
    with pytest.raises(NotFoundError):
        changed(store, 99, a_draft("Ada"))
    assert listed_account(store, 99) is None


def test_the_list_is_searched_by_name_and_address_role_network_and_state(store: Engine) -> None:
    save(store, a_network("SL", 0), a_network("GM", 1))
    added(store, a_draft("Ada", roles=[UserRole.CONTRIBUTOR], networks=["SL"]))
    added(store, a_draft("Ben", roles=[UserRole.CONTRIBUTOR, UserRole.FORUM], networks=["GM", "SL"]))
    added(store, a_draft("Cy_d", roles=[UserRole.ADMIN], is_active=False))

    def names(**asked: object) -> list[str]:
        question = AccountQuestion(**asked)
        found = [account.display_name for account in listed_accounts(store, question)]
        assert count_accounts(store, question) == len(found)
        return found

    assert names() == ["Ada", "Ben", "Cy_d"]
    assert names(search="BEN") == ["Ben"]
    assert names(search="heard ada") == ["Ada"]
    assert names(search="_") == ["Cy_d"]
    assert names(search="%") == []
    assert names(search="\x00ada\ud800") == ["Ada"]
    assert names(role=UserRole.FORUM) == ["Ben"]
    assert names(network="SL") == ["Ada", "Ben"]
    assert names(network="GM", role=UserRole.CONTRIBUTOR) == ["Ben"]
    assert names(is_active=False) == ["Cy_d"]


def test_a_name_is_found_in_whatever_case_of_letters_beyond_ascii(store: Engine) -> None:
    for name in ("Élodie Öz", "Zoë", "Ada"):
        with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
            email = f"{name[-1]}@heard.example".encode("ascii", "ignore").decode()
            add_account(work, AccountDraft(email=f"x{email}", display_name=name))
    for search, name in (("élodie", "Élodie Öz"), ("ÉLODIE öz", "Élodie Öz"), ("ZOË", "Zoë"), ("aDA", "Ada")):
        found = listed_accounts(store, AccountQuestion(search=search))
        assert [one.display_name for one in found] == [name], search


def test_the_list_comes_a_page_at_a_time(store: Engine) -> None:
    for name in ("Cyd", "ada", "Ben"):
        added(store, a_draft(name))
    pages = [
        [
            account.display_name
            for account in listed_accounts(store, AccountQuestion(), limit=2, offset=offset)
        ]
        for offset in (0, 2)
    ]
    assert pages == [["ada", "Ben"], ["Cyd"]]


def test_an_account_is_found_by_its_address_and_says_when_it_was_last_there(store: Engine) -> None:
    user_id = added(store, a_draft("Ada"))
    start_session(store, user_id=user_id, way=SignInWay.PASSWORD)
    found = account_by_email(store, " ADA@heard.example ")
    assert found is not None
    assert found.id == user_id
    assert found.last_seen is not None
    assert found.last_seen.tzinfo is not None
    assert account_by_email(store, "nobody@heard.example") is None

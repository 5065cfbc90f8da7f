"""The account of somebody whom a provider vouches for, on both databases; and what the server is told of it."""

from collections.abc import Iterable

import pytest
import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy.engine import Engine
from sqlmodel import col

from components.server.single_sign_on import is_own_page, provider_of
from data_access.commands.single_sign_on import account_of_person
from data_access.queries.accounts import AccountQuestion, ListedAccount, count_accounts, listed_account
from data_access.settings import Settings
from data_access.tables import User
from domain.errors import NotAllowedError, SettingsError
from domain.single_sign_on import Person
from domain.vocabulary import UserRole
from tests.integration.factories import a_network, an_account, events, save

number = iter(range(10_000))


def a_person(
    subject: str = "ada-1",
    email: str = "ada@heard.example",
    *,
    roles: Iterable[UserRole] | None = (UserRole.CONTRIBUTOR,),
    networks: Iterable[str] | None = ("SL",),
    issuer: str = "https://provider.example",
    name: str = "Ada",
    once: str = "",
) -> Person:
    return Person(
        issuer=issuer,
        subject=subject,
        email=email,
        display_name=name,
        roles=None if roles is None else frozenset(roles),
        networks=None if networks is None else frozenset(networks),
        unknown=(),
        once=once or f"sign-in {next(number)}",
    )


@pytest.fixture
def filled(store: Engine) -> Engine:
    save(store, a_network("SL", 0), a_network("GM", 1))
    return store


def signed_in(store: Engine, person: Person, *, joins: bool = False) -> ListedAccount:
    user_id = account_of_person(store, person, joins_by_email=joins)
    assert user_id is not None
    found = listed_account(store, user_id)
    assert found is not None
    return found


def test_a_new_person_gets_an_account_with_what_the_provider_gives(filled: Engine) -> None:
    found = signed_in(filled, a_person(networks=["SL", "XX"]))
    assert (found.email, found.display_name) == ("ada@heard.example", "Ada")
    assert (found.roles, found.networks) == ((UserRole.CONTRIBUTOR,), ("SL",))
    assert (found.has_password, found.has_identity) == (False, True)
    assert {event.actor for event in events(filled)} == {"single sign-on"}


def test_the_same_sign_in_counts_once(filled: Engine) -> None:
    person = a_person(once="the same")
    assert account_of_person(filled, person, joins_by_email=False) is not None
    assert account_of_person(filled, person, joins_by_email=False) is None


def test_at_the_next_sign_in_name_address_roles_and_networks_are_as_said_then(filled: Engine) -> None:
    first = signed_in(filled, a_person())
    later = signed_in(
        filled, a_person(email="ada@new.example", name="Ada B", roles=[UserRole.FORUM], networks=["GM"])
    )
    assert later.id == first.id
    assert (later.email, later.display_name) == ("ada@new.example", "Ada B")
    assert (later.roles, later.networks) == ((UserRole.FORUM,), ("GM",))
    assert events(filled)[-1].action == "changed"


def test_a_sign_in_that_changes_nothing_leaves_no_trace_in_the_trail(filled: Engine) -> None:
    signed_in(filled, a_person())
    before = len(events(filled))
    signed_in(filled, a_person())
    assert len(events(filled)) == before


def test_without_claims_for_them_roles_and_networks_stay_as_heard_has_them(filled: Engine) -> None:
    user_id = an_account(filled, UserRole.CONTRIBUTOR, ["GM"], email="ada@heard.example")
    found = signed_in(filled, a_person(roles=None, networks=None))
    assert (found.id, found.roles, found.networks) == (user_id, (UserRole.CONTRIBUTOR,), ("GM",))


def test_without_any_role_somebody_has_an_account_that_may_do_nothing_more(filled: Engine) -> None:
    found = signed_in(filled, a_person(roles=[], networks=[]))
    assert (found.roles, found.networks) == ((), ())


def test_an_account_with_a_password_is_joined_only_where_the_setting_allows_it(filled: Engine) -> None:
    user_id = an_account(
        filled, UserRole.ADMIN, (), email="ada@heard.example", password="kettle on a green bus"
    )
    with pytest.raises(NotAllowedError, match="is not joined"):
        signed_in(filled, a_person())
    found = signed_in(filled, a_person(), joins=True)
    assert (found.id, found.has_password, found.has_identity) == (user_id, True, True)


def test_an_address_that_the_provider_gave_to_another_person_opens_nothing(filled: Engine) -> None:
    signed_in(filled, a_person())
    for joins in (False, True):
        with pytest.raises(NotAllowedError, match="is not joined"):
            signed_in(filled, a_person("ada-2"), joins=joins)
    assert count_accounts(filled, AccountQuestion()) == 1


def test_the_same_subject_of_another_provider_is_another_person(filled: Engine) -> None:
    first = signed_in(filled, a_person())
    other = signed_in(filled, a_person(email="other@heard.example", issuer="https://other.example"))
    assert other.id != first.id
    with pytest.raises(NotAllowedError):
        signed_in(filled, a_person("ada-1", issuer="https://third.example"))


def test_an_address_that_another_account_has_is_not_taken_over(filled: Engine) -> None:
    an_account(filled, UserRole.FORUM, (), email="ben@heard.example")
    signed_in(filled, a_person())
    found = signed_in(filled, a_person(email="ben@heard.example"))
    assert found.email == "ada@heard.example"


def test_a_closed_account_stays_closed(filled: Engine) -> None:
    found = signed_in(filled, a_person())
    with filled.begin() as connection:
        connection.execute(sa.update(User).where(col(User.id) == found.id).values(is_active=False))
    with pytest.raises(NotAllowedError, match="is closed"):
        signed_in(filled, a_person(roles=[UserRole.ADMIN]))


def test_the_providers_word_stands_even_for_the_last_administrator(filled: Engine) -> None:
    signed_in(filled, a_person(roles=[UserRole.ADMIN]))
    assert signed_in(filled, a_person(roles=[])).roles == ()


@pytest.mark.parametrize("email", ["no address", "ada@heard", "a b@heard.example"])
def test_an_address_that_heard_cannot_take_makes_no_account(filled: Engine, email: str) -> None:
    with pytest.raises(NotAllowedError, match="cannot take"):
        signed_in(filled, a_person(email=email))
    assert count_accounts(filled, AccountQuestion()) == 0


def settings(**more: str) -> Settings:
    given = {
        "oidc_metadata_url": "https://provider.example/.well-known/openid-configuration",
        "oidc_client_id": "heard",
        "public_address": "https://heard.example/",
    } | more
    secret = SecretStr(given.pop("secret", "between us"))
    return Settings(**given, oidc_client_secret=secret, cookie_secret="0123456789abcdef" * 2)


def test_the_provider_is_told_to_streamlit_in_memory_with_a_key_of_its_own() -> None:
    provider = provider_of(settings())
    assert provider is not None
    assert provider.redirect_uri == "https://heard.example/oauth2callback"
    section = provider.secrets["auth"]
    assert isinstance(section, dict)
    assert section["client_secret"] == "between us"
    assert section["cookie_secret"] not in {"", "0123456789abcdef" * 2}
    assert "between us" not in repr(provider)
    assert "between us" not in repr(settings())


def test_without_a_provider_there_is_none() -> None:
    assert provider_of(settings(oidc_metadata_url="")) is None


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"oidc_client_id": ""}, "HEARD_OIDC_CLIENT_ID"),
        ({"secret": ""}, "HEARD_OIDC_CLIENT_SECRET"),
        ({"public_address": ""}, "HEARD_OIDC_REDIRECT_URI"),
        ({"public_address": "http://heard.example"}, "HEARD_OIDC_REDIRECT_URI"),
        ({"oidc_redirect_uri": "https://heard.example/elsewhere"}, "HEARD_OIDC_REDIRECT_URI"),
        ({"oidc_metadata_url": "http://provider.example/x"}, "HEARD_OIDC_METADATA_URL"),
        ({"oidc_metadata_url": "file:///etc/passwd"}, "HEARD_OIDC_METADATA_URL"),
    ],
    ids=str,
)
def test_a_provider_that_is_half_set_up_or_on_an_open_line_stops_the_start(
    more: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError, match=named):
        provider_of(settings(**more))


@pytest.mark.parametrize("path", ["/", "/record", "/record?network=SL&x=%2F%2Fevil", "/reach?a=1#b"])
def test_pages_of_heard_are_returned_to(path: str) -> None:
    assert is_own_page(path)


@pytest.mark.parametrize(
    "path",
    ["", "record", "//evil.example", "/\\evil.example", "\\/evil.example", "https://evil.example/record", "/nothing",
     "/record/", "/record/..//x", "//record", "/record\r\nSet-Cookie: x", "/record\x00", "/réach", "javascript:x",
     "/record?" + "x" * 2_000, "//[", "/auth/logout", "/session/end"],
)  # fmt: skip
def test_anything_else_is_not(path: str) -> None:
    assert not is_own_page(path)

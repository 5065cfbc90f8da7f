"""What a provider says of a person: what counts of it, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.errors import NotAllowedError
from domain.single_sign_on import FRESH, MOST_VALUES, ClaimRules, is_fresh, read_claims
from domain.vocabulary import UserRole

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RULES = ClaimRules(client_id="heard")


def claims(**more: object) -> dict[str, Any]:
    said = {
        "iss": "https://provider.example",
        "sub": "ada-1",
        "aud": "heard",
        "nonce": "n",
        "iat": NOW.timestamp(),
        "exp": (NOW + timedelta(minutes=5)).timestamp(),
        "email": "Ada@Heard.Example",
        "email_verified": True,
        "name": "Ada Example",
        "roles": ["contributor"],
        "networks": ["sl"],
    } | more
    return {name: value for name, value in said.items() if value is not ...}


def test_a_person_is_read_from_the_claims() -> None:
    person = read_claims(claims(roles=["Contributor", "FORUM", "astronaut"]), rules=RULES)
    assert (person.issuer, person.subject) == ("https://provider.example", "ada-1")
    assert (person.email, person.display_name) == ("ada@heard.example", "Ada Example")
    assert person.roles == {UserRole.CONTRIBUTOR, UserRole.FORUM}
    assert person.networks == {"SL"}
    assert person.unknown == ("astronaut",)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("contributor forum", {UserRole.CONTRIBUTOR, UserRole.FORUM}),
        ("contributor,forum", {UserRole.CONTRIBUTOR, UserRole.FORUM}),
        (["forum", "a\x00dmin"], {UserRole.FORUM}),
        ([" forum ", 7, None, ["admin"]], {UserRole.FORUM}),
        ({"admin": True}, set()),
        (True, set()),
        (..., set()),
        (["x"] * MOST_VALUES + ["admin"], set()),
    ],
)
def test_roles_come_as_a_list_or_as_words(said: object, read: set[UserRole]) -> None:
    assert read_claims(claims(roles=said), rules=RULES).roles == read


def test_a_claim_may_lie_within_another_and_have_dots_in_its_name() -> None:
    rules = ClaimRules(client_id="heard", roles_claim="realm.roles", networks_claim="https://heard.example/n")
    person = read_claims(
        claims(realm={"roles": ["forum"]}, **{"https://heard.example/n": ["gm"]}), rules=rules
    )
    assert (person.roles, person.networks) == ({UserRole.FORUM}, {"GM"})


def test_without_a_claim_to_read_roles_and_networks_are_heards_own() -> None:
    rules = ClaimRules(client_id="heard", roles_claim="", networks_claim="")
    person = read_claims(claims(), rules=rules)
    assert (person.roles, person.networks, person.unknown) == (None, None, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another"},
        {"aud": ["another"], "azp": "heard"},
        {"aud": "another", "azp": "heard"},
        {"aud": ["heard", "another"], "azp": "another"},
        {"aud": ...},
        {"aud": {"heard": 1}},
        {"nonce": ...},
        {"nonce": ""},
        {"sub": ...},
        {"sub": 7},
        {"sub": "x" * 256},
        {"iss": ""},
        {"iss": "x" * 301},
        {"sub": "a\x00b"},
    ],
    ids=str,
)
def test_what_is_not_meant_for_us_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(NotAllowedError, match="not meant for Heard"):
        read_claims(claims(**wrong), rules=RULES)


def test_one_of_several_audiences_is_enough() -> None:
    assert read_claims(claims(aud=["another", "heard"], azp="heard"), rules=RULES).subject == "ada-1"


@pytest.mark.parametrize("email", [..., "", " ", 7, "x" * 201, "a\x00@heard.example"])
def test_without_an_address_nobody_gets_in(email: object) -> None:
    with pytest.raises(NotAllowedError, match="did not tell Heard your e-mail"):
        read_claims(claims(email=email), rules=RULES)


@pytest.mark.parametrize(("said", "trusts", "gets_in"), [
    (True, False, True), ("true", False, True), (False, False, False), ("false", False, False), (1, False, False),
    (..., False, False), (..., True, True), (False, True, False), ("False", True, False),
])  # fmt: skip
def test_an_address_must_be_verified(said: object, *, trusts: bool, gets_in: bool) -> None:
    rules = ClaimRules(client_id="heard", trusts_email=trusts)
    if gets_in:
        assert read_claims(claims(email_verified=said), rules=rules).email == "ada@heard.example"
    else:
        with pytest.raises(NotAllowedError, match="has not confirmed"):
            read_claims(claims(email_verified=said), rules=rules)


@pytest.mark.parametrize(("name", "shown"), [(..., "ada"), ("  ", "ada"), (7, "ada"), ("x" * 500, "x" * 120)])
def test_somebody_without_a_name_is_called_by_their_address(name: object, shown: str) -> None:
    assert read_claims(claims(name=name), rules=RULES).display_name == shown


def test_the_same_sign_in_has_the_same_mark_and_every_other_another() -> None:
    marks = [
        read_claims(claims(**more), rules=RULES).once
        for more in ({}, {"name": "B"}, {"nonce": "m"}, {"sub": "ben"}, {"iss": "https://other.example"})
    ]
    assert marks[0] == marks[1]
    assert len(set(marks)) == 4


def at(delta: timedelta) -> float:
    return (NOW + delta).timestamp()


@pytest.mark.parametrize(("more", "fresh"), [
    ({}, True),
    ({"iat": at(-FRESH)}, True),
    ({"iat": at(-FRESH - timedelta(seconds=1))}, False),
    ({"iat": at(FRESH + timedelta(seconds=1))}, False),
    ({"exp": at(timedelta(0))}, False),
    ({"iat": ...}, False),
    ({"exp": ...}, False),
    ({"iat": "now"}, False),
    ({"iat": True}, False),
    ({"exp": 1e300}, False),
    ({"exp": float("nan")}, False),
], ids=str)  # fmt: skip
def test_only_what_was_said_just_now_is_fresh(more: dict[str, object], *, fresh: bool) -> None:
    assert is_fresh(claims(**more), moment=NOW) is fresh

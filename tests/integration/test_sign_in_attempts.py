"""Tries to sign in: counted before the password is looked at, freed when it was right, forgotten after a day."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.commands import sign_in
from data_access.commands.sign_in import begin_attempt, credentials_of, free_attempt, plain_name
from data_access.tables import SignInAttempt, User
from data_access.tables.base import now
from domain.sign_in_limits import ACCOUNT, ACCOUNT_FROM_ADDRESS, ADDRESS
from tests.integration.factories import an_account, count
from tests.integration.served import serving_store

ADA, HOME, AWAY = "ada@example.org", "192.0.2.1", "198.51.100.7"
Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    def move(by: timedelta) -> None:
        monkeypatch.setattr(sign_in, "now", lambda: now() + by)

    return move


def fail(store: Engine, times: int, *, name: str = ADA, address: str = HOME) -> None:
    for _ in range(times):
        assert begin_attempt(store, name=name, address=address).wait is None


def wait(store: Engine, *, name: str = ADA, address: str = HOME) -> timedelta | None:
    return begin_attempt(store, name=name, address=address).wait


def test_after_five_failures_one_waits_longer_each_time(served: Engine, later: Later) -> None:
    fail(served, 5)
    first = wait(served)
    assert first is not None
    assert first <= timedelta(seconds=1)
    later(timedelta(seconds=2))
    fail(served, 1)
    second = wait(served)
    assert second is not None
    assert timedelta(seconds=1) < second <= timedelta(seconds=2)


def test_a_try_during_a_wait_is_not_counted_so_that_it_cannot_make_the_wait_longer(served: Engine) -> None:
    fail(served, 5)
    for _ in range(20):
        assert wait(served) is not None
    assert count(served, SignInAttempt) == 5


def test_a_wait_holds_for_one_account_and_one_address(served: Engine) -> None:
    fail(served, 5)
    assert wait(served) is not None
    assert wait(served, address=AWAY) is None
    assert wait(served, name="bob@example.org") is None


def test_the_name_counts_however_it_is_written(served: Engine) -> None:
    for name in ("ada@example.org", " ADA@example.org ", "Ada@Example.Org", "ada@EXAMPLE.org\n", ADA):
        fail(served, 1, name=name)
    assert wait(served) is not None


def test_a_right_password_forgives_what_came_before_it_from_there(served: Engine) -> None:
    fail(served, 4)
    free_attempt(served, begin_attempt(served, name=ADA, address=HOME))
    fail(served, 5)
    assert wait(served) is not None


def test_signing_in_to_an_own_account_does_not_free_tries_at_others(served: Engine) -> None:
    """Whoever has an account could otherwise guess at all others between two sign-ins of their own."""
    for number in range(ADDRESS.free - 1):
        fail(served, 1, name=f"somebody-{number}@example.org")
    free_attempt(served, begin_attempt(served, name="own@example.org", address=HOME))
    fail(served, 1)
    assert wait(served) is not None


def test_many_strangers_make_an_unknown_place_wait_a_minute_at_most_and_a_known_one_not_at_all(
    served: Engine, later: Later
) -> None:
    free_attempt(served, begin_attempt(served, name=ADA, address=HOME))
    for number in range(ACCOUNT.free + 20):
        later(timedelta(minutes=1, seconds=1) * max(0, number - ACCOUNT.free + 1))
        fail(served, 1, address=f"203.0.113.{number}")
    from_elsewhere = wait(served, address=AWAY)
    assert from_elsewhere is not None
    assert from_elsewhere <= timedelta(minutes=1)
    assert wait(served, address=HOME) is None


def test_of_many_tries_at_once_no_more_are_let_through_than_one_after_the_other(served: Engine) -> None:
    ready, waits = threading.Barrier(12), []

    def guess() -> None:
        ready.wait()
        waits.append(wait(served))

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert waits.count(None) == ACCOUNT_FROM_ADDRESS.free


def test_tries_are_forgotten_after_a_day(served: Engine, later: Later) -> None:
    fail(served, 5)
    later(timedelta(days=1, seconds=1))
    fail(served, 1)
    assert count(served, SignInAttempt) == 1


def test_neither_name_nor_address_can_be_read_from_the_store(served: Engine, tmp_path: Path) -> None:
    fail(served, 1)
    with served.connect() as connection:
        first = connection.execute(sa.select(SignInAttempt.account_key, SignInAttempt.address_key)).one()
    assert all(len(key) == 64 and ADA not in key and HOME not in key for key in first)
    with serving_store(served, tmp_path / "another installation") as other:
        fail(other, 1)
    with served.connect() as connection:
        both = connection.execute(sa.select(SignInAttempt.account_key, SignInAttempt.address_key)).all()
    assert len({key for row in both for key in row}) == 4  # another secret, another hash


def test_an_account_may_sign_in_with_a_password_while_it_is_open_and_has_one(store: Engine) -> None:
    user_id = an_account(store, None, (), email=ADA, name="Ada", password="correct horse battery")
    found = credentials_of(store, " ADA@example.org ")
    assert found is not None
    assert (found.user_id, found.email, found.display_name) == (user_id, ADA, "Ada")
    an_account(store, None, (), email="sso@example.org")
    assert credentials_of(store, "sso@example.org") is None
    with store.begin() as connection:
        connection.execute(sa.update(User).values(is_active=False))
    assert credentials_of(store, ADA) is None


NO_NAMES = [
    "nobody@example.org",
    "",
    " ",
    "' OR '1'='1' --",
    'ada@example.org" OR ""="',
    "%",
    "ada@example.or_",
    "ada@example.org\x00",
    "\x00",
    "ada@example.org\u202e",
    "\ud800",
    "a" * 1_000_000,
    "\u0430da@example.org",
    "{{7*7}}",
    "=1+1",
]


@pytest.mark.parametrize("name", NO_NAMES, ids=range(len(NO_NAMES)))
def test_whatever_is_typed_as_a_name_finds_nobody_and_raises_nothing(served: Engine, name: str) -> None:
    an_account(served, None, (), email=ADA, password="correct horse battery")
    assert credentials_of(served, name) is None
    assert begin_attempt(served, name=name, address=HOME).wait is None
    assert len(plain_name(name)) <= 200

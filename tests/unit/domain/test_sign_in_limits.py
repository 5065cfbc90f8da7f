"""How long one waits after wrong passwords, by examples worked by hand."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.sign_in_limits import (
    ACCOUNT,
    ACCOUNT_FROM_ADDRESS,
    ADDRESS,
    EarlierFailures,
    counted_address,
    open_from,
    wait_in_words,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def failures(number: int, *, last: datetime = NOON, apart: timedelta = A_SECOND) -> list[datetime]:
    return [last - apart * back for back in range(number)]


def wait(earlier: EarlierFailures, *, at: datetime = NOON) -> timedelta:
    opens = open_from(earlier, at=at)
    return timedelta(0) if opens is None else opens - at


@pytest.mark.parametrize(
    ("number", "seconds"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (14, 512), (15, 900), (16, 900), (5_000, 900)],
)
def test_the_wait_for_an_account_from_one_address_doubles_after_five_failures_up_to_15_minutes(
    number: int, seconds: int
) -> None:
    earlier = EarlierFailures(account_from_address=failures(number, apart=timedelta(milliseconds=1)))
    assert wait(earlier) == seconds * A_SECOND


@pytest.mark.parametrize(("number", "seconds"), [(19, 0), (20, 1), (25, 32), (26, 60), (1_000, 60)])
def test_an_account_waits_no_more_than_a_minute_for_what_strangers_try(number: int, seconds: int) -> None:
    assert wait(EarlierFailures(account=failures(number))) == seconds * A_SECOND


@pytest.mark.parametrize(("number", "seconds"), [(29, 0), (30, 1), (38, 256), (39, 300), (1_000, 300)])
def test_an_address_waits_up_to_five_minutes_after_thirty_failures(number: int, seconds: int) -> None:
    assert wait(EarlierFailures(address=failures(number))) == seconds * A_SECOND


def test_whoever_signed_in_here_lately_does_not_wait_for_strangers() -> None:
    strangers = failures(1_000)
    assert wait(EarlierFailures(account=strangers)) == A_MINUTE
    assert wait(EarlierFailures(account=strangers, is_known_address=True)) == timedelta(0)


def test_a_known_address_waits_for_its_own_failures_all_the_same() -> None:
    own = failures(7)
    assert wait(EarlierFailures(account_from_address=own, account=own, is_known_address=True)) == 4 * A_SECOND


def test_a_wait_counts_from_the_last_failure_and_the_order_does_not_matter() -> None:
    six = [NOON - 3 * A_SECOND, NOON, *failures(4, last=NOON - A_MINUTE)]
    earlier = EarlierFailures(account_from_address=six)
    assert open_from(earlier, at=NOON + A_SECOND) == NOON + 2 * A_SECOND
    assert open_from(earlier, at=NOON + 2 * A_SECOND) is None


def test_the_longest_of_all_waits_counts() -> None:
    earlier = EarlierFailures(account_from_address=failures(5), account=failures(26), address=failures(30))
    assert wait(earlier) == A_MINUTE


def test_failures_are_forgiven_after_a_day_and_those_of_many_after_an_hour() -> None:
    old = [NOON - timedelta(hours=1)] * 100
    assert wait(EarlierFailures(account=old, address=old)) == timedelta(0)
    assert ACCOUNT_FROM_ADDRESS.open_from(old, at=NOON) is None  # the wait of 15 minutes is over
    older = [NOON - timedelta(days=1)] * 100
    assert ACCOUNT_FROM_ADDRESS.open_from([*older, *failures(4)], at=NOON) is None
    assert ACCOUNT_FROM_ADDRESS.open_from([*old, *failures(4)], at=NOON) == NOON + 15 * A_MINUTE


def tries_within(duration: timedelta) -> list[datetime]:
    """When one address gets to try one account if it tries as often as it may."""
    tried: list[datetime] = []
    at = NOON
    while at < NOON + duration:
        tried.append(at)
        at = ACCOUNT_FROM_ADDRESS.open_from(tried, at=at) or at
    return tried


def test_a_single_stranger_never_makes_others_wait_for_the_account() -> None:
    """Five tries at once, ten until 1,023 seconds have gone by, two more every 900 seconds: 17 in an hour."""
    tried = tries_within(timedelta(hours=1))
    assert len(tried) == 17
    assert ACCOUNT.open_from(tried, at=tried[-1]) is None


def test_a_day_gives_one_address_about_a_hundred_guesses_at_one_account() -> None:
    """Fifteen until 1,023 seconds have gone by, then 94 more: 85,377 seconds hold 900 that often."""
    assert len(tries_within(timedelta(days=1))) == 15 + 94


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.001, "1 second"),
        (1, "1 second"),
        (1.2, "2 seconds"),
        (60, "60 seconds"),
        (90, "90 seconds"),
        (91, "2 minutes"),
        (900, "15 minutes"),
    ],
)
def test_a_wait_is_said_in_words_and_never_too_short(seconds: float, words: str) -> None:
    assert wait_in_words(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("this machine", "this machine"),
        ("", ""),
    ],
)
def test_an_address_of_the_newer_kind_counts_with_its_household(address: str, counted: str) -> None:
    assert counted_address(address) == counted


def test_each_limit_has_free_tries() -> None:
    assert [limit.free for limit in (ACCOUNT_FROM_ADDRESS, ACCOUNT, ADDRESS)] == [5, 20, 30]

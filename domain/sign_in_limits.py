"""How long one waits to try a password again: from the moments of earlier failures to the next try that counts."""

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

REMEMBERED = timedelta(days=1)
"""After so long a try is forgotten altogether."""
# Whoever has an address of the newer kind has 2 to the power of 64 of them, so they count as one.
BITS_OF_A_HOUSEHOLD = 64
# "2 minutes" for 91 seconds is half a minute too much, no more.
LONGEST_IN_SECONDS = 90
_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Limit:
    """So many failures are free; each one more doubles the wait of a second, up to the longest.

    Failures longer ago than `counted_for` before the present one are forgiven.
    """

    free: int
    longest: timedelta
    counted_for: timedelta = REMEMBERED

    def open_from(self, failures: Sequence[datetime], *, at: datetime) -> datetime | None:
        """The moment from which a try counts again; None where one counts now. In any order."""
        counted = sorted(failed for failed in failures if failed > at - self.counted_for)
        too_many = len(counted) - self.free
        if too_many < 0 or not counted:
            return None
        opens = counted[-1] + _doubled(too_many, longest=self.longest)
        return opens if opens > at else None


ACCOUNT_FROM_ADDRESS = Limit(free=5, longest=15 * _MINUTE)
"""One account from one address: nobody gets more than about a hundred guesses a day."""
ACCOUNT = Limit(free=20, longest=_MINUTE, counted_for=timedelta(hours=1))
"""One account from everywhere. Short, as strangers could otherwise keep its owner out; and it does not hold
for an address from which the owner signed in lately. A single stranger never gets as far as this limit."""
ADDRESS = Limit(free=30, longest=5 * _MINUTE, counted_for=timedelta(hours=1))
"""All accounts from one address, which may be that of a whole office."""


@dataclass(frozen=True)
class EarlierFailures:
    """The moments of tries that did not sign in, or have not yet, in any order."""

    account_from_address: Sequence[datetime] = ()
    account: Sequence[datetime] = ()
    address: Sequence[datetime] = ()
    is_known_address: bool = False


def open_from(earlier: EarlierFailures, *, at: datetime) -> datetime | None:
    """The moment from which the next try counts, the latest of all limits; None where one counts now."""
    return _latest(
        [
            ACCOUNT_FROM_ADDRESS.open_from(earlier.account_from_address, at=at),
            None if earlier.is_known_address else ACCOUNT.open_from(earlier.account, at=at),
            ADDRESS.open_from(earlier.address, at=at),
        ]
    )


def wait_in_words(wait: timedelta) -> str:
    """A wait as it is said: whole seconds up to a minute and a half, then whole minutes, never too short."""
    seconds = max(1, -(-wait // _SECOND))
    if seconds == 1:
        return "1 second"
    if seconds <= LONGEST_IN_SECONDS:
        return f"{seconds} seconds"
    return f"{-(-wait // _MINUTE)} minutes"


def counted_address(address: str) -> str:
    """What counts as one address: IPv4 whole, of IPv6 the part that a household is given.

    A text that is no address counts as it is.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, BITS_OF_A_HOUSEHOLD), strict=False))


def _doubled(times: int, *, longest: timedelta) -> timedelta:
    """A second doubled so many times; the bound first, as 2 to the power of a thousand is no wait."""
    return min(timedelta(seconds=1 << min(times, 20)), longest)


def _latest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)

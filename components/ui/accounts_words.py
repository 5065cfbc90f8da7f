"""How an account is spoken of: its roles, its networks, and when somebody was last signed in with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from data_access.commands.accounts import NEEDS_NETWORK
from data_access.facts.reference import NetworkEntry
from data_access.queries.accounts import ListedAccount
from domain.vocabulary import UserRole
from domain.wording import counted, day, join_and


def roles_in_words(
    roles: Iterable[UserRole], networks: Iterable[str], entries: Mapping[str, NetworkEntry]
) -> str:
    """Roles and the networks that they are for, as "Contributor and PPI Forum, for Wessex"."""
    given = list(roles)
    if not given:
        return "No role yet"
    names = [entries[code].short_name if code in entries else code for code in networks]
    of_networks = bool(NEEDS_NETWORK & set(given)) and bool(names)
    return join_and([role.label for role in given]) + (f", for {join_and(names)}" if of_networks else "")


def last_seen_in_words(account: ListedAccount) -> str:
    """When somebody was last signed in with the account, and what it signs in with."""
    ways = [
        *(["a password"] if account.has_password else []),
        *(["single sign-on"] if account.has_identity else []),
    ]
    signs_in = f"Signs in with {join_and(ways)}" if ways else "Has no password yet"
    if account.last_seen is None:
        days = counted(account.days_on_record, "day", "days")
        return f"{signs_in}. No sign-in on record in the last {days}."
    return f"{signs_in}. Last seen on {day(account.last_seen.date())}."


def values_in_words(values: Mapping[str, Any], entries: Mapping[str, NetworkEntry]) -> str:
    """An account's values, as `account_values` has them, for somebody who saw other ones."""
    roles = roles_in_words([UserRole(role) for role in values["roles"]], values["networks"], entries)
    state = "open" if values["is_active"] else "closed"
    return f"It now says: {values['display_name']}, {values['email']}, {roles}; the account is {state}."

"""The commands that look after accounts; on PostgreSQL the first administrator comes from here."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from sqlalchemy.engine import Engine

from data_access.command_line.file_commands import say
from data_access.commands.accounts import account_draft, add_account, change_account
from data_access.commands.password_links import LIVES_IN_WORDS, make_link, web_address_of_link
from data_access.queries.accounts import (
    AccountQuestion,
    ListedAccount,
    account_as_seen,
    account_by_email,
    listed_accounts,
)
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.errors import NotFoundError
from domain.permissions import OPERATOR
from domain.vocabulary import LinkPurpose, UserRole


class ShownOnce(Protocol):
    """An account whose password is shown once, when it is made."""

    @property
    def email(self) -> str: ...
    @property
    def password(self) -> str: ...
    @property
    def role(self) -> UserRole: ...
    @property
    def networks(self) -> tuple[str, ...]: ...


def account(engine: Engine, arguments: argparse.Namespace) -> int:
    """Look after accounts: add, list, close, or make a link to set a password."""
    commands: dict[str, Callable[[Engine, argparse.Namespace], None]] = {
        "add": _add,
        "list": _list,
        "link": _link,
        "close": _close,
    }
    commands[arguments.account_command](engine, arguments)
    return 0


def _add(engine: Engine, arguments: argparse.Namespace) -> None:
    draft = account_draft(
        email=arguments.email,
        display_name=arguments.name,
        roles=[UserRole(role) for role in arguments.role],
        networks=[code.upper() for code in arguments.network],
    )
    with unit_of_work(engine, actor=OPERATOR, changes_facts=False) as work:
        user_id = add_account(work, draft)
        token = make_link(work, user_id, purpose=LinkPurpose.WELCOME)
    say(f"Added the account {draft.email}.")
    _say_link(draft.email, token, LinkPurpose.WELCOME)


def _list(engine: Engine, _arguments: argparse.Namespace) -> None:
    for line in account_lines(listed_accounts(engine, AccountQuestion())):
        say(line)


def _link(engine: Engine, arguments: argparse.Namespace) -> None:
    found = _the_account(engine, arguments.email)
    purpose = LinkPurpose.RESET if found.has_password else LinkPurpose.WELCOME
    with unit_of_work(engine, actor=OPERATOR, changes_facts=False) as work:
        token = make_link(work, found.id, purpose=purpose)
    _say_link(found.email, token, purpose)


def _close(engine: Engine, arguments: argparse.Namespace) -> None:
    found = _the_account(engine, arguments.email)
    values = account_as_seen(engine, found.id)
    with unit_of_work(engine, actor=OPERATOR, changes_facts=False) as work:
        draft = account_draft(**(values | {"is_active": False, "roles": found.roles}))
        change_account(work, found.id, draft, seen=values)
    say(f"The account {found.email} is closed. Its records stay, and nobody is signed in with it any more.")


def _the_account(engine: Engine, email: str) -> ListedAccount:
    found = account_by_email(engine, email)
    if found is None:
        raise NotFoundError(f"There is no account for {email}. See: python -m data_access account list")
    return found


def _say_link(email: str, token: str, purpose: LinkPurpose) -> None:
    say(f"With this link, {email} sets a password. It works once, for {LIVES_IN_WORDS[purpose]}:")
    say(web_address_of_link(token, base=get_settings().own_address))


def account_lines(accounts: Sequence[ListedAccount]) -> Iterator[str]:
    """The accounts as a table of text."""
    if not accounts:
        yield (
            "There is no account yet. Add one with: "
            "python -m data_access account add EMAIL --name NAME --role admin"
        )
        return
    rows = [("e-mail", "name", "roles", "networks", "last seen", "state")]
    rows += [
        (
            found.email,
            found.display_name,
            ", ".join(role.value for role in found.roles) or "none",
            ", ".join(found.networks),
            f"{found.last_seen:%d/%m/%Y}" if found.last_seen else f"not in {found.days_on_record} days",
            "open" if found.is_active else "closed",
        )
        for found in accounts
    ]
    yield from _table(rows)


def demonstration_lines(accounts: Sequence[ShownOnce]) -> Iterator[str]:
    """Demonstration accounts with their passwords, as a table of text."""
    yield ""
    yield "Demonstration accounts. Their passwords are shown only now, so keep them if you want to sign in:"
    yield ""
    rows = [("e-mail", "password", "role")]
    for made in accounts:
        networks = f" for {' and '.join(made.networks)}" if made.networks else ""
        rows.append((made.email, made.password, f"{made.role.label}{networks}"))
    yield from (f"  {line}" for line in _table(rows))
    yield ""
    yield "A password was lost: python -m data_access account link EMAIL"
    yield "Without them and the illustrative records: python -m data_access demo --remove"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()

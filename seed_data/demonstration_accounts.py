"""Accounts for demonstration, one for each role, that come and go with the illustrative records."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import Session, col

from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.passwords import hash_password, new_random_password
from data_access.tables import StoreFact, User
from data_access.unit_of_work import UnitOfWork
from domain.permissions import check_may_operate
from domain.vocabulary import Provenance, UserRole

FACT = "demonstration-accounts"
# The reserved ending .example belongs to nobody, so no letter to it ever reaches anyone.
HOST = "heard.example"
NETWORKS: Mapping[UserRole, tuple[str, ...]] = {
    UserRole.CONTRIBUTOR: ("SL", "GM"),
    UserRole.LAY_PARTNER: ("SL",),
    UserRole.COMMS: ("SL", "GM"),
}


@dataclass(frozen=True)
class MadeAccount:
    """An account that was made just now, with its password, which is kept nowhere."""

    email: str
    password: str
    role: UserRole
    networks: tuple[str, ...]


def add_demonstration_accounts(work: UnitOfWork) -> tuple[MadeAccount, ...]:
    """Make an account for each role that has none for demonstration yet; answer those made.

    Raises NotAllowedError, and InvalidRecordError where the networks are not in the store yet.
    """
    check_may_operate(work.actor)
    emails = {role: f"{role.value}@{HOST}" for role in UserRole}
    taken = set(
        work.session.scalars(sa.select(col(User.email)).where(col(User.email).in_(emails.values()))).all()
    )
    made = tuple(_add(work, role, email) for role, email in emails.items() if email not in taken)
    work.session.merge(StoreFact(name=FACT, value="made"))
    return made


def were_made(session: Session) -> bool:
    """Whether this store was ever given accounts for demonstration."""
    return session.get(StoreFact, FACT) is not None


def _add(work: UnitOfWork, role: UserRole, email: str) -> MadeAccount:
    made = MadeAccount(email, new_random_password(), role, NETWORKS.get(role, ()))
    draft = AccountDraft(
        email=email,
        # "Demonstration PPI Forum", not "ppi forum": only the first letter of a label may become small.
        display_name=f"Demonstration {_within_a_sentence(role.label)}",
        roles=frozenset({role}),
        networks=frozenset(made.networks),
    )
    add_account(work, draft, password_hash=hash_password(made.password), provenance=Provenance.ILLUSTRATIVE)
    return made


def _within_a_sentence(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]

"""Accounts: added, changed and closed by those who look after them; passwords set by their owners."""

from collections.abc import Iterable
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sqlmodel import Session, col

from data_access.commands.drafts import CleanText, Draft
from data_access.tables import PasswordLink, User, UserNetwork, UserRoleGrant
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork
from domain.errors import InvalidRecordError, NotFoundError
from domain.permissions import Action, check_may
from domain.vocabulary import Provenance, UserRole

NEEDS_NETWORK = frozenset({UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER})


def _email(address: str) -> str:
    name, _, host = address.casefold().partition("@")
    if not name or "." not in host or any(letter.isspace() for letter in address) or "@" in host:
        raise PydanticCustomError("email", "expected {expected}", {"expected": "an e-mail address"})
    return address.casefold()


class AccountDraft(Draft):
    """An account as handed in; `networks` are the codes that it may write or speak for."""

    email: Annotated[CleanText, AfterValidator(_email)] = Field(min_length=3, max_length=200)
    display_name: CleanText = Field(min_length=1, max_length=120)
    roles: frozenset[UserRole] = frozenset()
    networks: frozenset[str] = frozenset()
    is_active: bool = True


def add_account(
    work: UnitOfWork,
    draft: AccountDraft,
    *,
    password_hash: str | None = None,
    provenance: Provenance = Provenance.SUBMITTED,
) -> int:
    """Add an account and answer its id. Raises NotAllowedError, InvalidRecordError where the address is taken."""
    check_may(work.actor, Action.MANAGE_ACCOUNTS)
    if work.session.scalar(sa.select(col(User.id)).where(col(User.email) == draft.email)):
        raise InvalidRecordError(f"There is an account for {draft.email} already.")
    user = User(
        email=draft.email,
        display_name=draft.display_name,
        password_hash=password_hash,
        is_active=draft.is_active,
        provenance=provenance,
    )
    work.session.add(user)
    work.session.flush()
    assert user.id is not None  # noqa: S101  the store has just numbered it
    _grant(work.session, user.id, roles=draft.roles, networks=draft.networks)
    work.audit("added", "user_account", user.id, after=account_values(work.session, user.id))
    return user.id


def change_account(work: UnitOfWork, user_id: int, draft: AccountDraft) -> None:
    """Give an account these values, whole. A change of role or closing it counts from its next page on.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError where it would leave no administrator.
    """
    check_may(work.actor, Action.MANAGE_ACCOUNTS)
    user = the_account(work.session, user_id)
    before = account_values(work.session, user_id)
    taken = sa.select(col(User.id)).where(col(User.email) == draft.email, col(User.id) != user_id)
    if work.session.scalar(taken):
        raise InvalidRecordError(f"There is an account for {draft.email} already.")
    user.email, user.display_name, user.is_active = draft.email, draft.display_name, draft.is_active
    work.session.flush()
    for table in (UserRoleGrant, UserNetwork):
        work.session.execute(sa.delete(table).where(col(table.user_id) == user_id))
    _grant(work.session, user_id, roles=draft.roles, networks=draft.networks)
    _check_somebody_manages(work.session)
    work.audit("changed", "user_account", user_id, before=before, after=account_values(work.session, user_id))


def set_password_hash(work: UnitOfWork, user_id: int, password_hash: str) -> None:
    """Give an account a new password, hashed beforehand, and end all its sessions that began earlier.

    For the owner of the account and for those who look after accounts. Raises NotAllowedError.
    """
    if work.actor.user_id != user_id:
        check_may(work.actor, Action.MANAGE_ACCOUNTS)
    user = the_account(work.session, user_id)
    user.password_hash = password_hash
    user.valid_from = now()
    end_unused_links(work.session, user_id)
    work.session.flush()
    work.audit("changed", "user_account", user_id, note="The password was set anew.")


def end_unused_links(session: Session, user_id: int) -> None:
    """Let every link that could still set this account's password expire now."""
    session.execute(
        sa.update(PasswordLink)
        .where(col(PasswordLink.user_id) == user_id, col(PasswordLink.used_at).is_(None))
        .where(col(PasswordLink.until) > now())
        .values(until=now())
    )


def the_account(session: Session, user_id: int) -> User:
    """The account with this id. Raises NotFoundError."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFoundError("There is no such account.")
    return user


def account_values(session: Session, user_id: int) -> dict[str, Any]:
    """What the audit trail keeps of an account: never its password."""
    user = the_account(session, user_id)
    roles = session.scalars(sa.select(col(UserRoleGrant.role)).where(col(UserRoleGrant.user_id) == user_id))
    networks = session.scalars(
        sa.select(col(UserNetwork.network_code)).where(col(UserNetwork.user_id) == user_id)
    )
    return {
        "email": user.email,
        "display_name": user.display_name,
        "is_active": user.is_active,
        "roles": sorted(UserRole(role).value for role in roles),
        "networks": sorted(networks),
    }


def _grant(session: Session, user_id: int, *, roles: Iterable[UserRole], networks: Iterable[str]) -> None:
    session.add_all(UserRoleGrant(user_id=user_id, role=role) for role in sorted(roles))
    session.add_all(UserNetwork(user_id=user_id, network_code=code) for code in sorted(networks))
    session.flush()


def _check_somebody_manages(session: Session) -> None:
    managing = (
        sa.select(sa.func.count())
        .select_from(User)
        .join(UserRoleGrant, col(UserRoleGrant.user_id) == col(User.id))
        .where(col(User.is_active), col(UserRoleGrant.role) == UserRole.ADMIN)
    )
    if not session.scalar(managing):
        raise InvalidRecordError("Somebody must look after the accounts: keep one administrator.")

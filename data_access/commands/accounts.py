"""Accounts: added, changed and closed by those who look after them; passwords set by their owners."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError
from sqlmodel import Session, col

from data_access.commands.drafts import BrokenRule, CleanText, Draft
from data_access.tables import Network, PasswordLink, User, UserNetwork, UserRoleGrant
from data_access.tables.base import now, number_of
from data_access.unit_of_work import UnitOfWork
from domain.errors import InvalidRecordError, NotFoundError, StaleRecordError
from domain.permissions import Action, check_may
from domain.vocabulary import Provenance, UserRole

OF_A_DEMONSTRATION = "Recorded with an account of the demonstration"
NEEDS_NETWORK = frozenset({UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER})
KEEP_ONE = "Somebody must look after the accounts: keep one administrator."
STALE = (
    "Somebody else changed this account while you were looking at it. Nothing was saved. Look at it again."
)


def _email(address: str) -> str:
    name, _, host = address.casefold().partition("@")
    spaced = any(letter.isspace() or not letter.isprintable() for letter in address)
    if not name or "." not in host.strip(".") or ".." in host or spaced or "@" in host:
        raise PydanticCustomError("email", "expected {expected}", {"expected": "an e-mail address"})
    return address.casefold()


class AccountDraft(Draft):
    """An account as handed in; `networks` are the codes that it may write or speak for."""

    email: Annotated[CleanText, AfterValidator(_email)] = Field(min_length=3, max_length=200)
    display_name: CleanText = Field(min_length=1, max_length=120)
    roles: frozenset[UserRole] = frozenset()
    networks: frozenset[str] = frozenset()
    is_active: bool = True

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """Whoever writes or speaks for networks has one, unless the account is closed."""
        yield from super().broken_rules(today)
        if not self.is_active:
            return
        for role in sorted(self.roles & NEEDS_NETWORK):
            if not self.networks:
                yield BrokenRule("networks", f"at least one network for the role {role.label}")


WANTED = {
    "email": "E-mail address: write a whole one, with an @ and a dot after it, of at most 200 characters.",
    "display_name": "Name: write what others shall see, of 1 to 120 characters.",
    "networks": "Networks: choose at least one, because contributors and lay partners work for networks.",
}


def account_draft(
    *,
    email: str,
    display_name: str,
    roles: Iterable[UserRole] = (),
    networks: Iterable[str] = (),
    is_active: bool = True,
) -> AccountDraft:
    """The draft of what was typed. Raises InvalidRecordError with a sentence for each field that is wrong."""
    try:
        return AccountDraft(
            email=email,
            display_name=display_name,
            roles=frozenset(roles),
            networks=frozenset(networks),
            is_active=is_active,
        )
    except ValidationError as error:
        # What is wrong between fields has no field of its own: it is the networks that are missing.
        wrong = {str(found["loc"][0]) if found["loc"] else "networks" for found in error.errors()}
        raise InvalidRecordError(" ".join(WANTED[field] for field in WANTED if field in wrong)) from error


def add_account(
    work: UnitOfWork,
    draft: AccountDraft,
    *,
    password_hash: str | None = None,
    provenance: Provenance = Provenance.SUBMITTED,
) -> int:
    """Add an account and answer its id.

    Raises NotAllowedError, and InvalidRecordError where the address is taken or a network is unknown.
    """
    check_may(work.actor, Action.MANAGE_ACCOUNTS)
    _check_address_is_free(work.session, draft.email)
    return number_of(make_account(work, draft, password_hash=password_hash, provenance=provenance))


def make_account(
    work: UnitOfWork,
    draft: AccountDraft,
    *,
    password_hash: str | None = None,
    provenance: Provenance = Provenance.SUBMITTED,
) -> User:
    """Write a new account, for callers that have settled who may have it."""
    user = User(
        email=draft.email,
        display_name=draft.display_name,
        password_hash=password_hash,
        is_active=draft.is_active,
        provenance=provenance,
    )
    work.session.add(user)
    work.session.flush()
    number = number_of(user)
    grant(work.session, number, roles=draft.roles, networks=draft.networks)
    work.audit("added", "user_account", number, after=account_values(work.session, number))
    return user


def change_account(
    work: UnitOfWork, user_id: int, draft: AccountDraft, *, seen: Mapping[str, Any] | None = None
) -> None:
    """Give an account these values, whole. A change of role or closing it counts from its next page on.

    `seen` is what `account_values` said when the change was begun. Handing the same in twice changes it
    once. Raises NotAllowedError, NotFoundError, StaleRecordError where the account is no longer as seen,
    and InvalidRecordError where it would leave no administrator or names an unknown network.
    """
    check_may(work.actor, Action.MANAGE_ACCOUNTS)
    user = the_account(work.session, user_id)
    before = account_values(work.session, user_id)
    if before == _values_of(draft):
        return
    if seen is not None and before != seen:
        raise StaleRecordError(STALE)
    _check_address_is_free(work.session, draft.email, but=user_id)
    if user.is_active and not draft.is_active:
        # A session that began before must not come to life again when the account is opened again.
        user.valid_from = now()
        end_unused_links(work.session, user_id)
    user.email, user.display_name, user.is_active = draft.email, draft.display_name, draft.is_active
    work.session.flush()
    grant(work.session, user_id, roles=draft.roles, networks=draft.networks)
    after = account_values(work.session, user_id)
    if _manages(before) and not _manages(after):
        _check_somebody_manages(work.session)
    work.audit("changed", "user_account", user_id, before=before, after=after)


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


def end_sessions_of(work: UnitOfWork, user_id: int) -> None:
    """End all sessions of an account, on every device. Raises NotAllowedError, NotFoundError."""
    if work.actor.user_id != user_id:
        check_may(work.actor, Action.MANAGE_ACCOUNTS)
    the_account(work.session, user_id).valid_from = now()
    work.session.flush()
    work.audit("changed", "user_account", user_id, note="All its sessions were ended.")


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


def is_of_demonstration(session: Session, user_id: int | None) -> bool:
    """Whether this account is one for demonstration: what it records is illustrative, and goes with it."""
    found = session.scalar(sa.select(col(User.provenance)).where(col(User.id) == (user_id or 0)))
    return found == Provenance.ILLUSTRATIVE


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


def grant(session: Session, user_id: int, *, roles: Iterable[UserRole], networks: Iterable[str]) -> None:
    """Give an account exactly these roles and networks. Raises InvalidRecordError for an unknown network."""
    codes = sorted(networks)
    known = set(session.scalars(sa.select(col(Network.code)).where(col(Network.code).in_(codes))))
    for code in codes:
        if code not in known:
            raise InvalidRecordError(f"There is no network {code}.")
    for table in (UserRoleGrant, UserNetwork):
        session.execute(sa.delete(table).where(col(table.user_id) == user_id))
    session.add_all(UserRoleGrant(user_id=user_id, role=role) for role in sorted(roles))
    session.add_all(UserNetwork(user_id=user_id, network_code=code) for code in codes)
    session.flush()


def _values_of(draft: AccountDraft) -> dict[str, Any]:
    return {
        "email": draft.email,
        "display_name": draft.display_name,
        "is_active": draft.is_active,
        "roles": sorted(role.value for role in draft.roles),
        "networks": sorted(draft.networks),
    }


def _check_address_is_free(session: Session, email: str, *, but: int | None = None) -> None:
    if session.scalar(sa.select(col(User.id)).where(col(User.email) == email, col(User.id) != (but or 0))):
        raise InvalidRecordError(f"There is an account for {email} already.")


def _manages(values: Mapping[str, Any]) -> bool:
    return values["is_active"] and UserRole.ADMIN.value in values["roles"]


def _check_somebody_manages(session: Session) -> None:
    managing = (
        sa.select(sa.func.count())
        .select_from(User)
        .join(UserRoleGrant, col(UserRoleGrant.user_id) == col(User.id))
        .where(col(User.is_active), col(UserRoleGrant.role) == UserRole.ADMIN)
    )
    if not session.scalar(managing):
        raise InvalidRecordError(KEEP_ONE)

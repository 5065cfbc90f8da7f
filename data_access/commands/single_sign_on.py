"""The account of somebody whom a provider of single sign-on vouches for: found, joined, made and kept as said."""

import logging

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from data_access.commands.accounts import account_draft, account_values, grant, make_account
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.tables import Network, SignInIdentity, User
from data_access.tables.base import number_of
from data_access.unit_of_work import UnitOfWork, private_write, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError
from domain.permissions import Actor
from domain.single_sign_on import Person
from domain.vocabulary import UserRole

logger = logging.getLogger(__name__)

PROVIDER = Actor(name="single sign-on")
CLOSED = "Your account in Heard is closed. Ask an administrator of Heard."
TAKEN = (
    "There is an account for your e-mail address already, and it is not joined with your organisation's. Sign "
    "in with its password, or ask an administrator of Heard."
)
UNUSABLE = (
    "Signing in did not work: your organisation sent an e-mail address or a name that Heard cannot take."
)
_SHOWN = 100


def account_of_person(engine: Engine, person: Person, *, joins_by_email: bool) -> int | None:
    """The id of the person's account, made or brought up to date; None where this sign-in was used already.

    `joins_by_email` lets an account that has a password, or came from another provider, be joined by its
    e-mail address. The provider's word on roles stands even if no administrator is left: the operator can
    make one. Raises NotAllowedError with a sentence where the person may not have the account.
    """
    if not _is_first_use(engine, person.once):
        return None
    with unit_of_work(engine, actor=PROVIDER, changes_facts=False) as work:
        user = _identified(work.session, person)
        if user is None:
            user = _joined(work, person, joins_by_email=joins_by_email)
        if not user.is_active:
            raise NotAllowedError(CLOSED)
        number = number_of(user)
        _bring_up_to_date(work, user, number, person)
        return number


def _is_first_use(engine: Engine, once: str) -> bool:
    """Of two that come at once with the same sign-in, one is the first."""
    try:
        with private_write(engine) as session:
            if handed_in(session, once):
                return False
            note_handed_in(session, once, record_type="sign_in_identity")
    except IntegrityError:
        return False
    return True


def _identified(session: Session, person: Person) -> User | None:
    return session.scalars(
        sa.select(User)
        .join(SignInIdentity, col(SignInIdentity.user_id) == col(User.id))
        .where(col(SignInIdentity.issuer) == person.issuer, col(SignInIdentity.subject) == person.subject)
    ).one_or_none()


def _joined(work: UnitOfWork, person: Person, *, joins_by_email: bool) -> User:
    user = work.session.scalars(sa.select(User).where(col(User.email) == person.email)).one_or_none()
    if user is None:
        user = _made(work, person)
    else:
        _check_may_join(work.session, user, person, joins_by_email=joins_by_email)
    number = number_of(user)
    identity = SignInIdentity(user_id=number, issuer=person.issuer, subject=person.subject)
    work.session.add(identity)
    work.session.flush()
    values = {"user_id": number, "issuer": person.issuer, "subject": person.subject}
    work.audit("added", "sign_in_identity", identity.id, after=values)
    return user


def _check_may_join(session: Session, user: User, person: Person, *, joins_by_email: bool) -> None:
    """Nobody gets into an account that somebody else uses, because a provider gave them its address."""
    others = session.scalars(
        sa.select(col(SignInIdentity.issuer)).where(col(SignInIdentity.user_id) == user.id)
    ).all()
    is_in_use = user.password_hash is not None or bool(others)
    if person.issuer in others or (is_in_use and not joins_by_email):
        raise NotAllowedError(TAKEN)


def _made(work: UnitOfWork, person: Person) -> User:
    try:
        draft = account_draft(email=person.email, display_name=person.display_name)
    except InvalidRecordError as error:
        raise NotAllowedError(UNUSABLE) from error
    return make_account(work, draft)


def _bring_up_to_date(work: UnitOfWork, user: User, user_id: int, person: Person) -> None:
    before = account_values(work.session, user_id)
    after = before | _names(work.session, user, person)
    if person.roles is not None:
        after["roles"] = sorted(role.value for role in person.roles)
    if person.networks is not None:
        after["networks"] = _known(work.session, person.networks)
    if person.unknown:
        logger.warning("Account %d: unknown roles ignored: %s", user_id, str(person.unknown)[:_SHOWN])
    if after == before:
        return
    user.email, user.display_name = after["email"], after["display_name"]
    work.session.flush()
    roles = [UserRole(role) for role in after["roles"]]
    grant(work.session, user_id, roles=roles, networks=after["networks"])
    work.audit("changed", "user_account", user_id, before=before, after=after)


def _names(session: Session, user: User, person: Person) -> dict[str, str]:
    """Name and address as the provider has them now; what another account has, or Heard cannot take, stays."""
    try:
        draft = account_draft(email=person.email, display_name=person.display_name)
    except InvalidRecordError:
        return {}
    taken = sa.select(col(User.id)).where(col(User.email) == draft.email, col(User.id) != user.id)
    email = user.email if session.scalar(taken) else draft.email
    return {"email": email, "display_name": draft.display_name}


def _known(session: Session, networks: frozenset[str]) -> list[str]:
    asked = sorted(networks)
    known = sorted(session.scalars(sa.select(col(Network.code)).where(col(Network.code).in_(asked))))
    if len(known) < len(asked):
        logger.warning("Unknown networks ignored: %s", str(sorted(networks - set(known)))[:_SHOWN])
    return known

"""Links with which the owner of an account sets its password: made, looked at, and used once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.accounts import end_unused_links, set_password_hash, the_account
from data_access.commands.passwords import check_new_password, hash_password
from data_access.commands.sessions import secret_hash
from data_access.tables import PasswordLink, User
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import InvalidRecordError
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import LinkPurpose

LIVES = {LinkPurpose.WELCOME: timedelta(days=7), LinkPurpose.RESET: timedelta(hours=24)}
LIVES_IN_WORDS = {LinkPurpose.WELCOME: "7 days", LinkPurpose.RESET: "24 hours"}
# 32 random bytes are 43 letters; a longer text is no link and is not even hashed.
LONGEST_TOKEN = 64
ASK = "Ask an administrator of Heard for a new one."
UNKNOWN = f"This link is not one of ours, or part of it is missing. Open it again as you got it. {ASK}"
USED = "This link was used already; a link works once. Sign in with the password that you chose."
EXPIRED = f"This link no longer works, because it is too old or a newer one was made. {ASK}"
CLOSED = "This account is closed. Open it again before you make a link for it."


@dataclass(frozen=True)
class AccountOfLink:
    """Whose password a link sets, and until when it can be used."""

    user_id: int
    email: str
    display_name: str
    purpose: LinkPurpose
    until: datetime


def make_link(work: UnitOfWork, user_id: int, *, purpose: LinkPurpose) -> str:
    """Make a link for this account and answer its token, which is nowhere kept; earlier unused links end.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError where the account is closed.
    """
    check_may(work.actor, Action.MANAGE_ACCOUNTS)
    if not the_account(work.session, user_id).is_active:
        raise InvalidRecordError(CLOSED)
    end_unused_links(work.session, user_id)
    token = secrets.token_urlsafe(32)
    link = PasswordLink(
        user_id=user_id,
        purpose=purpose,
        token_hash=secret_hash(token),
        made_by=work.actor.name,
        until=now() + LIVES[purpose],
    )
    work.session.add(link)
    work.session.flush()
    values = {"user_id": user_id, "purpose": purpose, "until": link.until}
    work.audit("added", "password_link", link.id, after=values)
    return token


def web_address_of_link(token: str, *, base: str) -> str:
    """What the owner of the account opens; `base` is the address of Heard, such as https://heard.example."""
    return f"{base.rstrip('/')}/set-password?link={token}"


def account_of_link(engine: Engine, token: str) -> AccountOfLink | None:
    """Whose link this is; None where it cannot be used: unknown, used, expired, or the account is closed."""
    try:
        with Session(engine) as session:
            return _usable(session, token)[1]
    except InvalidRecordError:
        return None


def why_link_is_dead(engine: Engine, token: str) -> str:
    """Why this link cannot be used, in a sentence; "" where it can."""
    try:
        with Session(engine) as session:
            _usable(session, token)
    except InvalidRecordError as error:
        return str(error)
    return ""


def use_link(engine: Engine, token: str, *, new_password: str) -> int:
    """Set the account's password, end its earlier sessions and the link, and answer the account's id.

    Raises InvalidRecordError with a sentence where the link cannot be used or the password may not be one.
    """
    with Session(engine) as session:
        _, account = _usable(session, token)
    check_new_password(new_password, about=(account.email, account.display_name))
    # Hashing takes a while on purpose: it is done before other writers have to wait.
    hashed = hash_password(new_password)
    owner = Actor(name=account.display_name, user_id=account.user_id)
    with unit_of_work(engine, actor=owner, changes_facts=False) as work:
        link, _ = _usable(work.session, token)
        link.used_at = now()
        work.session.flush()
        work.audit("used", "password_link", link.id, after={"user_id": account.user_id})
        set_password_hash(work, account.user_id, hashed)
    return account.user_id


def _usable(session: Session, token: str) -> tuple[PasswordLink, AccountOfLink]:
    link, user = _found(session, token)
    if link.used_at is not None:
        raise InvalidRecordError(USED)
    if link.until <= now() or not user.is_active:
        raise InvalidRecordError(EXPIRED)
    account = AccountOfLink(
        user_id=link.user_id,
        email=user.email,
        display_name=user.display_name,
        purpose=LinkPurpose(link.purpose),
        until=link.until,
    )
    return link, account


def _found(session: Session, token: str) -> tuple[PasswordLink, User]:
    if not 0 < len(token) <= LONGEST_TOKEN or not token.isascii():
        raise InvalidRecordError(UNKNOWN)
    found = session.execute(
        sa.select(PasswordLink, User)
        .join(User, col(User.id) == col(PasswordLink.user_id))
        .where(col(PasswordLink.token_hash) == secret_hash(token))
    ).one_or_none()
    if found is None:
        raise InvalidRecordError(UNKNOWN)
    return found[0], found[1]

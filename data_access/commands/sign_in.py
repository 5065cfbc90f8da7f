"""Tries to sign in: each is counted before its password is looked at, and freed when it was right."""

import hmac
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.cookie_secret import key_for
from data_access.engine import is_sqlite
from data_access.tables import SignInAttempt, User
from data_access.tables.base import now
from data_access.unit_of_work import private_write
from domain.sign_in_limits import REMEMBERED, EarlierFailures, counted_address, open_from

# Any number that nothing else in the database locks by.
TRIES_LOCK = 4_325_372
LONGEST_NAME = 200
NOBODY = ""


@dataclass(frozen=True)
class Attempt:
    """A try that is counted as failed until it is freed; where one has to `wait`, it is not counted at all."""

    id: int | None
    wait: timedelta | None = None


@dataclass(frozen=True)
class Credentials:
    """What the store holds of an account that may sign in with a password."""

    user_id: int
    email: str
    display_name: str
    password_hash: str


def plain_name(typed: str) -> str:
    """The name of an account as it was typed, ready to be looked up.

    What no account can be called becomes the empty name, so that the store is asked all the same.
    """
    name = typed.strip().casefold()
    return name if len(name) <= LONGEST_NAME and name.isprintable() else NOBODY


def credentials_of(engine: Engine, name: str) -> Credentials | None:
    """The account of this name; None where there is none, it is closed, or it has no password."""
    with Session(engine) as session:
        user = session.scalars(sa.select(User).where(col(User.email) == plain_name(name))).one_or_none()
        if user is None or user.id is None or not user.is_active or not user.password_hash:
            return None
        return Credentials(
            user_id=user.id,
            email=user.email,
            display_name=user.display_name,
            password_hash=user.password_hash,
        )


def begin_attempt(engine: Engine, *, name: str, address: str) -> Attempt:
    """Count a try of this name from this address, unless one has to wait; tries of a day ago are forgotten.

    Tries take turns, so that of many at once each sees those before it.
    """
    account_key, address_key = _key("name", plain_name(name)), _key("address", counted_address(address))
    with private_write(engine) as session:
        _wait_for_turn(session)
        at = now()
        session.execute(sa.delete(SignInAttempt).where(col(SignInAttempt.at) <= at - REMEMBERED))
        opens = open_from(_earlier(session, account_key, address_key), at=at)
        if opens is not None:
            return Attempt(id=None, wait=opens - at)
        row = SignInAttempt(at=at, account_key=account_key, address_key=address_key)
        session.add(row)
        session.flush()
        return Attempt(id=row.id)


def free_attempt(engine: Engine, attempt: Attempt) -> None:
    """Note that the try signed in, and forgive those before it of the same account from the same address."""
    with private_write(engine) as session:
        row = session.get(SignInAttempt, attempt.id)
        if row is None:
            return
        session.execute(
            sa.delete(SignInAttempt).where(
                col(SignInAttempt.account_key) == row.account_key,
                col(SignInAttempt.address_key) == row.address_key,
                col(SignInAttempt.id) != row.id,
            )
        )
        row.succeeded = True


def _earlier(session: Session, account_key: str, address_key: str) -> EarlierFailures:
    rows = session.execute(
        sa.select(
            col(SignInAttempt.at),
            col(SignInAttempt.account_key) == account_key,
            col(SignInAttempt.address_key) == address_key,
            col(SignInAttempt.succeeded),
        ).where(
            (col(SignInAttempt.account_key) == account_key) | (col(SignInAttempt.address_key) == address_key)
        )
    ).all()
    failed = [(at, bool(account), bool(address)) for at, account, address, succeeded in rows if not succeeded]
    return EarlierFailures(
        account_from_address=[at for at, account, address in failed if account and address],
        account=[at for at, account, _ in failed if account],
        address=[at for at, _, address in failed if address],
        is_known_address=any(account and address and done for _, account, address, done in rows),
    )


def _key(kind: str, text: str) -> str:
    """A keyed hash, so that neither names nor addresses can be read, or guessed, from the store."""
    return hmac.digest(key_for(f"sign-in {kind}"), text.encode("utf-8", "replace"), "sha256").hex()


def _wait_for_turn(session: Session) -> None:
    """One at a time. SQLite's write lock, taken at the start of the transaction, sees to that by itself."""
    connection = session.connection()
    if not is_sqlite(connection):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(TRIES_LOCK)))

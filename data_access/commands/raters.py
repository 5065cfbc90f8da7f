"""Under which reference somebody rates: staff of a network as one, each lay account under a code of its own."""

import hashlib
import hmac
import secrets

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlmodel import Session, col

from data_access.commands.accounts import is_of_demonstration
from data_access.tables import StoreFact, User
from domain.vocabulary import RaterKind

SALT = "rater_salt"
LAY_PREFIX = "lay-"
STAFF = ""
STAFF_OF_A_DEMONSTRATION = "illustrative"
"""As illustrative ratings have it, so that a demonstration never stands in the way of a real rating."""
_LETTERS = 12


def rater_reference(session: Session, user_id: int | None, *, rater_kind: RaterKind) -> str:
    """The reference that this account's ratings carry; the store's salt is made where it has none yet."""
    if rater_kind is RaterKind.STAFF:
        return STAFF_OF_A_DEMONSTRATION if is_of_demonstration(session, user_id) else STAFF
    salt = _salt(session.connection())
    if salt is None:
        salt = secrets.token_hex(32)
        session.add(StoreFact(name=SALT, value=salt))
    return lay_code(salt, None if user_id is None else session.get(User, user_id))


def lay_code(salt: str, user: User | None) -> str:
    """The code of an account: it stays the same, and without the store's salt nobody can work it out.

    The moment at which the account was made is in it, because SQLite gives a number out again.
    """
    seed = "" if user is None else f"{user.id}|{user.created_at.isoformat(timespec='microseconds')}"
    digest = hmac.new(salt.encode(), seed.encode(), hashlib.sha256).hexdigest()
    return f"{LAY_PREFIX}{digest[:_LETTERS]}"


def own_lay_reference(session: Session, user_id: int | None) -> str | None:
    """The reference of this account's lay ratings; None where no lay account has rated yet, or for no account."""
    salt, user = _salt(session.connection()), session.get(User, user_id or 0)
    return None if salt is None or user is None else lay_code(salt, user)


def account_references(connection: Connection) -> frozenset[str]:
    """The references of all accounts' lay ratings: what stands under one is that account's alone."""
    salt = _salt(connection)
    if salt is None:
        return frozenset()
    with Session(connection) as session:
        return frozenset(lay_code(salt, user) for user in session.scalars(sa.select(User)))


def _salt(connection: Connection) -> str | None:
    salt: str | None = connection.scalar(sa.select(col(StoreFact.value)).where(col(StoreFact.name) == SALT))
    return salt

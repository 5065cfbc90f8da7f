"""Accounts as those who look after them see them: a page of the list, and one account to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.accounts import account_values
from data_access.commands.text import clean_text
from data_access.queries.settings import settings_in
from data_access.queries.text_search import holds, spellings
from data_access.tables import SignInIdentity, SignInSession, User, UserNetwork, UserRoleGrant
from domain.vocabulary import Provenance, UserRole


@dataclass(frozen=True)
class AccountQuestion:
    """Which accounts to list; an empty text or None asks for all."""

    search: str = ""
    role: UserRole | None = None
    network: str | None = None
    is_active: bool | None = None


@dataclass(frozen=True)
class ListedAccount:
    """An account of the list. `last_seen` is None where no sign-in is on record, which is kept `days_on_record`."""

    id: int
    email: str
    display_name: str
    is_active: bool
    has_password: bool
    has_identity: bool
    provenance: Provenance
    roles: tuple[UserRole, ...]
    networks: tuple[str, ...]
    last_seen: datetime | None
    days_on_record: int


def count_accounts(engine: Engine, question: AccountQuestion) -> int:
    """How many accounts the question asks for."""
    with Session(engine) as session:
        found = session.scalar(sa.select(sa.func.count()).select_from(User).where(*_conditions(question)))
    return found or 0


def listed_accounts(
    engine: Engine, question: AccountQuestion, *, limit: int | None = None, offset: int = 0
) -> list[ListedAccount]:
    """The accounts asked for, by name and then e-mail; with `limit`, as many of them from `offset` on."""
    with Session(engine) as session:
        users = session.scalars(
            sa.select(User)
            .where(*_conditions(question))
            .order_by(sa.func.lower(col(User.display_name)), col(User.email))
            .limit(limit)
            .offset(offset)
        ).all()
        return _listed(session, users)


def account_by_email(engine: Engine, email: str) -> ListedAccount | None:
    """The account with this e-mail address, in any case of its letters."""
    with Session(engine) as session:
        users = session.scalars(sa.select(User).where(col(User.email) == clean_text(email).casefold())).all()
        return next(iter(_listed(session, users)), None)


def listed_account(engine: Engine, user_id: int) -> ListedAccount | None:
    """The account with this id."""
    with Session(engine) as session:
        users = session.scalars(sa.select(User).where(col(User.id) == user_id)).all()
        return next(iter(_listed(session, users)), None)


def account_as_seen(engine: Engine, user_id: int) -> dict[str, Any]:
    """The values of an account as a change begins from them. Raises NotFoundError."""
    with Session(engine) as session:
        return account_values(session, user_id)


def _conditions(question: AccountQuestion) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    for word in clean_text(question.search).split():
        spelled = spellings(word)
        conditions.append(holds(col(User.display_name), spelled) | holds(col(User.email), spelled))
    if question.role is not None:
        having = sa.select(col(UserRoleGrant.user_id)).where(col(UserRoleGrant.role) == question.role)
        conditions.append(col(User.id).in_(having))
    if question.network is not None:
        of_network = col(UserNetwork.network_code) == question.network
        conditions.append(col(User.id).in_(sa.select(col(UserNetwork.user_id)).where(of_network)))
    if question.is_active is not None:
        conditions.append(col(User.is_active).is_(question.is_active))
    return conditions


def _listed(session: Session, users: Sequence[User]) -> list[ListedAccount]:
    ids = [user.id for user in users if user.id is not None]
    roles = _by_account(session, col(UserRoleGrant.user_id), col(UserRoleGrant.role), ids)
    networks = _by_account(session, col(UserNetwork.user_id), col(UserNetwork.network_code), ids)
    seen = _last_seen(session, ids)
    days_on_record = settings_in(session).keep_sessions_days
    joined = set(
        session.scalars(sa.select(col(SignInIdentity.user_id)).where(col(SignInIdentity.user_id).in_(ids)))
    )
    return [
        ListedAccount(
            id=user.id or 0,
            email=user.email,
            display_name=user.display_name,
            is_active=user.is_active,
            has_password=user.password_hash is not None,
            has_identity=user.id in joined,
            provenance=Provenance(user.provenance),
            roles=tuple(role for role in UserRole if role in roles.get(user.id or 0, ())),
            networks=tuple(sorted(networks.get(user.id or 0, ()))),
            last_seen=seen.get(user.id or 0),
            days_on_record=days_on_record,
        )
        for user in users
    ]


def _by_account(session: Session, owner: Any, value: Any, ids: Sequence[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for user_id, code in session.execute(sa.select(owner, value).where(owner.in_(ids))):
        found.setdefault(user_id, set()).add(code)
    return found


def _last_seen(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    newest = sa.func.max(col(SignInSession.seen_at))
    rows = session.execute(
        sa.select(col(SignInSession.user_id), newest)
        .where(col(SignInSession.user_id).in_(ids))
        .group_by(col(SignInSession.user_id))
    )
    return dict(rows.all())

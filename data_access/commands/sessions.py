"""Signed-in sessions: started, handed to the browser, looked up at each run, and ended for certain."""

import hashlib
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col

from data_access.engine import for_writing_at_once
from data_access.tables import SignInSession, User, UserNetwork, UserRoleGrant
from data_access.tables.base import now, number_of
from data_access.unit_of_work import private_write
from domain.permissions import Actor
from domain.vocabulary import SignInWay, UserRole

LONGEST = timedelta(hours=12)
LONGEST_UNUSED = timedelta(hours=2)
TICKET_LIVES = timedelta(minutes=1)
# The moment of the last use is written at most this often, so that looking at a page writes nothing.
SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True)
class StartedSession:
    """A session that has begun; its ticket is given once to the browser, which gets its cookie for it."""

    id: int
    ticket: str


@dataclass(frozen=True)
class LiveSession:
    """One device on which an account is signed in, as its owner sees it; `seen_at` is up to five minutes old."""

    id: int
    device: str
    way: SignInWay
    started_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class HandedOver:
    """What goes into the cookie of a session: whose it is, the secret, and when it ends."""

    user_id: int
    token: str
    ends_at: datetime


def secret_hash(secret: str) -> str:
    """What the store keeps of a random secret: its SHA-256. The secret itself is long enough not to be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def start_session(engine: Engine, *, user_id: int, way: SignInWay, device: str = "") -> StartedSession:
    """Begin a session of this account, with a new ticket."""
    ticket = secrets.token_urlsafe(32)
    with private_write(engine) as session:
        row = SignInSession(
            user_id=user_id,
            way=way,
            device=device[:120],
            ends_at=now() + LONGEST,
            ticket_hash=secret_hash(ticket),
        )
        session.add(row)
        session.flush()
        return StartedSession(id=number_of(row), ticket=ticket)


def hand_over(engine: Engine, ticket: str) -> HandedOver | None:
    """Give the session's secret for its ticket, once; None where the ticket is unknown, used or too old."""
    token = secrets.token_urlsafe(32)
    with private_write(engine) as session:
        # Locked, so that of two that come with one ticket at once the second finds it used.
        found = session.execute(
            sa.select(SignInSession, User)
            .join(User, col(User.id) == col(SignInSession.user_id))
            .where(col(SignInSession.ticket_hash) == secret_hash(ticket))
            .with_for_update(of=SignInSession)
        ).one_or_none()
        if found is None:
            return None
        row, user = found
        row.ticket_hash = None
        if not _is_live(row, user) or row.started_at + TICKET_LIVES < now():
            return None
        row.token_hash = secret_hash(token)
        return HandedOver(user_id=row.user_id, token=token, ends_at=row.ends_at)


def session_of_token(engine: Engine, token: str, *, user_id: int) -> int | None:
    """The session that this secret belongs to; None where it is not this account's or has ended."""
    with Session(engine) as session:
        session_id = session.scalar(
            sa.select(col(SignInSession.id)).where(
                col(SignInSession.token_hash) == secret_hash(token), col(SignInSession.user_id) == user_id
            )
        )
    if session_id is None or actor_of_session(engine, session_id) is None:
        return None
    return session_id


def sessions_of(engine: Engine, user_id: int) -> tuple[LiveSession, ...]:
    """Where this account is signed in now, the latest use first."""
    with Session(engine) as session:
        found = session.execute(
            sa.select(SignInSession, User)
            .join(User, col(User.id) == col(SignInSession.user_id))
            .where(col(SignInSession.user_id) == user_id, col(SignInSession.ended_at).is_(None))
            .order_by(col(SignInSession.seen_at).desc(), col(SignInSession.id).desc())
        ).all()
        return tuple(
            LiveSession(
                id=row.id or 0,
                device=row.device,
                way=SignInWay(row.way),
                started_at=row.started_at,
                seen_at=row.seen_at,
            )
            for row, user in found
            if _is_live(row, user)
        )


def actor_of_session(engine: Engine, session_id: int) -> Actor | None:
    """Who is signed in with this session, as the store has it now; None once the session has ended.

    A session ends by signing out, by age, by lying unused, when the account is closed, or when all its
    sessions older than a moment are ended (`User.valid_from`).
    """
    with Session(engine) as session:
        found = session.execute(
            sa.select(SignInSession, User)
            .join(User, col(User.id) == col(SignInSession.user_id))
            .where(col(SignInSession.id) == session_id)
        ).one_or_none()
        if found is None or not _is_live(*found):
            return None
        row, user = found
        actor = _actor(session, user)
        is_due = row.seen_at + SEEN_EVERY < now()
    if is_due:
        _note_seen(engine, session_id)
    return actor


def _note_seen(engine: Engine, session_id: int) -> None:
    """Write the moment of the last use, or leave it for the next run: no page waits for another writer."""
    with (
        suppress(OperationalError),
        Session(for_writing_at_once(engine)) as session,
        session.begin(),
    ):
        session.execute(
            sa.update(SignInSession).where(col(SignInSession.id) == session_id).values(seen_at=now())
        )


def end_session(engine: Engine, session_id: int, *, user_id: int) -> None:
    """End a session of this account: neither its page nor any copy of its cookie is signed in from now on.

    Another account's session is left alone.
    """
    _end(engine, col(SignInSession.user_id) == user_id, col(SignInSession.id) == session_id)


def end_other_sessions(engine: Engine, *, user_id: int, but: int | None = None) -> None:
    """End all sessions of an account, but the one given."""
    _end(engine, col(SignInSession.user_id) == user_id, col(SignInSession.id) != (but or 0))


def _end(engine: Engine, *which: sa.ColumnElement[bool]) -> None:
    with private_write(engine) as session:
        session.execute(
            sa.update(SignInSession)
            .where(col(SignInSession.ended_at).is_(None), *which)
            .values(ended_at=now(), ticket_hash=None)
        )


def _is_live(row: SignInSession, user: User) -> bool:
    return (
        user.is_active
        and row.ended_at is None
        and row.started_at >= user.valid_from
        and now() < min(row.ends_at, row.seen_at + LONGEST_UNUSED)
    )


def _actor(session: Session, user: User) -> Actor:
    roles = session.scalars(sa.select(col(UserRoleGrant.role)).where(col(UserRoleGrant.user_id) == user.id))
    networks = session.scalars(
        sa.select(col(UserNetwork.network_code)).where(col(UserNetwork.user_id) == user.id)
    )
    return Actor(
        name=user.display_name,
        user_id=user.id,
        roles=frozenset(UserRole(role) for role in roles),
        networks=frozenset(networks),
    )

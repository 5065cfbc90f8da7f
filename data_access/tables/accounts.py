"""Accounts and how they sign in; and what people have begun to type but not yet handed in."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from data_access.tables.base import (
    Provenanced,
    Table,
    code_field,
    moment_field,
    now,
    reference_field,
    text_field,
)
from domain.vocabulary import LinkPurpose, SignInWay, UserRole

__all__ = [
    "FormDraft",
    "PasswordLink",
    "SignInAttempt",
    "SignInIdentity",
    "SignInSession",
    "Submission",
    "User",
    "UserNetwork",
    "UserRoleGrant",
]


class User(Provenanced, Table, table=True):
    """An account. Sessions older than `valid_from` are no longer signed in."""

    __tablename__ = "user_account"
    __table_args__ = (sa.CheckConstraint("email = lower(email)", name="email"),)
    id: int | None = Field(default=None, primary_key=True)
    email: str = text_field(200, unique=True)
    display_name: str = text_field(120)
    password_hash: str | None = text_field(200, default=None, nullable=True)
    is_active: bool = True
    valid_from: datetime = moment_field(default_factory=now)
    created_at: datetime = moment_field(default_factory=now)


class UserRoleGrant(Table, table=True):
    """A role that an account has."""

    __tablename__ = "user_role"
    user_id: int = Field(foreign_key="user_account.id", ondelete="CASCADE", primary_key=True)
    role: UserRole = code_field(UserRole, primary_key=True)


class UserNetwork(Table, table=True):
    """A network that an account may write for."""

    __tablename__ = "user_network"
    user_id: int = Field(foreign_key="user_account.id", ondelete="CASCADE", primary_key=True)
    network_code: str = Field(foreign_key="network.code", ondelete="RESTRICT", primary_key=True)


class SignInIdentity(Table, table=True):
    """By whom and under which name an account is known to a provider of single sign-on."""

    __tablename__ = "sign_in_identity"
    __table_args__ = (sa.UniqueConstraint("issuer", "subject"),)
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = reference_field("user_account.id", cascade=True)
    issuer: str = text_field(300)
    subject: str = text_field(255)
    joined_at: datetime = moment_field(default_factory=now)


class SignInSession(Table, table=True):
    """One person signed in on one device, until it ends.

    The cookie holds a secret of which only the hash is here. The secret is given out once, against a ticket
    that lasts a minute, because the page that checks a password cannot set a cookie itself.
    """

    __tablename__ = "sign_in_session"
    # A number is never used again, so that a visit that holds an old one is not somebody else's.
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = reference_field("user_account.id", cascade=True)
    way: SignInWay = code_field(SignInWay)
    device: str = text_field(120, default="")
    started_at: datetime = moment_field(default_factory=now)
    seen_at: datetime = moment_field(default_factory=now)
    ends_at: datetime = moment_field()
    ended_at: datetime | None = moment_field(default=None, nullable=True)
    ticket_hash: str | None = text_field(64, default=None, nullable=True, unique=True)
    token_hash: str | None = text_field(64, default=None, nullable=True, unique=True)


class SignInAttempt(Table, table=True):
    """One try to sign in. Name and address are keyed hashes, kept for a day to slow guessing down."""

    __tablename__ = "sign_in_attempt"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment_field(default_factory=now, index=True)
    account_key: str = text_field(64, index=True)
    address_key: str = text_field(64, index=True)
    succeeded: bool = False


class PasswordLink(Table, table=True):
    """A link, used once, with which an account sets its password; only its hash is here."""

    __tablename__ = "password_link"
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = reference_field("user_account.id", cascade=True)
    purpose: LinkPurpose = code_field(LinkPurpose)
    token_hash: str = text_field(64, unique=True)
    made_at: datetime = moment_field(default_factory=now)
    made_by: str = text_field(120)
    until: datetime = moment_field()
    used_at: datetime | None = moment_field(default=None, nullable=True)


class FormDraft(Table, table=True):
    """What an account has typed into a form and not yet handed in."""

    __tablename__ = "form_draft"
    __table_args__ = (sa.UniqueConstraint("user_id", "form"),)
    id: int | None = Field(default=None, primary_key=True)
    user_id: int = reference_field("user_account.id", cascade=True)
    form: str = text_field(80)
    typed: dict[str, Any] = Field(sa_type=sa.JSON)
    changed_at: datetime = moment_field(default_factory=now)


class Submission(Table, table=True):
    """A form that was handed in, so that handing it in twice saves it once. It says neither who nor when.

    `key_hash` is the hash of a random key that the form carried.
    """

    __tablename__ = "submission"
    key_hash: str = text_field(64, primary_key=True)
    on_day: date = Field(index=True)
    record_type: str = text_field(60, default="")
    record_id: str = text_field(80, default="")

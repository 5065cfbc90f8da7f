"""Accounts, the audit trail, imports that can be undone, and the store's own version."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from data_access.tables.base import (
    Provenanced,
    Table,
    code_field,
    moment_field,
    now,
    text_field,
)
from domain.vocabulary import ChangeAction, ImportState, UserRole

__all__ = [
    "AuditEvent",
    "ImportBatch",
    "ImportChange",
    "StoreFact",
    "StoreVersion",
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


class AuditEvent(Table, table=True):
    """Who did what, when, before and after; written with the change and never updated."""

    __tablename__ = "audit_event"
    __table_args__ = (sa.Index("ix_audit_event_record", "record_type", "record_id"),)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = moment_field(default_factory=now, index=True)
    actor: str = text_field(120)
    user_id: int | None = Field(default=None)
    action: str = text_field(60)
    record_type: str = text_field(60)
    record_id: str = text_field(80)
    before: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    note: str = text_field(600, default="")


class ImportBatch(Table, table=True):
    """One committed import of a file."""

    __tablename__ = "import_batch"
    id: int | None = Field(default=None, primary_key=True)
    file_name: str = text_field(300)
    fingerprint: str = text_field(64)
    imported_at: datetime = moment_field(default_factory=now)
    imported_by: str = text_field(120)
    state: ImportState = code_field(ImportState, default=ImportState.COMMITTED)
    undone_at: datetime | None = moment_field(default=None, nullable=True)
    added: int = 0
    changed: int = 0


class ImportChange(Table, table=True):
    """What an import did to one record: enough to undo it and to notice what was built on it."""

    __tablename__ = "import_change"
    __table_args__ = (
        sa.UniqueConstraint("batch_id", "position"),
        sa.Index("ix_import_change_record", "record_type", "record_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="import_batch.id", ondelete="CASCADE")
    position: int
    record_type: str = text_field(60)
    record_id: int
    action: ChangeAction = code_field(ChangeAction)
    before: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=sa.JSON)


class StoreVersion(Table, table=True):
    """One row whose number rises with each write, so that every process notices a change."""

    __tablename__ = "store_version"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
    id: int = Field(default=1, primary_key=True)
    version: int = 0
    changed_at: datetime = moment_field(default_factory=now)


class StoreFact(Table, table=True):
    """A fact about the store itself, such as whether illustrative records were ever loaded."""

    __tablename__ = "store_fact"
    name: str = text_field(60, primary_key=True)
    value: str = text_field(200)

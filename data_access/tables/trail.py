"""The audit trail, imports that can be undone, settings, and the store's own version."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from data_access.tables.base import Table, code_field, moment_field, now, text_field
from domain.audit_chain import START
from domain.vocabulary import ChangeAction, ImportState

__all__ = [
    "AuditEvent",
    "ImportBatch",
    "ImportChange",
    "Setting",
    "StoreFact",
    "StoreVersion",
]


class AuditEvent(Table, table=True):
    """Who did what, when, before and after; written with the change and never updated.

    `hash` is made of `previous_hash` and the other columns but `id` (`domain.audit_chain`), so that a
    later change to the trail shows.
    """

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
    previous_hash: str = text_field(64)
    hash: str = text_field(64, unique=True)


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
    """One row whose number rises with each write, so that every process notices a change.

    It also holds the end of the audit trail, so that a trail cut short shows.
    """

    __tablename__ = "store_version"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)
    id: int = Field(default=1, primary_key=True)
    version: int = 0
    changed_at: datetime = moment_field(default_factory=now)
    audit_count: int = 0
    audit_head: str = text_field(64, default=START)


class StoreFact(Table, table=True):
    """A fact about the store itself, such as whether illustrative records were ever loaded."""

    __tablename__ = "store_fact"
    name: str = text_field(60, primary_key=True)
    value: str = text_field(200)


class Setting(Table, table=True):
    """A setting that an administrator changed; one that is not here has its default (`domain.choices`)."""

    __tablename__ = "setting"
    name: str = text_field(60, primary_key=True)
    value: str = text_field(600)

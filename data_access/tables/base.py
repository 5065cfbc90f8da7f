"""What all tables share: registry, naming of constraints, codes, moments and provenance."""

from datetime import UTC, datetime
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from domain.errors import StoreError
from domain.vocabulary import Code, Provenance

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel, registry=registry(metadata=sa.MetaData(naming_convention=NAMING))):
    """Base of all tables, with a registry of its own so that a reload does not define them twice."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the store, the same on SQLite and PostgreSQL."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Store UTC without a zone; a naive moment is refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(UTC)


class Numbered(Protocol):
    """A row that the store numbers."""

    id: int | None


def number_of(row: Numbered) -> int:
    """The number that the store gave this row. Raises StoreError for one that was not written yet."""
    if row.id is None:
        raise StoreError("A record was asked for its number before it was written.")
    return row.id


def code_type(code: type[Code], name: str) -> sa.Enum:
    """A text column that the database itself limits to the codes of this vocabulary."""
    return sa.Enum(
        code,
        native_enum=False,
        create_constraint=True,
        length=40,
        name=name or code.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


def code_field(code: type[Code], *, check: str = "", **options: Any) -> Any:
    """A field that holds a code of this vocabulary; `check` names its constraint where a table has two."""
    return Field(sa_type=code_type(code, check), **options)


def text_field(length: int, **options: Any) -> Any:
    """A text field with its greatest length in characters."""
    return Field(max_length=length, sa_type=sa.String(length), **options)


def moment_field(**options: Any) -> Any:
    """A field that holds a moment in UTC."""
    return Field(sa_type=UtcDateTime, **options)


def reference_field(target: str, *, cascade: bool = False, **options: Any) -> Any:
    """A foreign key, indexed; with `cascade` the row goes when its parent goes."""
    return Field(foreign_key=target, ondelete="CASCADE" if cascade else "RESTRICT", index=True, **options)


class Provenanced(SQLModel):
    """A root record says where it comes from: a citation, who submitted it, or that it is illustrative."""

    provenance: Provenance = code_field(Provenance, index=True)
    provenance_note: str = text_field(600, default="")


def limit_text_lengths(metadata: sa.MetaData) -> None:
    """Let the database hold every text to its greatest length: SQLite, unlike PostgreSQL, does not."""
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, sa.Enum) or not isinstance(column.type, sa.String):
                continue
            if column.type.length:
                table.append_constraint(
                    sa.CheckConstraint(
                        sa.func.length(column) <= sa.literal_column(str(column.type.length)),
                        name=f"{column.name}_length",
                    )
                )
